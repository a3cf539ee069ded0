"""A code lab with ways tried on it: each in environments of its own, as a learner's would be."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

from lambdatutor.course.handlers.changes import Changes
from lambdatutor.course.handlers.desk import Desk, opening_desk
from lambdatutor.course.handlers.environments import Environments
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.handlers.running import Planned, Running
from lambdatutor.course.handlers.verdicts import passes
from lambdatutor.course.handlers.views import missed

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.package import Package
    from lambdatutor.course.handlers.parts import Change, HandlerCase
    from lambdatutor.course.handlers.steps import CodeLab

LONGEST_S = 20.0
"""Real seconds for the cases of one way; whoever checks a lesson does not wait for more."""

_INIT_FAILED = re.compile(r"INIT_REPORT .*\tPhase: init\tStatus: error\t")
"""LOG-005; an Init that took too long runs again within the call, and that one may end well."""


@dataclass(frozen=True)
class Tried:
    """What came of one way."""

    record: Record
    failed: tuple[str, ...]
    """Ids of the objectives, and then of the cases, that go wrong."""
    timely: bool
    """It ended in time; else it was stopped."""


@dataclass(frozen=True)
class Trial:
    """One lab of a lesson."""

    lesson: Lesson
    lab: CodeLab

    @cached_property
    def opening(self) -> Desk:
        """Raises `FilesError`."""
        return opening_desk(self.lesson, self.lab)

    def after(self, changes: Iterable[Change], desk: Desk | None = None) -> Desk:
        """The desk after these changes; raises `LambdaTutorError` for one that is not let in."""
        doing = Changes(self.lesson, self.lab)
        desk = desk or self.opening
        for each in changes:
            desk = doing.made(desk, each).desk
        return desk

    def judged(self, desk: Desk) -> Tried:
        """All cases, those that are held out too."""
        return self._tried(desk, self.lab.cases)

    def seen(self, desk: Desk, judged: Tried) -> Tried:
        """The cases that a learner sees: only who passes these is judged by all.

        Where they come first, they came out so in the judging, too.
        """
        seen = [each for each in self.lab.cases if not each.held_out]
        if tuple(seen) != self.lab.cases[: len(seen)]:
            return self._tried(desk, seen)
        ids = {each.id for each in seen}
        outcomes = tuple(each for each in judged.record.outcomes if each.case_id in ids)
        record = replace(judged.record, outcomes=outcomes)
        return Tried(record, self._failed(record, seen), judged.timely)

    def broken(self, desk: Desk) -> Tried:
        """All cases, of a way that is there to fail.

        Where Init fails, it fails for every event that meets the same code and variables: calls
        without variables or an environment of their own are then not made any more, and taken to
        have failed in the same way. Nothing that must pass is judged so.
        """
        package = desk.package()
        cases = self.lab.cases
        with closing(Environments()) as environments:
            first = _gone(environments, package, cases, _failed_in_init)
            if not _failed_in_init(first):
                return self._came_to(package, first, cases)
            made = {each.case_id for each in first.so_far}
            own = [each for each in cases if _by_itself(each) and each.id not in made]
            second = _gone(environments, package, own)
        outcomes = _filled(cases, (*first.so_far, *second.so_far), first.so_far[-1])
        record = self._record(package, outcomes)
        return Tried(record, self._failed(record, cases), not second.stopped)

    def passes(self, desk: Desk) -> bool:
        """Whether everything is as it must be; the first case that is not ends it."""
        package = desk.package()
        cases = self.lab.cases
        with closing(Environments()) as environments:
            running = _gone(environments, package, cases, self._goes_wrong)
        judged = self._came_to(package, running, cases)
        if judged.failed or not judged.timely:
            return False
        return not self.seen(desk, judged).failed

    def unrun(self, desk: Desk) -> Record:
        """A handler that nobody has called."""
        return self._record(desk.package(), ())

    def _tried(self, desk: Desk, cases: Sequence[HandlerCase]) -> Tried:
        package = desk.package()
        with closing(Environments()) as environments:
            running = _gone(environments, package, cases)
        return self._came_to(package, running, cases)

    def _came_to(self, package: Package, running: Running, cases: Iterable[HandlerCase]) -> Tried:
        record = self._record(package, running.so_far)
        return Tried(record, self._failed(record, cases), not running.stopped)

    def _failed(self, record: Record, cases: Iterable[HandlerCase]) -> tuple[str, ...]:
        wrong = [each.id for each in cases if not each.any_answer and not passes(each, record)]
        return (*missed(self.lab.objectives, record), *wrong)

    def _goes_wrong(self, running: Running) -> bool:
        """Whether the case of the last call is over, and did not come out as it must."""
        record = self._record(running.package, running.so_far)
        return any(
            each.id == running.so_far[-1].case_id
            and not each.any_answer
            and len(record.of_case(each.id)) == each.number
            and not passes(each, record)
            for each in self.lab.cases
        )

    def _record(self, package: Package, outcomes: Iterable[CallOutcome]) -> Record:
        report, refused = package.report, package.refused
        return Record(tuple(outcomes), package.settings, report, self.lab.cases, refused)


def _gone(
    environments: Environments,
    package: Package,
    cases: Iterable[HandlerCase],
    enough: Callable[[Running], bool] | None = None,
) -> Running:
    """These cases called, until that is enough or takes too long."""
    running = Running(environments, package, [Planned.of(each) for each in cases], "judge")
    alarm = threading.Timer(LONGEST_S, running.stop)
    alarm.start()
    try:
        for _ in running.outcomes():
            if enough is not None and enough(running):
                break
    finally:
        alarm.cancel()
    return running


def _failed_in_init(running: Running) -> bool:
    """Whether Init failed in the last call, with the function's own variables."""
    if not running.so_far:
        return False
    last = running.so_far[-1]
    shared = {each.case_id for each in running.planned if not each.fresh}
    told = any(_INIT_FAILED.match(each) for each in last.platform_lines)
    return last.failed and last.case_id in shared and told


def _by_itself(case: HandlerCase) -> bool:
    return Planned.of(case).fresh


def _filled(
    cases: Iterable[HandlerCase], made: Sequence[CallOutcome], failed: CallOutcome
) -> Iterator[CallOutcome]:
    """What was called, and in place of each call that was not made the one that failed."""
    number = 0
    for case in cases:
        came = [each for each in made if each.case_id == case.id]
        missing = 0 if _by_itself(case) else case.number - len(came)
        for each in (*came, *repeat(replace(failed, case_id=case.id, event=case.event), missing)):
            number += 1
            yield replace(each, call=number)
