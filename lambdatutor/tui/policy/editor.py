"""An editor for JSON: colours, marks under what is wrong, pairs, indentation and completion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.binding import Binding
from textual.geometry import Offset

from lambdatutor.iam.json.cursor import Standing, standing
from lambdatutor.iam.json.text import MAX_CHARACTERS
from lambdatutor.tui.inked_editor import LEAVE, UNDOING, InkedEditor
from lambdatutor.tui.inks import Inked
from lambdatutor.tui.policy.json_inks import inks
from lambdatutor.tui.policy.keystrokes import pair_around, stroke, word_open
from lambdatutor.tui.policy.offers import Offers
from lambdatutor.tui.strokes import Stroke

Candidates = Callable[[Standing], Sequence[str]]
"""What the text that the cursor stands in may become."""


class JsonEditor(InkedEditor):
    """Text of a document; letters belong to it while it has the keys, and esc gives them back."""

    BINDINGS = [
        LEAVE,
        Binding("tab", "accept", "complete", priority=True),
        Binding("ctrl+@,ctrl+space", "offer", "words", show=False, tooltip="What may stand here"),
        *UNDOING,
    ]
    most_characters = MAX_CHARACTERS
    what = "A policy"

    def __init__(self, text: str, candidates: Candidates, *, read_only: bool = False) -> None:
        super().__init__(text, read_only=read_only)
        self.indent_width = 2
        self._candidates = candidates

    def inks_of(self, row: int, line: str) -> Iterable[Inked]:
        del row  # in JSON a line has its colours by itself
        return inks(line)

    def stroke(self, key: str, before: str, after: str) -> Stroke | None:
        return stroke(key, before, after)

    def deleted_left(self, before: str, after: str) -> tuple[int, int]:
        return (1, 1) if pair_around(before, after) else (1, 0)

    def on_key(self, event: events.Key) -> None:
        """Before all else, the list of words."""
        if not self.read_only and self._chooses(event.key):
            event.stop()
            event.prevent_default()

    def _chooses(self, key: str) -> bool:
        """Whether the key is for the list of words, where one is offered."""
        if self._offered is None:
            return False
        match key:
            case "up" | "down":
                self._offers.choose(1 if key == "down" else -1)
            case "enter":
                self.action_accept()
            case "escape":
                self._offers.offer((), Offset())
            case _:
                return False
        return True

    def action_leave(self) -> None:
        if self._offered is not None:
            self._offers.offer((), Offset())
        else:
            self.post_message(self.Left())

    # Completion

    @property
    def _offers(self) -> Offers:
        return self.screen.query_one(Offers)

    @property
    def _offered(self) -> str | None:
        return self._offers.word if self._offers.display else None

    def action_offer(self) -> None:
        """Show what may stand here, whether anything was typed or not."""
        self._offer(least=0)

    def on_text_area_changed(self) -> None:
        """The list follows what is typed."""
        if self.has_focus:
            self._offer(least=1)

    def on_text_area_selection_changed(self) -> None:
        if self._offered is not None and self._standing() is None:
            self._offers.offer((), Offset())

    def on_blur(self) -> None:
        for offers in self.screen.query(Offers):
            offers.offer((), Offset())

    def _standing(self) -> Standing | None:
        row, column = self.cursor_location
        lines = self.document.lines
        offset = sum(len(line) + 1 for line in lines[:row]) + column
        return standing("\n".join(lines), offset)

    def _offer(self, least: int) -> None:
        here = None if self.read_only else self._standing()
        words = self._candidates(here) if here is not None and len(here.typed) >= least else ()
        below = self.cursor_screen_offset + Offset(-1 - (len(here.typed) if here else 0), 1)
        self._offers.offer(words, below)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "accept":
            if self.read_only or not self.screen.query(Offers):
                return False
            return self._offered is not None or self._is_open
        return not (self.read_only and action in {"undo", "redo", "offer"})

    @property
    def _is_open(self) -> bool:
        """Whether the cursor stands in a text or a word: tab would break off what is typed."""
        return self.selection.is_empty and (
            self._standing() is not None or word_open(*self.around())
        )

    def _finish(self, here: Standing) -> None:
        """Offer what the text may become; where it stands whole, go out of its quotes."""
        self._offer(least=0)
        if not self._offers.display and here.closed:
            row, column = self.cursor_location
            self.move_cursor((row, column + len(here.rest) + 1))

    def action_accept(self) -> None:
        """The chosen word in place of what was typed, with what JSON wants after it."""
        word, here = self._offered, self._standing()
        self._offers.offer((), Offset())
        if here is None:
            return
        if word is None:
            self._finish(here)
            return
        row, column = self.cursor_location
        closing = here.closed and column < len(self.document.get_line(row))
        after = self.document.get_line(row)[column + (1 if closing else 0) :]
        colon = ": " if here.role == "key" and not after.lstrip().startswith(":") else ""
        # A word that ends in / or : waits for more.
        text = word if word.endswith(("/", ":")) and here.role == "key" else f'{word}"{colon}'
        stays = text == word
        end = column + (1 if closing and not stays else 0)
        self.put(text, len(text), (row, column - len(here.typed)), (row, end))
