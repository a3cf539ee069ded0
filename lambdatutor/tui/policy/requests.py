"""The requests of a lab as a table: what each is answered now, and what it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message

from lambdatutor.tui.panels.cells import Line, Row, crop
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.policy.words import decided_by

if TYPE_CHECKING:
    from lambdatutor.course.policies.standing import RequestVerdict

_NOW, _MUST, _BY = 12, 9, 16
"""Widths of the columns after the words."""

_WITH_SIDE = 72
"""From this width on there is room for the side that decided."""


class RequestsView(NamedTuple):
    """The table as it stands."""

    verdicts: tuple[RequestVerdict, ...] = ()
    waiting: int = 0
    """Requests that are judged only at the end, and were not yet."""
    stale: bool = False
    """A document cannot be read, and its last readable text counts so far."""


def request_rows(
    view: RequestsView, at: int, first: int, width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A line of headings, then the requests from `first` on; that at `at` is chosen."""
    if width < 1 or height < 1:
        return []
    by = _BY if width >= _WITH_SIDE else 0
    says = max(8, width - 4 - _NOW - _MUST - by)
    rows = [_headings(view, says, by, width, focused=focused)]
    shown = view.verdicts[first : first + height - 1]
    for index, verdict in enumerate(shown, start=first):
        line = Line(width)
        glyph, ink = ("✓", "ink-good") if verdict.passes else ("✗", "ink-bad")
        line.put(0, "▸" if index == at else " ", "ink-accent bold")
        line.put(2, glyph, f"{ink} bold")
        line.put(4, crop(verdict.request.says, says - 1), "ink")
        line.put(4 + says, verdict.words, f"{ink} bold")
        line.put(4 + says + _NOW, verdict.request.must, "ink-muted")
        if by:
            line.put(4 + says + _NOW + _MUST, crop(decided_by(verdict), by - 1), "ink-muted")
        if index == at:
            line.mark(0, width, "on cursor-row")
        rows.append(line.row())
    if view.waiting and len(rows) < height:
        line = Line(width)
        more = "request" if view.waiting == 1 else "requests"
        line.put(2, "○", "ink-muted")
        line.put(4, crop(f"{view.waiting} more {more}, judged at the end", width - 5), "ink-muted")
        rows.append(line.row())
    return rows


def _lines(view: RequestsView) -> int:
    """How high the whole table would be."""
    return 1 + len(view.verdicts) + bool(view.waiting)


def _headings(view: RequestsView, says: int, by: int, width: int, *, focused: bool) -> Row:
    line = Line(width)
    passing = sum(verdict.passes for verdict in view.verdicts)
    ink = "ink-accent bold" if focused else "ink-title bold"
    line.put(0, "▸" if focused else " ", "ink-accent")
    at = line.put(1, "Requests", ink)
    good = passing == len(view.verdicts) and not view.stale
    told = f"{passing} of {len(view.verdicts)} as they must be"
    if view.stale:
        told = f"{passing} of {len(view.verdicts)}, before this edit"
    line.put(at + 2, crop(told, says + 2 - at), "ink-good" if good else "ink-warn")
    line.put(4 + says, "now", "ink-muted")
    line.put(4 + says + _NOW, "must be", "ink-muted")
    if by:
        line.put(4 + says + _NOW + _MUST, "decided by", "ink-muted")
    return line.row()


class RequestTable(Panel, can_focus=True):
    """Arrow keys choose a request; whoever shows the table says why it is answered so."""

    BINDINGS = [
        Binding("up,k", "choose(-1)", "request", show=False),
        Binding("down,j", "choose(1)", "request", key_display="↑↓", tooltip="Another request"),
        Binding("pageup", "choose(-10)", "request", show=False),
        Binding("pagedown", "choose(10)", "request", show=False),
        Binding("home", "choose(-100000)", "first", show=False),
        Binding("end", "choose(100000)", "last", show=False),
    ]

    class Chosen(Message):
        """Another request is the chosen one."""

    view: RequestsView = RequestsView()
    at: int = 0
    _first: int = 0

    @property
    def chosen(self) -> RequestVerdict | None:
        verdicts = self.view.verdicts
        return verdicts[min(self.at, len(verdicts) - 1)] if verdicts else None

    def show(self, view: RequestsView) -> None:
        taller = _lines(view) != _lines(self.view)
        self.view = view
        if taller:
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport, width
        return _lines(self.view)

    def choose(self, at: int) -> None:
        """Choose by position, as far as there are requests."""
        self.at = max(0, min(at, len(self.view.verdicts) - 1))
        self.redraw()
        self.post_message(self.Chosen())

    def action_choose(self, by: int) -> None:
        self.choose(self.at + by)

    def on_click(self, event: events.Click) -> None:
        if event.y > 0:
            self.choose(self._first + event.y - 1)

    def on_mouse_scroll_down(self) -> None:
        self.action_choose(1)

    def on_mouse_scroll_up(self) -> None:
        self.action_choose(-1)

    def rows(self, width: int, height: int) -> list[Row]:
        room = max(1, height - 1)
        last = max(0, _lines(self.view) - 1 - room)
        self._first = max(self.at - room + 1, min(self._first, self.at, last))
        return request_rows(self.view, self.at, self._first, width, height, focused=self.has_focus)
