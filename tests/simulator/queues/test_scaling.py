"""How many batches a mapping has in flight: closed forms, limits, and what makes it fewer."""

from __future__ import annotations

from math import sqrt

import pytest
from queue_scenes import (
    ended,
    events,
    mapping,
    messages,
    metric,
    opened,
    played,
    poller_of,
    polls,
    view,
)
from queue_words import queue
from scenes import function, later, reserve

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import ScalingConfig
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.time import SECOND, parse
from lambdatutor.simulator.world import World

SHORT = parse_distribution("1s")

SECONDS = function(run="1s", timeout="30s")
"""A batch takes a second, however many messages it has."""


def backlog(count: int, *setup: aws.Operation, **rest: object) -> World:
    """Messages that wait when the run opens."""
    return opened(
        *(setup or (queue(visibility=180), mapping())),
        of=rest.pop("of", SECONDS),
        traffic=(messages("0s", count=count),),
        keep=False,
        quota=5_000,
        **rest,
    )


@pytest.mark.fact("SQS-001")
def test_pollers_follow_the_line_from_5_up_by_5_a_second() -> None:
    world = backlog(36_000)
    for second in range(37):
        world.advance(second * SECOND + 1)
        assert polls(world).pollers == 5 + 5 * second
        assert polls(world).in_flight == polls(world).pollers
    assert polls(world).pollers == 185


@pytest.mark.fact("SQS-001")
def test_a_hundred_thousand_messages_take_about_62_seconds() -> None:
    """10 × ∫ (5 + 5t) dt = 100,000 after √4,001 − 1 = 62.25 s; what runs then ends a bit later."""
    _, seconds = ended(
        queue(visibility=180),
        mapping(),
        of=SECONDS,
        traffic=(messages("0s", count=100_000),),
        keep=False,
    )
    assert sqrt(4_001) - 1 == pytest.approx(62.25, abs=0.01)
    assert 62.25 <= seconds < 63.25


@pytest.mark.fact("SQS-001")
def test_a_mapping_never_has_more_than_1250_batches_in_flight() -> None:
    world = opened(
        queue(visibility=7200),
        mapping(),
        of=function(run="20min", timeout="15min"),
        traffic=(messages("0s", count=60_000),),
        keep=False,
        quota=5_000,
    )
    world.advance(248 * SECOND)
    assert polls(world).pollers == 1_245
    world.advance(400 * SECOND)
    assert polls(world).pollers == polls(world).in_flight == 1_250


@pytest.mark.fact("SQS-001")
def test_with_little_traffic_it_falls_to_two() -> None:
    world = played(queue(), mapping(), traffic=(messages("10s", "20s"),), until="59s")
    assert polls(world).pollers == 5
    assert polls(later(world, "2s")).pollers == 2


def test_after_a_rush_it_keeps_what_the_last_minute_needed() -> None:
    world = backlog(3_000)
    world.advance(30 * SECOND)
    high = polls(world).pollers
    assert high > 40
    assert polls(later(world, "2min")).pollers == 2


@pytest.mark.fact("SQS-002")
def test_maximum_concurrency_caps_the_mapping_and_reserves_nothing() -> None:
    world = backlog(5_000, queue(visibility=180), mapping(most=10))
    later(world, "20s")
    assert polls(world).in_flight == polls(world).pollers == 10
    assert world.service.unreserved() == 5_000
    assert world.snapshot().totals.throttles == 0


@pytest.mark.fact("SQS-002")
def test_two_mappings_have_their_own_maximum() -> None:
    world = opened(
        queue(visibility=180),
        queue("more", visibility=180),
        mapping(most=3),
        mapping("arn:aws:sqs:us-east-1:123456789012:more", most=4),
        of=SECONDS,
        traffic=(messages("0s", count=500), messages("0s", to="sqs:more", count=500)),
    )
    later(world, "5500ms")
    assert [each.in_flight for each in world.snapshot().mappings] == [3, 4]
    assert world.snapshot().functions[0].in_flight == 7


@pytest.mark.fact("SQS-003")
def test_with_reserved_concurrency_of_the_maximum_nothing_is_throttled() -> None:
    world = backlog(500, queue(visibility=180), mapping(most=5), reserve(5))
    later(world, "1min")
    assert world.snapshot().totals.throttles == 0
    assert view(world).deleted == 500


@pytest.mark.fact("SQS-003")
def test_with_less_than_five_reserved_a_plain_mapping_is_throttled() -> None:
    world = backlog(500, queue(visibility=180), mapping(), reserve(4))
    later(world, "1s")
    assert world.snapshot().totals.throttles > 0


