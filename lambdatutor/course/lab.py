"""A lab at work: controls, objectives, hints, the jury, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from lambdatutor.aws.command_line import CommandError
from lambdatutor.aws.errors import AwsError
from lambdatutor.course import saved_lab
from lambdatutor.course.cases import Case, timed
from lambdatutor.course.controls import ControlView, dial
from lambdatutor.course.door import read_line, refusal, set_operation
from lambdatutor.course.hints import Hints
from lambdatutor.course.journal import Journal
from lambdatutor.course.judge import Judged, judged, jury_seeds
from lambdatutor.course.merging import Timed
from lambdatutor.course.objectives import ObjectiveView, all_met, objective_views
from lambdatutor.course.outcome import Outcome
from lambdatutor.course.player import Player
from lambdatutor.course.targets import ControlError
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.outside import AnyAction

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.format import Lab


_BUSY = ("ResourceInUseException", "ResourceConflictException")
"""AWS's codes while an earlier change is under way."""


class LabAttempt:
    """One person's work on one lab; `keep` is told the state whenever it changes."""

    def __init__(self, lab: Lab, case: Case, seed: int, keep: Callable[[str], None]) -> None:
        """Raises `ControlError` if a control of the lesson means nothing."""
        self.lab = lab
        self.case = case
        self.seed = seed
        self._keep = keep
        self.dials = tuple(dial(control, case.scenario) for control in lab.controls)
        self.player = Player(case, seed)
        self.hints = Hints(lab.hints)
        self.counts = True
        """False once the solution was shown, until everything is put back to its start."""
        self.met = False
        """The jury was passed."""
        self.broken_by: str | None = None
        """The key of the break that is being tried, if one is."""
        self._journal = Journal(self.dials, case)
        self._judgings = 0

    def resume(self, state: str) -> bool:
        """Play again what was kept; whether it could be read."""
        saved = saved_lab.unpack(state)
        if saved is None:
            return False
        self.seed = saved.seed
        self._journal.open_with(saved.earlier)
        self._open(saved.timed(), saved.at_us)
        self.met = saved.met
        return True

    def replay(self, journal: tuple[Timed, ...], until_us: int) -> None:
        """Play somebody's run of this lab, up to a moment; it does not count."""
        self.counts = False
        scripted = self.case.actions
        self._open(tuple(entry for entry in journal if entry not in scripted), until_us)

    @property
    def controls(self) -> tuple[ControlView, ...]:
        return self._journal.views(self._done())

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        return objective_views(
            self.lab.objectives,
            self.player.world,
            over=self.player.over,
            expects_requests=bool(self.case.scenario.traffic),
        )

    @property
    def shown_run_met(self) -> bool:
        """Whether the run on screen has met every objective but the bonus ones."""
        return all_met(self.objectives)

    def do(self, operation: Operation) -> Outcome:
        """Carry out an operation that the lab offers; what it does not offer is refused."""
        no = refusal(operation, self.dials)
        if no is not None:
            return Outcome(None, no, operation)
        try:
            response = self.player.do(operation)
        except LambdaTutorError as error:
            self._journal.refused.append(self._done()[-1])
            if isinstance(error, AwsError) and error.code in _BUSY and self._opens_with(operation):
                return Outcome({}, None, operation)
            self._changed()
            return Outcome(None, error if isinstance(error, AwsError) else str(error), operation)
        self._changed()
        return Outcome(response, None, operation)

    def _opens_with(self, operation: Operation) -> bool:
        """Whether it went with others in one call that AWS took, before anything has happened."""
        journal, before = self._journal, self._journal.earlier
        if self.player.now_us > self.case.start_us or self.broken_by is not None:
            return False
        self._open(journal.open_with((*self._changes(), cast("AnyAction", operation))))
        if not journal.refused:
            return True
        journal.open_with(before)
        return False

    def set_control(self, name: str, value: str) -> Outcome:
        """Turn a control to one of its values."""
        try:
            operation = set_operation(name, value, self.dials, self._journal.stands(self._done()))
        except ControlError as error:
            return Outcome(None, error.sentence)
        return self.do(operation)

    def command(self, line: str) -> Outcome:
        """Carry out `set NAME VALUE` or a line for the AWS CLI."""
        try:
            operation = read_line(line, self.dials, self._journal.stands(self._done()))
        except (ControlError, CommandError) as error:
            return Outcome(None, str(error))
        return self.do(operation)

    def undo(self) -> Operation | None:
        """Take back the last thing the learner did, or all of a break; None if there is nothing."""
        if self.broken_by is not None:
            last = self._done()[-1].operation
            self.restart()
            return last
        own, opened_with = self.journal, self._journal.opened_with
        if own[: len(opened_with)] == opened_with and self._journal.earlier:
            if len(own) == len(opened_with):
                return self._undo_earlier()
        elif not own:
            return None
        last = self.player.history.done[-1]
        if (last.at_us, last.operation) == own[-1]:
            self.player.history.undo()
        else:  # the lesson itself did something since
            self._open(own[:-1], self.player.now_us)
        self._changed()
        return own[-1].operation

    def _undo_earlier(self) -> Operation:
        """Open the run with what stood before the last change, and play it as far as it was."""
        *earlier, last = self._journal.earlier
        self._open(self._journal.open_with(tuple(earlier)), self.player.now_us)
        return last

    def restart(self) -> None:
        """Play the run again from its beginning, with the present settings from the start."""
        changes = self._changes()
        self.broken_by = None
        self._open(self._journal.open_with(changes))

    def reset(self) -> None:
        """Everything as the lab opened; from here on it counts."""
        self.counts, self.broken_by = True, None
        self._open(self._journal.open_with(()))

    def hint(self) -> str | None:
        given = self.hints.give(self.player.world)
        return given.say if given else None

    def show_solution(self) -> tuple[Operation, ...]:
        """Open the run with the author's solution; it does not count."""
        solution = timed(
            self.lab.solution, self.lab.controls, self.case.scenario, self.case.start_us
        )
        self.counts, self.broken_by = False, None
        self._journal.open_with(())
        self.player = Player(self.case.doing(solution), self.seed)
        return tuple(at.operation for at in solution)

    def try_break(self, key: str) -> str | None:
        """Play the run again with what that key breaks; its words, or None for another key."""
        for each in self.lab.breaks:
            if each.key == key:
                harm = timed(
                    each.actions, self.lab.controls, self.case.scenario, self.case.start_us
                )
                self._journal.earlier = self._changes()
                standing = self._journal.setting(self._journal.earlier)
                scripted = self.case.doing((*standing, *harm))
                self.player = Player(scripted, self.seed)
                self.broken_by = key
                return each.say or each.title
        return None

    def judge(self, *, fresh: bool) -> Iterator[Judged]:
        """The same settings on the jury's runs, one result at a time; none if not yet met here."""
        if not self.shown_run_met or self.broken_by is not None:
            return
        case = self.case.doing(self.journal)
        seeds = jury_seeds(self.lab, self.seed, self._judgings if fresh else 0)
        self._judgings += 1
        all_passed = True
        for result in judged(self.lab, case, seeds):
            all_passed = all_passed and result.met
            yield result
        if all_passed and self.counts:
            self.met = True
            self.keep()

    def keep(self) -> None:
        """Hand over the state as it is now."""
        if self.broken_by is None and self.counts:
            now_us = self.player.now_us
            state = saved_lab.pack(
                self.seed, now_us, self.journal, met=self.met, earlier=self._journal.earlier
            )
            self._keep(state)

    def _changed(self) -> None:
        self.hints.begin_again()
        self.keep()

    def _open(self, journal: tuple[Timed, ...], until_us: int = 0) -> None:
        """Play a journal again, up to a moment."""
        self.player = Player(self.case, self.seed)
        self._journal.refused.clear()
        for at_us, operation in journal:
            self.player.play_to(at_us)
            try:
                self.player.do(operation)
            except LambdaTutorError:
                self._journal.refused.append(self._done()[-1])
        self.player.play_to(until_us)
        self._changed()

    @property
    def journal(self) -> tuple[Timed, ...]:
        """What was done in this run, without what the lesson does itself."""
        return self._journal.own(self._done())

    def _done(self) -> tuple[Timed, ...]:
        return tuple(Timed(at.at_us, at.operation) for at in self.player.history.done)

    def _changes(self) -> tuple[AnyAction, ...]:
        """What turned a control so far; what a break did counts for nothing."""
        if self.broken_by is not None:
            return self._journal.earlier
        return self._journal.changes(self._done())
