"""The summary of a run: exact, with what is still open counted up to now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import FEW, calls, function, opened, played, poisson

from lambdatutor.aws.operations import PutFunctionConcurrency
from lambdatutor.simulator.summary import summarise
from lambdatutor.simulator.time import MILLISECOND, SECOND
from lambdatutor.simulator.world import World


def test_nothing_has_happened_at_the_opening() -> None:
    summary = summarise(opened())

    assert summary.simulated_s == 0
    assert summary.requests == summary.accepted == 0
    assert summary.mean_environments == summary.cold_start_share == summary.cost_usd == 0


def test_two_requests_are_counted_by_hand() -> None:
    """Cold at 0 s for 1 + 2 s, warm at 5 s for 2 s; the environment goes at 7 + 3 s."""
    world = played(
        function(init="1s", run="2s", memory=1024),
        traffic=[calls("0s", "5s")],
        idle="3s",
        until="20s",
    )
    summary = summarise(world)

    assert (summary.requests, summary.accepted, summary.cold_starts) == (2, 2, 1)
    assert summary.cold_start_share == 0.5
    assert summary.mean_lifetime_s == 10
    assert summary.mean_environments == 10 / 20
    assert summary.mean_running == 5 / 20
    assert summary.mean_idle == 5 / 20
    assert summary.duration_p50_ms == pytest.approx(2_000, rel=0.001)
    assert summary.billed_gb_seconds == 3 + 2
    assert summary.cost_usd == pytest.approx(5 * 0.0000166667 + 2 * 0.0000002)


def test_what_is_open_counts_up_to_now() -> None:
    world = played(function(init="1s", run="2s"), traffic=[calls("0s", "1500ms")], until="2s")
    summary = summarise(world)

    assert (summary.accepted, summary.cold_starts) == (2, 2)
    assert summary.mean_environments == pytest.approx((2 + 0.5) / 2)
    assert summary.mean_running == summary.mean_environments
    assert summary.mean_idle == 0
    assert summary.billed_gb_seconds == 0


@FEW
@given(
    rate=st.floats(0.5, 40),
    takes=st.tuples(
        st.sampled_from(["20ms", "exp:300ms", "lognormal:200ms,p99=2s"]),
        st.sampled_from(["0s", "exp:500ms"]),
    ),
    reserved=st.none() | st.integers(1, 5),
    seed=st.integers(0, 99),
    millis=st.integers(1, 40_000),
)
def test_running_is_the_time_that_its_requests_took(
    rate: float, takes: tuple[str, str], reserved: int | None, seed: int, millis: int
) -> None:
    """Little's law, to the microsecond: L T is the sum of all times in the system."""
    run, init = takes
    setup = []
    if reserved is not None:
        setup = [PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=reserved)]
    world = opened(function(init=init, run=run), traffic=[poisson(rate)], setup=setup, seed=seed)
    world.advance(millis * MILLISECOND)
    summary = summarise(world)

    took = sum(each.ended_us - each.started_us for each in world.records() + world.open_records())
    assert summary.mean_running * world.now_us == pytest.approx(took)
    existed = _existed_us(world)
    assert summary.mean_environments * world.now_us == pytest.approx(existed)
    assert summary.mean_idle * world.now_us == pytest.approx(existed - took, abs=1)
    assert summary.requests == summary.accepted + summary.throttles + summary.refused


def _existed_us(world: World) -> int:
    """From the log alone."""
    total = 0
    for event in world.log.since(0):
        if event.kind == "environment.created":
            total += world.now_us - event.at_us
        elif event.kind == "environment.gone":
            total -= world.now_us - event.at_us
    return total


def test_shares_are_of_accepted_and_of_all() -> None:
    setup = [PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=1)]
    world = played(traffic=[calls("0s", count=4), calls("1s", name="b")], setup=setup)
    summary = summarise(world)

    assert summary.throttles == 3
    assert summary.throttle_share == 3 / 5
    assert summary.cold_start_share == 1 / 2
    assert summary.simulated_s == world.now_us / SECOND
