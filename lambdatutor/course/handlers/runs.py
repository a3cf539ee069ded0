"""The real code of one lesson: its labs at work, and its programs, each run once."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from lambdatutor.course.answers import Answer
from lambdatutor.course.handlers.steps import CodePredict, CodeWatch
from lambdatutor.course.handlers.telling import program_of

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson, Step
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.handlers.parts import Program
    from lambdatutor.course.handlers.programs import Programs
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.course.handlers.running import Running
    from lambdatutor.course.handlers.steps import CodeLab
    from lambdatutor.course.keeper import Keeper

CodeStep = CodePredict | CodeWatch


class HandlerRuns:
    """Opens labs and runs programs when they are first needed, while the lesson is open."""

    def __init__(self, lesson: Lesson, seed: int, keeper: Keeper) -> None:
        self._lesson = lesson
        self._seed = seed
        self._keeper = keeper
        self._attempts: dict[str, HandlerAttempt] = {}
        self._closed = False
        self._closing = threading.Lock()
        """Held while all is ended: whoever else closes it returns when that is done."""

    # Labs

    def lab(self, lab: CodeLab) -> HandlerAttempt:
        """The work on a lab, resumed where it was left.

        Raises `LambdaTutorError` where the lab's own files are not there.
        """
        if lab.id not in self._attempts:
            # What runs code takes time to import, and most lessons have none.
            from lambdatutor.course.catalogue import work_mark
            from lambdatutor.course.handlers.lab import HandlerAttempt

            lesson, keeper, mark = self._lesson.id, self._keeper, work_mark(self._lesson)

            def keep(state: str) -> None:
                keeper.save_lab(lesson, lab.id + mark, state)

            attempt = HandlerAttempt(self._lesson, lab, keep, keeper.work(lesson + mark, lab.id))
            state = keeper.lab(lesson, lab.id + mark)
            if state is not None:
                attempt.resume(state)
            self._attempts[lab.id] = attempt
        return self._attempts[lab.id]

    def keep(self, step: Step) -> None:
        """Hand over the state of a lab that is left, and end its processes."""
        attempt = self._attempts.get(step.id)
        if attempt is not None:
            attempt.keep()
            attempt.rest()

    def judged(self, lab: CodeLab) -> None:
        """A judging was gone through and taken: what came of it is kept as an answer."""
        attempt = self.lab(lab)
        if not attempt.counts:
            return
        self._keeper.record(
            Answer(
                lesson=self._lesson.id,
                step=lab.id,
                given="; ".join(each for each in attempt.paths if not attempt.is_fixed(each)),
                correct=attempt.passed,
                seed=self._seed,
                at=self._keeper.now(),
            )
        )

    # Programs

    @cached_property
    def _programs(self) -> Programs:
        from lambdatutor.course.handlers.programs import Programs

        programs = Programs(self._lesson)
        if self._closed:
            programs.close()
        return programs

    def program(self, step: CodeStep) -> Program:
        """What a step runs: its own, or that of the predict that it shows.

        Raises `KeyError` for a predict that is not there.
        """
        program = program_of(self._lesson, step)
        if program is None:
            raise KeyError(step.id)
        return program

    def record(self, step: CodeStep) -> Record | None:
        """What its program came to; None while it has not run."""
        return self._programs.record(self.program(step))

    def start(self, step: CodeStep) -> Running:
        """A new going; when all its outcomes have come, `record` has them.

        Raises `FilesError` where its files are not there.
        """
        return self._programs.start(self.program(step))

    def run(self, step: CodeStep) -> Record:
        """Run it, if it has not run, and wait; raises `FilesError`, and `Closed` if stopped."""
        return self._programs.run(self.program(step))

    def run_again(self, step: CodeStep) -> Record:
        """Run it once more, and wait; raises `FilesError`."""
        program = self.program(step)
        self._programs.forget(program)
        return self._programs.run(program)

    def run_program(self, program: Program) -> Record:
        """As `run`, for the program of a question."""
        return self._programs.run(program)

    def stop_programs(self, *, but: Program | None = None) -> None:
        """Kill what runs of programs that nobody looks at any more, all but this one."""
        if "_programs" in vars(self):
            self._programs.stop(but=but)

    def close(self) -> None:
        """End every process that runs for this lesson."""
        with self._closing:
            self._closed = True
            if "_programs" in vars(self):
                self._programs.close()
            for each in tuple(self._attempts.values()):
                each.close()
