"""The policy labs of one lesson at work, each resumed where it was left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lambdatutor.course.answers import Answer
from lambdatutor.course.policies.lab import PolicyAttempt

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson, PolicyLab, Step
    from lambdatutor.course.keeper import Keeper
    from lambdatutor.course.policies.standing import RequestVerdict


class PolicyRuns:
    """Opens policy labs when they are first needed, and keeps them while the lesson is open."""

    def __init__(self, lesson: Lesson, seed: int, keeper: Keeper) -> None:
        self._lesson = lesson
        self._seed = seed
        self._keeper = keeper
        self._attempts: dict[str, PolicyAttempt] = {}

    def lab(self, lab: PolicyLab) -> PolicyAttempt:
        """Raises `LambdaTutorError` for a lab whose world cannot be opened."""
        if lab.id not in self._attempts:
            lesson, keeper = self._lesson.id, self._keeper

            def keep(state: str) -> None:
                keeper.save_lab(lesson, lab.id, state)

            attempt = PolicyAttempt(lab, lab.opening(self._lesson.world), keep)
            state = keeper.lab(lesson, lab.id)
            if state is not None:
                attempt.resume(state)
            self._attempts[lab.id] = attempt
        return self._attempts[lab.id]

    def keep(self, step: Step) -> None:
        """Hand over the state of a lab that was begun while the lesson was open."""
        attempt = self._attempts.get(step.id)
        if attempt is not None:
            attempt.keep()

    def judge(self, lab: PolicyLab) -> Iterator[RequestVerdict]:
        """As `PolicyAttempt.judge`; what came of it is kept as an answer."""
        attempt = self.lab(lab)
        if not attempt.ready:
            return
        yield from attempt.judge()
        if attempt.counts:
            self._keeper.record(
                Answer(
                    lesson=self._lesson.id,
                    step=lab.id,
                    given="; ".join(each.id for each in attempt.documents if not each.fixed),
                    correct=attempt.passed,
                    seed=self._seed,
                    at=self._keeper.now(),
                )
            )
