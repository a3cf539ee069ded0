"""A file to read, over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from lambdatutor.course.handlers.files import as_text
from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.packages.archive import Kind
from lambdatutor.tui.highlight import highlighted
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.popup import Popup

if TYPE_CHECKING:
    from lambdatutor.runtime.packages import Archive, Entry

_MOST_LINES = 2_000


class FilePage(Popup[None]):
    """The lines of a file with their numbers."""

    def __init__(self, path: str, text: str | None) -> None:
        """`text`: None for a file that is no text."""
        super().__init__()
        self.called = clean(path)
        self.text = text
        self._language = path.rpartition(".")[2]

    def lines(self, width: int) -> list[Content]:
        if self.text is None:
            return [Content.styled("This file is no text, so it is not shown.", "$ink-muted")]
        if not self.text:
            return [Content.styled("This file is empty.", "$ink-muted")]
        every = [clean(line.expandtabs(4)) for line in self.text.splitlines()]
        shown = every[:_MOST_LINES]
        numbers = len(str(len(shown)))
        lines: list[Content] = []
        code = highlighted("\n".join(shown), self._language)
        for number, line in enumerate(code.split("\n", allow_blank=True), start=1):
            room = max(8, width - numbers - 2)
            # A long line goes on under itself; its signs stay as they are.
            for at, part in enumerate(_folded(line, room)):
                lead = f"{number:>{numbers}}  " if not at else " " * (numbers + 2)
                lines.append(Content.styled(lead, "$ink-muted") + part)
        if len(every) > len(shown):
            more = f"…{len(every) - len(shown):,} more lines"
            lines.append(Content.styled(more, "$ink-muted"))
        return lines


def text_in(archive: Archive, entry: Entry | None) -> str | None:
    """What a file of a zip says; None for one that is no text, or cannot be read."""
    if entry is None or entry.kind is Kind.FOLDER:
        return None
    try:
        return as_text(archive.content(entry))
    except LambdaTutorError:
        return None


def _folded(line: Content, width: int) -> list[Content]:
    parts: list[Content] = []
    while line.cell_length > width:
        parts.append(line[:width])
        line = line[width:]
    return [*parts, line]
