"""The lives of environments over time; asks to be zoomed and scrolled, and follows one request."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.panels.axis import Window
from lambdatutor.tui.panels.cells import Row
from lambdatutor.tui.panels.lanes import parts_of
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.timeline_rows import (
    Item,
    TimelineView,
    items,
    place,
    timeline_rows,
)

ZOOM = 1.6
"""How much shorter or longer a press of a key makes the window."""


class TimelinePanel(Panel, can_focus=True):
    """A lane an environment; up and down go from request to request."""

    DEFAULT_CSS = """
    TimelinePanel { min-height: 3; }
    """
    BINDINGS = [
        Binding("up", "step(-1)", "Request before", show=False, id="timeline.before"),
        Binding("down", "step(1)", "Next request", show=False, id="timeline.next"),
        Binding("left", "scroll_time(-1)", "Earlier", show=False, id="timeline.earlier"),
        Binding("right", "scroll_time(1)", "Later", show=False, id="timeline.later"),
        Binding("plus,equals_sign", "zoom(1)", "Zoom in", show=False, id="timeline.in"),
        Binding("minus", "zoom(-1)", "Zoom out", show=False, id="timeline.out"),
        Binding("pageup", "lanes(-1)", "Lanes above", show=False, id="timeline.lanes_up"),
        Binding("pagedown", "lanes(1)", "Lanes below", show=False, id="timeline.lanes_down"),
    ]

    class Moved(Message):
        """The learner wants another window of time."""

        def __init__(self, start_us: int, end_us: int) -> None:
            super().__init__()
            self.start_us = start_us
            self.end_us = end_us

    class Zoomed(Moved):
        """The same moment, more or less of it."""

    class Scrolled(Moved):
        """Earlier or later."""

    class Picked(Message):
        """The learner is at a request."""

        def __init__(self, request: int) -> None:
            super().__init__()
            self.request = request
            """Its number."""

    view: TimelineView = TimelineView()
    picked: int | None = None
    """The number of the request that the cursor is on."""
    first_lane: int = 0
    """The row under the axis that is shown first."""

    def show(self, view: TimelineView) -> None:
        """Draw *view*."""
        if view != self.view:
            self.view = view
            self.redraw()

    def pick(self, request: int | None) -> None:
        """Put the cursor on a request, without a message; None takes it away."""
        if request != self.picked:
            self.picked = request
            self._reveal()
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return timeline_rows(
            self.view, self.picked, self._offset(), width, height, focused=self.has_focus
        )

    def action_step(self, by: int) -> None:
        parts = parts_of(self.view.lanes, self.view.now_us, self.view.arrivals)
        moments = {one.request: one.arrived_us for one in parts.values()} | dict(self.view.refused)
        seen = sorted(
            (at_us, request)
            for request, at_us in moments.items()
            if at_us < self.view.end_us
            and (request not in parts or parts[request].ended_us >= self.view.start_us)
        )
        if not seen:
            return
        numbers = [request for _, request in seen]
        if self.picked in numbers:
            at = min(max(numbers.index(self.picked) + by, 0), len(numbers) - 1)
        else:
            at = 0 if by > 0 else len(numbers) - 1
        self.pick(numbers[at])
        self.post_message(self.Picked(numbers[at]))

    def action_scroll_time(self, by: int) -> None:
        window = self._window()
        moved = window.scrolled(by * max(1, window.span_us // 5))
        self.post_message(self.Scrolled(moved.start_us, moved.end_us))

    def action_zoom(self, by: int) -> None:
        view = self.view
        parts = parts_of(view.lanes, view.now_us, view.arrivals)
        around = view.now_us
        if self.picked in parts:
            around = parts[self.picked].started_us
        if not view.start_us <= around <= view.end_us:
            around = (view.start_us + view.end_us) // 2
        moved = self._window().zoomed(1 / ZOOM if by > 0 else ZOOM, around)
        self.post_message(self.Zoomed(moved.start_us, moved.end_us))

    def action_lanes(self, by: int) -> None:
        self._scroll_lanes(by * max(1, place(self.view, *self.size).lines - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        request = self.request_at(offset.x, offset.y) if offset else None
        if request is not None:
            self.pick(request)
            self.post_message(self.Picked(request))

    def request_at(self, x: int, y: int) -> int | None:
        """The number of the request drawn in a cell."""
        where = place(self.view, *self.size)
        shown = items(self.view, where.lines)
        at = y - 1 + self._offset()
        if not 0 < y <= where.lines or at >= len(shown) or x < where.gutter:
            return None
        start, end = where.window.us(x - where.gutter), where.window.us(x - where.gutter + 1)
        item = shown[at]
        if item.lane is None:
            found = (number for number, at_us in self.view.refused if start <= at_us < end)
            return next(found, None) if item == Item() else None
        parts = parts_of((item.lane,), self.view.now_us, {})
        return next(
            (
                one.request
                for one in parts.values()
                if one.started_us < end and one.ended_us >= start
            ),
            None,
        )

    def _window(self) -> Window:
        return place(self.view, *self.size).window

    def _offset(self) -> int:
        room = place(self.view, *self.size).lines
        return min(self.first_lane, max(0, len(items(self.view, room)) - max(1, room - 1)))

    def _scroll_lanes(self, by: int) -> None:
        self.first_lane = max(0, self._offset() + by)
        self.first_lane = self._offset()
        self.redraw()

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        if event.shift:
            self.action_scroll_time(by)
        else:
            self._scroll_lanes(by)
        event.stop()

    def _reveal(self) -> None:
        """Scroll to the lane of the picked request."""
        parts = parts_of(self.view.lanes, self.view.now_us, {})
        if self.picked not in parts:
            return
        environment = parts[self.picked].environment
        room = max(1, place(self.view, *self.size).lines - 1)
        for at, item in enumerate(items(self.view, room + 1)):
            if item.lane is not None and item.lane.environment == environment:
                self.first_lane = min(max(self.first_lane, at - room + 1), at)
