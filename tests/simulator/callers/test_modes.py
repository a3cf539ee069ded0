"""The retry modes of SDKs: what is tried again, how often, and after what waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import calls, function, opened, played, records, reserve, statuses

from lambdatutor.simulator.callers.ledger import CallerView
from lambdatutor.simulator.callers.modes import is_retried, wait_us
from lambdatutor.simulator.callers.retry_quota import CAPACITY
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros
from lambdatutor.simulator.world import World

CLOSED = {"setup": [reserve(0)]}
"""A function that lets nobody in."""


def caller(world: World, number: int = 0) -> CallerView:
    return world.snapshot().callers[number]


def waits(world: World) -> list[int]:
    """The waits before tries, in order, in microseconds."""
    return [
        int(each.numbers["wait_us"]) for each in world.log.since(0) if each.kind == "customer.waits"
    ]


@pytest.mark.fact("BKO-004")
def test_lambda_itself_never_tries_again() -> None:
    world = played(traffic=[calls("0s")], **CLOSED)

    assert statuses(world) == ["throttled"]
    assert world.snapshot().callers == ()


@pytest.mark.fact("BKO-002")
def test_standard_mode_makes_three_attempts_and_legacy_mode_five() -> None:
    for mode, tries in (("standard", 3), ("legacy", 5), ("adaptive", 3), ("none", 1)):
        world = played(traffic=[calls("0s", retries=mode)], **CLOSED)
        assert statuses(world) == ["throttled"] * tries
        if mode != "none":
            assert caller(world).given_up == 1


@pytest.mark.fact("BKO-001", "BKO-002")
@given(share=st.floats(0, 0.999), tries=st.integers(1, 60))
def test_waits_double_up_to_twenty_seconds_and_all_of_a_wait_is_luck(
    share: float, tries: int
) -> None:
    throttled = wait_us("standard", tries, 429, share)
    other = wait_us("standard", tries, 502, share)

    assert throttled == int(share * min(SECOND * 2 ** (tries - 1), 20 * SECOND))
    assert other == int(share * min(50 * MILLISECOND * 2 ** (tries - 1), 20 * SECOND))


@given(share=st.floats(0, 0.999), tries=st.integers(1, 30))
def test_legacy_waits_double_without_a_cap(share: float, tries: int) -> None:
    assert wait_us("legacy", tries, 429, share) == int(share * SECOND * 2 ** (tries - 1))


def test_the_waits_of_a_run_are_those_of_its_mode() -> None:
    world = played(traffic=[calls("0s", count=200, retries="standard", max_attempts=2)], **CLOSED)
    found = waits(world)

    assert len(found) == 100  # 500 tokens at 5 each: the quota ends the rest
    assert max(found) < SECOND
    assert 0.4 * SECOND < sum(found) / len(found) < 0.6 * SECOND  # full jitter: half, on average


@pytest.mark.fact("BKO-003")
def test_throttles_and_server_errors_are_tried_again_and_other_refusals_are_not() -> None:
    assert [each for each in range(100, 600) if is_retried(each)] == [429, 500, 502, 503, 504]

    world = played(traffic=[calls("0s", function="nope", retries="legacy")])

    assert statuses(world) == ["refused"]
    assert caller(world).given_up == 1
    assert [e.numbers["why"] for e in world.log.since(0) if e.kind == "customer.gave_up"] == [
        "final"
    ]


@pytest.mark.fact("INV-003", "BKO-003")
def test_a_function_that_fails_is_not_tried_again() -> None:
    world = played(function(errors=1.0), traffic=[calls("0s", count=5, retries="legacy")])

    assert statuses(world) == ["error"] * 5
    assert (caller(world).failed, caller(world).tries) == (5, 5)


@pytest.mark.fact("BKO-005")
def test_an_sdk_hangs_up_after_a_minute_and_the_work_is_done_twice() -> None:
    slow = function(run="100s", timeout="15min")
    world = played(slow, traffic=[calls("0s", retries="standard")], until="10min")
    seen = caller(world)

    assert statuses(world) == ["ok"] * 3
    assert (seen.timeouts, seen.given_up, seen.answered) == (3, 1, 0)
    assert records(world)[1].arrived_us >= 60 * SECOND


def test_a_longer_timeout_of_the_client_does_the_work_once() -> None:
    slow = function(run="100s", timeout="15min")
    patient = calls("0s", retries="standard", client_timeout=Micros(120 * SECOND))
    world = played(slow, traffic=[patient], until="10min")

    assert statuses(world) == ["ok"]
    assert caller(world).answered == 1


def test_a_client_without_retries_can_hang_up_too() -> None:
    world = played(
        function(run="2s"), traffic=[calls("0s", client_timeout=Micros(SECOND))], until="1min"
    )

    assert statuses(world) == ["ok"]
    assert (caller(world).given_up, caller(world).timeouts) == (1, 1)


@pytest.mark.fact("BKO-002")
def test_the_retry_quota_lets_a_hundred_throttles_be_tried_again_and_refills_with_successes() -> (
    None
):
    world = opened(
        traffic=[
            calls("0s", count=300, retries="standard", max_attempts=2, name="crowd"),
        ],
        setup=[reserve(0)],
    )
    world.advance(Micros(10 * SECOND))
    seen = caller(world)

    assert (seen.tries, seen.quota) == (300 + CAPACITY // 5, 0)

    world = played(
        function(run="1s"),
        traffic=[calls("0s", count=2, retries="standard", max_attempts=10)],
        setup=[reserve(1)],
    )

    assert caller(world).answered == 2
    assert caller(world).quota is not None
    assert caller(world).quota <= CAPACITY


def test_a_customer_waits_over_all_tries_and_keeps_their_name() -> None:
    world = played(
        function(run="500ms", init="0s"),
        traffic=[calls("0s", count=2, names=("Ana", "Ben"), retries="immediate")],
        setup=[reserve(1)],
    )
    answered = [each for each in world.log.since(0) if each.kind == "customer.answered"]
    second = answered[1].numbers

    assert [each.name for each in records(world) if each.status == "ok"] == ["Ana", "Ben"]
    assert {each.name for each in records(world) if each.status == "throttled"} == {"Ben"}
    assert second["latency_us"] == 500_000 + 500_000
    assert second["tries"] == 1 + 25  # every 20 ms
    assert caller(world).p99_us >= 999_000


def test_a_retry_has_the_refusal_as_its_cause() -> None:
    from lambdatutor.simulator.why import chain, sentence

    world = played(
        function(run="500ms"),
        traffic=[calls("0s", count=2, retries="standard")],
        setup=[reserve(1)],
    )
    last = [each for each in world.log.since(0) if each.kind == "request.arrived"][-1]
    kinds = [each.kind for each in chain(world.log, last.id)]

    assert kinds[:3] == ["request.arrived", "customer.waits", "request.throttled"]
    assert kinds[-1] == "request.arrived"
    assert all(sentence(each) for each in world.log.since(0))


def test_a_plain_client_is_asked_nothing() -> None:
    world = opened(
        traffic=[Traffic(name="plain", rate=5.0), Traffic(name="sdk", rate=5.0, retries="standard")]
    )

    assert not world.clients["plain"].listens
    assert world.clients["plain"].sdk is None
    assert world.clients["sdk"].listens


def test_a_success_gives_back_what_its_last_retry_took() -> None:
    world = played(
        function(run="1ms", init="0s"),
        traffic=[calls("0s", count=2, retries="standard")],
        setup=[reserve(1)],
    )

    assert (caller(world).tries, caller(world).answered) == (3, 2)
    assert caller(world).quota == CAPACITY


def test_a_new_customer_follows_from_no_earlier_refusal() -> None:
    world = played(
        function(run="1ms"), traffic=[calls("0s", "10s", count=2, retries="standard")],
        setup=[reserve(1)],
    )  # fmt: skip
    firsts = [
        each.cause
        for each in world.log.since(0)
        if each.kind == "request.arrived" and each.at_us in {0, 10 * SECOND}
    ]

    assert firsts == [None] * 4
