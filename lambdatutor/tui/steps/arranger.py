"""Items that are put in order with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging, inline


class Arranger(Laid, can_focus=True):
    """A list whose items can be taken up and put down elsewhere."""

    BINDINGS = [
        Binding("up,k", "move(-1)", "choose", show=False),
        Binding("down,j", "move(1)", "choose", key_display="↑↓"),
        Binding("space", "lift", "take up", tooltip="Take an item up; the arrows carry it"),
        Binding("enter", "done", "in order"),
    ]

    at: reactive[int] = reactive(0)
    held: reactive[bool] = reactive(bool)

    class Arranged(Message):
        """The learner holds this to be the order."""

        def __init__(self, order: tuple[int, ...]) -> None:
            super().__init__()
            self.order = order
            """Places in the list as it was given, counted from 0."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__()
        self.items = tuple(clean(item) for item in items)
        self.order = list(range(len(items)))
        self._open = True

    def close(self) -> None:
        self._open = False
        self.can_focus = False
        self.held = False
        self.relay()

    def watch_at(self) -> None:
        self.relay()

    def watch_held(self) -> None:
        self.relay()

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.relay()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self._open or action not in {"move", "lift", "done"}

    def action_move(self, by: int) -> None:
        target = max(0, min(len(self.order) - 1, self.at + by))
        if self.held:
            self.order.insert(target, self.order.pop(self.at))
        self.at = target
        self.relay()

    def action_lift(self) -> None:
        self.held = not self.held

    def action_done(self) -> None:
        self.held = False
        self.post_message(self.Arranged(tuple(self.order)))

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for place, index in enumerate(self.order):
            here = place == self.at and self._open and self.has_focus
            pointer = ("≡" if self.held else "▸") if here else " "
            entry = hanging(inline(self.items[index]), width, f"{pointer} {place + 1}  ")
            if here:
                entry = [
                    line.stylize("bold $ink-accent" if self.held else "bold") for line in entry
                ]
            lines += entry
        return lines
