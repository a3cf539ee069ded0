"""Metrics as lines over time, each with the lines that its alarms draw and their state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lambdatutor.tui.panels.alarms import SIGNS, figure
from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.charts import Series, plot, round_top
from lambdatutor.tui.panels.panel import Panel, title


class Threshold(NamedTuple):
    """The line of an alarm."""

    alarm: str
    value: float
    state: str


class MetricChart(NamedTuple):
    """One metric of one thing."""

    heading: str
    """`Errors of checkout`."""
    values: tuple[float, ...] = ()
    """At even distances in time, the newest last."""
    thresholds: tuple[Threshold, ...] = ()
    detail: str = ""
    """`Sum a minute`, where there is room for it."""
    waits: str = ""
    """What stands in place of the line as long as there is no value."""


def chart_of(chart: MetricChart, width: int, height: int) -> list[Row]:
    """The heading, then axis, line and thresholds."""
    head = _head(chart, width)
    lines = height - 1
    if lines < 1:
        return [head][:height]
    top = round_top(max([1.0, *chart.values, *(one.value for one in chart.thresholds)]))
    labels = {0: figure(top), lines - 1: "0"}
    left = max(width_of(label) for label in labels.values()) + 2
    series = [Series("", chart.values, "phase-init-r")]
    drawn = plot(series, max(0, width - left - 2), lines, top)
    rows: list[Row] = [head]
    for y, runs in enumerate(drawn):
        line = Line(width)
        line.put_right(labels.get(y, "") if lines > 1 or y == 0 else "", "ink-muted", left)
        line.put(left, "┤" if y in labels else "│", "ink-line")
        for one in chart.thresholds:
            if y == _row_of(one.value, top, lines):
                line.put(left + 1, "╌" * max(0, width - left - 2), SIGNS[one.state][1])
        x = left + 1
        for run in runs:
            if run.text.strip():
                line.put(x, run.text, run.ink)
            x += len(run.text)
        if y == (lines - 1) // 2:
            line.put(left + 2, crop(_waits(chart), width - left - 3), "ink-muted italic")
        rows.append(line.row())
    return rows


def _head(chart: MetricChart, width: int) -> Row:
    """What it is, its newest value, and each alarm's state."""
    head = Line(width)
    now = f"now {figure(chart.values[-1] if chart.values else None)}"
    heading = crop(chart.heading, max(8, width - width_of(now) - 4))
    title(head, heading, focused=False)
    x = head.put(width_of(heading) + 3, now, "ink bold") + 2
    for one in chart.thresholds:
        sign, ink, word = SIGNS[one.state]
        text = f"╌ {crop(one.alarm, 20)} {figure(one.value)} {sign} {word}"
        if x + width_of(text) < width:
            x = head.put(x, text, ink) + 2
    if chart.detail and x + width_of(chart.detail) < width:
        head.put(x, chart.detail, "ink-muted")
    return head.row()


def _waits(chart: MetricChart) -> str:
    """What is said as long as there is no line."""
    return "" if chart.values else chart.waits


def _row_of(value: float, top: float, lines: int) -> int:
    """The row of the chart in which a value lies."""
    dots = lines * 4
    return (dots - 1 - round(min(max(value / top, 0.0), 1.0) * (dots - 1))) // 4


def metric_rows(charts: Sequence[MetricChart], width: int, height: int) -> list[Row]:
    """As many charts as have four rows, one below another; side by side where it is wide."""
    if width < 1 or height < 1:
        return []
    if not charts:
        head = Line(width)
        title(head, "Metrics", focused=False)
        return [head.row(), *blank(width, height - 1)]
    across = 2 if width >= 90 and len(charts) > 1 else 1
    most = max(1, height // 4) * across
    shown = charts[:most]
    deep = -(-len(shown) // across)
    rows: list[Row] = []
    for at in range(deep):
        each = height // deep + (1 if at < height % deep else 0)
        beside = shown[at * across : (at + 1) * across]
        drawn = [chart_of(chart, width // across, each) for chart in beside]
        for y in range(each):
            line = Line(width)
            for place, chart in enumerate(drawn):
                line.put_runs(place * (width // across), chart[y])
            rows.append(line.row())
    return rows


class MetricsPanel(Panel):
    """Charts of metrics; four frames a second are plenty."""

    DEFAULT_CSS = "MetricsPanel { height: 2fr; min-height: 5; }"
    charts: tuple[MetricChart, ...] = ()

    def show(self, charts: tuple[MetricChart, ...]) -> None:
        """Draw *charts*."""
        if charts != self.charts:
            self.charts = charts
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return metric_rows(self.charts, width, height)
