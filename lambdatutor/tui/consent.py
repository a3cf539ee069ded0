"""The question before a stranger's code runs: all that would run, and `y` or anything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.content import Content

from lambdatutor.learner.strangers import MOST_LINES, left_out
from lambdatutor.runtime.shown import shown
from lambdatutor.tui.highlight import highlighted
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging

if TYPE_CHECKING:
    from lambdatutor.course.handlers.consent import CodePiece
    from lambdatutor.learner.strangers import StrangersCode

_NARROWEST = 8

_MEANT = frozenset({"y", "k", "j", "space", "question_mark"})
"""Printable keys that do something here; those that scroll do no harm where all can be seen."""


class ConsentPage(Popup[bool], inherit_bindings=False):
    """Asks whether the code of a lesson may run here. Only `y` means yes."""

    BINDINGS = [
        Binding("y", "allow", "let it run", tooltip="Open the lesson, and let its code run here"),
        Binding("up,k", "scroll(-1)", "read on", show=False),
        Binding("down,j", "scroll(1)", "read on", key_display="↑↓"),
        Binding("pageup", "scroll(-10)", "read on", show=False),
        Binding("pagedown,space", "scroll(10)", "read on", show=False),
        Binding("escape,q,enter", "leave", "goes back", key_display="any other key"),
    ]
    DEFAULT_CSS = "ConsentPage Lines { margin-right: 1; }"
    called = "May the code of this lesson run here?"

    def __init__(self, code: StrangersCode) -> None:
        super().__init__()
        self.code = code

    def action_allow(self) -> None:
        self.dismiss(result=True)

    def action_leave(self) -> None:
        self.dismiss(result=False)

    def on_key(self, event: events.Key) -> None:
        """A key of no meaning here is a no: nobody lets code run by mistake."""
        if event.is_printable and event.key not in _MEANT:
            event.stop()
            self.dismiss(result=False)

    def lines(self, width: int) -> list[Content]:
        code, width = self.code, max(_NARROWEST, width)
        said = [code.where, *code.walls, code.heading]
        lines = [line for text in said for line in (*Content(clean(text)).wrap(width), Content(""))]
        room = MOST_LINES
        for piece in code.pieces:
            block = list(_piece(piece, width, room))
            room -= len(block)
            lines += [*block, Content("")]
        return lines


def _piece(piece: CodePiece, width: int, room: int) -> Iterator[Content]:
    """Its name, then its text as it is, or as much of it as there is room for."""
    head = " · ".join(filter(None, (piece.title, piece.path)))
    yield from Content.styled(clean(head), "bold $ink-title").wrap(width)
    listed = shown(piece.text.expandtabs(4)).rstrip("\n").split("\n")
    left = len(listed)
    for line in listed:
        if room <= 0 or len(line) > room * width:  # a line may be as long as a whole page
            break
        rows = hanging(highlighted(clean(line), piece.path.rpartition(".")[2]), width, "  ")
        yield from rows
        room -= len(rows)
        left -= 1
    if left > 0:
        said = clean(left_out(left, piece.path))
        yield from Content.styled(said, "$ink-warn").wrap(width)
