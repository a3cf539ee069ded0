"""What becomes of a batch: deleted, back after its visibility, reported, throttled, given up."""

from __future__ import annotations

import pytest
from queue_scenes import (
    DEAD,
    LINE,
    URL,
    ended,
    events,
    mapping,
    messages,
    metric,
    opened,
    played,
    polls,
    queue_of,
    send,
    sizes,
    view,
)
from queue_words import queue
from scenes import function, later, reserve, statuses

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import DeadLetterConfig
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import World

NONE = parse_distribution("0s")
FAILS = function(run="1s", errors=1.0)


@pytest.mark.fact("ESM-002", "SQS-006")
def test_a_batch_that_succeeds_is_deleted() -> None:
    world = played(queue(), mapping(), traffic=(messages("0s", count=7),))
    assert sizes(world) == [7]
    assert statuses(world) == ["ok"]
    assert (view(world).deleted, view(world).visible, view(world).in_flight) == (7, 0, 0)
    assert polls(world).last_result == "OK"
    assert world.finished


@pytest.mark.fact("SQS-006")
def test_a_batch_that_fails_comes_back_when_its_visibility_timeout_ends() -> None:
    world = played(
        queue(visibility=30), mapping(), of=FAILS, traffic=(messages("0s", count=3),), until="29s"
    )
    assert (view(world).visible, view(world).in_flight) == (0, 3)
    assert statuses(world) == ["error"]

    later(world, "2s")
    assert [event.at_us for event in events(world, "message.returned")] == [30_000_000] * 3
    assert all(each.received == 2 for each in queue_of(world).messages)


@pytest.mark.fact("SQS-006")
def test_one_poison_message_takes_the_good_ones_of_its_batch_with_it() -> None:
    traffic = (messages("0s", count=9), messages("0s", poison=1.0))
    world = opened(
        queue("dead"), queue(visibility=5, dead="dead", most=2), mapping(), traffic=traffic
    )
    later(world, "1min")
    assert view(world, "dead").visible == 10
    assert view(world).deleted == 0


@pytest.mark.fact("SQS-006")
def test_a_timeout_counts_as_an_error() -> None:
    slow = function(run="10s", timeout="3s")
    world = played(queue(visibility=30), mapping(), of=slow, traffic=(messages("0s"),), until="20s")
    assert statuses(world) == ["timeout"]
    (failed,) = events(world, "batch.failed")
    assert failed.numbers["why"] == "timeout"
    assert view(world).in_flight == 1


@pytest.mark.fact("ESM-007")
def test_a_message_whose_visibility_is_over_is_delivered_again_while_it_runs() -> None:
    """Init and handler take six seconds, and the message is hidden for four: only the latest
    receipt deletes it."""
    late = function(init="5s", run="1s", timeout="3s")
    world = played(queue(visibility=4), mapping(), of=late, traffic=(messages("0s"),))
    assert statuses(world) == ["ok", "ok", "ok"]
    assert (view(world).received, view(world).deleted) == (3, 1)
    assert view(world).visible == view(world).in_flight == 0


@pytest.mark.fact("SQS-009")
def test_a_poison_message_is_a_dead_letter_after_its_receives() -> None:
    world = played(
        queue("dead"),
        queue(visibility=6, dead="dead", most=3),
        mapping(size=1),
        traffic=(messages("0s", count=4), messages("0s", poison=1.0)),
        until="2min",
    )
    assert view(world).deleted == 4
    assert view(world, "dead").visible == 1
    assert statuses(world).count("error") == 3


@pytest.mark.fact("SQS-018")
def test_the_dead_letter_queue_of_the_function_gets_nothing() -> None:
    world = opened(
        queue("dead"), queue(visibility=6), mapping(), of=FAILS, traffic=(messages("0s"),)
    )
    config = DeadLetterConfig(TargetArn=DEAD)
    world.do(aws.UpdateFunctionConfiguration(FunctionName="f", DeadLetterConfig=config))
    later(world, "1min")
    assert statuses(world).count("error") >= 5
    assert view(world, "dead").sent == 0


