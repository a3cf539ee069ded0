"""A strip of tiles that fills in order: which of the customers met a cold start."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.tui.panels.cells import Line, Row, blank, clean, width_of
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.tiles import grid, tile


class StripView(NamedTuple):
    """What the strip shows."""

    total: int = 0
    cold: tuple[bool, ...] = ()
    """Of those that have come so far, whether they met a cold start."""
    guess: str = ""
    """The prediction, laid beside the outcome."""


def strip_rows(view: StripView, width: int, height: int) -> list[Row]:
    """The tiles, and under them the counts."""
    if width < 1 or height < 1:
        return []
    total = max(view.total, len(view.cold))
    lines = max(1, height - 1)
    places = grid(total, width - 2, lines)
    drawn = [Line(width) for _ in range(lines)]
    for at in range(min(total, places.room)):
        y, column = divmod(at, places.columns)
        x = 1 + column * places.tile
        if at < len(view.cold):
            phase = "runtime-init" if view.cold[at] else "frozen"
            tile(drawn[y], x, phase, cells=places.tile)
        else:
            drawn[y].put(x, "▐ ▌" if places.tile == 3 else "░", "ink-track")
    rows = [line.row() for line in drawn]
    if height > 1:
        foot = Line(width)
        cold = sum(view.cold)
        x = foot.put(1, f"r {cold:,} cold", "phase-init-r bold")
        x = foot.put(x, " · ", "ink-muted")
        x = foot.put(x, f"{len(view.cold) - cold:,} warm", "phase-frozen bold")
        x = foot.put(x, f" of {len(view.cold):,}", "ink-muted") + 3
        guess = f"░ your guess {clean(view.guess)}"
        if view.guess and x + width_of(guess) < width:
            x = foot.put(x, guess, "guess italic") + 3
        left = f"{total - len(view.cold):,} to come"
        if x + len(left) < width:
            foot.put_right(left, "ink-muted", width - 1)
        rows.insert(lines if total else 0, foot.row())
    return rows[:height] + blank(width, height - len(rows))


class TileStrip(Panel):
    """`r` cold, `·` warm, one tile a customer."""

    DEFAULT_CSS = """
    TileStrip { height: 2; }
    """

    view: StripView = StripView()

    def show(self, view: StripView) -> None:
        """Draw *view*."""
        if view != self.view:
            self.view = view
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return strip_rows(self.view, width, height)
