"""Lessons and progress as the screens list them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lambdatutor.learner.shelf import Shelf as LessonShelf

if TYPE_CHECKING:
    from lambdatutor.tui.lesson_list import LessonRow


class Shelf(LessonShelf):
    """Where the screens get lessons from."""

    def rows(self) -> Sequence[LessonRow]:
        """What the home screen lists; raises what the catalogue and the progress raise."""
        from lambdatutor.tui.lesson_rows import lesson_rows

        return lesson_rows(self.catalogue, self.progress)
