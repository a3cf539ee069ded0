"""The panels of the account: nothing is lost in a bar, at any size, and no colour is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lambdatutor.simulator.alarms.alarm_view import AlarmView
from lambdatutor.simulator.asynchronous.queue_view import InternalQueueView, RungView
from lambdatutor.simulator.dependencies.backend import DependencyView
from lambdatutor.simulator.polling.mapping_view import MappingView
from lambdatutor.simulator.queues.queue_view import QueueView
from lambdatutor.simulator.sources.front_door import DoorView
from lambdatutor.simulator.sources.target import SourceView
from lambdatutor.simulator.streams.views import ReaderState, ReaderView, ShardView, StreamView
from lambdatutor.tui.panels.alarms import SIGNS, alarm_rows
from lambdatutor.tui.panels.callers import CallerKind, caller_rows
from lambdatutor.tui.panels.cells import Row, text_of
from lambdatutor.tui.panels.dependencies import connection_parts, dependency_rows
from lambdatutor.tui.panels.doors import door_rows, source_parts, status_parts
from lambdatutor.tui.panels.glyphs import to_ascii
from lambdatutor.tui.panels.ladder import ladder_rows, rung_parts
from lambdatutor.tui.panels.metrics import MetricChart, Threshold, metric_rows
from lambdatutor.tui.panels.outcomes import Ending, outcome_rows
from lambdatutor.tui.panels.pollers import poller_parts, poller_rows
from lambdatutor.tui.panels.pool import PoolView, Share, pool_bar, pool_rows
from lambdatutor.tui.panels.queues import held, queue_parts, queue_rows
from lambdatutor.tui.panels.sheet import sheet
from lambdatutor.tui.panels.stacked import Part, cells_of, stacked
from lambdatutor.tui.panels.streams import SIGNS as READER_SIGNS
from lambdatutor.tui.panels.streams import stream_rows
from lambdatutor.tui.panels.versions import Arm, Fork, version_rows

S = 1_000_000
widths = st.integers(1, 130)
heights = st.integers(1, 24)
names = st.text(max_size=12) | st.sampled_from(["[bold]x[/]", "\x1b[31mred", "漢字漢字", "a\nb"])
counts = st.integers(0, 5) | st.integers(0, 200_000)
moments = st.integers(0, 10**11)
arns = names | st.sampled_from(["arn:aws:sqs:us-east-1:1:orders", ""])

queues = st.builds(
    QueueView,
    name=names,
    arn=arns,
    fifo=st.booleans(),
    visible=counts,
    in_flight=counts,
    delayed=counts,
    oldest_us=moments,
    dlq=arns,
    sent=counts,
    received=counts,
    deleted=counts,
    dead_letters_in=counts,
    moved_out=counts,
    expired=counts,
    visibility_us=moments,
    most_receives=counts,
)
mappings = st.builds(
    MappingView,
    uuid=names,
    source=arns,
    function=names,
    qualifier=st.none() | names,
    state=st.sampled_from(["Enabled", "Disabled", "Creating"]),
    batch_size=counts,
    pollers=counts,
    most_pollers=counts,
    in_flight=counts,
    last_result=names | st.just("PROBLEM: Function call failed"),
)
rungs = st.builds(
    RungView,
    st.integers(1, 3),
    st.sampled_from(["new", "error", "throttle"]),
    st.integers(1, 9_000),
    moments,
)
internal_queues = st.builds(
    InternalQueueView,
    names,
    counts,
    counts,
    moments,
    st.lists(rungs, max_size=5).map(tuple),
    *[counts] * 8,
)
readers = st.builds(
    ReaderView,
    names,
    names,
    st.sampled_from(get_args(ReaderState)),
    counts,
    counts,
    *[counts] * 7,
)
shards = st.builds(
    ShardView, names, counts, st.booleans(), st.lists(readers, max_size=2).map(tuple)
)
streams = st.builds(
    StreamView, names, arns, names, st.lists(shards, max_size=4).map(tuple), counts, counts
)
dependencies = st.builds(
    DependencyView,
    names,
    counts,
    st.none() | counts,
    st.sampled_from(["request", "environment"]),
    counts,
    counts,
    counts,
    counts,
    st.floats(0, 1e9),
    st.booleans(),
)
doors = st.builds(
    DoorView,
    st.just("http-api"),
    names,
    names,
    st.none() | names,
    counts,
    counts,
    st.lists(st.tuples(st.sampled_from([200, 404, 429, 502, 504]), counts), max_size=4).map(tuple),
)
sources = st.builds(SourceView, st.just("topic"), names, arns, *[counts] * 7)
values = st.floats(-1e6, 1e9)
alarms = st.builds(
    AlarmView,
    name=names,
    metric=names,
    of=names,
    statistic=names,
    comparison=names,
    threshold=st.none() | values,
    period_s=counts,
    state=st.sampled_from(list(SIGNS)),
    since_us=moments,
    value=st.none() | values,
    breaching=counts,
    evaluated=counts,
    to_alarm=counts,
    periods=counts,
    reason=names,
    composite=st.booleans(),
)
kinds = st.builds(CallerKind, names, *[counts] * 5)
forks = st.builds(
    Fork,
    names,
    names,
    st.lists(st.builds(Arm, names, st.floats(0, 1), counts), max_size=2).map(tuple),
    names,
)
charts = st.builds(
    MetricChart,
    names,
    st.lists(st.floats(0, 1e9), max_size=40).map(tuple),
    st.lists(st.builds(Threshold, names, values, st.sampled_from(list(SIGNS))), max_size=2).map(
        tuple
    ),
    names,
)
parts = st.builds(Part, counts, st.sampled_from("█▒░✗A"), st.just("ink"), names)
endings = st.builds(
    Ending, names, st.lists(parts, max_size=3).map(tuple), st.lists(names, max_size=2).map(tuple)
)
reservations = st.lists(st.tuples(names, counts, st.none() | st.integers(0, 300)), max_size=9)


def pool_of(functions: Iterable[tuple[str, int, int | None]]) -> PoolView:
    """A pool whose reserved parts and the rest make up its limit, as the account sees to."""
    shares = tuple(
        Share(name, chr(65 + at), "running", running if own is None else min(running, own), own)
        for at, (name, running, own) in enumerate(functions)
    )
    reserved = sum(each.reserved or 0 for each in shares)
    return PoolView(reserved + 500, 500, shares)


def several(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
    return st.lists(strategy, max_size=7)


Drawing = Callable[[int, int], list[Row]]
drawings: st.SearchStrategy[Drawing] = st.one_of(
    several(queues).map(lambda some: lambda w, h: queue_rows(some, w, h)),
    several(mappings).map(lambda some: lambda w, h: poller_rows(some, w, h)),
    several(internal_queues).map(lambda some: lambda w, h: ladder_rows(some, 9 * S, w, h)),
    several(streams).map(lambda some: lambda w, h: stream_rows(some, w, h)),
    several(dependencies).map(lambda some: lambda w, h: dependency_rows(some, w, h)),
    several(doors).map(lambda some: lambda w, h: door_rows(some, (), w, h)),
    several(sources).map(lambda some: lambda w, h: door_rows((), some, w, h)),
    several(alarms).map(lambda some: lambda w, h: alarm_rows(some, 9 * S, w, h)),
    several(kinds).map(lambda some: lambda w, h: caller_rows(some, w, h)),
    several(forks).map(lambda some: lambda w, h: version_rows(some, w, h)),
    several(charts).map(lambda some: lambda w, h: metric_rows(some, w, h)),
    several(endings).map(lambda some: lambda w, h: outcome_rows(some, w, h)),
    reservations.map(lambda some: lambda w, h: pool_rows(pool_of(some), w, h)),
)


@given(drawings, widths, heights)
def test_every_row_is_as_wide_as_the_panel(draw: Drawing, width: int, height: int) -> None:
    rows = draw(width, height)

    assert len(rows) == height
    for row in rows:
        assert sum(cell_len(run.text) for run in row) == width
        assert all(run.text.isprintable() for run in row)


@given(drawings, widths, heights)
def test_the_same_rows_can_be_drawn_in_ascii(draw: Drawing, width: int, height: int) -> None:
    for line in to_ascii(text_of(draw(width, height))).splitlines():
        assert line.isascii()
        assert len(line) == width


amounts = st.lists(counts, min_size=1, max_size=6)


@given(amounts, st.integers(0, 400_000), st.integers(1, 120))
def test_parts_of_a_bar_fill_no_more_than_their_share(
    given_: list[int], more: int, room: int
) -> None:
    whole = sum(given_) + more
    cells = cells_of(given_, whole, room)

    assert sum(cells) <= room
    assert all(cell == 0 for cell, count in zip(cells, given_, strict=True) if not count)
    if not more and whole:
        assert sum(cells) == room


@given(amounts, st.integers(6, 120))
def test_nothing_that_is_there_is_too_little_to_be_seen(given_: list[int], room: int) -> None:
    cells = cells_of(given_, sum(given_) * 3, room)

    assert all(cell > 0 for cell, count in zip(cells, given_, strict=True) if count)


@given(amounts, st.integers(20, 120))
def test_a_part_is_as_long_as_its_share_of_the_bar(given_: list[int], room: int) -> None:
    whole = sum(given_)
    for cell, count in zip(cells_of(given_, whole, room), given_, strict=True):
        if whole:
            assert abs(cell - room * count / whole) <= len(given_)


@given(queues)
def test_the_three_shades_of_a_queue_are_all_its_messages(queue: QueueView) -> None:
    shades = queue_parts(queue)

    assert sum(part.amount for part in shades) == held(queue)
    assert len({to_ascii(part.glyph) for part in shades}) == 3


@given(mappings)
def test_pollers_are_busy_or_idle(mapping: MappingView) -> None:
    busy, idle = poller_parts(mapping)

    assert busy.amount + idle.amount == max(mapping.pollers, mapping.in_flight)


@given(st.lists(rungs, max_size=6))
def test_every_event_on_the_ladder_is_on_one_rung(some: list[RungView]) -> None:
    counted = sum(
        part.amount
        for number in (1, 2, 3)
        for part in rung_parts([each for each in some if each.next_try == number])
    )

    assert counted == sum(each.events for each in some)


@given(dependencies)
def test_connections_are_busy_or_held(view: DependencyView) -> None:
    assert sum(part.amount for part in connection_parts(view)) == view.connections


@given(doors)
def test_every_answer_of_a_door_has_a_class(door: DoorView) -> None:
    answers = sum(count for _, count in door.statuses)

    assert sum(part.amount for part in status_parts(door)) == answers + door.waiting


@given(sources)
def test_an_event_of_a_source_is_in_one_place(source: SourceView) -> None:
    there = source.taken + source.waiting + source.dead_lettered + source.dropped

    assert sum(part.amount for part in source_parts(source)) == there


@given(kinds)
def test_what_a_caller_sent_is_in_one_place(kind: CallerKind) -> None:
    assert sum(part.amount for part in kind.parts) == kind.sent


@given(reservations, st.integers(1, 130))
def test_the_parts_of_the_pool_make_up_the_limit(
    functions: list[tuple[str, int, int | None]], width: int
) -> None:
    view = pool_of(functions)

    assert sum(size for size, _ in view.segments) == view.limit
    assert sum(cell_len(run.text) for run in pool_bar(view, width)) == width


def test_the_counts_of_the_pool_stand_in_columns() -> None:
    view = pool_of([("checkout", 10, None), ("report", 940, 1_000), ("login", 0, 50)])

    lines = [row for row in text_of(pool_rows(view, 78, 8)).splitlines() if " of " in row][1:]

    assert len({line.index(" of ") for line in lines}) == 1
    assert len({line.index("reserved") for line in lines if "reserved" in line}) == 1


def test_the_pool_explains_what_has_to_stay_unreserved_only_where_it_is_drawn() -> None:
    some, none = pool_of([("mail", 10, None)]), pool_of([("mail", 500, None)])

    assert "100 have to stay unreserved" in text_of(pool_rows(some, 78, 8))
    assert "stay unreserved" not in text_of(pool_rows(none, 78, 8))


def test_each_reserved_part_of_the_pool_is_fenced_off() -> None:
    view = pool_of([("checkout", 100, None), ("report", 50, 200), ("mail", 0, 300)])

    text = "".join(run.text for run in pool_bar(view, 100))

    assert text.count("│") == 3
    assert text.index("B") < text.index("A")
    assert text.endswith("░" * 10)


def test_a_stacked_bar_in_ascii_still_tells_its_parts_apart() -> None:
    bar = stacked([Part(5, "█", "a"), Part(3, "▒", "b"), Part(2, "░", "c")], 20, 20)

    assert to_ascii("".join(run.text for run in bar)) == "#####%%%--.........."


@given(st.integers(0, 30), st.integers(2, 20))
def test_a_sheet_shows_each_entry_or_counts_it(entries: int, height: int) -> None:
    rows = [[(_run(f"entry {at:02}", 40),), (_run("more", 40),)] for at in range(entries)]

    text = text_of(sheet("Heading", "", rows, 40, height))

    shown = text.count("entry ")
    left = int(text.partition("…")[2].split()[0]) if "…" in text else 0
    assert shown + left == entries


def _run(text: str, width: int) -> object:
    from lambdatutor.tui.panels.cells import Run

    return Run(text.ljust(width), "ink")


def test_a_queue_stands_beside_its_dead_letter_queue() -> None:
    dead = _queue("orders-dead", visible=4, dead_letters_in=4)
    orders = _queue("orders", visible=10, in_flight=5, dlq=dead.arn, moved_out=4, most_receives=3)

    text = text_of(queue_rows([orders, dead], 100, 8))

    assert "█ 10 visible" in text
    assert "▒ 5 in flight" in text
    assert "orders-dead: 4 after 3, 4 in it" in text


def _queue(name: str, **given_: object) -> QueueView:
    plain = QueueView(
        name=name,
        arn=f"arn:aws:sqs:us-east-1:1:{name}",
        fifo=False,
        visible=0,
        in_flight=0,
        delayed=0,
        oldest_us=0,
        dlq="",
        sent=0,
        received=0,
        deleted=0,
        dead_letters_in=0,
        moved_out=0,
        expired=0,
        visibility_us=30 * S,
        most_receives=0,
    )
    return plain._replace(**given_)  # type: ignore[arg-type]  # test data by name


def test_the_ladder_says_when_the_next_try_is_due() -> None:
    ladder = (RungView(2, "error", 7, 70 * S), RungView(3, "throttle", 2, 10 * S))
    queue = InternalQueueView("mail", 9, 1, 40 * S, ladder, 30, 0, 18, 9, 2, 2, 2, 0)

    lines = text_of(ladder_rows([queue], 10 * S, 100, 6)).splitlines()

    second = next(line for line in lines if "try 2" in line)
    third = next(line for line in lines if "try 3" in line)
    assert "7 after an error" in second
    assert "next in 60 s" in second
    assert "2 backed off, throttled" in third
    assert "when there is room" in third


def test_weights_stand_beside_the_share_that_came() -> None:
    fork = Fork("search", "live", (Arm("1", 0.9, 180), Arm("2", 0.1, 20)))

    text = text_of(version_rows([fork], 90, 5))

    assert "weight 90 % · 90.0 % came · 180" in text
    assert "weight 10 % · 10.0 % came · 20" in text


def test_the_line_of_an_alarm_lies_at_its_value() -> None:
    chart = MetricChart("Errors of f", (0.0,) * 30, (Threshold("errors", 50.0, "ALARM"),))

    lines = text_of(metric_rows([chart], 80, 9)).splitlines()

    assert "✗ ALARM" in lines[0]
    dashed = [y for y, line in enumerate(lines[1:]) if line.count("╌") > 20]
    assert dashed == [0]  # the axis ends at 50


def test_a_state_is_told_by_a_sign_and_a_word() -> None:
    assert len({to_ascii(sign) for sign, _, _ in SIGNS.values()}) == len(SIGNS)
    assert len({to_ascii(sign) for sign, _ in READER_SIGNS.values()}) == len(READER_SIGNS)


def test_four_kinds_of_caller_stand_side_by_side() -> None:
    some = [CallerKind(name, 1, 2, 3, 4) for name in ("synchronous", "asynchronous", "queue")]

    lines = text_of(caller_rows(some, 100, 9)).splitlines()

    assert all(kind.name in lines[0] for kind in some)
    assert next(line for line in lines if "given up" in line).split()[-3:] == ["4", "4", "4"]
