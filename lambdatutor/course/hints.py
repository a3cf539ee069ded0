"""Hints of a lab: the first that fits what is wrong now, and each time the next that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.evaluation import evaluate

if TYPE_CHECKING:
    from lambdatutor.course.lab_parts import Hint
    from lambdatutor.course.measuring import Measurable


class Hints:
    """The hints of one lab, in order."""

    def __init__(self, hints: tuple[Hint, ...]) -> None:
        self._hints = hints
        self._next = 0
        self.used_up = not hints
        """All that fit were said, so the solution may be offered."""

    def give(self, run: Measurable) -> Hint | None:
        """The next hint that fits the run as it is now; None after the last."""
        for index in range(self._next, len(self._hints)):
            hint = self._hints[index]
            if hint.when is None or evaluate(hint.when, run) is True:
                self._next = index + 1
                return hint
        self.used_up = True
        return None

    def begin_again(self) -> None:
        """Something was changed, so something else may be wrong."""
        self._next = 0
