"""Lessons and progress, opened when they are first needed and not before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from lambdatutor.course.catalogue import Catalogue
    from lambdatutor.course.format import Lesson, Step
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.learner import Progress
    from lambdatutor.learner.strangers import StrangersCode
    from lambdatutor.simulator.shared_run import SharedRun

SEEDS = 1_000
"""Seeds are small numbers, so that people can tell them to each other."""

_FILES = (".yaml", ".yml")


class UnknownStepError(LambdaTutorError):
    """A lesson has no step of that id."""

    def __init__(self, lesson: str, step: str, steps: Sequence[str]) -> None:
        super().__init__(lesson, step, steps)
        self.lesson = lesson
        self.step = step
        self.steps = steps

    def __str__(self) -> str:
        return f'{self.lesson} has no step "{self.step}". Its steps: {", ".join(self.steps)}.'


class Shelf:
    """Where faces get lessons from. Reading any of them loads the simulator and YAML."""

    def __init__(self, folder: Path | None = None, *, save: bool = True) -> None:
        self._folder = folder
        self._save = save

    @cached_property
    def catalogue(self) -> Catalogue:
        """Raises `NoLessonsError`."""
        from lambdatutor.course.catalogue import Catalogue

        return Catalogue(self._folder)

    @cached_property
    def progress(self) -> Progress:
        """Raises `NewerProgressError`."""
        from lambdatutor.learner import Progress

        return Progress.open() if self._save else Progress.in_memory()

    def titles(self) -> dict[str, str]:
        """Titles of lessons that are not written yet stand in the course itself."""
        entries = self.catalogue.entries
        return {each.id: each.planned.title for each in entries.values() if each.planned}

    def track_of(self, lesson: str) -> str:
        """The title of a lesson's track; empty for a file that is not in the course."""
        entry = self.catalogue.entries.get(lesson)
        return "" if entry is None else entry.track.title

    def read(self, asked: str) -> Lesson:
        """The lesson of an id, or that in a file for somebody who is writing it.

        Raises `UnknownLessonError`, `PlannedLessonError` and `LessonErrors`.
        """
        if not asked.endswith(_FILES):
            return self.catalogue.lesson(asked)
        from lambdatutor.course.reader import read_lesson

        return read_lesson(asked)

    def lesson_run(
        self,
        lesson: str,
        *,
        seed: int | None = None,
        step: str | None = None,
        restart: bool = False,
    ) -> LessonRun:
        """A lesson from where it was left, or from `step`.

        Raises `UnknownLessonError`, `PlannedLessonError`, `LessonErrors` and `UnknownStepError`.
        """
        return self.run_of(self.read(lesson), seed=seed, step=step, restart=restart)

    def run_of(
        self,
        lesson: Lesson,
        *,
        seed: int | None = None,
        step: str | None = None,
        restart: bool = False,
    ) -> LessonRun:
        """The same for a lesson that has been read; raises `UnknownStepError`."""
        from lambdatutor.course.catalogue import work_mark
        from lambdatutor.course.lesson_run import LessonRun

        asked = self.opens_at(lesson, step=step, restart=restart)
        if restart:
            self.progress.restart(lesson.id, work_mark(lesson))
        seed = SystemRandom().randint(1, SEEDS) if seed is None else seed
        run = LessonRun(lesson, seed=seed, progress=self.progress)
        if step is not None:
            run.go(asked.id)
        return run

    def opens_at(self, lesson: Lesson, *, step: str | None = None, restart: bool = False) -> Step:
        """The step that `run_of` begins at, told without loading it; raises `UnknownStepError`."""
        ids = [each.id for each in lesson.steps]
        if step is not None and step not in ids:
            raise UnknownStepError(lesson.id, step, ids)
        wanted = step or (None if restart else self.progress.position(lesson.id))
        return lesson.steps[ids.index(wanted) if wanted in ids else 0]

    def code_to_allow(self, lesson: Lesson) -> StrangersCode | None:
        """What a person has to let run here before the lesson opens; None for most lessons.

        The lesson as it was written: what is drawn in it is other each time.
        Raises `LambdaTutorError` for a lesson whose files cannot be read.
        """
        from lambdatutor.learner.strangers import asked_first

        return asked_first(lesson, self.progress)

    def shared_run(self, shared: SharedRun) -> LessonRun:
        """Somebody's run, played to where they stopped; nothing of it is kept.

        Raises what `lesson_run` raises, and `SharedRunError` if the lesson has changed since.
        """
        from lambdatutor.course.lesson_run import LessonRun
        from lambdatutor.course.sharing import replay
        from lambdatutor.simulator.shared_run import SharedRunError

        run = LessonRun(self.catalogue.lesson(shared.lesson), seed=shared.seed)
        if shared.step not in {each.id for each in run.lesson.steps}:
            raise SharedRunError("its lesson has changed since")
        run.go(shared.step)
        if run.history is None or run.history.scenario.fingerprint() != shared.fingerprint:
            raise SharedRunError("its lesson has changed since")
        replay(run, shared)
        return run

    @property
    def problem(self) -> str | None:
        """Why what is done cannot be kept, in a sentence; None while it can."""
        return self.progress.problem if "progress" in self.__dict__ else None

    @property
    def kept(self) -> bool:
        """Whether what is done outlives the program."""
        return "progress" in self.__dict__ and self.progress.kept

    def close(self) -> None:
        if "progress" in self.__dict__:
            self.progress.close()
