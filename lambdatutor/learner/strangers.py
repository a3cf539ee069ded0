"""Code that a stranger's lesson would run here: what a person is told before they let it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # A lesson of ours, and one without code, never loads what runs code.
    from pathlib import Path

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.consent import CodePiece
    from lambdatutor.learner.progress import Progress
    from lambdatutor.runtime.walls import Walls

_BEHIND_WALLS = (
    "It runs behind walls: it sees no file of yours, reaches no network, and can stop no program "
    "of yours. Its time and its memory have limits."
)
_WALLS_MISSING = "It runs with limits, but not every wall stands on this computer."

MOST_LINES = 3_000
"""Of the question that show code; where more would run, it says where to read the rest."""


class StrangersCode(NamedTuple):
    """Everything that a lesson would run, and what would stand round it."""

    lesson: str
    """Its title."""
    came_from: str
    """Its folder, or a word where that is not known."""
    pieces: tuple[CodePiece, ...]
    walls: tuple[str, ...]
    """What holds the code here, and what does not, a sentence each."""
    fingerprint: str

    @property
    def where(self) -> str:
        """Who it is not from, and where it lies."""
        return (
            f"{self.lesson} is not one of lambdatutor's own lessons: it lies in {self.came_from}. "
            "It brings code, and that code would run on this computer."
        )

    @property
    def heading(self) -> str:
        """What stands above the pieces."""
        many = len(self.pieces)
        return "This is all of it:" if many == 1 else f"These are all {many} pieces of it:"


def left_out(lines: int, path: str) -> str:
    """Where to read what there was no room for."""
    return f"… and {lines:,} {'line' if lines == 1 else 'lines'} more, in {path}"


def asked_first(lesson: Lesson, progress: Progress) -> StrangersCode | None:
    """What to ask about before a lesson opens; None for ours, for no code, and for trusted code.

    Raises `LambdaTutorError` for a lesson whose files cannot be read.
    """
    from lambdatutor.course.catalogue import is_ours

    if is_ours(lesson.folder):
        return None
    from lambdatutor.course.handlers.consent import code_in, fingerprint

    pieces = code_in(lesson)
    if not pieces:
        return None
    print_ = fingerprint(lesson)
    if progress.trusts(print_):
        return None
    return StrangersCode(lesson.title, _place(lesson.folder), pieces, _walls(), print_)


def _place(folder: Path | None) -> str:
    return "a place that is not known" if folder is None else str(folder)


def _walls() -> tuple[str, ...]:
    from lambdatutor.errors import LambdaTutorError
    from lambdatutor.runtime.walls import walls_here

    try:
        return wall_sentences(walls_here())
    except LambdaTutorError as error:
        return (str(error),)


def wall_sentences(walls: Walls) -> tuple[str, ...]:
    """What stands between the code and this computer, and then every gap."""
    return (_WALLS_MISSING, *walls.missing) if walls.missing else (_BEHIND_WALLS,)
