"""A tree with its title, and under it how heavy it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.package.tree_panel import TreePanel
from lambdatutor.tui.package.weight import Weight, WeightPanel


class TreeBox(Vertical):
    """One of the three: the folder, the zip, or what stands on Lambda."""

    DEFAULT_CSS = """
    TreeBox { width: 1fr; height: 100%; border: round $ink-line; background: $surface;
        border-title-color: $ink-title; border-title-style: bold; }
    TreeBox:focus-within { border: round $ink-accent; border-title-color: $ink-accent; }
    TreeBox TreePanel { height: 1fr; }
    """

    def __init__(self, called: str, panel: TreePanel) -> None:
        super().__init__(id=f"{panel.id}-box")
        self.called = called
        self.panel = panel

    def compose(self) -> ComposeResult:
        yield self.panel
        weight = WeightPanel()
        weight.display = False
        yield weight

    def on_mount(self) -> None:
        self.border_title = fit_for_terminal(Content(self.called))

    def weigh(self, weight: Weight) -> None:
        """How heavy it is; nothing is said of what weighs nothing."""
        panel = self.query_one(WeightPanel)
        panel.display = bool(weight.parts)
        panel.show(weight)
