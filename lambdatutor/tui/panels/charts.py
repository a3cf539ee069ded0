"""Small bars scaled from zero, and a line chart in braille with a labelled axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lambdatutor.tui.panels.cells import Line, Row, Run, blank, crop, width_of
from lambdatutor.tui.panels.panel import LABEL, Panel, title

_LEVELS = "▁▂▃▄▅▆▇█"
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Braille's dots by column and row from the top."""


class Series(NamedTuple):
    """Numbers at even distances in time, the newest last."""

    label: str
    values: tuple[float, ...]
    ink: str = "phase-init-r"
    now: str = ""
    """The newest value in words; empty for the plain number."""


def bars(values: Sequence[float], width: int, ink: str) -> Row:
    """Values as bars from zero; zero is a faint line, anything more is higher.

    Where there are more values than cells, each bar is the highest of its share.
    """
    shown = highest(values, width) if len(values) > width else values
    top = max(shown, default=0)
    line = Line(max(0, width))
    for x, value in enumerate(shown, start=width - len(shown)):
        if value <= 0 or top <= 0:
            line.put(x, "▁", "ink-track")
        else:
            line.put(x, _LEVELS[min(7, max(1, round(value / top * 7)))], ink)
    line.put(0, "▁" * (width - len(shown)), "ink-track")
    return line.row()


def highest(values: Sequence[float], cells: int) -> list[float]:
    """The highest of each of *cells* equal shares of the values."""
    count = len(values)
    return [
        max(values[count * at // cells : max(count * at // cells + 1, count * (at + 1) // cells)])
        for at in range(cells)
    ]


def spark_rows(series: Sequence[Series], width: int, height: int) -> list[Row]:
    """Each series with its label, bars and newest value; side by side, or in rows if there are."""
    if height < 1 or width < 1:
        return []
    if not series:
        return blank(width, height)
    if height >= len(series):
        rows = [_spark([one], width) for one in series]
        return rows + blank(width, height - len(rows))
    return [_spark(series, width), *blank(width, height - 1)]


def _spark(series: Sequence[Series], width: int) -> Row:
    line = Line(width)
    room = (width - 1) // len(series)
    for at, one in enumerate(series):
        left = 1 + at * room
        indent = LABEL - 1 if at == 0 else width_of(one.label) + 1
        now = one.now or f"{one.values[-1] if one.values else 0:,.0f}"
        space = room - indent - width_of(now) - 3
        line.put(left, crop(one.label, min(indent, room)), "ink-title bold")
        if space >= 4:
            line.put_runs(left + indent, bars(one.values, space, one.ink))
            line.put(left + indent + space + 1, now, "ink")
        else:
            line.put(left + indent, crop(now, room - indent - 1), "ink")
    return line.row()


def plot(series: Sequence[Series], width: int, height: int, top: float) -> list[list[Run]]:
    """The lines alone, two dots by four a cell; every second stroke is left out of the second."""
    cells: list[list[int]] = [[0] * width for _ in range(height)]
    inks: list[list[str]] = [["ink-track"] * width for _ in range(height)]
    across, down = width * 2, height * 4
    for number, one in enumerate(series):
        count = len(one.values)
        if count == 0 or across < 1 or down < 1:
            continue
        before: int | None = None
        for dot in range(across):
            index = dot * (count - 1) / (across - 1) if across > 1 else 0.0
            low = int(index)
            high = min(low + 1, count - 1)
            value = one.values[low] + (one.values[high] - one.values[low]) * (index - low)
            level = down - 1 - round(min(max(value / top, 0.0), 1.0) * (down - 1))
            start = level if before is None else before
            before = level
            if number % 2 and dot % 4 >= 2:
                continue
            for y in range(min(start, level), max(start, level) + 1):
                cells[y // 4][dot // 2] |= _DOTS[dot % 2][y % 4]
                inks[y // 4][dot // 2] = one.ink
    return [
        [
            Run(chr(0x2800 + dots) if dots else " ", ink)
            for dots, ink in zip(row, row_inks, strict=True)
        ]
        for row, row_inks in zip(cells, inks, strict=True)
    ]


def plain(value: float) -> str:
    return f"{value:,.0f}"


def round_top(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 …, so that the axis stays still while values move."""
    top = 1.0
    while top < value:
        for factor in (2, 2.5, 2):
            top *= factor
            if top >= value:
                return top
    return top


def chart_rows(
    heading: str,
    series: Sequence[Series],
    unit: Callable[[float], str],
    width: int,
    height: int,
) -> list[Row]:
    """The heading with a legend, then the axis from zero to a round number, and the lines."""
    if width < 1 or height < 1:
        return []
    head = Line(width)
    title(head, heading, focused=False)
    x = max(LABEL, width_of(heading) + 3)
    for number, one in enumerate(series):
        now = one.now or (unit(one.values[-1]) if one.values else "–")
        text = f"{one.label} {now}"
        if x + width_of(text) + 3 <= width:
            x = head.put(x, "╌╌" if number % 2 else "──", f"{one.ink} bold")
            x = head.put(x + 1, text, "ink") + 3
    lines = height - 1
    if lines < 1:
        return [head.row()]
    top = round_top(max((max(one.values, default=0.0) for one in series), default=0.0))
    labels = {0: unit(top), lines - 1: unit(0.0)}
    if lines >= 5:
        labels[(lines - 1) // 2] = unit(top * (1 - ((lines - 1) // 2 + 0.5) / lines))
    left = max(width_of(label) for label in labels.values()) + 2
    drawn = plot(series, max(0, width - left - 2), lines, top)
    rows: list[Row] = [head.row()]
    for y, runs in enumerate(drawn):
        line = Line(width)
        line.put_right(labels.get(y, ""), "ink-muted", left)
        line.put(left, "┤" if y in labels else "│", "ink-line")
        line.put_runs(left + 1, tuple(runs))
        rows.append(line.row())
    return rows


class Spark(Panel):
    """Series as small bars."""

    DEFAULT_CSS = """
    Spark { height: 1; }
    """

    series: tuple[Series, ...] = ()

    def show(self, *series: Series) -> None:
        """Draw *series*."""
        if series != self.series:
            self.series = series
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return spark_rows(self.series, width, height)


class LineChart(Panel):
    """One or two series as lines; four frames a second are plenty."""

    series: tuple[Series, ...] = ()
    heading: str = ""
    unit: Callable[[float], str] = staticmethod(plain)

    def show(
        self, heading: str, *series: Series, unit: Callable[[float], str] | None = None
    ) -> None:
        """Draw *series* under *heading*; *unit* writes a value of the axis."""
        if unit is not None:
            self.unit = unit
        if (heading, series) != (self.heading, self.series):
            self.heading, self.series = heading, series
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return chart_rows(self.heading, self.series, self.unit, width, height)
