"""What stands in place of a screen whose window is too small."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.typed import app_of

SMALLEST = Size(80, 24)
"""Below this nothing could be drawn without cutting words."""


class SmallWindow(Widget):
    """One line that asks for more room; `app.tcss` shows it alone where room is missing."""

    DEFAULT_CSS = """
    SmallWindow { display: none; width: 100%; height: 100%;
        content-align: center middle; text-align: center; }
    """

    _kept: Widget | None = None
    """What had the keys while there was room."""

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._keep)

    def _keep(self, focused: Widget | None) -> None:
        width, height = app_of(self).size
        if focused is not None and width >= SMALLEST.width and height >= SMALLEST.height:
            self._kept = focused

    def on_hide(self) -> None:
        """What was hidden for want of room has lost the keys, and gets them again."""
        kept = self._kept
        if kept is not None and kept.is_attached and self.screen.focused is None:
            self.screen.set_focus(kept)

    def render(self) -> Content:
        width, height = app_of(self).size
        needs = f"{SMALLEST.width}×{SMALLEST.height}"
        for line in (
            f"This window is {width}×{height}. Please enlarge it to {needs}.",
            f"Please enlarge this window to {needs}.",
            f"Enlarge to {needs}",
        ):
            if len(line) <= width:
                return fit_for_terminal(Content(line))
        return fit_for_terminal(Content(needs))
