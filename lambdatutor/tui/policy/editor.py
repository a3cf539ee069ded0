"""An editor for JSON: colours, marks under what is wrong, pairs, indentation and completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.color import Color
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from lambdatutor.iam.json.cursor import Standing, standing
from lambdatutor.iam.json.text import MAX_CHARACTERS
from lambdatutor.tui.panels.cells import Ink
from lambdatutor.tui.policy.json_inks import Inked, drawable, inks
from lambdatutor.tui.policy.keystrokes import pair_around, stroke, word_open
from lambdatutor.tui.policy.offers import Offers
from lambdatutor.tui.themes import DARK_VARIABLES
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    from textual.widgets.text_area import Location

_LONGEST_INKED = 2_000
"""Characters of a line that get colours; no line of a policy is near it."""

Candidates = Callable[[Standing], Sequence[str]]
"""What the text that the cursor stands in may become."""


class JsonEditor(TextArea):
    """Text of a document; letters belong to it while it has the keys, and esc gives them back."""

    BINDINGS = [
        Binding("escape", "leave", "stop typing", key_display="esc"),
        Binding("tab", "accept", "complete", priority=True),
        Binding("ctrl+@,ctrl+space", "offer", "words", show=False, tooltip="What may stand here"),
        Binding("ctrl+z", "undo", "undo", tooltip="Take back what you typed last"),
        Binding("ctrl+y", "redo", "redo", show=False, tooltip="Type it again"),
    ]
    DEFAULT_CSS = """
    JsonEditor { border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & .text-area--cursor-line { background: $panel; }
        & .text-area--gutter { color: $ink-line; }
        & .text-area--cursor-gutter { color: $ink-muted; background: $panel; text-style: none; }
        & .text-area--matching-bracket { background: $cursor-row; text-style: bold; }
    }
    """

    class Left(Message):
        """The learner has typed enough, and wants the other keys back."""

    def __init__(self, text: str, candidates: Candidates, *, read_only: bool = False) -> None:
        super().__init__(
            text, read_only=read_only, show_cursor=not read_only, show_line_numbers=True
        )
        self.cursor_blink = False
        self._show_cursor_line(shown=False)
        self.indent_width = 2
        self._candidates = candidates
        self._marks: dict[int, list[Inked]] = {}
        self._styles: dict[str, Style] = {}

    # What is drawn

    def get_line(self, line_index: int) -> Text:
        """The line in its colours; Textual has this for widgets that colour lines themselves."""
        line = self.document.get_line(line_index)
        text = Text(drawable(line), end="", no_wrap=True)
        for start, end, ink in inks(line) if len(line) <= _LONGEST_INKED else ():
            text.stylize(self._style(ink), start, end)
        for start, end, ink in self._marks.get(line_index, ()):
            text.stylize(self._style(ink), start, end)
        return text

    def mark(self, marks: Mapping[int, list[Inked]]) -> None:
        """Mark these pieces of lines, counted from 0, and nothing else."""
        if marks != self._marks:
            self._marks = dict(marks)
            self.notify_style_update()  # drawn lines are kept, and these are old now
            self.refresh()

    def notify_style_update(self) -> None:
        self._styles = {}
        super().notify_style_update()

    def _style(self, ink: str) -> Style:
        style = self._styles.get(ink)
        if style is None:
            words = Ink.parse(ink)
            style = self._styles[ink] = Style(
                color=self._colour(words.colour) if words.colour != "ink" else None,
                bgcolor=self._colour(words.ground) if words.ground else None,
                bold="bold" in words.attributes or None,
                underline="underline" in words.attributes or None,
            )
        return style

    def _colour(self, variable: str) -> RichColor:
        colour = app_of(self).theme_variables.get(variable) or DARK_VARIABLES[variable]
        return Color.parse(colour).rich_color

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: Style | None = None
    ) -> Style:
        """The line of the cursor gets its ground alone, so that its text keeps its colours."""
        own = partial or names == ("text-area--cursor-line",)
        return super().get_component_rich_style(*names, partial=own, default=default)

    # What is typed

    def on_key(self, event: events.Key) -> None:
        """Before the character itself is put in: pairs, indentation, and the list of words."""
        if self.read_only:
            return
        if self._chooses(event.key):
            event.stop()
            event.prevent_default()
            return
        key = "\n" if event.key == "enter" else event.character
        if key is None or not (key == "\n" or event.is_printable) or not self.selection.is_empty:
            return
        before, after = self._around()
        made = stroke(key, before, after)
        if made is not None:
            event.stop()
            event.prevent_default()
            row, column = self.cursor_location
            self._put(made.text, made.cursor, (row, column), (row, column + made.over))

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

    async def on_paste(self, event: events.Paste) -> None:
        if len(event.text) + len(self.text) > MAX_CHARACTERS:
            event.prevent_default()
            self.notify(
                f"A policy may have {MAX_CHARACTERS:,} characters here. Copy less.", markup=False
            )

    def get_cursor_line_end_location(self) -> Location:
        """The end of the line itself, also where it is drawn in several."""
        row, _ = self.cursor_location
        return row, len(self.document.get_line(row))

    def get_cursor_line_start_location(self, smart_home: bool = False) -> Location:  # noqa: FBT002  Textual's own
        """Where the text of the line begins, and from there the beginning of the line itself."""
        del smart_home
        row, column = self.cursor_location
        line = self.document.get_line(row)
        begins = len(line) - len(line.lstrip())
        return row, 0 if column == begins else begins

    def action_delete_left(self) -> None:
        before, after = self._around()
        if self.selection.is_empty and not self.read_only and pair_around(before, after):
            row, column = self.cursor_location
            self.delete((row, column - 1), (row, column + 1))
        else:
            super().action_delete_left()

    def set_text(self, text: str) -> None:
        """Another text in its place, which ctrl+z takes back like anything typed."""
        if text != self.text:
            self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
            self.move_cursor((0, 0))

    def _around(self) -> tuple[str, str]:
        """What stands before and after the cursor in its line."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return line[:column], line[column:]

    def _put(self, text: str, cursor: int, start: Location, end: Location) -> None:
        """Put a text in place of what stands there, and the cursor into it."""
        self.replace(text, start, end, maintain_selection_offset=False)
        lines = text[:cursor].split("\n")
        row = start[0] + len(lines) - 1
        column = len(lines[-1]) + (start[1] if len(lines) == 1 else 0)
        self.move_cursor((row, column))

    def action_leave(self) -> None:
        if self._offered is not None:
            self._offers.offer((), Offset())
        else:
            self.post_message(self.Left())

    def _show_cursor_line(self, *, shown: bool) -> None:
        """Where the cursor is, only while the keys are here."""
        self.highlight_cursor_line = self.match_cursor_bracket = shown

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

    def on_resize(self) -> None:
        """What is said below has taken a line or given one back."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def on_focus(self) -> None:
        self._show_cursor_line(shown=True)

    def on_blur(self) -> None:
        self._show_cursor_line(shown=False)
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
            self._standing() is not None or word_open(*self._around())
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
        self._put(text, len(text), (row, column - len(here.typed)), (row, end))