@pytest.mark.fact("SQS-007")
def test_errors_make_the_mapping_take_fewer_batches() -> None:
    broken = function(run="1s", timeout="30s", errors=1.0)
    world = backlog(5_000, of=broken)
    later(world, "1min")
    assert polls(world).pollers < 12
    assert polls(world).last_result == "PROBLEM: Function call failed"


@pytest.mark.fact("SQS-007")
def test_with_partial_batch_responses_errors_do_not() -> None:
    broken = function(run="1s", timeout="30s", errors=1.0)
    world = backlog(30_000, queue(visibility=180), mapping(reports=True), of=broken)
    later(world, "30s")
    assert polls(world).pollers == 155


@pytest.mark.fact("SQS-016")
def test_provisioned_pollers_begin_at_the_minimum_with_ten_batches_each() -> None:
    world = backlog(50_000, queue(visibility=180), mapping(pollers=(3, 20)))
    later(world, "500ms")
    assert polls(world).pollers == 3
    assert polls(world).in_flight == 30


@pytest.mark.fact("SQS-016")
def test_provisioned_pollers_grow_by_a_thousand_batches_a_minute_up_to_the_maximum() -> None:
    world = backlog(50_000, queue(visibility=180), mapping(pollers=(2, 30)))
    world.advance(parse("12s") + 1)
    assert polls(world).pollers == 2 + 20
    later(world, "12s")
    assert polls(world).pollers == 30
    assert polls(world).in_flight == 300


@pytest.mark.fact("SQS-016")
def test_one_provisioned_poller_polls_ten_times_a_second() -> None:
    quick = function(run="1ms", timeout="30s")
    world = backlog(5_000, queue(visibility=180), mapping(size=1, pollers=(2, 2)), of=quick)
    later(world, "10s")
    assert poller_of(world).batches == pytest.approx(2 * 10 * 10, abs=20)


@pytest.mark.fact("SQS-016")
def test_one_provisioned_poller_reads_a_megabyte_a_second() -> None:
    quick = function(run="1ms", timeout="30s")
    world = opened(
        queue(visibility=180),
        mapping(size=1, pollers=(2, 2)),
        of=quick,
        traffic=(messages("0s", count=1_000, size_bytes=1_048_576 // 4),),
    )
    later(world, "10s")
    assert view(world).received == pytest.approx(2 * 4 * 10, abs=8)


@pytest.mark.fact("SQS-016", "MET-024")
def test_provisioned_pollers_fall_back_and_are_a_metric() -> None:
    world = backlog(5_000, queue(visibility=180), mapping(pollers=(2, 50)))
    later(world, "10s")
    assert polls(world).pollers > 5
    later(world, "3min")
    assert polls(world).pollers == 2
    periods = world.service.counters.periods("ProvisionedPollers", polls(world).uuid)
    assert periods[0][1].maximum > 5


def test_a_new_maximum_holds_from_the_next_batch_on() -> None:
    world = backlog(5_000, mapping_preparation=SHORT)
    later(world, "3500ms")
    assert polls(world).in_flight > 10
    world.do(
        aws.UpdateEventSourceMapping(
            UUID=polls(world).uuid, ScalingConfig=ScalingConfig(MaximumConcurrency=2)
        )
    )
    later(world, "3s")
    assert polls(world).in_flight == 2


def test_growing_is_told_with_its_reason() -> None:
    world = played(
        queue(visibility=180),
        mapping(),
        of=SECONDS,
        traffic=(messages("0s", count=2_000),),
        until="4s",
    )
    scaled = events(world, "pollers.scaled")
    assert [event.numbers["pollers"] for event in scaled] == [10, 15, 20, 25]
    assert {event.numbers["why"] for event in scaled} == {"backlog"}


def test_pollers_sleep_while_nothing_is_there() -> None:
    """An empty queue costs no events: the account's own reading of the meters is all there is."""
    world = played(queue(), mapping(), until="10min")
    before = world.clock.serial
    later(world, "50min")
    assert world.clock.serial - before <= 50
    assert len(world.clock.queue) <= 5
    assert metric(world, "NumberOfMessagesReceived") == 0


def test_a_batch_costs_events_not_each_message() -> None:
    world = backlog(10_000)
    before = world.clock.serial
    later(world, "1min")
    assert view(world).deleted == 10_000
    assert world.clock.serial - before < 10_000 / 10 * 2
