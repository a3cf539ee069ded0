"""A list to pick from, by number, by arrows or with the mouse; it can show what was right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging, inline

Mark = Literal["", "right", "wrong"]


class Choices(Laid, can_focus=True):
    """One or several of a few texts."""

    BINDINGS = [
        Binding("up,k", "move(-1)", "choose", show=False),
        Binding("down,j", "move(1)", "choose", key_display="↑↓"),
        Binding("enter", "pick", "pick"),
    ]

    at: reactive[int] = reactive(0)
    """Where the cursor stands."""
    picked: reactive[frozenset[int]] = reactive(frozenset[int]())
    marks: reactive[tuple[Mark, ...]] = reactive(())
    """What turned out, one a choice; empty while it is open."""

    class Picked(Message):
        """The learner has chosen."""

        def __init__(self, choices: Choices, picked: tuple[int, ...]) -> None:
            super().__init__()
            self.choices = choices
            self.picked = picked

        @property
        def control(self) -> Choices:
            return self.choices

    def __init__(
        self,
        texts: Sequence[str],
        *,
        several: bool = False,
        id: str | None = None,  # noqa: A002  Textual's name
    ) -> None:
        super().__init__(id=id)
        self.texts = tuple(clean(text) for text in texts)
        self.several = several
        self._open = True

    @property
    def is_open(self) -> bool:
        return self._open

    def close(self, marks: Sequence[Mark] = ()) -> None:
        """Take no more answers, and show what was right."""
        self._open = False
        self.can_focus = False
        self.marks = tuple(marks)
        self.relay()
        self.refresh_bindings()

    def watch_at(self) -> None:
        self.relay()

    def watch_picked(self) -> None:
        self.relay()

    def watch_marks(self) -> None:
        self.relay()

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.relay()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self._open or action not in {"move", "pick"}

    def action_move(self, by: int) -> None:
        self.at = (self.at + by) % len(self.texts)
        self.scroll_visible(animate=False)

    def action_pick(self) -> None:
        """With one answer: that one. With several: what is ticked."""
        chosen = self.picked if self.several else frozenset({self.at})
        if chosen:
            self.picked = chosen
            self.post_message(self.Picked(self, tuple(sorted(chosen))))

    def choose(self, number: int) -> None:
        """The key of a number, counted from 1."""
        if self._open and 1 <= number <= len(self.texts):
            self.at = number - 1
            if self.several:
                self.toggle()
            else:
                self.action_pick()

    def toggle(self) -> None:
        """Tick the choice at the cursor, or take the tick away."""
        if self._open:
            self.picked = self.picked ^ {self.at}

    def on_key(self, event: events.Key) -> None:
        if self._open and event.character and event.character in "123456789":
            event.stop()
            self.choose(int(event.character))
        elif self._open and self.several and event.key == "space":
            event.stop()
            self.toggle()

    def on_click(self, event: events.Click) -> None:
        row = 0
        for index, text in enumerate(self.texts):
            row += len(self._entry(index, text, self.content_size.width))
            if event.get_content_offset_capture(self).y < row:
                self.choose(index + 1)
                return

    def lines(self, width: int) -> list[Content]:
        return [
            line
            for index, text in enumerate(self.texts)
            for line in self._entry(index, text, width)
        ]

    def _entry(self, index: int, text: str, width: int) -> list[Content]:
        here = self._open and index == self.at and self.has_focus
        mark = self.marks[index] if index < len(self.marks) else ""
        ticked = index in self.picked
        box = ("[x] " if ticked else "[ ] ") if self.several else ""
        outcome = {"right": "✔", "wrong": "✗"}.get(mark, "●" if ticked and not box else " ")
        pointer = "▸" if here else " "
        style = {"right": "bold $ink-good", "wrong": "$ink-bad"}.get(mark, "")
        if not style and ticked:
            style = "bold $ink-accent"
        elif not style and not self._open:
            style = "$ink-muted"
        lead = f"{pointer}{outcome} {index + 1}  {box}"
        lines = hanging(inline(text), width, lead)
        if style or here:
            lines = [line.stylize(style or "bold") for line in lines]
        if here:
            lines[0] = lines[0].stylize("$ink-accent", 0, 1)
        return lines
