"""Lanes and charts: they agree with the log, however often they follow it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_scene import END, JOURNAL, rich
from scenes import FEW, calls, code, function, later, opened, played

from lambdatutor.aws.operations import (
    DeleteProvisionedConcurrencyConfig,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.simulator.history import History
from lambdatutor.simulator.series import Second, Series
from lambdatutor.simulator.snapshot import Lane
from lambdatutor.simulator.time import MILLISECOND, SECOND
from lambdatutor.simulator.timeline import Timeline
from lambdatutor.simulator.world import World


@pytest.fixture(scope="module")
def world() -> World:
    history = History(rich(), 3, JOURNAL)
    history.advance(END)
    return history.world


def lanes_of(world: World) -> tuple[Lane, ...]:
    timeline = Timeline()
    timeline.follow(world.log)
    return timeline.lanes(0, END)


@FEW
@given(cuts=st.lists(st.integers(0, END), max_size=12).map(sorted), seed=st.integers(0, 3))
def test_it_does_not_matter_how_often_they_follow(cuts: list[int], seed: int) -> None:
    history = History(rich(), seed)
    often, series = Timeline(), Series()
    for moment in cuts:
        history.advance(min(moment, 60 * SECOND))
        often.follow(history.world.log)
        series.follow(history.world.log)
    history.advance(60 * SECOND)
    for each in (often, series):
        each.follow(history.world.log)
        each.follow(history.world.log)
    once, all_at_once = Timeline(), Series()
    once.follow(history.world.log)
    all_at_once.follow(history.world.log)

    assert often.lanes(0, END) == once.lanes(0, END)
    assert often.refused == once.refused
    assert series.seconds(0, 70) == all_at_once.seconds(0, 70)


def test_a_lane_has_one_phase_at_a_time_from_creation_to_the_end(world: World) -> None:
    lanes = lanes_of(world)
    created = {e.environment: e for e in world.log.since(0) if e.kind == "environment.created"}
    gone = {e.environment: e.at_us for e in world.log.since(0) if e.kind == "environment.gone"}

    assert [lane.environment for lane in lanes] == sorted(created)
    for lane in lanes:
        event = created[lane.environment]
        assert (lane.function, lane.version) == (event.function, event.numbers["version"])
        assert lane.provisioned == bool(event.numbers["provisioned"])
        assert lane.spans[0].start_us == event.at_us
        for span, following in zip(lane.spans, lane.spans[1:], strict=False):
            assert span.end_us is not None
            assert span.start_us <= span.end_us == following.start_us
        assert lane.spans[-1].end_us == gone.get(lane.environment)


def test_every_invocation_is_a_span_of_its_environment(world: World) -> None:
    spans = {
        (lane.environment, span.request, span.start_us, span.end_us)
        for lane in lanes_of(world)
        for span in lane.spans
        if span.phase == "invoke"
    }
    ran = {
        (each.environment, each.number, each.ended_us - each.duration_us, each.ended_us)
        for each in world.records()
        if each.environment
    }
    running = {
        (each.environment, each.number, each.ended_us - each.duration_us, None)
        for each in world.open_records()
        if each.duration_us or not each.cold
    }

    assert spans == ran | running


def test_open_lanes_show_the_phase_of_the_snapshot(world: World) -> None:
    last = {lane.environment: lane.spans[-1] for lane in lanes_of(world) if lane.spans}
    for environment in world.snapshot().environments:
        span = last[environment.number]
        if span.start_us <= world.now_us and "init" not in environment.phase:
            assert (span.phase, span.start_us) == (environment.phase, environment.since_us)


def test_the_parts_of_init_are_spans_with_their_request() -> None:
    world = played(
        function(init="1s", extension_init="200ms", runtime_init="300ms", run="1s"),
        traffic=[calls("0s")],
        until="10s",
    )
    (lane,) = lanes_of(world)

    assert [(span.phase, span.start_us, span.end_us, span.request) for span in lane.spans] == [
        ("extension-init", 0, 200_000, 1),
        ("runtime-init", 200_000, 500_000, 1),
        ("function-init", 500_000, 1_000_000, 1),
        ("invoke", 1_000_000, 2_000_000, 1),
        ("frozen", 2_000_000, None, None),
    ]


def test_init_that_is_cut_off_leaves_no_phase_that_never_was() -> None:
    world = opened(
        function(init="3s", extension_init="1s", runtime_init="1s"),
        setup=[PublishVersion(FunctionName="f")],
        preparation="60s",
    )
    world.do(
        PutProvisionedConcurrencyConfig(
            FunctionName="f", Qualifier="1", ProvisionedConcurrentExecutions=1
        )
    )
    world.advance(61_500 * MILLISECOND)
    world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
    (lane,) = lanes_of(world)

    assert [(span.phase, span.end_us) for span in lane.spans] == [
        ("extension-init", 61 * SECOND),
        ("runtime-init", 61_500 * MILLISECOND),
    ]


def test_only_lanes_that_lived_between_two_moments_are_asked_for() -> None:
    world = played(
        function(run="1s"), traffic=[calls("0s"), calls("1min", name="b", count=3)], idle="10s"
    )
    later(world, "1min")
    timeline = Timeline()
    timeline.follow(world.log)

    def numbers(start_s: int, end_s: int) -> list[int]:
        lanes = timeline.lanes(start_s * SECOND, end_s * SECOND)
        assert timeline.count(start_s * SECOND, end_s * SECOND) == len(lanes)
        return [lane.environment for lane in lanes]

    assert numbers(0, 5) == [1]
    assert numbers(12, 59) == []
    assert numbers(50, 65) == [2, 3, 4]
    assert numbers(0, 120) == [1, 2, 3, 4]
    assert len(timeline.lanes(0, 120 * SECOND, at_most=2)) == 2


def test_series_agree_with_the_log(world: World) -> None:
    series = Series()
    series.follow(world.log)
    seconds = series.seconds(0, END // SECOND)
    events = list(world.log.since(0))

    for second, counted in enumerate(seconds):
        inside = [e for e in events if e.at_us // SECOND == second]
        kinds = [event.kind for event in inside]
        assert counted.requests == kinds.count("request.arrived")
        assert counted.refused == kinds.count("request.throttled") + kinds.count("request.refused")
        cold = [e for e in inside if e.kind == "invoke.start" and e.numbers["cold"]]
        assert counted.cold_starts == len(cold)
    assert [each.in_flight for each in seconds] == _peaks(world)
    assert series.seconds(END // SECOND + 5, END // SECOND + 5)[0].requests == 0
    assert Series().seconds(0, 2) == (Second(),) * 3


def _peaks(world: World) -> list[int]:
    """The most requests in flight in each second, from the records."""
    changes: list[tuple[int, int]] = []
    for each in world.records() + world.open_records():
        if each.environment:
            changes.append((each.arrived_us, 1))
            if each.status != "open":
                changes.append((each.ended_us, -1))
    peaks, busy = [0] * (END // SECOND + 1), 0
    at = 0
    # What ends at the moment at which another comes has left before it.
    for moment, change in sorted(changes):
        while at < moment // SECOND:
            at += 1
            peaks[at] = busy
        busy += change
        peaks[at] = max(peaks[at], busy)
    while at < END // SECOND:
        at += 1
        peaks[at] = busy
    return peaks


def test_one_that_is_turned_away_does_not_hide_the_peak_before_it() -> None:
    world = played(
        function(run="300ms"),
        traffic=[
            calls("100ms", count=3),
            calls("500ms", name="long", run=code(run="2s").run),
            calls("600ms", name="more", count=5),
        ],
        setup=[PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=3)],
    )
    series = Series()
    series.follow(world.log)

    assert series.seconds(0, 3) == (
        Second(requests=9, refused=3, cold_starts=3, in_flight=3),
        Second(in_flight=1),
        Second(in_flight=1),
        Second(),
    )


@FEW
@given(
    start=st.integers(0, END - SECOND),
    span=st.integers(SECOND, END),
    stretches=st.integers(1, 60),
)
def test_no_burst_is_lost_in_a_chart_of_any_width(
    world: World, start: int, span: int, stretches: int
) -> None:
    series = Series()
    series.follow(world.log)
    start -= start % SECOND
    span -= span % SECOND

    peaks = series.peaks(start, start + span, stretches)
    seconds = series.seconds(start // SECOND, (start + span) // SECOND - 1)
    assert len(peaks) == stretches
    assert max(each.requests for each in peaks) == max(each.requests for each in seconds)
    assert max(each.refused for each in peaks) == max(each.refused for each in seconds)
