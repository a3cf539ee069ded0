"""What AWS says of asynchronous events: accepted at once, run later, tried again, given up."""

from __future__ import annotations

import pytest
from async_scenes import (
    SQS,
    Shelf,
    broken,
    config,
    events,
    fails,
    lambda_arn,
    metric,
    seen,
    starts_s,
)
from scenes import (
    function,
    later,
    moments_of,
    opened,
    played,
    poisson,
    reserve,
    statuses,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    Invoke,
)
from lambdatutor.simulator.asynchronous.invoke_config import back_off_us
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World


def hand_in(world: World, **rest: object) -> str:
    return world.service.deliver(lambda_arn("f"), Parcel(**rest), -1)


@pytest.mark.fact("ASY-001", "INV-002", "INV-005")
def test_an_event_is_answered_202_before_anything_runs() -> None:
    world = opened()
    answer = world.do(Invoke(FunctionName="f", InvocationType="Event"))

    assert answer == {"StatusCode": 202}
    assert seen(world).waiting == 1
    assert world.snapshot().environments == ()
    later(world, "1s")
    assert statuses(world) == ["ok"]
    assert (seen(world).waiting, seen(world).succeeded) == (0, 1)


@pytest.mark.fact("INV-001", "INV-011")
def test_an_event_for_what_is_not_there_is_refused_at_once() -> None:
    for name, qualifier in (("nobody", None), ("f", "7"), ("f", "live")):
        with pytest.raises(AwsError, match="Function not found: arn:aws") as refused:
            opened().do(Invoke(FunctionName=name, Qualifier=qualifier, InvocationType="Event"))
        assert refused.value.status == 404


@pytest.mark.fact("INV-007")
def test_an_event_has_at_most_a_megabyte() -> None:
    world = opened()

    assert hand_in(world, size_bytes=1_048_576) == ""
    assert hand_in(world, size_bytes=1_048_577) == "RequestTooLargeException"
    assert metric(world, "AsyncEventsReceived") == 1


@pytest.mark.fact("ASY-002", "ASY-003")
def test_an_error_is_tried_again_after_one_and_two_minutes() -> None:
    world = played(broken(), traffic=[events("0s")], until="1h")

    assert starts_s(world) == [0, 60, 180]
    assert statuses(world) == ["error"] * 3
    assert world.finished


@pytest.mark.fact("ASY-002")
def test_a_delay_is_counted_from_the_end_of_the_failed_try() -> None:
    world = played(function(run="2s", errors=1.0), traffic=[events("0s")], until="1h")

    assert starts_s(world) == [0, 62, 184]


@pytest.mark.fact("ASY-002", "LIF-009")
@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        ({"run": "5s"}, "timeout"),
        ({"errors": 1.0, "failure": "exit"}, "exit"),
        ({"max_memory_used": 200}, "out-of-memory"),
    ],
)
def test_a_timeout_and_a_crash_are_errors_too(behaviour: dict[str, object], status: str) -> None:
    world = played(function(**behaviour), traffic=[events("0s")], until="1h")

    assert statuses(world) == [status] * 3


@pytest.mark.fact("ASY-003")
@pytest.mark.parametrize("retries", [0, 1, 2])
def test_the_number_of_retries_can_be_set(retries: int) -> None:
    world = played(broken(), traffic=[events("0s")], setup=[config(retries=retries)], until="1h")

    assert len(starts_s(world)) == retries + 1
    assert metric(world, "AsyncEventsDropped") == 1


def test_each_try_has_luck_of_its_own() -> None:
    """Of events that fail half the time, an eighth fails three times."""
    world = played(function(run="0s", errors=0.5), traffic=[events("0s", count=900)], until="1h")

    assert 80 < seen(world).dropped < 145
    assert seen(world).succeeded == 900 - seen(world).dropped


def test_a_poisonous_event_fails_in_each_try() -> None:
    world = played(function(run="0s"), traffic=[events("0s", count=40, poison=0.5)], until="1h")

    failed = seen(world).dropped
    assert 5 < failed < 35
    assert statuses(world).count("error") == 3 * failed


@pytest.mark.fact("ASY-005", "ASY-006")
def test_a_throttled_event_backs_off_longer_each_time_and_loses_no_retry() -> None:
    world = played(
        function(run="10min", timeout="15min"),
        setup=[reserve(1)],
        traffic=[events("0s"), events("1s", name="second")],
        until="10min",
    )

    assert moments_of(world, "request.throttled")[:9] == [
        1_000 * each for each in (1, 2, 4, 8, 16, 32, 64, 128, 256)
    ]
    later(world, "3h")
    assert statuses(world).count("ok") == 2
    assert world.records()[-1].name == ""
    assert metric(world, "AsyncEventsDropped") == 0


