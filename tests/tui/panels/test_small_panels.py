"""One-line panels: what they say, and that nothing is told by colour alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import CONTROLS, REPORTS, S, function, snapshot

from lambdatutor.simulator.snapshot import ProvisionedView
from lambdatutor.tui.panels.cells import Row, text_of, width_of
from lambdatutor.tui.panels.charts import Series, bars, chart_rows, round_top, spark_rows
from lambdatutor.tui.panels.concurrency import ConcurrencyView, concurrency_rows, scale_of
from lambdatutor.tui.panels.controls import control_rows, lay_out
from lambdatutor.tui.panels.jury import JuryView, jury_rows
from lambdatutor.tui.panels.log import LogLine, first_shown, lines_below, log_rows
from lambdatutor.tui.panels.numbers import Numbers, dollars, number_rows, quantile
from lambdatutor.tui.panels.receipt import receipt_rows, wrap
from lambdatutor.tui.panels.strip import StripView, strip_rows
from lambdatutor.tui.panels.transport import TransportView, transport_rows
from lambdatutor.tui.panels.transport import lay_out as lay_out_transport


def inks_of(rows: list[Row], text: str) -> str:
    """The ink of the run that holds *text*."""
    return next(run.ink for row in rows for run in row if text in run.text)


def test_concurrency_says_how_much_of_which_limit() -> None:
    shared = ConcurrencyView.of(function(), snapshot())
    reserved = ConcurrencyView.of(
        function(in_flight=3, busy=3, limit=3, limit_is="reserved"), snapshot()
    )

    assert "10 of 1,000 shared" in text_of(concurrency_rows(shared, 80, 1))
    assert "██████rrrr░" in text_of(concurrency_rows(shared, 59, 1))
    assert "3 of 3 reserved" in text_of(concurrency_rows(reserved, 80, 1))
    assert "⋯" not in text_of(concurrency_rows(reserved, 80, 1))


def test_concurrency_shows_what_is_provisioned_and_free() -> None:
    ready = ProvisionedView("live", "1", 20, 20, 14, "READY")
    view = ConcurrencyView.of(function(provisioned=(ready,)), snapshot())

    assert "20 provisioned, 14 free" in text_of(concurrency_rows(view, 90, 2))
    assert "r·" in text_of(concurrency_rows(view, 90, 1))


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 10_000))
def test_the_bar_never_ends_before_what_is_in_use(
    in_flight: int, provisioned: int, limit: int
) -> None:
    view = ConcurrencyView(in_flight=in_flight, provisioned=provisioned, limit=limit)

    assert scale_of(view) >= min(limit, in_flight, provisioned) or limit < in_flight
    assert scale_of(view) <= max(1, limit)


def test_bars_are_scaled_from_zero() -> None:
    assert text_of([bars((0, 100, 99, 1, 50), 6, "ink")]) == "▁▁██▂▅"


def test_a_flat_line_of_values_is_high() -> None:
    assert text_of([bars((7, 7, 7), 3, "ink")]) == "███"


def test_sparks_stand_side_by_side_with_their_newest_value() -> None:
    says = text_of(
        spark_rows((Series("Requests/s", (1, 2, 12)), Series("Refused", (0, 0), "refused")), 70, 1)
    )

    assert "Requests/s" in says
    assert "12" in says
    assert "Refused ▁" in says


def test_a_chart_has_a_labelled_axis_from_zero_to_a_round_number() -> None:
    rows = text_of(
        chart_rows("Latency", (Series("p99", (0, 430)),), "{:.0f} ms".format, 60, 6)
    ).splitlines()

    assert "p99 430 ms" in rows[0]
    assert rows[1].strip().startswith("500 ms┤")
    assert rows[-1].strip().startswith("0 ms┤")


def test_the_second_line_of_a_chart_is_broken_so_that_it_is_known_without_colour() -> None:
    flat = (5.0, 5.0, 5.0)

    rows = text_of(
        chart_rows("x", (Series("a", flat), Series("b", (1.0, 1.0))), str, 40, 5)
    ).splitlines()

    assert "── a" in rows[0]
    assert "╌╌ b" in rows[0]
    assert " " in rows[4][8:-3].strip()
    assert " " not in rows[1][8:-2].strip()


@given(st.floats(0, 1e9))
def test_the_top_of_an_axis_is_near_and_not_below(value: float) -> None:
    assert value <= round_top(value) <= max(1, 2.5 * value)


def test_numbers_say_latency_cost_and_counts() -> None:
    numbers = Numbers.of(snapshot(), [200_000] * 98 + [1_040_000] * 2)

    says = text_of(number_rows(numbers, 100, 2))

    assert "p50 200 ms" in says
    assert "p99 1.04 s" in says
    assert "cost $0.0000041" in says
    assert "cold 7" in says
    assert "refused 2" in says


def test_without_an_answer_there_is_no_latency() -> None:
    assert "p50 –" in text_of(number_rows(Numbers(), 60, 1))


@given(st.lists(st.integers(0, 1000), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_the_smallest_value_that_enough_are_not_above(
    values: list[int], part: float
) -> None:
    ordered = sorted(values)
    found = quantile(ordered, part)

    assert found is not None
    assert sum(value <= found for value in values) >= part * len(values) - 1e-6


@pytest.mark.parametrize(
    ("usd", "text"),
    [
        (0, "$0"),
        (0.0000041, "$0.0000041"),
        (0.00000853, "$0.0000085"),
        (0.012, "$0.012"),
        (0.37, "$0.37"),
        (1204.5, "$1,204.50"),
    ],
)
def test_dollars_have_no_more_figures_than_needed(usd: float, text: str) -> None:
    assert dollars(usd) == text


def test_dials_show_where_they_may_be_turned() -> None:
    says = text_of(control_rows(CONTROLS, 0, "", 100, 2, focused=True)).splitlines()[0]

    assert "▸Provisioned ◂ 6  ▸" in says
    assert "Reserved   none ▸" in says


def test_the_command_is_under_the_dials_and_cut_at_the_width() -> None:
    command = CONTROLS[2].command

    assert f" $ {command}" in text_of(control_rows(CONTROLS, 0, command, 120, 2, focused=False))
    assert text_of(control_rows(CONTROLS, 0, command, 40, 4, focused=False)).rstrip().endswith("…")


@given(st.integers(1, 120))
def test_dials_never_overlap(width: int) -> None:
    places = lay_out(CONTROLS, width)

    for one, other in pairwise(places):
        assert other.row > one.row or other.start > one.right


def test_the_log_shows_the_newest_at_the_bottom() -> None:
    lines = [LogLine(n, n * S, f"event {n}") for n in range(100)]
    rows = log_rows(lines, None, first_shown(100, None, 0, 5), 40, 6, focused=False)

    assert text_of(rows).splitlines()[-1].startswith(" 99.000 s  event 99")


@given(
    st.integers(1, 500),
    st.none() | st.integers(0, 499),
    st.integers(0, 500),
    st.integers(1, 50),
)
def test_the_logs_cursor_is_always_in_view(
    count: int, cursor: int | None, first: int, room: int
) -> None:
    cursor = None if cursor is None else min(cursor, count - 1)
    shown = first_shown(count, cursor, first, room)

    assert 0 <= shown <= max(0, count - room)
    assert shown <= (count - 1 if cursor is None else cursor) < shown + room


def test_time_speed_seed_and_branch_are_in_one_row() -> None:
    view = TransportView(
        running=True, speed="0.5×", now_us=61_240_000, end_us=70 * S, seed=7, branch="A"
    )

    says = text_of(transport_rows(view, 100, 1))

    assert says.startswith(" ▶ 0.5×   ")
    assert "61.240 s / 70 s   seed 7   branch A" in says
    assert "⟲ ├" in says


def test_the_real_speed_and_the_progress_are_said() -> None:
    slow = TransportView(running=True, speed="3,600×", real_speed="900×", end_us=S)

    assert "▶ 3,600× (real 900×)" in text_of(transport_rows(slow, 100, 1))
    assert "▶▶  43 %" in text_of(transport_rows(slow._replace(progress=0.43), 100, 1))


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_a_click_on_the_thumb_seeks_about_where_it_is(end_us: int, part: float) -> None:
    view = TransportView(end_us=end_us, now_us=int(part * end_us))
    track, _ = lay_out_transport(view, 100)

    sought = track.us(track.cell(view.now_us, end_us), end_us)

    assert abs(sought - view.now_us) <= end_us / (track.end - track.start - 1) + 1


def test_the_strip_fills_in_order_and_counts() -> None:
    says = text_of(strip_rows(StripView(5, (True, False, False), "2"), 60, 2)).splitlines()

    assert says[0].strip() == "▐r▌▐·▌▐·▌▐ ▌▐ ▌"
    assert "r 1 cold · 2 warm of 3" in says[1]
    assert "your guess 2" in says[1]
    assert "2 to come" in says[1]


def test_the_eye_is_led_to_what_is_billed() -> None:
    rows = receipt_rows(REPORTS, None, 110, 6)

    assert inks_of(rows, "Billed Duration: 1000 ms") == "ink-accent bold"
    assert inks_of(rows, "$0.00000853") == "ink-accent bold"
    assert inks_of(rows, "RequestId: 8f507cfc") == "ink-muted"


def test_a_receipt_rolls_out_line_by_line() -> None:
    assert "Ana" in text_of(receipt_rows(REPORTS, 1, 110, 6))
    assert "Ben" not in text_of(receipt_rows(REPORTS, 1, 110, 6))


@given(st.text(max_size=80), st.integers(6, 60))
def test_wrapped_text_fits_and_keeps_every_word(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(width_of(line) <= width for line in lines)


def test_wrapping_prefers_a_gap() -> None:
    assert wrap("Duration: 200.00 ms  Billed Duration: 1000 ms", 30) == [
        "Duration: 200.00 ms",
        "  Billed Duration: 1000 ms",
    ]


def test_ticks_drop_in_one_by_one() -> None:
    view = JuryView(6, (True, False), "hour 2: 1 cold start")

    falling = text_of(jury_rows(view, 0, 70, 4)).splitlines()
    landed = text_of(jury_rows(view, 9, 70, 4)).splitlines()

    assert "✗" in falling[0]
    assert landed[2].split()[:6] == ["✓", "✗", "○", "○", "○", "○"]
    assert "1 of 6" in landed[2]
    assert "hour 2: 1 cold start" in landed[3]


@pytest.mark.parametrize("cursor", [0, 4, 9])
def test_the_event_at_the_cursor_is_told_whole_and_stays_in_view(cursor: int) -> None:
    says = "is long and has a last word"
    lines = [LogLine(n, n * S, f"event {n} {says}: end-of-{n}") for n in range(10)]
    below = lines_below(lines, cursor, 40, 5)
    first = first_shown(10, cursor, 0, 5 - below)

    shown = text_of(log_rows(lines, cursor, first, 40, 6, focused=True))

    assert below > 0
    assert f"end-of-{cursor}" in shown
    assert shown.count("end-of-") == 1
    assert lines_below(lines, None, 40, 5) == 0
