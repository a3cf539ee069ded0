"""The widgets around the drawings: what they ask for, and how little they paint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest
from made_up import CONTROLS, MS, S, cold, environment, function, lane, lanes, snapshot
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from lambdatutor.tui.panels.charts import LineChart, Series, Spark
from lambdatutor.tui.panels.concurrency import ConcurrencyPanel
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.environments import EnvironmentsPanel
from lambdatutor.tui.panels.jury import JuryPanel, JuryView
from lambdatutor.tui.panels.log import EventLog, LogLine, lines_below
from lambdatutor.tui.panels.numbers import Numbers, NumbersPanel
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.receipt import Receipt
from lambdatutor.tui.panels.strip import StripView, TileStrip
from lambdatutor.tui.panels.timeline import TimelinePanel
from lambdatutor.tui.panels.timeline_rows import TimelineView
from lambdatutor.tui.panels.transport import TransportBar, TransportView
from lambdatutor.tui.themes import THEMES


class Alone(App[None]):
    """One panel on a screen."""

    def __init__(self, panel: Widget) -> None:
        super().__init__()
        self.panel = panel

    def compose(self) -> ComposeResult:
        yield self.panel

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "lambdatutor-dark"


@asynccontextmanager
async def alone(panel: Panel) -> AsyncIterator[tuple[Pilot[None], list[Message]]]:
    """*panel* on a screen of 80×24, and the messages that it sends."""
    heard: list[Message] = []
    async with Alone(panel).run_test(size=(80, 24), message_hook=heard.append) as pilot:
        panel.focus()
        await pilot.pause()
        yield pilot, heard


M = TypeVar("M", bound=Message)


def of_kind(heard: list[Message], kind: type[M]) -> list[M]:
    """Each message once: the hook hears it at every node it bubbles through."""
    return list({id(one): one for one in heard if isinstance(one, kind)}.values())


async def test_arrows_and_clicks_choose_an_environment() -> None:
    panel = EnvironmentsPanel()
    async with alone(panel) as (pilot, heard):
        panel.show(snapshot(tuple(environment(n, "frozen") for n in range(1, 31))))

        await pilot.press("right", "right", "down", "end")
        await pilot.click(panel, offset=(5, 1))

        numbers = [m.environment for m in of_kind(heard, EnvironmentsPanel.Selected)]
        assert numbers == [1, 2, 28, 30, 2]
        assert " e2 · frozen" in panel.text


async def test_the_timeline_asks_to_be_zoomed_and_scrolled_and_picks_requests() -> None:
    panel = TimelinePanel()
    async with alone(panel) as (pilot, heard):
        panel.show(TimelineView(lanes=lanes(), end_us=8 * S, now_us=7 * S, refused=((9, 6 * S),)))

        await pilot.press("plus", "right", "down", "down", "up")

        zoomed = of_kind(heard, TimelinePanel.Zoomed)[0]
        scrolled = of_kind(heard, TimelinePanel.Scrolled)[0]
        assert zoomed.end_us - zoomed.start_us == 5 * S
        assert (scrolled.start_us, scrolled.end_us) == (1_600 * MS, 9_600 * MS)
        assert [m.request for m in of_kind(heard, TimelinePanel.Picked)] == [1, 2, 1]
        assert " #1 · queued 0 ms" in panel.text


async def test_a_click_on_a_bar_picks_its_request() -> None:
    panel = TimelinePanel()
    async with alone(panel) as (pilot, heard):
        panel.show(TimelineView(lanes=lanes(), end_us=8 * S, now_us=7 * S))

        await pilot.click(panel, offset=(12, 2))

        assert [m.request for m in of_kind(heard, TimelinePanel.Picked)] == [1]


async def test_the_picked_requests_lane_comes_into_view() -> None:
    panel = TimelinePanel()
    async with alone(panel) as (pilot, _):
        many = tuple(lane(n, cold(n, n * MS, n)) for n in range(1, 61))
        panel.show(TimelineView(lanes=many, end_us=2 * S, now_us=2 * S))

        panel.pick(50)
        await pilot.pause()

        assert "▸e50" in panel.text
        assert "above)" in panel.text


async def test_dials_ask_for_the_next_value() -> None:
    panel = ControlsPanel()
    async with alone(panel) as (pilot, heard):
        panel.show(CONTROLS)

        await pilot.press("right", "home", "tab", "left", "end")

        asked = [(m.name, m.value) for m in of_kind(heard, ControlsPanel.Turned)]
        assert asked == [("provisioned", "7"), ("provisioned", "0"), ("reserved", "10")]


async def test_the_arrows_of_a_dial_can_be_clicked() -> None:
    panel = ControlsPanel()
    async with alone(panel) as (pilot, heard):
        panel.show(CONTROLS)
        x = panel.text.splitlines()[0].index("▸", 3)

        await pilot.click(panel, offset=(x, 0))

        assert [m.value for m in of_kind(heard, ControlsPanel.Turned)] == ["7"]


async def test_the_command_shown_is_the_one_of_the_last_change() -> None:
    panel = ControlsPanel()
    async with alone(panel):
        panel.show(CONTROLS)
        changed = CONTROLS[1]._replace(value="0", position=1, command="aws lambda put-it")
        panel.show((CONTROLS[0], changed, CONTROLS[2]))

        assert panel.command == "aws lambda put-it"
        assert "$ aws lambda put-it" in panel.text

        # A run that is opened anew may reach the others by other commands.
        mine, other = (each._replace(command=f"do {each.name}") for each in (CONTROLS[0], changed))
        panel.show((mine, other, CONTROLS[2]))
        assert panel.command == f"do {CONTROLS[0].name}"


async def test_the_log_is_asked_about_the_event_at_its_cursor() -> None:
    panel = EventLog()
    async with alone(panel) as (pilot, heard):
        panel.show([LogLine(n, n * S, f"event {n}") for n in range(5_000)])

        await pilot.press("enter", "up", "up", "w", "end", "enter")

        assert [m.event for m in of_kind(heard, EventLog.Asked)] == [4_999, 4_998, 4_999]


async def test_the_log_stays_where_the_learner_looks_while_events_come() -> None:
    panel = EventLog()
    async with alone(panel) as (pilot, _):
        lines = [LogLine(n, n * S, f"event {n}") for n in range(101)]
        panel.show(lines[:-1])
        await pilot.press("home")

        panel.show(lines)

        assert panel.event == 0
        assert "event 0" in panel.text


async def test_time_is_sought_by_dragging() -> None:
    panel = TransportBar()
    async with alone(panel) as (pilot, heard):
        panel.show(TransportView(end_us=70 * S, speed="1×"))
        start = panel.text.index("├") + 1
        end = panel.text.index("┤") - 1

        await pilot.mouse_down(panel, offset=(start, 0))
        await pilot.hover(panel, offset=(end, 0))
        await pilot.mouse_up(panel, offset=(end, 0))
        await pilot.click(panel, offset=(start - 3, 0))
        await pilot.click(panel, offset=(1, 0))

        assert [m.us for m in of_kind(heard, TransportBar.Sought)] == [0, 70 * S, 0]
        assert of_kind(heard, TransportBar.Toggled)


async def test_only_changed_rows_are_painted_and_nothing_is_laid_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = EnvironmentsPanel()
    async with alone(panel) as (pilot, _):
        many = tuple(environment(n, "frozen") for n in range(1, 201))
        panel.show(snapshot(many))
        await pilot.pause()
        painted: list[int] = []
        monkeypatch.setattr(
            panel, "refresh", lambda *regions, **how: painted.extend(r.y for r in regions)
        )

        panel.show(snapshot((*many[:60], environment(61, "invoke"), *many[61:])))
        panel.show(snapshot((*many[:60], environment(61, "invoke"), *many[61:])))

        assert painted == [3]


async def test_focus_is_marked_without_colour() -> None:
    panel = TimelinePanel()
    async with alone(panel):
        assert panel.text.startswith("▸Timeline")


@pytest.mark.parametrize("theme", ["lambdatutor-light", "lambdatutor-contrast", "nord"])
async def test_a_change_of_theme_changes_the_colours(theme: str) -> None:
    panel = EnvironmentsPanel()
    async with alone(panel) as (pilot, _):
        panel.show(snapshot())
        before = [segment.style for segment in panel.render_line(1)]

        pilot.app.theme = theme
        await pilot.pause()

        assert [segment.style for segment in panel.render_line(1)] != before


async def test_every_cell_has_a_ground() -> None:
    panel = NumbersPanel()
    async with alone(panel):
        panel.show(Numbers())
        for segment in panel.render_line(0):
            assert segment.style is not None
            assert segment.style.bgcolor is not None


async def test_ascii_mode_draws_nothing_else() -> None:
    panels: list[tuple[Panel, tuple[object, ...]]] = [
        (EnvironmentsPanel(ascii_only=True), (snapshot(),)),
        (TimelinePanel(ascii_only=True), (TimelineView(lanes=lanes(), end_us=8 * S),)),
        (ConcurrencyPanel(ascii_only=True), (function(), snapshot())),
        (Spark(ascii_only=True), (Series("Requests/s", (1.0, 2.0)),)),
        (LineChart(ascii_only=True), ("Latency", Series("p99", (1.0, 2.0)))),
        (ControlsPanel(ascii_only=True), (CONTROLS,)),
        (EventLog(ascii_only=True), ([LogLine(1, 2, "漢字")],)),
        (TransportBar(ascii_only=True), (TransportView(running=True, end_us=S),)),
        (TileStrip(ascii_only=True), (StripView(4, (True, False)),)),
        (Receipt(ascii_only=True), (("Billed Duration: 3 ms",),)),
        (JuryPanel(ascii_only=True), (JuryView(3, (True, False)),)),
    ]
    for panel, shown in panels:
        async with alone(panel):
            panel.show(*shown)  # type: ignore[attr-defined]  # every panel has its own show

            for y in range(panel.size.height):
                strip = panel.render_line(y)
                assert strip.text.isascii()
                assert len(strip.text) == panel.size.width


async def test_the_newest_tick_falls_and_lands() -> None:
    panel = JuryPanel()
    async with alone(panel) as (pilot, _):
        panel.show(JuryView(2, (True,)))
        assert "✓" in panel.text.splitlines()[0]

        await pilot.pause(0.5)

        assert "✓" in panel.text.splitlines()[2]


async def test_a_receipt_is_as_high_as_its_lines_when_its_height_is_left_to_it() -> None:
    panel = Receipt()
    async with alone(panel) as (pilot, _):
        panel.styles.height = "auto"
        panel.show(("one", "two", "three"))
        await pilot.pause()

        assert panel.size.height == 5


async def test_a_click_below_an_event_of_several_lines_finds_its_line() -> None:
    lines = [LogLine(n, n * S, f"event {n} " + "is long " * 9) for n in range(4)]
    log = EventLog()
    async with Alone(log).run_test(size=(40, 12)) as pilot:
        log.show(lines)
        await pilot.click(log, offset=(5, 1))
        assert log.event == 0
        below = lines_below(lines, 0, 40, 11)
        await pilot.click(log, offset=(5, 2))
        assert log.event == 0
        await pilot.click(log, offset=(5, 2 + below))
        assert log.event == 1
