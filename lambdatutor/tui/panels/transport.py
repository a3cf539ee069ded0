"""Time in the learner's hands: running or not, how fast, where in the run, and on which branch."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.message import Message

from lambdatutor.simulator.time import clock
from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import Panel


class TransportView(NamedTuple):
    """What the bar shows."""

    running: bool = False
    speed: str = "1×"
    real_speed: str = ""
    """Given when the asked speed cannot be kept."""
    now_us: int = 0
    end_us: int = 0
    reached_us: int = 0
    """How far the run has been played; beyond `now_us` after going back."""
    seed: int = 0
    branch: str = ""
    other: str = ""
    """What a second branch offers, such as `b compares`."""
    progress: float | None = None
    """0 to 1 while it runs as fast as it can."""
    marks: tuple[int, ...] = ()
    """When the learner changed something."""


class Track(NamedTuple):
    """Where the track lies in the row; empty when there is no space for it."""

    start: int
    end: int

    def us(self, x: int, end_us: int) -> int:
        """The moment at cell *x*."""
        part = (x - self.start) / max(1, self.end - 1 - self.start)
        return round(min(1.0, max(0.0, part)) * end_us)

    def cell(self, us: int, end_us: int) -> int:
        part = min(1.0, max(0.0, us / end_us)) if end_us > 0 else 0.0
        return self.start + round(part * (self.end - 1 - self.start))


def _left(view: TransportView) -> str:
    if view.progress is not None:
        return f" ▶▶ {view.progress * 100:3.0f} %"
    asked = f" {'▶' if view.running else '▮▮'} {view.speed}"
    return f"{asked} (real {view.real_speed})" if view.real_speed else asked


def _right(view: TransportView, width: int) -> list[tuple[str, str]]:
    """The parts after the track, as many as leave it half of *width*."""
    end = clock(view.end_us).replace(".000", "")
    parts = [(f" {clock(view.now_us).rjust(len(clock(view.end_us)))} / {end}", "ink bold")]
    optional = [(f"   seed {view.seed}", "ink-muted")]
    if view.branch:
        optional.append((f"   branch {view.branch}", "ink"))
    if view.other:
        optional.append((f" ({view.other})", "ink-muted"))
    used = width_of(parts[0][0])
    for text, ink in optional:
        used += width_of(text)
        if used > width:
            break
        parts.append((text, ink))
    return parts


def lay_out(view: TransportView, width: int) -> tuple[Track, list[tuple[str, str]]]:
    """The track between what stands left and right of it."""
    left = max(10, width_of(_left(view)) + 2) + 4
    parts = _right(view, max(0, width - left - 14))
    right = sum(width_of(text) for text, _ in parts) + 2
    if width - left - right < 8:
        return Track(left, left), parts
    return Track(left, width - right), parts


def transport_rows(view: TransportView, width: int, height: int) -> list[Row]:
    if width < 1 or height < 1:
        return []
    line = Line(width)
    track, parts = lay_out(view, width)
    line.put(0, _left(view), "ink-accent bold" if view.running else "ink bold")
    x = track.start
    if track.end > track.start:
        line.put(track.start - 3, "⟲", "ink-accent")
        line.put(track.start - 1, "├", "ink-line")
        line.put(track.start, "─" * (track.end - track.start), "ink-track")
        now = track.cell(view.now_us, view.end_us)
        reached = track.cell(max(view.reached_us, view.now_us), view.end_us)
        line.put(now, "─" * (reached - now), "ink-muted")
        line.put(track.start, "━" * (now - track.start), "ink-accent")
        for moment in view.marks:
            line.put(track.cell(moment, view.end_us), "◆", "ink-warn")
        line.put(now, "●", "ink-accent bold")
        line.put(track.end, "┤", "ink-line")
        x = track.end + 1
    for text, ink in parts:
        x = line.put(x, crop(text, max(0, width - x)), ink)
    return [line.row(), *blank(width, height - 1)]


class TransportBar(Panel):
    """One row of time; the track can be clicked and dragged."""

    DEFAULT_CSS = """
    TransportBar { height: 1; }
    """

    class Sought(Message):
        """The learner wants to be at another moment."""

        def __init__(self, us: int) -> None:
            super().__init__()
            self.us = us

    class Toggled(Message):
        """The learner clicked on the sign of running."""

    view: TransportView = TransportView()
    _dragging: bool = False
    _sought_us: int | None = None

    def show(self, view: TransportView) -> None:
        """Draw *view*."""
        if view != self.view:
            self.view = view
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return transport_rows(self.view, width, height)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        track, _ = lay_out(self.view, self.size.width)
        if track.start <= offset.x <= track.end and track.end > track.start:
            self._dragging = True
            self._sought_us = None
            self.capture_mouse()
            self._seek(event.x)
        elif track.start - 4 <= offset.x < track.start and track.end > track.start:
            self.post_message(self.Sought(0))
        elif offset.x < 4:
            self.post_message(self.Toggled())

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            self._seek(event.x)

    def on_mouse_up(self) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _seek(self, x: int) -> None:
        track, _ = lay_out(self.view, self.size.width)
        us = track.us(x - self.gutter.left, self.view.end_us)
        if us != self._sought_us:
            self._sought_us = us
            self.post_message(self.Sought(us))
