"""The timeline is true to scale, loses nothing, and says where the time of a request went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made_up import MS, S, cold, lane, lanes, then

from lambdatutor.simulator.snapshot import Span
from lambdatutor.tui.panels.arrivals import Expected
from lambdatutor.tui.panels.axis import Window
from lambdatutor.tui.panels.cells import Line, text_of
from lambdatutor.tui.panels.lanes import draw_failures, draw_spans, milliseconds, parts_of
from lambdatutor.tui.panels.timeline_rows import Guess, TimelineView, timeline_rows


def drawn(view: TimelineView, picked: int | None = None, width: int = 90, height: int = 12) -> str:
    return text_of(timeline_rows(view, picked, 0, width, height, focused=False))


def spans_drawn(spans: tuple[Span, ...], window: Window, now_us: int = 100 * S) -> str:
    line = Line(window.width)
    draw_spans(line, 0, spans, window, now_us)
    return "".join(line.chars)


def test_phases_are_true_to_scale() -> None:
    window = Window(0, 2 * S, 20)

    assert spans_drawn(cold(1, 0, 1), window) == "xrffffff██··········"


def test_a_request_that_follows_another_at_once_begins_half_a_cell_late() -> None:
    spans = (Span("invoke", 0, S, 1), Span("invoke", S, 2 * S, 2))

    assert spans_drawn(spans, Window(0, 2 * S, 8)) == "████▐███"


def test_invoke_is_drawn_to_the_eighth_of_a_cell() -> None:
    assert spans_drawn((Span("invoke", 0, 2_500 * MS, 1),), Window(0, 4 * S, 4)) == "██▌ "


@given(
    st.integers(0, 10**8),
    st.integers(0, 10**5),
    st.integers(1, 10**8),
    st.integers(1, 100),
)
def test_no_bar_vanishes_however_short(at_us: int, run_us: int, span_us: int, width: int) -> None:
    window = Window(max(0, at_us - span_us // 2), at_us + span_us, width)
    spans = (Span("frozen", 0, at_us, None), Span("invoke", at_us, at_us + run_us, 1))

    assert set(spans_drawn(spans, window)) - {" ", "·"}


@given(st.integers(0, 10**10), st.integers(20, 10**10), st.integers(1, 200))
def test_ticks_are_round_in_order_and_inside(start: int, span: int, width: int) -> None:
    window = Window(start, start + span, width)
    cells = [cell for cell, _ in window.ticks()]

    assert cells == sorted(set(cells))
    assert all(0 <= cell < width for cell in cells)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.floats(0.1, 10), st.floats(0, 1))
def test_zooming_keeps_the_moment_in_the_window(
    start: int, span: int, factor: float, part: float
) -> None:
    window = Window(start, start + span, 80)
    around = start + int(part * span)

    zoomed = window.zoomed(factor, around)

    assert zoomed.start_us <= around <= zoomed.end_us


def test_the_axis_has_round_labels() -> None:
    axis = drawn(TimelineView(lanes=lanes(), end_us=10 * S)).splitlines()[0]

    assert [label for label in ("0 s", "2 s", "4 s", "6 s", "8 s") if label in axis]
    assert "10.25 s" in [label for _, label in Window(10 * S, 10_500 * MS, 40).ticks(4)]


def test_names_stand_after_their_bars() -> None:
    view = TimelineView(lanes=lanes(), end_us=8 * S, now_us=7 * S, names={1: "Ana", 3: "Bob"})

    assert "xrffffff█▉·· Ana 1,000 ms ·" in drawn(view)
    assert "Bob 900 ms" in drawn(view)


def test_a_name_stands_on_its_bar_when_there_is_no_space_after_it() -> None:
    spans = then(cold(1, 0, 1, 4 * S), 4_800 * MS, 3 * S, 2)

    view = TimelineView(lanes=(lane(1, spans),), end_us=8 * S, now_us=8 * S, names={1: "Ana"})
    says = drawn(view, height=4)

    assert "█ Ana 4,800 ms █" in says.replace("Ana 4,800 ms", " Ana 4,800 ms ").replace("  ", " ")


def test_a_label_does_not_hide_how_long_an_environment_lived_on() -> None:
    *before, frozen = cold(1, 0, 1)
    spans = (*before, frozen._replace(end_us=2 * S))
    view = TimelineView(lanes=(lane(1, spans),), end_us=8 * S, now_us=8 * S, names={1: "Ana"})

    assert "█▉·········· Ana 1,000 ms" in drawn(view, height=4)


def test_with_room_to_spare_names_stand_above_the_bars_where_they_begin() -> None:
    spans = then(cold(1, 0, 1), 7_900 * MS, 100 * MS, 2)
    names = {1: "Ana", 2: "Ben"}
    view = TimelineView(lanes=(lane(1, spans),), end_us=8 * S, now_us=8 * S, names=names)

    axis, above, bars, below = drawn(view, height=12).splitlines()[:4]

    assert axis.startswith(" Timeline")
    assert above.index("Ana 1,000 ms") == bars.index("x")
    assert above.rstrip().endswith("Ben 100 ms")
    assert not below.strip()


def test_a_nameless_request_that_is_a_speck_has_no_label() -> None:
    view = TimelineView(lanes=lanes(), end_us=600 * S, now_us=7 * S, names={1: "", 2: ""})

    assert "ms" not in drawn(view)


def test_a_guess_is_a_hollow_bar_laid_under_the_outcome() -> None:
    view = TimelineView(
        lanes=lanes(), end_us=8 * S, now_us=7 * S, guesses=(Guess(0, 800 * MS, environment=1),)
    )

    rows = drawn(view).splitlines()

    assert rows[1].startswith(" e1")
    assert rows[2].startswith(" guess")
    assert "░░░ your guess 800 ms" in rows[2]


def test_a_guess_hangs_there_before_anything_has_happened() -> None:
    says = drawn(TimelineView(guesses=(Guess(0, 1 * S),)))

    assert "░░ your guess 1,000 ms" in says


def test_nothing_is_a_sentence() -> None:
    assert "Nothing has happened yet." in drawn(TimelineView())


def test_lanes_that_do_not_fit_are_counted() -> None:
    many = tuple(lane(n, cold(n, 0, n)) for n in range(1, 21))

    assert "…16 more" in drawn(TimelineView(lanes=many, end_us=2 * S), height=7)


def test_the_picked_requests_parts_are_said_in_milliseconds() -> None:
    view = TimelineView(
        lanes=lanes(), end_us=8 * S, now_us=7 * S, names={3: "Bob"}, arrivals={3: 5 * S}
    )

    assert (
        drawn(view, picked=3)
        .splitlines()[-1]
        .startswith(" Bob · queued 200 ms · init 0 ms · run 900 ms · 1,100 ms in all · warm start")
    )


def test_a_refused_request_has_its_mark_and_its_sentence() -> None:
    says = drawn(TimelineView(refused=((9, 5 * S),)), picked=9)

    assert "✗" in says.splitlines()[1]
    assert " #9 · ✗ refused at 5.000 s" in says


def test_marks_stay_lit_on_all_lanes() -> None:
    says = drawn(TimelineView(lanes=lanes(), end_us=8 * S, now_us=S, marks=(4 * S,)))

    assert says.count("┃") == 4
    assert says.count("▼") == 1


def test_lanes_of_several_functions_say_whose_they_are() -> None:
    both = (lane(1, cold(1, 0, 1)), lane(2, cold(2, 0, 2), function="mailer"))

    assert "mailer e2" in drawn(TimelineView(lanes=both, end_us=2 * S))


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_parts_of_a_request_add_up_to_what_its_caller_waited(
    arrived: int, waited: int, run: int
) -> None:
    spans = cold(1, arrived + waited, 1, run)

    one = parts_of((lane(1, spans),), 10**9, {1: arrived})[1]

    assert one.queued_us + one.init_us + one.run_us == one.total_us
    assert one.over


def test_milliseconds_are_written_as_in_lambdas_log() -> None:
    assert [milliseconds(us) for us in (0, 1_500, 200_000, 1_000_000)] == [
        "0 ms",
        "1.5 ms",
        "200 ms",
        "1,000 ms",
    ]


def test_who_is_to_come_stands_above_the_lanes_and_is_marked_when_there() -> None:
    expected = (Expected(0, "Ana"), Expected(10 * S, "Ben, Cho"))
    view = TimelineView(start_us=0, end_us=12 * S, expected=expected)

    assert "△ Ana" in drawn(view)
    assert "▲ Ana" in drawn(view._replace(now_us=S))
    assert "△" in drawn(view._replace(now_us=S))
    assert "▲ Ben, Cho" in drawn(view._replace(now_us=11 * S))


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8, unique=True).map(sorted))
def test_everybody_who_is_to_come_has_a_sign_and_no_name_is_cut(moments: list[int]) -> None:
    expected = tuple(Expected(at_us, f"guest{n}") for n, at_us in enumerate(moments))
    text = drawn(TimelineView(start_us=0, end_us=10**7, expected=expected))
    row = next(line for line in text.splitlines() if "arrivals" in line)

    cells = {at_us * 79 // 10**7 for at_us in moments}
    assert row.count("△") >= len(cells) - 1
    for word in row.replace("△", " ").split()[1:]:
        assert word in {one.says for one in expected}


def test_a_request_that_failed_is_told_by_the_end_of_its_bar() -> None:
    """By a sign and a colour, when it has ended and not before; the label says the rest."""
    spans = then(cold(1, 0, 1, S), 4 * S, 2 * S, 2)
    view = TimelineView(lanes=(lane(1, spans),), end_us=8 * S, now_us=8 * S)
    bar = drawn(view, height=3).splitlines()[1]

    failed = view._replace(failed={2: "timed out"})
    marked = drawn(failed, picked=2, height=5).splitlines()

    assert marked[1].count("✗") == 1
    assert marked[1].index("✗") == len(bar.rstrip(" ·│")) - 1
    assert sum(one != other for one, other in zip(marked[1], bar, strict=True)) == 2
    assert marked[-1].startswith(" #2 · ✗ timed out · queued 0 ms")


@given(
    st.integers(0, 10**8),
    st.integers(0, 10**5),
    st.integers(1, 10**8),
    st.integers(1, 100),
)
def test_no_failure_vanishes_however_short(
    at_us: int, run_us: int, span_us: int, width: int
) -> None:
    window = Window(max(0, at_us - span_us // 2), at_us + run_us + span_us, width)
    spans = (
        Span("invoke", at_us, at_us + run_us, 1),
        Span("invoke", at_us + run_us, at_us + run_us + 1, 2),
    )
    line = Line(width)
    draw_spans(line, 0, spans, window, 10**9)
    draw_failures(line, 0, spans, window, {1})

    assert "".join(line.chars).count("✗") == 1


def test_one_that_is_still_running_has_not_failed_yet() -> None:
    spans = (Span("invoke", 0, None, 1),)
    line = Line(20)

    draw_failures(line, 0, spans, Window(0, S, 20), {1})

    assert "✗" not in line.chars


def test_what_a_rare_letter_stands_for_is_told_while_it_is_in_sight() -> None:
    timed_out = (Span("invoke", 0, S, 1), Span("reset", S, 2 * S, None))
    view = TimelineView((lane(1, timed_out),), 0, 4 * S, 3 * S)

    assert "! reset" in drawn(view).splitlines()[-1]
    assert "reset" not in drawn(view._replace(start_us=2 * S))
    assert "reset" not in drawn(view, picked=1)
