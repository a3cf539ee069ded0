"""A text to type in that is drawn in our inks: pairs and indentation as its language has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.color import Color
from textual.message import Message
from textual.widgets import TextArea

from lambdatutor.tui.inks import Inked, drawable
from lambdatutor.tui.panels.cells import Ink
from lambdatutor.tui.strokes import Stroke
from lambdatutor.tui.themes import DARK_VARIABLES
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    from textual.widgets.text_area import Location

_LONGEST_INKED = 2_000
"""Characters of a line that get colours; no line that a person writes is near it."""

LEAVE = Binding("escape", "leave", "stop typing", key_display="esc")
UNDOING = (
    Binding("ctrl+z", "undo", "undo", tooltip="Take back what you typed last"),
    Binding("ctrl+y", "redo", "redo", show=False, tooltip="Type it again"),
)


class InkedEditor(TextArea):
    """Letters belong to it while it has the keys, and esc gives them back.

    A subclass says what its lines are coloured with, and what a key does beyond its character.
    """

    BINDINGS = [LEAVE, *UNDOING]
    DEFAULT_CSS = """
    InkedEditor { border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & .text-area--cursor-line { background: $panel; }
        & .text-area--gutter { color: $ink-line; }
        & .text-area--cursor-gutter { color: $ink-muted; background: $panel; text-style: none; }
        & .text-area--matching-bracket { background: $cursor-row; text-style: bold; }
    }
    """
    most_characters = 100_000
    what = "A text"
    """What is said to be too long where more is pasted."""

    class Left(Message):
        """The learner has typed enough, and wants the other keys back."""

    def __init__(
        self,
        text: str,
        *,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002  Textual's name
    ) -> None:
        super().__init__(
            text, read_only=read_only, show_cursor=not read_only, show_line_numbers=True, id=id
        )
        self.cursor_blink = False
        self._show_cursor_line(shown=False)
        self._marks: dict[int, list[Inked]] = {}
        self._styles: dict[str, Style] = {}

    def inks_of(self, row: int, line: str) -> Iterable[Inked]:
        """The colours of a line."""
        raise NotImplementedError

    def stroke(self, key: str, before: str, after: str) -> Stroke | None:
        """What typing `key` between these parts of a line means, if not the character alone."""
        raise NotImplementedError

    def deleted_left(self, before: str, after: str) -> tuple[int, int]:
        """How many characters before and after the cursor backspace takes."""
        raise NotImplementedError

    # What is drawn

    def get_line(self, line_index: int) -> Text:
        """The line in its colours; Textual has this for widgets that colour lines themselves."""
        line = self.document.get_line(line_index)
        text = Text(drawable(line), end="", no_wrap=True)
        for start, end, ink in (
            self.inks_of(line_index, line) if len(line) <= _LONGEST_INKED else ()
        ):
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
                italic="italic" in words.attributes or None,
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
        """Before the character itself is put in: pairs and indentation."""
        if self.read_only:
            return
        key = "\n" if event.key == "enter" else event.character
        if key is None or not (key == "\n" or event.is_printable) or not self.selection.is_empty:
            return
        before, after = self.around()
        made = self.stroke(key, before, after)
        if made is not None:
            event.stop()
            event.prevent_default()
            row, column = self.cursor_location
            self.put(made.text, made.cursor, (row, column), (row, column + made.over))

    async def on_paste(self, event: events.Paste) -> None:
        if len(event.text) + len(self.text) > self.most_characters:
            event.prevent_default()
            self.notify(
                f"{self.what} may have {self.most_characters:,} characters here. Copy less.",
                markup=False,
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
        left, right = self.deleted_left(*self.around())
        if self.selection.is_empty and not self.read_only and left + right > 1:
            row, column = self.cursor_location
            self.delete((row, column - left), (row, column + right))
        else:
            super().action_delete_left()

    def set_text(self, text: str) -> None:
        """Another text in its place, which ctrl+z takes back like anything typed."""
        if text != self.text:
            self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
            self.move_cursor((0, 0))

    def around(self) -> tuple[str, str]:
        """What stands before and after the cursor in its line."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return line[:column], line[column:]

    def put(self, text: str, cursor: int, start: Location, end: Location) -> None:
        """Put a text in place of what stands there, and the cursor into it."""
        self.replace(text, start, end, maintain_selection_offset=False)
        lines = text[:cursor].split("\n")
        row = start[0] + len(lines) - 1
        column = len(lines[-1]) + (start[1] if len(lines) == 1 else 0)
        self.move_cursor((row, column))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return not (self.read_only and action in {"undo", "redo"})

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def _show_cursor_line(self, *, shown: bool) -> None:
        """Where the cursor is, only while the keys are here."""
        self.highlight_cursor_line = self.match_cursor_bracket = shown

    def on_resize(self) -> None:
        """What is said below has taken a line or given one back."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def on_focus(self) -> None:
        self._show_cursor_line(shown=True)

    def on_blur(self) -> None:
        self._show_cursor_line(shown=False)
