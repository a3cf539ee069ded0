"""An editor for the files of a lab and for events: Python and JSON in their colours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from textual import events
from textual.binding import Binding

from lambdatutor.tui.code.keystrokes import WIDTHS, Language, deleted_left, step_to, stroke
from lambdatutor.tui.code.syntax import inks
from lambdatutor.tui.inked_editor import LEAVE, UNDOING, InkedEditor
from lambdatutor.tui.inks import Inked
from lambdatutor.tui.strokes import Stroke

_LANGUAGES: dict[str, Language] = {".py": "python", ".json": "json"}


def language_of(path: str) -> Language:
    """By the end of the file's name."""
    return _LANGUAGES.get(PurePosixPath(path).suffix.lower(), "")


class CodeEditor(InkedEditor):
    """A file of code; tab sets a line in once one has begun to type, and before that goes on."""

    BINDINGS = [
        LEAVE,
        Binding("tab", "set_in(1)", "set in", show=False, tooltip="Set the line in, as you type"),
        Binding("shift+tab", "set_in(-1)", "set out", show=False),
        *UNDOING,
    ]
    most_characters = 200_000
    what = "A file"

    def __init__(self, text: str, language: Language, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(text, id=id)
        self._language: Language = language
        self.indent_width = WIDTHS[language]
        self._begun = False
        """Whether the last key but tab wrote or moved here, and did nothing else such as run."""
        self.what = "An event" if language == "json" else "A file"

    def open(self, text: str, language: Language, *, read_only: bool) -> None:
        """Show another file from its beginning; what was typed in this one is forgotten."""
        self._language, self.indent_width = language, WIDTHS[language]
        self.read_only, self.show_cursor = read_only, not read_only
        self.load_text(text)

    def take(self, text: str) -> None:
        """The same file, changed by somebody else: the cursor stays where it is."""
        if text != self.text:
            row, column = self.cursor_location
            self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
            row = min(row, self.document.line_count - 1)
            self.move_cursor((row, min(column, len(self.document.get_line(row)))))

    def inks_of(self, row: int, line: str) -> Iterable[Inked]:
        del line
        lines = inks("\n".join(self.document.lines), self._language)
        return lines[row] if row < len(lines) else ()

    def stroke(self, key: str, before: str, after: str) -> Stroke | None:
        return stroke(self._language, key, before, after)

    def deleted_left(self, before: str, after: str) -> tuple[int, int]:
        return deleted_left(self._language, before, after)

    def on_key(self, event: events.Key) -> None:
        if event.key not in {"tab", "shift+tab"}:
            self._begun = not event.key.startswith("ctrl+")

    def on_mouse_down(self) -> None:
        self._begun = True

    def on_blur(self) -> None:
        self._begun = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "set_in":
            return self._begun and not self.read_only
        return super().check_action(action, parameters)

    def action_set_in(self, by: int) -> None:
        """The lines of the selection a step in or out; in the midst of a line, spaces."""
        start, end = sorted(self.selection)
        before, _ = self.around()
        if by > 0 and self.selection.is_empty and before.strip():
            self.insert(step_to(self._language, len(before)))
            return
        width = WIDTHS[self._language]
        rows = range(start[0], end[0] + 1)
        lines = [self.document.get_line(row) for row in rows]
        changed = [_moved(line, by, width, alone=len(lines) == 1) for line in lines]
        selection = self.selection
        self.replace(
            "\n".join(changed),
            (rows[0], 0),
            (rows[-1], len(lines[-1])),
            maintain_selection_offset=False,
        )
        shifts = {
            row: len(new) - len(old) for row, old, new in zip(rows, lines, changed, strict=True)
        }
        self.selection = type(selection)(
            *((row, max(0, column + shifts[row])) for row, column in selection)
        )


def _moved(line: str, by: int, width: int, *, alone: bool) -> str:
    """A line set in to the next step, or out to the one before; an empty one among others stays."""
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    if by < 0:
        return " " * max(0, (indent - 1) // width * width) + text
    if not text and not alone:
        return line
    return " " * (indent // width * width + width) + text
