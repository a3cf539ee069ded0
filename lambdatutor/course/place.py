"""Where a person is in a lesson, and how they go through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson, Step
    from lambdatutor.course.keeper import Keeper


class Place:
    """The step that somebody is at: the one half of `LessonRun`."""

    def __init__(self, lesson: Lesson, keeper: Keeper) -> None:
        """At the step reached last."""
        self.lesson = lesson
        self.finished = False
        self._keeper = keeper
        ids = [step.id for step in lesson.steps]
        reached = keeper.position(lesson.id)
        self.index = ids.index(reached) if reached in ids else 0

    @property
    def step(self) -> Step:
        return self.lesson.steps[self.index]

    def next(self) -> bool:
        """Go on to the next step; False at the end, where the lesson is finished."""
        if self.index + 1 < len(self.lesson.steps):
            self._reach(self.index + 1)
            return True
        self.keep_lab()
        if not self.finished:
            self.finished = True
            self._keeper.finish(self.lesson.id)
        return False

    def back(self) -> bool:
        """Go back a step; False at the first."""
        if not self.index:
            return False
        self._reach(self.index - 1)
        return True

    def go(self, step_id: str) -> None:
        """Go to a step by its id; raises `KeyError` for one that is not there."""
        self._reach(self.lesson.steps.index(self.lesson.step(step_id)))

    def save(self) -> None:
        """Keep the place and the lab as they are now: for the moment before the program ends."""
        self._reach(self.index)

    def _reach(self, index: int) -> None:
        self.keep_lab()
        self.index = index
        self._keeper.reach(self.lesson.id, self.step.id)

    def keep_lab(self) -> None:
        """Keep what was done in this step, before it is left."""
        raise NotImplementedError
