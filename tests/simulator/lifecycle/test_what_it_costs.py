"""The bill of each function, and what memory buys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import (
    FEW,
    calls,
    function,
    kinds,
    later,
    opened,
    played,
    poisson,
    provision,
    published,
    records,
)

from lambdatutor.aws.operations import (
    DeleteFunction,
    DeleteProvisionedConcurrencyConfig,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import EphemeralStorage
from lambdatutor.course.report_lines import price_usd
from lambdatutor.simulator.bill import bills
from lambdatutor.simulator.time import SECOND, parse


def storage(size_mb: int, name: str = "f") -> UpdateFunctionConfiguration:
    return UpdateFunctionConfiguration(
        FunctionName=name, EphemeralStorage=EphemeralStorage(Size=size_mb)
    )


@pytest.mark.fact("PRC-009")
@pytest.mark.parametrize(("size_mb", "extra_gb"), [(512, 0.0), (1_536, 1.0), (10_240, 9.5)])
def test_tmp_beyond_512_mb_is_paid_for_while_requests_run(size_mb: int, extra_gb: float) -> None:
    world = played(
        function(init="1s", run="2s"), traffic=[calls("0s", "10s")], setup=[storage(size_mb)]
    )
    (bill,) = bills(world.service)

    assert bill.storage_usd == pytest.approx(extra_gb * (3 + 2) * 3.09e-8)
    assert world.snapshot().totals.cost_usd == pytest.approx(bill.total_usd)
    assert sum(price_usd(record) for record in records(world)) == pytest.approx(bill.total_usd)


@pytest.mark.fact("CON-031")
def test_the_init_of_provisioned_environments_is_billed_though_nobody_calls() -> None:
    world = opened(function(init="2s", memory=1_024), setup=[published()], preparation="60s")
    world.do(provision(3))
    later(world, "4min")
    (bill,) = bills(world.service)

    assert bill.requests == 0
    assert bill.provisioned_usd == pytest.approx(3 * 2 * 9.7222e-6 + 3 * 300 * 4.1667e-6)


@pytest.mark.fact("CON-031", "LIF-016")
def test_idle_provisioned_environments_are_recycled_and_their_init_is_billed_again() -> None:
    """Nobody calls: ready at 60 s, each is built again an hour after it was made."""
    world = opened(
        function(init="2s", memory=1_024),
        setup=[published()],
        preparation="58s",
        lifetime="1h",
    )
    world.do(provision(3))
    later(world, "3h")
    (bill,) = bills(world.service)

    assert kinds(world).count("init.end") == 3 * 3
    assert [each.phase for each in world.snapshot().environments] == ["frozen"] * 3
    (held,) = world.snapshot().functions[0].provisioned
    assert (held.status, held.available) == ("READY", 3)
    assert bill.provisioned_usd == pytest.approx(9 * 2 * 9.7222e-6 + 3 * 10_800 * 4.1667e-6)
    world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
    later(world, "3h")
    assert kinds(world).count("init.end") == 3 * 3, "what is given back is not built again"


@pytest.mark.fact("CON-031")
def test_a_lifetime_of_nothing_does_not_stop_the_clock() -> None:
    world = opened(
        function(init="0s", runtime_init="0s"), setup=[published(), provision(1)], lifetime="0s"
    )
    later(world, "1min")

    assert kinds(world).count("init.end") == 60


@pytest.mark.fact("PRC-005", "PRC-008")
def test_each_function_has_a_bill_of_its_own_and_they_add_up() -> None:
    world = played(
        function("f", run="1s", memory=1_024),
        function("g", run="500ms", memory=512, architecture="arm64"),
        traffic=[calls("0s", "5s"), calls("1s", "2s", "3s", name="b", function="g")],
    )
    f, g = bills(world.service)

    assert (f.function, f.requests, g.function, g.requests) == ("f", 2, "g", 3)
    assert f.run_usd == pytest.approx(2 * 1.66667e-5)
    assert g.run_usd == pytest.approx(3 * 0.5 * 0.5 * 1.33334e-5)
    assert f.total_usd + g.total_usd == pytest.approx(world.snapshot().totals.cost_usd)
    world.do(DeleteFunction(FunctionName="g"))
    assert bills(world.service)[1] == g, "what is owed is owed"


@pytest.mark.fact("PRC-006")
def test_the_free_tier_is_off() -> None:
    """One request of 128 MB is far below 400,000 GB-seconds, and is paid for."""
    world = played(traffic=[calls("0s")])

    assert bills(world.service)[0].total_usd > 2e-7


@FEW
@given(
    memory=st.integers(128, 10_240),
    compute=st.floats(0, 1),
    run_ms=st.integers(1, 2_000),
)
@pytest.mark.fact("PRC-002")
def test_computing_shrinks_with_memory_up_to_one_vcpu_and_waiting_does_not(
    memory: int, compute: float, run_ms: int
) -> None:
    world = played(
        function(memory=memory, compute=compute, run=f"{run_ms}ms", timeout="15min"),
        traffic=[calls("0s")],
    )
    (record,) = records(world)
    slower = max(1.0, 1_769 / memory)
    expected = run_ms * 1_000 * ((1 - compute) + compute * slower)

    assert record.duration_us == pytest.approx(expected, abs=1)


@pytest.mark.fact("PRC-002", "PRC-008")
def test_twice_the_memory_costs_the_same_for_pure_computing_and_twice_for_waiting() -> None:
    def cost(memory: int, compute: float) -> float:
        world = played(
            function(memory=memory, compute=compute, run="100ms", timeout="1min"),
            traffic=[calls("0s")],
        )
        return bills(world.service)[0].run_usd

    assert cost(512, 1.0) == pytest.approx(cost(1_024, 1.0), rel=0.01)
    assert cost(1_024, 0.0) == pytest.approx(2 * cost(512, 0.0))
    assert cost(3_538, 1.0) == pytest.approx(2 * cost(1_769, 1.0), rel=0.01), "past the knee"


@pytest.mark.fact("LIF-021", "PRC-008")
def test_the_bill_is_the_sum_of_its_requests() -> None:
    world = played(
        function("f", run="exp:300ms", init="exp:500ms", errors=0.1),
        function("g", run="exp:1s", memory=777),
        traffic=[poisson(20, until=parse("20s")),
                 poisson(10, function="g", name="b", until=parse("20s"))],
        setup=[storage(2_048, "g")],
    )  # fmt: skip
    for bill in bills(world.service):
        ours = [record for record in records(world) if record.function == bill.function]
        assert bill.requests == len(ours)
        assert bill.total_usd == pytest.approx(sum(price_usd(record) for record in ours))
    assert world.now_us == 60 * SECOND
