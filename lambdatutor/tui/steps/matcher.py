"""Things on the left that each get one on the right, with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging, inline


class Matcher(Laid, can_focus=True):
    """A row for each thing on the left; what belongs to it is turned with ← and →."""

    BINDINGS = [
        Binding("up,k", "move(-1)", "row", show=False),
        Binding("down,j", "move(1)", "row", key_display="↑↓"),
        Binding("left", "turn(-1)", "partner", show=False),
        Binding("right,space", "turn(1)", "partner", key_display="← →"),
        Binding("enter", "done", "matched"),
    ]

    at: reactive[int] = reactive(0)

    class Matched(Message):
        """The learner holds these to belong together."""

        def __init__(self, partners: tuple[int, ...]) -> None:
            super().__init__()
            self.partners = partners
            """For each thing on the left, the place of the one on the right, from 0."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        super().__init__()
        self.left = tuple(clean(text) for text in left)
        self.right = tuple(clean(text) for text in right)
        self.partners: list[int | None] = [None] * len(left)
        self._open = True

    def close(self) -> None:
        self._open = False
        self.can_focus = False
        self.relay()

    def watch_at(self) -> None:
        self.relay()

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.relay()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "done":
            return self._open and None not in self.partners
        return self._open or action not in {"move", "turn"}

    def action_move(self, by: int) -> None:
        self.at = (self.at + by) % len(self.left)

    def action_turn(self, by: int) -> None:
        now = self.partners[self.at]
        count = len(self.right)
        self.partners[self.at] = (0 if by > 0 else count - 1) if now is None else (now + by) % count
        self.relay()
        self.refresh_bindings()

    def action_done(self) -> None:
        self.post_message(self.Matched(tuple(part for part in self.partners if part is not None)))

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for row, text in enumerate(self.left):
            here = row == self.at and self._open and self.has_focus
            entry = hanging(inline(text), width, "▸ " if here else "  ")
            partner = self.partners[row]
            chosen = "…" if partner is None else self.right[partner]
            shown = Content(f"◂ {chosen} ▸" if here else chosen)
            second = hanging(shown.stylize("$ink-accent"), width, "    → ")
            if here:
                entry = [line.stylize("bold") for line in entry]
            lines += [*entry, *second]
        return lines