def test_why_leads_from_a_dead_letter_to_the_first_failure() -> None:
    world = played(
        queue("dead"),
        queue(visibility=6, dead="dead", most=2),
        mapping(),
        traffic=(messages("0s", poison=1.0, names=("bad one",)),),
        until="1min",
    )
    (moved,) = events(world, "message.dead_lettered")
    kinds = [event.kind for event in chain(world.log, moved.id)]
    once = ["message.returned", "batch.failed", "invoke.end", "invoke.start"]
    assert kinds[: len(once) + 1] == ["message.dead_lettered", *once]
    assert kinds.count("batch.failed") == 2
    assert kinds[-1] == "message.sent"
    assert "bad one" in sentence(moved)
    assert all(sentence(event) for event in world.log.since(0))


@pytest.mark.fact("SQS-010")
def test_only_reported_messages_come_back() -> None:
    reporting = function(reports_failures=True)
    world = played(
        queue(visibility=20),
        mapping(reports=True),
        of=reporting,
        traffic=(messages("0s", count=4), messages("0s", poison=1.0, count=2)),
        until="10s",
    )
    assert statuses(world) == ["ok"]
    assert (view(world).deleted, view(world).in_flight) == (4, 2)
    (done,) = events(world, "batch.succeeded")
    assert (done.numbers["deleted"], done.numbers["kept"]) == (4, 2)


@pytest.mark.fact("SQS-010")
def test_a_report_that_the_mapping_does_not_ask_for_means_success() -> None:
    for malformed in (False, True):
        reporting = function(reports_failures=True, malformed_report=malformed)
        traffic = (messages("0s", poison=1.0, count=2),)
        world = played(queue(), mapping(), of=reporting, traffic=traffic)
        assert (view(world).deleted, view(world).in_flight) == (2, 0)


@pytest.mark.fact("SQS-011")
def test_a_report_that_cannot_be_read_fails_the_whole_batch() -> None:
    wrong = function(reports_failures=True, malformed_report=True)
    world = played(
        queue(), mapping(reports=True), of=wrong, traffic=(messages("0s", count=3),), until="20s"
    )
    assert statuses(world) == ["ok"]
    assert (view(world).deleted, view(world).in_flight) == (0, 3)
    (failed,) = events(world, "batch.failed")
    assert failed.numbers["why"] == "malformed"


@pytest.mark.fact("SQS-011")
def test_an_exception_fails_the_whole_batch_and_no_failures_mean_success() -> None:
    for errors, deleted in ((1.0, 0), (0.0, 3)):
        reporting = function(reports_failures=True, errors=errors)
        world = played(
            queue(),
            mapping(reports=True),
            of=reporting,
            traffic=(messages("0s", count=3),),
            until="20s",
        )
        assert view(world).deleted == deleted


@pytest.mark.fact("SQS-012")
def test_a_fifo_function_stops_at_the_first_failure_and_keeps_the_order() -> None:
    world = _line(goes_on=False)
    assert view(world, "line.fifo").deleted == 1
    assert view(world, "line.fifo").in_flight == 3


@pytest.mark.fact("SQS-012")
def test_a_fifo_function_that_goes_on_loses_the_order() -> None:
    """The third and fourth are done before the second, which comes back."""
    world = _line(goes_on=True)
    assert view(world, "line.fifo").deleted == 3
    assert [each.parcel.name for each in queue_of(world, "line.fifo").messages] == ["second"]


def _line(*, goes_on: bool) -> World:
    """Four messages of one group, of which the second is poison."""
    one = {"to": "sqs:line.fifo", "groups": 1}
    return played(
        queue("line.fifo"),
        mapping(LINE, reports=True),
        of=function(reports_failures=True, goes_on=goes_on),
        traffic=(
            messages("0s", **one),
            messages("0s", poison=1.0, names=("second",), **one),
            messages("0s", count=2, **one),
        ),
        until="10s",
    )


@pytest.mark.fact("SQS-008", "ESM-008")
def test_a_throttled_batch_is_tried_again_until_its_visibility_timeout_ends() -> None:
    world = played(
        queue(visibility=30), mapping(), reserve(0), traffic=(messages("0s"),), until="29s"
    )
    moments = [event.at_us / 1e6 for event in events(world, "batch.throttled")]
    assert moments == [0, 1, 3, 7, 15]
    assert view(world).in_flight == 1

    later(world, "1s")
    (given_up,) = events(world, "batch.given_up")
    assert given_up.at_us == 30_000_000
    assert max(each.received for each in queue_of(world).messages) == 2


