"""What the functions logged, as CloudWatch shows it: the newest lines at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.logs.reading import Line as LogEvent
from lambdatutor.simulator.time import clock
from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import Panel, title

NOTHING = "No function has logged anything."


def tail_rows(lines: Sequence[LogEvent], width: int, height: int) -> list[Row]:
    """The heading and the last lines, each with its moment and environment."""
    if width < 1 or height < 1:
        return []
    head = Line(width)
    title(head, "Logs", focused=False)
    if lines:
        head.put_right(f"{len(lines):,} lines", "ink-muted", width - 1)
    rows = [head.row()]
    shown = lines[-(height - 1) :] if height > 1 else ()
    if not lines and height > 1:
        line = Line(width)
        line.put(1, crop(NOTHING, width - 2), "ink-muted italic")
        rows.append(line.row())
    times = max((width_of(clock(one.at_us)) for one in shown), default=0)
    for one in shown:
        line = Line(width)
        line.put_right(clock(one.at_us), "ink-muted", 1 + times)
        x = line.put(times + 3, f"e{one.environment}", "ink-accent") + 2
        text = one.message.replace("\t", "  ")
        ink = "refused" if "ERROR" in text or "Task timed out" in text else "ink"
        line.put(x, crop(text, width - x - 1), ink)
        rows.append(line.row())
    return rows + blank(width, height - len(rows))


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
