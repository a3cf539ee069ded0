"""The question before a stranger's code runs, as lines: all of it, and `y` or anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from lambdatutor.learner.strangers import MOST_LINES, left_out
from lambdatutor.plain.prose import verbatim, wrapped

if TYPE_CHECKING:
    from lambdatutor.course.handlers.consent import CodePiece
    from lambdatutor.learner.strangers import StrangersCode

_PROMPT = "May it run here? Type y to let it; anything else does not."
_OPENS_NOT = "It does not run, and nothing of the lesson was opened."


def allowed(
    code: StrangersCode,
    lines: Iterable[str],
    write: Callable[[str], None],
    width: int,
    *,
    if_not: str = _OPENS_NOT,
) -> bool:
    """Show what would run, and take one line; only `y` means yes, and the end of input means no."""

    def show(each: Iterable[str]) -> None:
        write("".join(f"{line}\n" for line in each))

    for said in (code.where, *code.walls, code.heading):
        show(wrapped(said, width))
    room = MOST_LINES
    for piece in code.pieces:
        head = ", ".join(filter(None, (piece.title, piece.path)))
        block = list(_text(piece, width, room))
        room -= len(block)
        show(["", *wrapped(f"{head}:", width), *block])
    show(["", *wrapped(_PROMPT, width)])
    answer = next(iter(lines), "")
    if answer.strip().casefold() == "y":
        show([""])
        return True
    show(wrapped(if_not, width))
    return False


def _text(piece: CodePiece, width: int, room: int) -> Iterator[str]:
    """As it is, or as much of it as there is room for."""
    listed = piece.text.strip("\n").split("\n")
    left = len(listed)
    for line in listed:
        if room <= 0 or len(line) > room * width:  # a line may be as long as a whole page
            break
        rows = verbatim(line, width)
        yield from rows
        room -= len(rows)
        left -= 1
    if left > 0:
        yield from wrapped(left_out(left, piece.path), width)
