"""What happened, a line an event, the newest at the bottom; any of them can be asked why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.simulator.time import clock
from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import Panel, title
from lambdatutor.tui.panels.receipt import wrap

NOTHING = "Nothing has happened yet."

_MOST_OF_ONE = 6
"""Lines of the event at the cursor."""


class LogLine(NamedTuple):
    """One event in words."""

    event: int
    """Its id."""
    at_us: int
    says: str
    ink: str = "ink"


def first_shown(count: int, cursor: int | None, first: int, room: int) -> int:
    """The first line to show of *count* in *room*: the end, or what keeps the cursor in view."""
    last = max(0, count - room)
    if cursor is None:
        return last
    return min(max(first, cursor - room + 1, 0), cursor, last)


def log_rows(
    lines: Sequence[LogLine],
    cursor: int | None,
    first: int,
    width: int,
    height: int,
    *,
    focused: bool,
) -> list[Row]:
    """The heading with a count, and the lines from *first* on; only what is seen is looked at."""
    if width < 1 or height < 1:
        return []
    head = Line(width)
    title(head, "Events", focused=focused)
    if lines:
        head.put_right(f"{len(lines):,}", "ink-muted", width - 1)
    room = height - 1
    rows = [head.row()]
    if not lines and room:
        line = Line(width)
        line.put(1, crop(NOTHING, width - 2), "ink-muted italic")
        rows.append(line.row())
    shown = lines[first : first + room]
    times = _times(shown)
    thumb = _thumb(len(lines), first, room)
    for at, one in enumerate(shown, start=first):
        space = width - times - 5
        texts = wrap(one.says, space)[:_MOST_OF_ONE] if at == cursor else []
        for number, text in enumerate(texts or [crop(one.says, space)]):
            line = Line(width)
            if not number:
                line.put(0, "▸" if at == cursor else " ", "ink-accent bold")
                line.put_right(clock(one.at_us), "ink-muted", 1 + times)
            line.put(times + 3, text, one.ink)
            if at == cursor:
                line.mark(0, width, "on cursor-row")
            if thumb and thumb[0] < len(rows) <= thumb[1]:
                line.put(width - 1, "┃", "ink-line")
            rows.append(line.row())
    return rows[:height] + blank(width, height - len(rows))


def _times(lines: Sequence[LogLine]) -> int:
    """How wide their times are."""
    return max((width_of(clock(one.at_us)) for one in lines), default=0)


def lines_below(lines: Sequence[LogLine], cursor: int | None, width: int, room: int) -> int:
    """How many lines more than one the event at the cursor takes, which is told whole."""
    if cursor is None:
        return 0
    around = lines[max(0, cursor - room) : cursor + room]
    texts = wrap(lines[cursor].says, width - _times(around) - 5)
    return max(0, min(len(texts), _MOST_OF_ONE, room) - 1)


def _thumb(count: int, first: int, room: int) -> tuple[int, int] | None:
    """The rows in which the place in the whole list is shown."""
    if count <= room or room < 2:
        return None
    size = max(1, room * room // count)
    start = round(first * (room - size) / max(1, count - room))
    return start, start + size


class EventLog(Panel, can_focus=True):
    """Thousands of events; it follows the newest until the learner looks at one."""

    BINDINGS = [
        Binding("up", "move(-1)", "Event before", show=False, id="log.before"),
        Binding("down", "move(1)", "Next event", show=False, id="log.next"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="log.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="log.page_down"),
        Binding("home", "move(-10000000)", "First event", show=False, id="log.first"),
        Binding("end", "follow", "Follow the newest", show=False, id="log.follow"),
        Binding("enter,w", "ask", "Why", id="log.why"),
    ]

    class Asked(Message):
        """The learner wants to know why an event happened."""

        def __init__(self, event: int) -> None:
            super().__init__()
            self.event = event
            """Its id."""

    def __init__(
        self,
        *,
        ascii_only: bool | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(ascii_only=ascii_only, id=id, classes=classes)
        self._lines: Sequence[LogLine] = ()
        self._cursor: int | None = None
        self._first = 0
        self._below = 0
        """Lines that the event at the cursor takes beyond its first."""

    @property
    def event(self) -> int | None:
        """The id of the event at the cursor, else of the newest."""
        if not self._lines:
            return None
        return self._lines[-1 if self._cursor is None else self._cursor].event

    def show(self, lines: Sequence[LogLine]) -> None:
        """Draw *lines*, of which only those in view are looked at, in place of what was there."""
        self._lines = lines
        if self._cursor is not None and self._cursor >= len(self._lines):
            self._cursor = None
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        room = height - 1
        below = self._below = lines_below(self._lines, self._cursor, width, room)
        self._first = first_shown(len(self._lines), self._cursor, self._first, room - below)
        return log_rows(
            self._lines, self._cursor, self._first, width, height, focused=self.has_focus
        )

    def action_move(self, by: int) -> None:
        count = len(self._lines)
        if not count:
            return
        if self._cursor is None:
            to = count - 1 if by == -1 else count - 1 + by
        else:
            to = self._cursor + by
        # Down from the newest event means to follow again.
        self._cursor = None if to >= count else max(0, to)
        self.redraw()

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 2))

    def action_follow(self) -> None:
        self._cursor = None
        self.redraw()

    def action_ask(self) -> None:
        if self.event is not None:
            self.post_message(self.Asked(self.event))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y < 1:
            return
        at = self._first + offset.y - 1
        if self._cursor is not None and at > self._cursor:
            at = max(self._cursor, at - self._below)
        if at < len(self._lines):
            self._cursor = at
            self.redraw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.action_move(-1)
        event.stop()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        if self._cursor is not None:
            self.action_move(1)
        event.stop()
