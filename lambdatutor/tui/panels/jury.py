"""The lab judged on other runs: one tick a run, and each drops in when its run is over."""

from __future__ import annotations

from typing import NamedTuple

from textual.timer import Timer

from lambdatutor.tui.panels.cells import Line, Row, blank, crop
from lambdatutor.tui.panels.panel import LABEL, Panel

_FALL_S = 0.06
"""How long a tick takes for one row."""


class JuryView(NamedTuple):
    """What the jury has said so far."""

    runs: int = 0
    """How many there will be."""
    passed: tuple[bool, ...] = ()
    says: str = ""
    """A sentence on the newest of them, such as `hour 3: 1 cold start`."""


def jury_rows(view: JuryView, fallen: int, width: int, height: int) -> list[Row]:
    """The ticks above their numbers; the newest has fallen *fallen* rows."""
    if width < 1 or height < 1:
        return []
    lines = [Line(width) for _ in range(height)]
    ground = max(0, height - 2)
    lines[0].put(1, "Jury", "ink-title bold")
    runs = max(view.runs, len(view.passed))
    apart = 4 if LABEL + runs * 4 + 10 <= width else 2
    for run in range(runs):
        x = LABEL + run * apart
        newest = run == len(view.passed) - 1
        y = min(ground, fallen) if newest else ground
        if run < len(view.passed):
            glyph, ink = ("✓", "ink-good bold") if view.passed[run] else ("✗", "ink-bad bold")
            lines[y].put(x, glyph, ink)
        if run >= len(view.passed) or y != ground:
            lines[ground].put(x, "○", "ink-line")
        if height > 1:
            lines[ground + 1].put(x, str(run + 1), "ink-muted")
    x = LABEL + runs * apart + 1
    if runs:
        count = f"{sum(view.passed)} of {runs}"
        all_passed = sum(view.passed) == runs
        lines[ground].put(x, crop(count, width - x), "ink-good bold" if all_passed else "ink bold")
    if height > 1 and view.says:
        lines[ground + 1].put(x, crop(view.says, width - x - 1), "ink")
    return [line.row() for line in lines] + blank(width, height - len(lines))


class JuryPanel(Panel):
    """Ticks that drop in one by one."""

    DEFAULT_CSS = """
    JuryPanel { height: 4; }
    """

    view: JuryView = JuryView()
    _fallen: int = 100
    _timer: Timer | None = None

    def show(self, view: JuryView) -> None:
        """Draw *view*; a new verdict falls into its place."""
        if view == self.view:
            return
        fresh = len(view.passed) > len(self.view.passed)
        self.view = view
        if fresh and self._owner.animation_level != "none":
            self._fallen = 0
            if self._timer is None:
                self._timer = self.set_interval(_FALL_S, self._fall)
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return jury_rows(self.view, self._fallen, width, height)

    def _fall(self) -> None:
        self._fallen += 1
        if self._fallen >= self.size.height and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.redraw()