@pytest.mark.fact("ASY-005", "ASY-006")
def test_the_back_off_doubles_from_a_second_to_five_minutes() -> None:
    waits = [back_off_us(turned_away) // SECOND for turned_away in range(11)]

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert back_off_us(10_000) == 300 * SECOND


@pytest.mark.fact("ASY-005")
def test_throttles_use_up_no_retry() -> None:
    """Ten refusals come before its three tries."""
    world = opened(broken(), function("g", run="10min", timeout="15min"), quota=100)
    world.service.pool.allow(1, 1)
    world.service.deliver(lambda_arn("g"), Parcel(), -1)
    world.advance(SECOND)
    hand_in(world)
    later(world, "1h")

    assert statuses(world).count("error") == 3
    assert statuses(world).count("throttled") == 10


@pytest.mark.fact("ASY-007", "ASY-004")
@pytest.mark.parametrize(("age", "tries"), [(60, 1), (61, 2), (90, 2), (180, 2), (181, 3)])
def test_a_try_is_made_only_before_the_maximum_age(age: int, tries: int) -> None:
    world = opened(broken(), traffic=[events("0s")])
    shelf = Shelf(world, SQS)
    fails(world, "1h", config(age=age, failure=SQS))

    context = shelf.bodies[0]["requestContext"]
    assert len(starts_s(world)) == tries
    assert context["approximateInvokeCount"] == tries
    assert context["condition"] == ("RetriesExhausted" if tries == 3 else "EventAgeExceeded")


@pytest.mark.fact("ASY-007")
def test_an_event_too_old_for_its_retry_is_given_up_without_waiting() -> None:
    world = played(broken(), traffic=[events("5s")], setup=[config(age=60)], until="1h")

    assert moments_of(world, "async.dropped") == [5_000]


@pytest.mark.fact("ASY-004")
def test_an_event_is_kept_for_six_hours_at_most() -> None:
    """Its tries come every five minutes at last; the one after 21,511 s would come too late."""
    world = opened(function(), traffic=[events("0s")])
    world.service.functions["f"].limit.capacity = 0
    later(world, "7h")

    assert metric(world, "AsyncEventsDropped") == 1
    assert moments_of(world, "async.dropped") == [21_511_000]
    assert moments_of(world, "request.throttled")[-2:] == [21_211_000, 21_511_000]


@pytest.mark.fact("ASY-009")
def test_reserved_concurrency_of_zero_gives_events_up_at_once() -> None:
    world = opened(function(), setup=[reserve(0)], traffic=[events("3s")])
    shelf = Shelf(world, SQS)
    fails(world, "1h", config(failure=SQS))

    record = shelf.bodies[0]
    assert moments_of(world, "async.dropped") == [3_000]
    assert record["requestContext"]["condition"] == "ZeroReservedConcurrency"
    assert record["requestContext"]["approximateInvokeCount"] == 0
    assert "responseContext" not in record
    assert metric(world, "AsyncEventsDropped") == 1
    assert world.snapshot().totals.throttles == 0


@pytest.mark.fact("ASY-009")
def test_an_event_that_waits_for_a_retry_is_given_up_when_it_is_due() -> None:
    world = played(broken(), traffic=[events("0s")], until="10s")
    world.do(reserve(0))
    later(world, "1h")

    assert moments_of(world, "async.dropped") == [60_000]
    assert len(starts_s(world)) == 1


@pytest.mark.fact("ASY-022")
def test_events_can_expire_before_they_were_ever_tried() -> None:
    world = opened(
        function(run="10min", timeout="15min"),
        setup=[reserve(1), config(age=60)],
        traffic=[events("0s", count=5)],
    )
    later(world, "30min")

    assert metric(world, "AsyncEventsDropped") == 4
    assert len(starts_s(world)) == 1


@pytest.mark.fact("ASY-008", "ASY-023", "MET-017", "MET-018", "MET-019")
def test_metrics_count_what_came_how_old_it_was_and_what_was_dropped() -> None:
    world = played(broken(), traffic=[events("0s", count=2)], until="1h")

    assert metric(world, "AsyncEventsReceived") == 2
    assert metric(world, "AsyncEventsDropped") == 2
    ages = world.service.counters.periods("AsyncEventAge", "f")
    assert [each.maximum for _, each in ages] == [0, 60_000, 180_000]
    assert [each.samples for _, each in ages] == [2, 2, 2]


@pytest.mark.fact("CON-023")
def test_events_have_no_limit_on_their_rate() -> None:
    """A synchronous caller may send ten times the concurrency in a second, and no more."""
    queued = played(function(run="1ms"), setup=[reserve(1)], traffic=[], until="1s")
    for each in range(100):
        queued.clock.call_at(SECOND + each * 5_000, Sender(queued).send)
    later(queued, "2s")
    called = played(
        function(run="1ms"), setup=[reserve(1)], traffic=[poisson(200, until=SECOND)], until="2s"
    )

    assert statuses(queued).count("ok") == 100
    assert statuses(queued).count("throttled") == 0
    assert any("RateLimit" in each.reason for each in called.records())


class Sender:
    def __init__(self, world: World) -> None:
        self.world = world

    def send(self) -> None:
        hand_in(self.world)


@pytest.mark.fact("ASY-027")
def test_events_are_tried_again_in_the_same_way_whoever_sent_them() -> None:
    by_hand = opened(broken())
    by_hand.do(Invoke(FunctionName="f", InvocationType="Event"))
    later(by_hand, "1h")
    by_a_function = played(
        function("caller", run="0s", sends=(lambda_arn("f"),)),
        broken(),
        traffic=[events("0s", function="caller")],
        until="1h",
    )
    tries = [each.at_us for each in by_a_function.log.since(0) if each.kind == "async.retry"]

    assert starts_s(by_hand) == [0, 60, 180]
    assert tries == [0, 60 * SECOND]
    assert metric(by_a_function, "AsyncEventsDropped") == 1
