"""Alarms: the state in a word and a sign, the latest value against the line, and why."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.alarms.alarm_view import AlarmView
from lambdatutor.simulator.time import spoken
from lambdatutor.tui.panels.cells import Line, Row, crop
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import say

NOTHING = "There is no alarm."

SIGNS = {
    "OK": ("✓", "ink-good", "OK"),
    "ALARM": ("✗", "refused", "ALARM"),
    "INSUFFICIENT_DATA": ("○", "ink-muted", "no data yet"),
}
"""A sign, a colour and a word for each state."""


def figure(value: float | None) -> str:
    """A value of a metric in as few figures as tell it: `12`, `0.5`, `1,204`."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:,.2f}"


def condition(alarm: AlarmView) -> str:
    """`Errors of checkout greater than 5`; of a composite alarm nothing."""
    if alarm.composite or alarm.threshold is None:
        return "watches other alarms"
    of = f" of {alarm.of}" if alarm.of else ""
    return f"{alarm.metric}{of} {alarm.comparison} {figure(alarm.threshold)}"


def alarm_rows(
    alarms: Sequence[AlarmView], now_us: int, width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """Two lines for each alarm."""
    entries = [_entry(each, now_us, width) for each in alarms]
    ringing = sum(each.state == "ALARM" for each in alarms)
    says = f"{ringing:,} in ALARM" if ringing else ""
    return sheet("Alarms", says, entries, width, height, empty=NOTHING, focused=focused)


def _entry(alarm: AlarmView, now_us: int, width: int) -> list[Row]:
    line = Line(width)
    x = start = name_in(line, alarm.name)
    sign, ink, word = SIGNS[alarm.state]
    x = line.put(x, sign, ink)
    x = line.put(x + 1, f"{word:<11}", f"{ink} bold") + 1
    points = f"{alarm.breaching} of {alarm.evaluated} points beyond, {alarm.to_alarm} ring"
    texts = [
        f"for {spoken(max(0, now_us - alarm.since_us))}",
        "" if alarm.composite else f"now {figure(alarm.value)}",
        "" if alarm.composite else points,
    ]
    say(line, x, texts, width - 1, "ink")
    second = Line(width)
    says = condition(alarm)
    if not alarm.composite:
        says += f" · {alarm.statistic or 'math'} over {spoken(alarm.period_s * 1_000_000)}"
    second.put(min(NAME, start), crop(says, width - min(NAME, start) - 1), "ink-muted")
    return [line.row(), second.row()]


class AlarmsPanel(Panel):
    """The account's alarms."""

    DEFAULT_CSS = "AlarmsPanel { height: 1fr; min-height: 3; }"
    alarms: tuple[AlarmView, ...] = ()
    now_us: int = 0

    def show(self, alarms: tuple[AlarmView, ...], now_us: int) -> None:
        """Draw *alarms* as they are at *now_us*."""
        if (alarms, now_us) != (self.alarms, self.now_us):
            self.alarms, self.now_us = alarms, now_us
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return alarm_rows(self.alarms, self.now_us, width, height)
