"""No panel ever raises or draws beyond its size, whatever it is shown and however small it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from made_up import Control, lane, snapshot
from rich.cells import cell_len

from lambdatutor.simulator.snapshot import EnvironmentView, Phase, RequestView, Span, Totals
from lambdatutor.tui.panels.cells import Row, text_of
from lambdatutor.tui.panels.charts import Series, chart_rows, spark_rows
from lambdatutor.tui.panels.concurrency import ConcurrencyView, concurrency_rows
from lambdatutor.tui.panels.controls import control_rows
from lambdatutor.tui.panels.environments import environment_rows
from lambdatutor.tui.panels.glyphs import to_ascii
from lambdatutor.tui.panels.jury import JuryView, jury_rows
from lambdatutor.tui.panels.log import LogLine, first_shown, log_rows
from lambdatutor.tui.panels.numbers import Numbers, number_rows
from lambdatutor.tui.panels.receipt import receipt_rows
from lambdatutor.tui.panels.strip import StripView, strip_rows
from lambdatutor.tui.panels.timeline_rows import Guess, TimelineView, timeline_rows
from lambdatutor.tui.panels.transport import TransportView, transport_rows

widths = st.integers(1, 130)
heights = st.integers(1, 20)
names = st.text(max_size=12) | st.sampled_from(
    ["[bold]x[/]", "\x1b[31mred", "漢字漢字", "a\nb", "[/"]
)
counts = st.integers(0, 20_000)
moments = st.integers(0, 10**11)
bools = st.booleans()

requests = st.builds(RequestView, st.integers(1, 99), names, names, moments)
environments = st.builds(
    EnvironmentView,
    number=st.integers(1, 50),
    function=names,
    version=names,
    phase=st.sampled_from(get_args(Phase)),
    since_us=moments,
    created_us=moments,
    provisioned=bools,
    served=counts,
    request=st.none() | requests,
)
crowds = st.lists(environments, max_size=8).flatmap(
    lambda some: st.sampled_from([1, 9, 90]).map(lambda times: tuple(some * times))
)
snapshots = st.builds(
    lambda crowd, at, refused: snapshot(crowd, at_us=at, totals=Totals(throttles=refused)),
    crowds,
    moments,
    counts,
)
spans = st.builds(
    lambda phase, start, length, request: Span(
        phase, start, None if length is None else start + length, request
    ),
    st.sampled_from(get_args(Phase)),
    moments,
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(1, 9),
)
lanes = st.builds(
    lane,
    st.integers(1, 9),
    st.lists(spans, max_size=8).map(lambda some: tuple(sorted(some, key=lambda s: s.start_us))),
    function=names,
)
timelines = st.builds(
    TimelineView,
    lanes=st.lists(lanes, max_size=6).map(tuple),
    start_us=moments,
    end_us=moments,
    now_us=moments,
    names=st.dictionaries(st.integers(1, 9), names, max_size=9),
    arrivals=st.dictionaries(st.integers(1, 9), moments, max_size=9),
    refused=st.lists(st.tuples(st.integers(1, 9), moments), max_size=4).map(tuple),
    failed=st.dictionaries(st.integers(1, 9), names, max_size=4),
    marks=st.lists(moments, max_size=3).map(tuple),
    guesses=st.lists(
        st.builds(Guess, moments, moments, st.none() | st.integers(1, 9), names), max_size=2
    ).map(tuple),
    more=counts,
)
controls = st.lists(
    st.builds(
        Control,
        names,
        names,
        names,
        st.lists(names, max_size=4).map(tuple),
        st.integers(-1, 4),
        names,
    ),
    max_size=5,
)
values = st.lists(st.floats(0, 1e9), max_size=40).map(tuple)
series = st.lists(st.builds(Series, names, values, now=names), max_size=3)
transports = st.builds(
    TransportView,
    running=bools,
    speed=names,
    real_speed=names,
    now_us=moments,
    end_us=moments,
    reached_us=moments,
    seed=counts,
    branch=names,
    other=names,
    progress=st.none() | st.floats(0, 1),
    marks=st.lists(moments, max_size=3).map(tuple),
)
log_lines = st.lists(st.builds(LogLine, counts, moments, names), max_size=30)

Drawing = Callable[[int, int], list[Row]]
drawings: st.SearchStrategy[Drawing] = st.one_of(
    st.builds(
        lambda now, chosen, focused: (
            lambda w, h: environment_rows(now, chosen, w, h, focused=focused)
        ),
        st.none() | snapshots,
        st.none() | st.integers(1, 50),
        bools,
    ),
    st.builds(
        lambda view, picked, offset, focused: (
            lambda w, h: timeline_rows(view, picked, offset, w, h, focused=focused)
        ),
        timelines,
        st.none() | st.integers(1, 9),
        st.integers(0, 9),
        bools,
    ),
    st.builds(
        lambda view: lambda w, h: concurrency_rows(view, w, h),
        st.builds(
            ConcurrencyView,
            running=counts,
            starting=counts,
            in_flight=counts,
            limit=counts,
            reserved=bools,
            provisioned=counts,
            provisioned_free=counts,
            refused=counts,
        ),
    ),
    st.builds(lambda some: lambda w, h: spark_rows(some, w, h), series),
    st.builds(
        lambda heading, some: lambda w, h: chart_rows(heading, some, str, w, h), names, series
    ),
    st.builds(
        lambda *given: lambda w, h: number_rows(Numbers(*given), w, h),
        st.none() | moments,
        st.none() | moments,
        st.floats(0, 1e6),
        counts,
        counts,
        counts,
    ),
    st.builds(
        lambda dials, chosen, command, focused: (
            lambda w, h: control_rows(dials, chosen, command, w, h, focused=focused)
        ),
        controls,
        st.integers(0, 5),
        names,
        bools,
    ),
    st.builds(
        lambda lines, cursor, focused: (
            lambda w, h: log_rows(
                lines,
                cursor if cursor is not None and cursor < len(lines) else None,
                first_shown(len(lines), None, 0, h - 1),
                w,
                h,
                focused=focused,
            )
        ),
        log_lines,
        st.none() | st.integers(0, 29),
        bools,
    ),
    st.builds(lambda view: lambda w, h: transport_rows(view, w, h), transports),
    st.builds(
        lambda view: lambda w, h: strip_rows(view, w, h),
        st.builds(StripView, st.integers(0, 400), st.lists(bools, max_size=60).map(tuple), names),
    ),
    st.builds(
        lambda texts, rolled: lambda w, h: receipt_rows(texts, rolled, w, h),
        st.lists(st.text(max_size=120), max_size=4),
        st.none() | st.integers(0, 9),
    ),
    st.builds(
        lambda view, fallen: lambda w, h: jury_rows(view, fallen, w, h),
        st.builds(JuryView, st.integers(0, 12), st.lists(bools, max_size=14).map(tuple), names),
        st.integers(0, 20),
    ),
)


@given(drawings, widths, heights)
def test_every_row_is_as_wide_as_the_panel(draw: Drawing, width: int, height: int) -> None:
    rows = draw(width, height)

    assert len(rows) <= height
    for row in rows:
        assert sum(cell_len(run.text) for run in row) == width
        assert all(run.text.isprintable() for run in row)


@given(drawings, widths, heights)
def test_the_same_rows_can_be_drawn_in_ascii(draw: Drawing, width: int, height: int) -> None:
    for line in to_ascii(text_of(draw(width, height))).splitlines():
        assert line.isascii()
        assert len(line) == width


def test_markup_in_a_name_is_text() -> None:
    view = TimelineView(
        lanes=(lane(1, (Span("invoke", 0, 5_000_000, 1),)),), names={1: "[bold]Ana[/]"}
    )

    assert "[bold]Ana[/]" in text_of(timeline_rows(view, None, 0, 80, 6, focused=False))
