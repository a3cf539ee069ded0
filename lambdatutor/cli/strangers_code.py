"""Whether the code of lessons that are not our own may run in a check: asked on a terminal."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from lambdatutor.course.reader import LessonFile
    from lambdatutor.learner.strangers import StrangersCode


class Permission:
    """Asks once for the code of each lesson, until that changes; without a terminal it is no."""

    def __init__(self, *, given: bool) -> None:
        """`given`: nobody is asked, and everything may run."""
        self._given = given
        self._answers: dict[str, bool] = {}
        """By fingerprint."""

    def __call__(self, file: LessonFile) -> bool:
        if self._given:
            return True
        from lambdatutor.learner import Progress
        from lambdatutor.learner.strangers import asked_first

        try:
            with Progress.in_memory() as nobody:
                code = asked_first(file.lesson, nobody)
        except LambdaTutorError:
            return False  # what is wrong with its files is told without running them
        if code is None:
            return True
        if code.fingerprint not in self._answers:
            self._answers[code.fingerprint] = has_terminal() and _said_yes(code)
        return self._answers[code.fingerprint]


def has_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _said_yes(code: StrangersCode) -> bool:
    from lambdatutor.plain.code_consent import allowed

    width = shutil.get_terminal_size().columns
    # Not the lines of stdin themselves: those after the answer are for the next lesson's.
    lines = iter(sys.stdin.readline, "")
    return allowed(code, lines, _write, width, if_not="It does not run, so nothing is proved.")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
