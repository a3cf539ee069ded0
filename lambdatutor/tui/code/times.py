"""The calls with their times in real milliseconds: which started cold, and what was billed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Size

from lambdatutor.course.handlers.telling import OWN_SPEED, milliseconds
from lambdatutor.tui.panels.cells import Line, Row, crop
from lambdatutor.tui.panels.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.course.handlers.outcomes import CallOutcome

INIT = ("▒", "phase-init-f")
RUN = ("█", "phase-invoke")
_PARTS = "▏▎▍▌▋▊▉█"
_LABEL = 13
_COLUMNS = (("Init", 10), ("Duration", 11), ("Billed", 9), ("Memory", 14))
_LEAST_BAR = 8
"""Cells of a bar below which a column makes place for it."""
_NEEDED = 2
"""Columns for which the bar makes place: what a cold start and a call took."""


class TimesView(NamedTuple):
    """Calls in the order in which they came."""

    calls: tuple[CallOutcome, ...] = ()
    memory_mb: int = 128
    told: bool = False
    """Whether it is said here, in a line under them, whose milliseconds these are."""
    chosen: str | None = None
    """The case whose calls are marked."""


class _Columns(NamedTuple):
    """How the cells of a row are shared out."""

    values: tuple[tuple[str, int], ...]
    bar: int
    longest_ms: float
    """What the whole bar stands for."""


def times_rows(view: TimesView, width: int, height: int) -> list[Row]:
    """A heading, then a row a call; where there is no room for all, the last ones."""
    if width < 1 or height < 1 or not view.calls:
        return []
    room = max(1, height - 1 - view.told)
    shown = view.calls[-room:]
    values = _fitting(width)
    longest_ms = max(_init_ms(each) + _run_ms(each) for each in view.calls) or 1.0
    bar = max(0, _bar_beside(values, width))
    columns = _Columns(values, bar, longest_ms)
    hidden = len(view.calls) - len(shown)
    rows = [_heading(hidden, values, width)]
    for number, call in enumerate(shown, start=hidden + 1):
        line = _line(call, number, view.memory_mb, columns, width)
        if view.chosen is not None and call.case_id == view.chosen:
            line.mark(0, width, "on cursor-row")
        rows.append(line.row())
    if view.told:
        line = Line(width)
        line.put(1, crop(OWN_SPEED, width - 1), "ink-muted italic")
        rows.append(line.row())
    return rows


def _fitting(width: int) -> tuple[tuple[str, int], ...]:
    """The columns that leave a bar; the last ones go first, and the first two after the bar."""
    columns = list(_COLUMNS)
    while columns and _bar_beside(columns, width) < (_LEAST_BAR if len(columns) > _NEEDED else -1):
        columns.pop()
    return tuple(columns)


def _bar_beside(columns: Sequence[tuple[str, int]], width: int) -> int:
    """Cells that are left for the bar; below nothing where the columns do not fit either."""
    return width - _LABEL - sum(size for _, size in columns) - 1


def _heading(hidden: int, columns: Sequence[tuple[str, int]], width: int) -> Row:
    line = Line(width)
    starts = width - sum(size for _, size in columns)
    x = line.put(1, "Times", "ink-title bold") + 2
    if hidden:
        line.put(x, crop(f"{hidden} earlier", starts - x - 1), "ink-muted")
    for name, size in columns:
        starts += size
        sign, ink = {"Init": INIT, "Duration": RUN}.get(name, ("", "ink-muted"))
        line.put_right(f"{sign} {name}".strip(), ink, starts)
    return line.row()


def _line(call: CallOutcome, number: int, memory_mb: int, columns: _Columns, width: int) -> Line:
    line = Line(width)
    line.put_right(str(number), "ink-muted", 3)
    answer = call.answer
    if answer is None:
        says = "stopped" if call.stopped else "refused"
        line.put(4, says, "ink-bad")
        return line
    line.put(4, "cold" if call.cold else "warm", "phase-init-f" if call.cold else "ink-muted")
    line.put(9, f"e{call.environment}", "ink-muted")
    _bar(line, call, columns)
    x = width - sum(size for _, size in columns.values)
    for name, size in columns.values:
        x += size
        line.put_right(_value(name, call, memory_mb), _ink(name), x)
    return line


def _bar(line: Line, call: CallOutcome, columns: _Columns) -> None:
    """Init and the run after it, to scale; what is there at all has a part of a cell."""
    x = _LABEL
    init, run = _init_ms(call), _run_ms(call)
    cells, longest = columns.bar, columns.longest_ms
    if cells < 2:
        return  # Init and the run could not be told apart
    whole = round(init / longest * cells)
    if init:
        whole = max(1, min(whole, cells - 1))
        x = line.put(x, INIT[0] * whole, INIT[1])
    left = cells - (x - _LABEL)
    eighths = max(1, min(left * 8, round(run / longest * cells * 8)))
    text = RUN[0] * (eighths // 8)
    if eighths % 8:
        text += _PARTS[eighths % 8 - 1]
    line.put(x, text, RUN[1])


def _value(name: str, call: CallOutcome, memory_mb: int) -> str:
    answer = call.answer
    if answer is None:
        return ""
    match name:
        case "Init":
            return "" if answer.init_duration_ms is None else milliseconds(answer.init_duration_ms)
        case "Duration":
            return milliseconds(answer.duration_ms)
        case "Billed":
            return f"{answer.billed_ms:,} ms"
        case _:
            return f"{answer.max_memory_mb} of {memory_mb} MB"


def _ink(name: str) -> str:
    return {"Init": INIT[1], "Duration": RUN[1]}.get(name, "ink")


def _init_ms(call: CallOutcome) -> float:
    return (call.answer.init_duration_ms or 0.0) if call.answer else 0.0


def _run_ms(call: CallOutcome) -> float:
    return call.answer.duration_ms if call.answer else 0.0


class TimeStrip(Panel):
    """A row a call."""

    DEFAULT_CSS = "TimeStrip { height: auto; }"
    view: TimesView = TimesView()

    def show(self, view: TimesView) -> None:
        taller = len(view.calls) != len(self.view.calls)
        self.view = view
        self.display = bool(view.calls)
        if taller:
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport, width
        return 1 + len(self.view.calls) + self.view.told if self.view.calls else 0

    def rows(self, width: int, height: int) -> list[Row]:
        return times_rows(self.view, width, height)
