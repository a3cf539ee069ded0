"""The layers that a function may have: which it has, and in which order they are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import LABEL, Panel, title


class LayersView(NamedTuple):
    """Layer versions by name: `money:1`."""

    attached: tuple[str, ...] = ()
    """In the order in which they are merged."""
    others: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.attached, *self.others)

    def turned(self, name: str) -> tuple[str, ...]:
        """What is attached when this one is attached, or no longer."""
        if name in self.attached:
            return tuple(each for each in self.attached if each != name)
        return (*self.attached, name)

    def moved(self, name: str, by: int) -> tuple[str, ...]:
        """What is attached when this one is merged earlier or later."""
        if name not in self.attached:
            return self.attached
        order = list(self.attached)
        at = order.index(name)
        order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
        return tuple(order)


def layer_row(view: LayersView, at: int, width: int, *, focused: bool = False) -> Row:
    """`Layers  1 money:1  2 tariffs:2  ○ pricing:1`: what is not attached has no number."""
    line = Line(width)
    title(line, "Layers", focused=focused)
    x = LABEL
    entries = _entries(view)
    first = _first_shown(entries, at, width - LABEL)
    if first:
        x = line.put(x, "… ", "ink-muted")
    for index, (sign, name, ink) in enumerate(entries[first:], start=first):
        says = f" {sign} {name} "
        if x + width_of(says) > width - 1:
            line.put(x, crop("…", width - x), "ink-muted")
            break
        after = line.put(x, says, ink)
        if focused and index == at:
            line.mark(x, after, "bold")
            line.mark(x, after, "on cursor-row")
            line.put(x, "▸", "ink-accent bold on cursor-row")
        x = after + 1
    if not entries:
        line.put(x, "none is published", "ink-muted italic")
    return line.row()


def _entries(view: LayersView) -> list[tuple[str, str, str]]:
    attached = [(str(at), name, "ink") for at, name in enumerate(view.attached, start=1)]
    return [*attached, *(("○", name, "ink-muted") for name in view.others)]


def _first_shown(entries: Sequence[tuple[str, str, str]], at: int, room: int) -> int:
    """The first entry that is drawn, so that the chosen one is in sight."""
    first = 0
    while first < at and sum(width_of(name) + 5 for _, name, _ in entries[first : at + 1]) > room:
        first += 1
    return first


class LayersLine(Panel, can_focus=True):
    """Arrow keys choose a layer; enter attaches it or takes it away; it asks by message."""

    BINDINGS = [
        Binding("left", "choose(-1)", "layer", show=False),
        Binding("right", "choose(1)", "layer", key_display="←→", tooltip="Another layer"),
        Binding(
            "enter,space", "turn", "attach/detach", tooltip="Attach the layer, or take it away"
        ),
        Binding("less_than_sign", "move(-1)", "earlier", tooltip="Merge the layer earlier"),
        Binding("greater_than_sign", "move(1)", "later", tooltip="Merge it later: its files win"),
    ]
    DEFAULT_CSS = "LayersLine { height: 1; }"

    class Wanted(Message):
        """The learner wants these layers attached, in this order."""

        def __init__(self, names: tuple[str, ...]) -> None:
            super().__init__()
            self.names = names

    view: LayersView = LayersView()
    at: int = 0

    @property
    def chosen(self) -> str | None:
        every = self.view.every
        return every[min(self.at, len(every) - 1)] if every else None

    def show(self, view: LayersView) -> None:
        """What was chosen stays so, wherever it is now."""
        name = self.chosen
        self.view = view
        every = view.every
        self.at = every.index(name) if name in every else max(0, min(self.at, len(every) - 1))
        self.redraw()

    def action_choose(self, by: int) -> None:
        self.at = max(0, min(len(self.view.every) - 1, self.at + by))
        self.redraw()

    def action_turn(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Wanted(self.view.turned(self.chosen)))

    def action_move(self, by: int) -> None:
        if self.chosen is not None:
            order = self.view.moved(self.chosen, by)
            if order != self.view.attached:
                self.post_message(self.Wanted(order))

    def on_click(self, event: events.Click) -> None:
        """On the words of a layer: that one is chosen."""
        x = LABEL
        for at, (_, name, _) in enumerate(_entries(self.view)):
            end = x + width_of(name) + 4
            if x <= event.x < end:
                self.at = at
                self.redraw()
                return
            x = end + 1

    def rows(self, width: int, height: int) -> list[Row]:
        if height < 1:
            return []
        row = layer_row(self.view, self.at, width, focused=self.has_focus)
        return [row, *blank(width, height - 1)]
