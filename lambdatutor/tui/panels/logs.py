"""What the functions logged, as CloudWatch shows it: the newest lines at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from lambdatutor.simulator.logs.reading import Line as LogEvent
from lambdatutor.simulator.time import clock
from lambdatutor.tui.panels.cells import Line, Row, blank, clean, crop, cut, width_of
from lambdatutor.tui.panels.panel import Panel, title

NOTHING = "No function has logged anything."
_INDENT = 3
"""Where a log line goes on in the next row."""
_READABLE = 20
"""Cells below which a sentence is not broken into rows."""
_ENDING = 2
"""END and REPORT, which may stay below where the exception takes all the room."""


def tail_rows(lines: Sequence[LogEvent], width: int, height: int) -> list[Row]:
    """The heading and the last lines, each with its moment and environment.

    What the last exception says is there as a whole, over as many rows as that takes.
    """
    if width < 1 or height < 1:
        return []
    room = height - 1
    shown = lines[-room:] if room else ()
    times = max((width_of(clock(one.at_us)) for one in shown), default=0)
    last = max((at for at, one in enumerate(shown) if _is_error(one)), default=-1)
    before = [row for one in shown[: max(0, last)] for row in _rows(one, times, width)]
    error = _rows(shown[last], times, width, whole=True) if last >= 0 else []
    after = [row for one in shown[last + 1 :] for row in _rows(one, times, width)]
    below = 0
    if len(after) <= _ENDING and len(error) <= room:
        below = max(0, len(error) + len(after) - room)
        after = after[: len(after) - below]
    drawn = before + error + after
    head = _heading(len(lines), below, width)
    if not lines and room:
        line = Line(width)
        line.put(1, crop(NOTHING, width - 2), "ink-muted italic")
        drawn.append(line.row())
    return [head, *drawn[max(0, len(drawn) - room) :], *blank(width, room - len(drawn))]


def _heading(count: int, below: int, width: int) -> Row:
    line = Line(width)
    title(line, "Logs", focused=False)
    if count:
        says = f"{count:,} lines" + (f", {below} below" if below else "")
        line.put_right(says, "ink-muted", width - 1)
    return line.row()


def _is_error(one: LogEvent) -> bool:
    return "ERROR" in one.message or "Task timed out" in one.message


def _rows(one: LogEvent, times: int, width: int, *, whole: bool = False) -> list[Row]:
    """One log event in a row, cut at the last cell; or its first line *whole*, between words."""
    line = Line(width)
    line.put_right(clock(one.at_us), "ink-muted", 1 + times)
    x = line.put(times + 3, f"e{one.environment}", "ink-accent") + 2
    room = width - x - 1
    text = one.message.replace("\t", "  ")
    if whole and room >= _READABLE:
        says = _broken(text.partition("\n")[0], x - _INDENT, width - _INDENT - 1)
    else:
        says = [_cropped(clean(text), room)]
    ink = "refused" if _is_error(one) else "ink"
    rows: list[Row] = []
    for part in says:
        line.put(x, part, ink)
        rows.append(line.row())
        line, x = Line(width), _INDENT
    return rows


def _broken(text: str, first: int, width: int) -> list[str]:
    """Lines of *width* cells, of which *first* are taken in the first."""
    stands_in = "·" * (first - 1)
    lines = [line.plain for line in Content(f"{stands_in} {clean(text)}").wrap(width)]
    return [lines[0][first:], *lines[1:]]


def _cropped(text: str, width: int) -> str:
    """As much of *text* as there is room for, up to the last cell: nobody reads it by words."""
    if width_of(text) <= width:
        return text
    return cut(text, width - 1) + "…" if width > 0 else ""


class LogsPanel(Panel):
    """The tail of all log streams."""

    DEFAULT_CSS = "LogsPanel { height: 2fr; min-height: 4; }"
    lines: tuple[LogEvent, ...] = ()

    def show(self, lines: tuple[LogEvent, ...]) -> None:
        """Draw *lines*."""
        if len(lines) != len(self.lines) or lines[-1:] != self.lines[-1:]:
            self.lines = lines
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return tail_rows(self.lines, width, height)