@pytest.mark.fact("SQS-008")
def test_a_throttled_batch_runs_when_there_is_a_place_again() -> None:
    world = opened(queue(visibility=30), mapping(), reserve(0), traffic=(messages("0s"),))
    later(world, "5s")
    world.do(reserve(1))
    later(world, "5s")
    assert view(world).deleted == 1
    assert [each for each in statuses(world) if each != "throttled"] == ["ok"]
    assert events(world, "batch.given_up") == []


@pytest.mark.fact("SQS-003", "SQS-008", "SQS-009")
def test_reserved_concurrency_of_one_sends_good_messages_to_the_dead_letter_queue() -> None:
    """The mapping's maximum concurrency instead lets every message wait in the queue."""
    slow = function(run="9s", timeout="10s")
    dead, orders = queue("dead"), queue(visibility=20, dead="dead", most=2)
    burst = (messages("0s", count=200),)
    world = played(dead, orders, mapping(size=1), reserve(1), of=slow, traffic=burst, until="10min")
    assert view(world, "dead").visible > 20
    assert statuses(world).count("error") == 0

    world = played(dead, orders, mapping(size=1, most=2), of=slow, traffic=burst, until="10min")
    assert view(world, "dead").visible == 0
    assert statuses(world).count("throttled") == 0


@pytest.mark.fact("ESM-006")
def test_a_disabled_mapping_ends_what_runs_and_takes_nothing_more() -> None:
    long = function(run="2s", timeout="3s")
    world = opened(queue(), mapping(most=2, size=1), of=long, traffic=(messages("0s", count=6),))
    later(world, "1s")
    world.do(aws.UpdateEventSourceMapping(UUID=polls(world).uuid, Enabled=False))
    assert polls(world).state == "Disabling"

    later(world, "1min")
    assert polls(world).state == "Disabled"
    assert (view(world).deleted, view(world).visible) == (2, 4)
    assert world.finished

    world.do(aws.UpdateEventSourceMapping(UUID=polls(world).uuid, Enabled=True))
    assert polls(world).state == "Enabling"
    later(world, "1min")
    assert (polls(world).state, view(world).deleted) == ("Enabled", 6)


@pytest.mark.fact("ESM-006")
def test_a_new_mapping_is_creating_before_it_is_enabled() -> None:
    world = opened(queue(), traffic=(messages("0s"),))
    later(world, "1s")
    answer = world.do(mapping())
    assert answer["State"] == polls(world).state == "Creating"
    assert (view(world).visible, world.finished) == (1, False)

    later(world, "1min")
    assert (polls(world).state, view(world).deleted) == ("Enabled", 1)


@pytest.mark.fact("ESM-006")
def test_a_deleted_mapping_goes_and_its_queue_fills() -> None:
    world = opened(queue(), mapping())
    later(world, "1s")
    answer = world.do(aws.DeleteEventSourceMapping(UUID=polls(world).uuid))
    assert answer["State"] == "Deleting"
    send(later(world, "1min"))
    later(world, "1min")

    assert world.snapshot().mappings == ()
    assert view(world).visible == 1


def test_without_its_function_a_mapping_leaves_the_messages_where_they_are() -> None:
    world = opened(queue(), mapping())
    world.do(aws.DeleteFunction(FunctionName="f"))
    send(world)
    later(world, "5min")
    assert (view(world).visible, view(world).received) == (1, 0)
    assert polls(world).last_result.startswith("PROBLEM")
    assert world.finished


@pytest.mark.fact("ESM-002")
def test_a_role_that_may_not_receive_stops_the_polling() -> None:
    world = opened(queue(), mapping())
    denied = SetRole(FunctionName="f", Action="sqs:ReceiveMessage", Allowed="no")
    world.do(denied)
    send(world)
    later(world, "5min")
    assert view(world).visible == 1
    (told,) = events(world, "mapping.denied")
    assert "sqs:ReceiveMessage" in sentence(told)

    world.do(SetRole(FunctionName="f", Action="sqs:ReceiveMessage", Allowed="yes"))
    later(world, "2min")
    assert view(world).deleted == 1


@pytest.mark.fact("ESM-002")
def test_a_role_that_may_not_delete_lets_every_message_come_back() -> None:
    world = opened(queue(visibility=10), mapping())
    world.do(SetRole(FunctionName="f", Action="sqs:DeleteMessage", Allowed="no"))
    send(world)
    later(world, "25s")
    assert statuses(world) == ["ok", "ok", "ok"]
    assert view(world).deleted == 0


