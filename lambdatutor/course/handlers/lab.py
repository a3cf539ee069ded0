"""A code lab or package lab at work: the files as they are edited, runs, cases, the judging.

The whole behaviour with no screen; faces only call it. All of it is called on one thread, but for
`Running.outcomes`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lambdatutor.course.handlers import saved, views
from lambdatutor.course.handlers.environments import Environments
from lambdatutor.course.handlers.json_text import JsonText
from lambdatutor.course.handlers.parts import Calling
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.handlers.running import Planned, Running
from lambdatutor.course.handlers.saved import SavedHandlers, desk_of, saved_desk
from lambdatutor.course.handlers.verdicts import passes
from lambdatutor.course.handlers.views import CaseView, Trees, case_view, laid_out, missed
from lambdatutor.course.handlers.workbench import Workbench
from lambdatutor.course.hints import Hints
from lambdatutor.runtime.packages import remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.desk import Desk
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import HandlerCase
    from lambdatutor.course.handlers.running import Purpose
    from lambdatutor.course.handlers.steps import CodeLab
    from lambdatutor.course.objectives import ObjectiveView
    from lambdatutor.runtime.packages import Report


class HandlerAttempt(Workbench):
    """One person's work on one lab; `keep` is told the state whenever it changes."""

    def __init__(
        self,
        lesson: Lesson,
        lab: CodeLab,
        keep: Callable[[str], None],
        folder: Path | None = None,
    ) -> None:
        """Raises `LambdaTutorError` where the lab's own files are not there."""
        self.hints = Hints(lab.hints)
        self.counts = True
        """False once the solution was shown, until everything is put back to its start."""
        self.met = False
        """Everything was as it must be in a judging, the held-out cases included."""
        self.event_text = laid_out(lab.cases[0].event)
        """The learner's own event, as it is typed."""
        self.tried: tuple[CallOutcome, ...] = ()
        """What came of the learner's own event last."""
        self._keep = keep
        self._kept = ""
        self._environments = Environments()
        self._running: Running | None = None
        self._record: Record | None = None
        self._ran_with = ""
        """The fingerprint of the package that the record is of."""
        self._passed_with = ""
        self._own: Desk | None = None
        self._shown: list[str] = []
        super().__init__(lesson, lab, folder)

    def resume(self, state: str) -> bool:
        """Go on with what was kept; whether it could be read."""
        kept = saved.unpack(state)
        if kept is None:
            return False
        self.counts, self.met, self._passed_with = kept.counts, kept.met, kept.passed_with
        self.event_text = kept.event or self.event_text
        self._shown = [each.id for each in self.lab.cases if each.id in kept.shown]
        if kept.own is not None:
            self._own = desk_of(kept.own, self._opening, self._desk.tree)
            self._undo = [self._own]
        self._desk = desk_of(kept.desk, self._opening, self._desk.tree)
        self._package = None
        return True

    def reset(self) -> None:
        """Everything as the lab opened; from here on it counts. `undo` brings it back."""
        self.counts, self._own = True, None
        self._set(self._opening)

    # The package

    @property
    def report(self) -> Report | None:
        """What was found in what would be uploaded now; None where its layers are not there."""
        return self.package.report

    @property
    def trees(self) -> Trees:
        return views.trees(self._desk, self.report)

    # Running

    def run(self) -> Running:
        """Every case that can be seen, on what stands now: warm where the code is the same."""
        return self._go_on(map(Planned.of, self._visible()), "run")

    def again(self, case_id: str) -> Running:
        """One case once more, in the environment that stands; raises `KeyError`."""
        case = self.lab.case(case_id)
        return self._go_on([Planned(case, case.id, case.variables, case.fresh)], "case")

    def try_event(self, text: str) -> Running:
        """An event of the learner's own, in the same environment."""
        self.set_event(text)
        return self._go_on([Planned(Calling(event=JsonText(text)))], "event")

    def judge(self) -> Running:
        """All cases in new environments, those held out too."""
        self._environments.give_up()
        return self._go_on(map(Planned.of, self.lab.cases), "judge")

    def take(self, running: Running) -> None:
        """Take over what has come out, in the middle of a going or at its end.

        At the end of a judging in which all pass, the lab is met (unless the solution was shown),
        and that is kept. Held-out cases that go wrong can be seen from then on.
        """
        outcomes = tuple(running.so_far)
        if running.purpose == "event":
            self.tried = outcomes
            return
        if running.purpose == "case":
            outcomes = self._merged(running, outcomes)
        package = running.package
        judged = running.purpose == "judge"
        cases = self.lab.cases if judged else self._visible()
        self._record = Record(outcomes, package.settings, package.report, cases, package.refused)
        self._ran_with = package.fingerprint
        self.hints.begin_again()
        if judged and running.ended and running.complete and not self.stale:
            self._judged(self._record)

    @property
    def running(self) -> Running | None:
        """What runs now; None when nothing does."""
        running = self._running
        return None if running is None or running.ended else running

    @property
    def record(self) -> Record:
        """What the cases came to last, or nothing at all."""
        if self._record is not None:
            return self._record
        package = self.package
        return Record((), package.settings, package.report, self._visible(), package.refused)

    @property
    def stale(self) -> bool:
        """Whether files or settings are others since the record."""
        return self._record is not None and self._ran_with != self.package.fingerprint

    @property
    def cases(self) -> tuple[CaseView, ...]:
        """Each case that can be seen, with what came of it last."""
        return tuple(case_view(each, self.record) for each in self._visible())

    @property
    def held_out(self) -> int:
        """How many cases are judged only at the end, and not seen yet."""
        return len(self.lab.cases) - len(self._visible())

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """Each objective: `not yet`, `holding`, or `met` once this package passed a judging."""
        found = views.objective_views(self.lab.objectives, self.record, passed=self.passed)
        if self._record is None and self.passed:  # in an earlier sitting
            return tuple(each._replace(face="met") for each in found)
        return found

    @property
    def passed(self) -> bool:
        """The package as it is now has passed a judging."""
        return bool(self._passed_with) and self._passed_with == self.package.fingerprint

    @property
    def ready(self) -> bool:
        """Whether all that can be seen is as it must be, so that `judge` has something to do."""
        record = self._record
        return (
            record is not None and not self.stale and self._as_it_must_be(record, self._visible())
        )

    def set_event(self, text: str) -> None:
        """Keep the learner's own event, JSON or not."""
        if text != self.event_text:
            self.event_text = text
            self.keep()

    def rest(self) -> None:
        """End every process, which nobody waits for here; the next call is a cold one."""
        if self._running is not None:
            self._running.stop()
        self._environments.rest()

    def close(self) -> None:
        """End every process, and call nothing any more."""
        if self._running is not None:
            self._running.stop()
        self._environments.close()
        if self._temporary:
            remove(self.folder)

    # Help

    def hint(self) -> str | None:
        """The next hint that fits; None when there is no more, and then the solution is offered."""
        record, package = self.record, self.package
        # A hint is for the files and settings as they are, also before they have run.
        now = replace(record, settings=package.settings, report=package.report)
        given = self.hints.give(now.measurable)
        return given.say if given else None

    @property
    def solution_offered(self) -> bool:
        return self.hints.used_up

    def show_solution(self) -> None:
        """Put the author's solution in place; it does not count. `undo` brings back one's own.

        Raises `LambdaTutorError` for a solution that cannot be made, as `lambdatutor check` tells.
        """
        desk = self._opening
        for change in self.lab.solution:
            desk = self._changes.made(desk, change).desk
        if self._own is None:
            self._own = self._desk
        self.counts = False
        self._set(desk)

    def keep(self) -> None:
        """Hand over the state, if it is another one since."""
        own = self._own
        state = saved.pack(
            SavedHandlers(
                desk=saved_desk(self._desk, self._opening),
                own=None if own is None else saved_desk(own, self._opening, with_files=True),
                shown=tuple(self._shown),
                counts=self.counts,
                met=self.met,
                passed_with=self._passed_with,
                event=self.event_text,
            )
        )
        if state != self._kept:
            self._kept = state
            self._keep(state)

    def _changed(self) -> None:
        self.hints.begin_again()
        self.keep()

    def _go_on(self, planned: Iterable[Planned], purpose: Purpose) -> Running:
        """One thing runs at a time."""
        if self._running is not None:
            self._running.stop()
        self._running = Running(self._environments, self.package, planned, purpose)
        return self._running

    def _merged(
        self, running: Running, outcomes: tuple[CallOutcome, ...]
    ) -> tuple[CallOutcome, ...]:
        """The record with one case's outcomes in place of its last ones."""
        if self._record is None or self._ran_with != running.package.fingerprint:
            return outcomes
        again = {each.case_id for each in running.planned}
        before = [each for each in self._record.outcomes if each.case_id not in again]
        numbered = enumerate((*before, *outcomes), start=1)
        return tuple(replace(each, call=number) for number, each in numbered)

    def _judged(self, record: Record) -> None:
        wrong = [
            each.id
            for each in self.lab.cases
            if each.held_out and each.id not in self._shown and not passes(each, record)
        ]
        passed = self._as_it_must_be(record, self.lab.cases)
        self._shown += wrong
        self._passed_with = self.package.fingerprint if passed else ""
        self.met = self.met or (passed and self.counts)
        self.keep()

    def _as_it_must_be(self, record: Record, cases: Iterable[HandlerCase]) -> bool:
        every_one = all(passes(each, record) for each in cases if not each.any_answer)
        return every_one and not missed(self.lab.objectives, record)

    def _visible(self) -> tuple[HandlerCase, ...]:
        return tuple(each for each in self.lab.cases if not each.held_out or each.id in self._shown)
