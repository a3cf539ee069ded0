"""Programs of guesses, watches and questions: run once, in environments that end with them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lambdatutor.course.handlers.environments import Closed, Environments
from lambdatutor.course.handlers.files import sources_beside
from lambdatutor.course.handlers.layers import published
from lambdatutor.course.handlers.package import package_of
from lambdatutor.course.handlers.program_files import CODE_FILE
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.handlers.running import Planned, Running
from lambdatutor.course.handlers.settings import with_versions
from lambdatutor.runtime.packages import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.package import Package
    from lambdatutor.course.handlers.parts import Program


def files_of(lesson: Lesson, program: Program) -> dict[str, SourceFile]:
    """The files of a program by their path; raises `FilesError`."""
    if program.files:
        return sources_beside(lesson, program.files)
    return {CODE_FILE: SourceFile(program.code.encode())}


def program_package(lesson: Lesson, program: Program) -> Package:
    """What would be uploaded; whatever is wrong with it is in it. Raises `FilesError`."""
    files, settings = files_of(lesson, program), with_versions(program.function)
    return package_of(files, settings, published(lesson, program.layers))


def record_of(running: Running) -> Record:
    """What a going came to, as far as it is."""
    package = running.package
    return Record(tuple(running.so_far), package.settings, package.report, (), package.refused)


class Programs:
    """The programs of one lesson, each run when it is first needed."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._records: dict[str, Record] = {}
        self._lock = threading.Lock()
        """Held while the locks of programs are looked up, never while code runs."""
        self._locks: dict[str, threading.Lock] = {}
        """Each is held while its program runs that somebody waits for: it runs once."""
        self._going: list[tuple[str, _ClosingRunning]] = []
        self._closed = False

    def record(self, program: Program) -> Record | None:
        """What it came to; None while it has not run."""
        return self._records.get(repr(program))

    def start(self, program: Program) -> Running:
        """A new going: its outcomes come in the thread that goes through them.

        Raises `FilesError` where its files are not there.
        """
        package = program_package(self._lesson, program)
        planned = [Planned(each, fresh=each.fresh) for each in program.calls]
        running = _ClosingRunning(Environments(), package, planned, "program")
        running.on_end = self._keeping(program)
        self._going = [each for each in self._going if not each[1].over]
        self._going.append((repr(program), running))
        if self._closed:
            running.close()
        return running

    def run(self, program: Program) -> Record:
        """Run it, if it has not run, and wait; raises `FilesError`, and `Closed` if stopped."""
        with self._lock_of(program):
            record = self.record(program)
            if record is not None:
                return record
            running = self.start(program)
            for _ in running.outcomes():
                pass
            if running.stopped:
                raise Closed("The step was left while its code ran.")
            return self.record(program) or record_of(running)

    def stop(self, *, but: Program | None = None) -> None:
        """Kill what runs of every program, but of this one; it may be started again."""
        kept = repr(but)
        for program, running in tuple(self._going):
            if program != kept:
                running.stop()

    def forget(self, program: Program) -> None:
        """It runs again when it is next needed."""
        self._records.pop(repr(program), None)

    def close(self) -> None:
        """End every program that runs; nothing runs afterwards."""
        self._closed = True
        for _, running in tuple(self._going):
            running.close()

    def _lock_of(self, program: Program) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(repr(program), threading.Lock())

    def _keeping(self, program: Program) -> Callable[[Running], None]:
        def keep(running: Running) -> None:
            self._records[repr(program)] = record_of(running)

        return keep


class _ClosingRunning(Running):
    """One whose environments are its own: they end with it."""

    @property
    def over(self) -> bool:
        """Whether nothing of it runs, and nothing will."""
        return self._environments.closed

    def close(self) -> None:
        """End it, from any thread."""
        self.stop()
        self._environments.close()

    def outcomes(self) -> Iterator[CallOutcome]:
        try:
            yield from super().outcomes()
        finally:
            self._environments.close()