def test_deleting_the_queue_does_not_disturb_what_runs() -> None:
    world = opened(queue(), mapping(), traffic=(messages("0s", count=2),))
    world.advance(100_000)
    world.do(aws.DeleteQueue(QueueUrl=URL))
    later(world, "1min")
    assert statuses(world) == ["ok"]
    assert world.finished


@pytest.mark.fact("SQS-004")
def test_a_group_has_one_batch_in_flight_and_a_failing_group_blocks_only_itself() -> None:
    bad = {"to": "sqs:line.fifo", "groups": 1, "poison": 1.0}
    world = played(
        queue("line.fifo"),
        mapping(LINE, size=1),
        traffic=(
            messages("0s", count=3, **bad),
            messages("1s", count=8, to="sqs:line.fifo", groups=4),
        ),
        until="10s",
    )
    # group-1 begins with poison, so its other messages wait behind it; the other groups go on.
    assert view(world, "line.fifo").deleted == 6
    assert view(world, "line.fifo").in_flight == 1
    assert view(world, "line.fifo").visible == 4


@pytest.mark.fact("SQS-004")
def test_a_fifo_queue_has_as_many_batches_in_flight_as_active_groups() -> None:
    long = function(run="2s", timeout="10s")
    many = (messages("0s", count=300, to="sqs:line.fifo", groups=6),)
    world = played(queue("line.fifo"), mapping(LINE), of=long, traffic=many, until="1s")
    assert polls(world).in_flight == 6

    world = played(queue("line.fifo"), mapping(LINE, most=4), of=long, traffic=many, until="1s")
    assert polls(world).in_flight == 4


@pytest.mark.fact("SQS-004")
def test_messages_of_one_group_never_run_in_parallel() -> None:
    one = (messages("0s", count=5, to="sqs:line.fifo", groups=1),)
    world = played(queue("line.fifo"), mapping(LINE, size=1), traffic=one)
    assert view(world, "line.fifo").deleted == 5
    assert len(world.snapshot().environments) == 1


@pytest.mark.fact("REC-004", "REC-005")
def test_a_loop_through_a_queue_ends_in_the_dead_letter_queue() -> None:
    looping = function(sends=("arn:aws:sqs:us-east-1:123456789012:orders",))
    world = played(
        queue("dead"),
        queue(visibility=6, dead="dead", most=2),
        mapping(),
        of=looping,
        traffic=(messages("0s"),),
        until="10min",
    )
    assert statuses(world).count("ok") == 16
    assert view(world, "dead").visible == 1
    assert metric(world, "RecursiveInvocationsDropped", "f") == 2


@pytest.mark.fact("MET-023")
def test_a_mapping_counts_its_events_where_it_is_asked_to() -> None:
    bad = messages("0s", count=1, poison=1.0)
    world = played(
        queue(visibility=100),
        mapping(counts=True, size=1),
        traffic=(messages("0s", count=4), bad),
        until="50s",
    )
    uuid = polls(world).uuid
    told = {name: metric(world, name, uuid) for name in COUNTED}
    assert told == dict(zip(COUNTED, (5, 0, 5, 1, 4), strict=True))

    world = played(queue(), mapping(), traffic=(messages("0s"),))
    assert metric(world, "PolledEventCount", polls(world).uuid) == 0


COUNTED = (
    "PolledEventCount",
    "FilteredOutEventCount",
    "InvokedEventCount",
    "FailedInvokeEventCount",
    "DeletedEventCount",
)


def test_each_message_adds_its_time_to_the_batch() -> None:
    each = function(run="100ms", each=parse_distribution("50ms"))
    _, seconds = ended(queue(), mapping(), of=each, traffic=(messages("0s", count=8),))
    assert seconds == pytest.approx(0.5, abs=0.02)


def test_a_batch_takes_the_luck_of_its_first_message() -> None:
    """So message 1 meets the same duration, whatever the batch size."""
    lucky = function(run="uniform:100ms..2s", timeout="3s")
    durations = set()
    for size in (1, 10):
        world = played(
            queue(),
            mapping(size=size),
            of=lucky,
            traffic=(Traffic(name="t", to="sqs:orders", at=(0,), count=10),),
        )
        durations.add(world.records()[0].duration_us if size == 10 else _first(world))
    assert len(durations) == 1


def _first(world: World) -> int:
    return next(each.duration_us for each in world.records() if each.number == 1)
