"""Init that fails, by chance or because code and settings do not fit, and what comes after it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from scenes import calls, function, kinds, later, opened, played, provision, published, records
from scenes import scenario as scene

from lambdatutor.aws.operations import (
    GetProvisionedConcurrencyConfig,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import Environment
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World


def failed_with(handler: str | None = None, **behaviour: object) -> list[tuple[str, str]]:
    """Status and error type of two requests, the second long after the first."""
    setup = [UpdateFunctionConfiguration(FunctionName="f", Handler=handler)] if handler else []
    world = played(function(init="1s", **behaviour), traffic=[calls("0s", "10s")], setup=setup)
    return [(record.status, record.reason) for record in records(world)]


@pytest.mark.fact("LIF-005")
def test_the_waiting_request_fails_and_the_next_runs_init_again() -> None:
    world = played(
        function(init="2s", run="1s", timeout="9s", init_errors=1.0), traffic=[calls("0s", "10s")]
    )
    first, second = records(world)

    assert (first.status, first.ended_us, first.duration_us) == ("error", 2 * SECOND, 0)
    assert (first.cold, first.billed_ms) == (True, 2_000)
    assert (second.environment, second.cold, second.init_us) == (1, False, 0)
    assert (second.status, second.duration_us) == ("error", 2 * SECOND), "Init ran inside it"
    assert kinds(world).count("init.start") == 1, "the second Init is suppressed"


@pytest.mark.fact("LIF-005")
def test_an_init_that_fails_only_sometimes_lets_the_next_request_be_served() -> None:
    recovered = 0
    for seed in range(8):
        world = played(
            function(init="1s", run="1s", init_errors=0.5),
            traffic=[calls("0s", "10s", "20s", "30s", "40s", "50s")],
            seed=seed,
        )
        said = [record.status for record in records(world)]
        stands_from = said.index("ok")
        assert set(said[stands_from:]) == {"ok"}, "once it stands, it stands"
        recovered += stands_from > 0
    assert recovered > 0


@pytest.mark.fact("LIF-005", "LIF-008")
def test_an_init_that_would_fail_after_the_timeout_times_out_first() -> None:
    world = played(function(init="5s", timeout="3s", init_errors=1.0), traffic=[calls("0s", "10s")])

    assert [(r.status, r.reason) for r in records(world)] == [
        ("error", "Runtime.ExitError"),
        ("timeout", ""),
    ]
    assert records(world)[1].duration_us == 3 * SECOND


@pytest.mark.fact("INV-014")
def test_a_handler_setting_without_a_dot_is_malformed() -> None:
    assert failed_with("handler") == [("error", "Runtime.MalformedHandlerName")] * 2


@pytest.mark.fact("INV-015")
def test_a_module_that_is_not_in_the_package_cannot_be_imported() -> None:
    held = ("app.handler",)
    assert failed_with(handlers=held) == [("error", "Runtime.ImportModuleError")] * 2
    assert failed_with("app.handler", handlers=held) == [("ok", "")] * 2


@pytest.mark.fact("INV-016")
def test_an_attribute_that_the_module_lacks_is_not_found() -> None:
    held = ("app.handler",)
    assert failed_with("app.main", handlers=held) == [("error", "Runtime.HandlerNotFound")] * 2


@pytest.mark.fact("INV-013")
def test_slashes_in_a_handler_setting_count_as_dots() -> None:
    held = ("sub/mod.handler",)
    assert failed_with("sub.mod.handler", handlers=held) == [("ok", "")] * 2
    assert failed_with("sub/mod.handler", handlers=("sub.mod.handler",)) == [("ok", "")] * 2


@pytest.mark.fact("INV-017", "INV-019")
@pytest.mark.parametrize("error", ["Runtime.UserCodeSyntaxError", "ValueError"])
def test_what_module_level_code_raises_is_the_error_type(error: str) -> None:
    assert failed_with(init_errors=1.0, init_failure=error) == [("error", error)] * 2


@pytest.mark.fact("INV-018")
def test_a_handler_module_cannot_be_called_like_a_built_in_one() -> None:
    assert failed_with("sys.handler") == [("error", "Runtime.BuiltInModuleConflict")] * 2


@pytest.mark.fact("LIF-020")
def test_the_eleventh_extension_is_one_too_many() -> None:
    many = {"extensions": "external", "extension_count": 11}
    assert failed_with(**many) == [("error", "Extension.TooManyExtensions")] * 2
    assert failed_with(extensions="external", extension_count=10) == [("ok", "")] * 2


@pytest.mark.fact("ENV-007")
def test_a_variable_that_is_not_set_fails_init_or_the_invoke() -> None:
    outside = played(
        function(init="1s", reads=("TABLE",)), traffic=[calls("0s", "20s")], until="9s"
    )
    assert [(r.status, r.reason) for r in records(outside)] == [("error", "KeyError")]
    outside.do(
        UpdateFunctionConfiguration(
            FunctionName="f", Environment=Environment(Variables={"TABLE": "orders"})
        )
    )
    later(outside, "1min")
    assert records(outside)[1].status == "ok"

    inside = played(function(init="1s", reads_in_handler=("TABLE",)), traffic=[calls("0s", "9s")])
    assert [(r.status, r.reason, r.duration_us) for r in records(inside)] == [
        ("error", "", 200_000)
    ] * 2, "the process stands, each invoke fails"


@pytest.mark.fact("LIF-027")
def test_provisioned_concurrency_whose_init_fails_ends_as_failed() -> None:
    world = opened(function(init="2s", init_errors=1.0), setup=[published()], preparation="60s")
    world.do(provision(3))
    later(world, "5min")
    answer = world.do(GetProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))

    assert (answer["Status"], answer["StatusReason"]) == ("FAILED", "FUNCTION_ERROR_INIT_FAILURE")
    assert answer["AllocatedProvisionedConcurrentExecutions"] == 0
    assert world.snapshot().environments == ()
    world.do(provision(2))
    later(world, "5min")
    assert world.snapshot().functions[0].provisioned[0].status == "FAILED"


@pytest.mark.fact("LIF-025")
def test_an_environment_may_be_initialised_ahead_of_a_request() -> None:
    of = replace(
        scene(function(init="1s", run="2s"), traffic=[calls("0s", "5s", count=2)]),
        proactive_init=1.0,
    )
    world = World(of)
    world.advance(4 * SECOND)
    assert [each.request for each in world.snapshot().environments] == [None] * 4
    assert [record.cold for record in world.records()] == [True, True]
    world.advance(60 * SECOND)
    first_use = [r for r in records(world) if r.arrived_us == 5 * SECOND]

    assert [record.cold for record in first_use] == [False, False]
    assert all(record.latency_us == 2 * SECOND for record in first_use), "nobody waits for Init"
    used = {record.environment: record for record in records(world)}
    assert {record.init_us for record in used.values()} <= {0, SECOND}


@pytest.mark.fact("LIF-021", "LIF-025", "LOG-002")
def test_the_init_of_such_an_environment_is_billed_with_its_first_request() -> None:
    of = replace(
        scene(
            function(init="1s", run="2s"),
            traffic=[calls("0s"), calls("1500ms", name="b"), calls("20s", name="c", count=2)],
        ),
        proactive_init=1.0,
    )
    world = World(of)
    world.advance(60 * SECOND)

    assert [(r.cold, r.init_us, r.billed_ms) for r in records(world)] == [
        (True, SECOND, 3_000),
        (False, SECOND, 3_000),
        (False, 0, 2_000),
        (False, 0, 2_000),
    ]


@pytest.mark.fact("LIF-028")
def test_provisioned_init_gets_no_more_cpu_than_the_memory_brings() -> None:
    world = opened(
        function(memory=884, compute=1.0, init="10s"), setup=[published()], preparation="60s"
    )
    world.do(provision(1))
    later(world, "5min")
    (end,) = [event for event in world.log.since(0) if event.kind == "init.end"]

    assert end.numbers["init_us"] == pytest.approx(10 * SECOND * 1_769 / 884, abs=1)
