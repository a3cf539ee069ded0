"""A lab at work: controls, objectives, hints, the jury, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.command_line import CommandError, to_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.course import saved_lab
from lambdatutor.course.cases import Case, Timed, timed
from lambdatutor.course.controls import ControlView, Dial, dial
from lambdatutor.course.door import read_line, refusal, set_operation
from lambdatutor.course.hints import Hints
from lambdatutor.course.judge import Judged, judged, jury_seeds
from lambdatutor.course.objectives import ObjectiveView, all_met, objective_views
from lambdatutor.course.player import Player
from lambdatutor.course.targets import ControlError, Value
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.format import Lab


class Outcome(NamedTuple):
    """What came of something the learner did."""

    response: dict[str, object] | None
    """AWS's answer; None if it was refused."""
    error: AwsError | str | None = None
    """AWS's refusal, or the lab's own in a sentence."""
    operation: Operation | None = None


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
        self._before_break: tuple[Timed, ...] = ()
        self._refused: set[Timed] = set()
        """What AWS refused: it stands in the journal, and turned no control."""
        self._judgings = 0

    def resume(self, state: str) -> bool:
        """Play again what was kept; whether it could be read."""
        saved = saved_lab.unpack(state)
        if saved is None:
            return False
        self.seed = saved.seed
        self._open(saved.timed(), saved.at_us)
        self.met = saved.met
        return True

    def replay(self, journal: tuple[Timed, ...], until_us: int) -> None:
        """Play somebody's run of this lab, up to a moment; it does not count."""
        self.counts = False
        scripted = set(self.case.actions)
        self._open(tuple(entry for entry in journal if entry not in scripted), until_us)

    @property
    def controls(self) -> tuple[ControlView, ...]:
        return tuple(self._view(each) for each in self.dials)

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
            self._refused.add(self._done()[-1])
            self._changed()
            return Outcome(None, error if isinstance(error, AwsError) else str(error), operation)
        self._changed()
        return Outcome(response, None, operation)

    def set_control(self, name: str, value: str) -> Outcome:
        """Turn a control to one of its values."""
        try:
            operation = set_operation(name, value, self.dials)
        except ControlError as error:
            return Outcome(None, error.sentence)
        return self.do(operation)

    def command(self, line: str) -> Outcome:
        """Carry out `set NAME VALUE` or a line for the AWS CLI."""
        try:
            operation = read_line(line, self.dials)
        except (ControlError, CommandError) as error:
            return Outcome(None, str(error))
        return self.do(operation)

    def undo(self) -> Operation | None:
        """Take back the last thing the learner did; None if there is nothing."""
        own = self.journal
        if not own:
            return None
        last = self.player.history.done[-1]
        if (last.at_us, last.operation) == own[-1]:
            self.player.history.undo()
        else:  # the lesson itself did something since
            self._open(own[:-1], self.player.now_us)
        self._changed()
        return own[-1].operation

    def restart(self) -> None:
        """Play the run again from its beginning, with the present settings from the start."""
        present = self._present() if self.broken_by is None else self._before_break
        self.broken_by = None
        self._open(present)

    def reset(self) -> None:
        """Everything as the lab opened; from here on it counts."""
        self.counts, self.broken_by = True, None
        self._open(())

    def hint(self) -> str | None:
        given = self.hints.give(self.player.world)
        return given.say if given else None

    def show_solution(self) -> tuple[Operation, ...]:
        """Open the run with the author's solution; it does not count."""
        solution = timed(
            self.lab.solution, self.lab.controls, self.case.scenario, self.case.start_us
        )
        self.counts, self.broken_by = False, None
        self.player = Player(self.case.doing(solution), self.seed)
        return tuple(at.operation for at in solution)

    def try_break(self, key: str) -> str | None:
        """Play the run again with what that key breaks; its words, or None for another key."""
        for each in self.lab.breaks:
            if each.key == key:
                harm = timed(
                    each.actions, self.lab.controls, self.case.scenario, self.case.start_us
                )
                if self.broken_by is None:
                    self._before_break = self._present()
                scripted = self.case.doing((*self._before_break, *harm))
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
            state = saved_lab.pack(self.seed, now_us, self.journal, met=self.met)
            self._keep(state)

    def _changed(self) -> None:
        self.hints.begin_again()
        self.keep()

    def _open(self, journal: tuple[Timed, ...], until_us: int = 0) -> None:
        """Play a journal again, up to a moment."""
        self.player = Player(self.case, self.seed)
        self._refused.clear()
        for at_us, operation in journal:
            self.player.play_to(at_us)
            try:
                self.player.do(operation)
            except LambdaTutorError:
                self._refused.add(self._done()[-1])
        self.player.play_to(until_us)
        self._changed()

    @property
    def journal(self) -> tuple[Timed, ...]:
        """What was done in this run, without what the lesson does itself."""
        scripted = set(self.case.actions)
        return tuple(entry for entry in self._done() if entry not in scripted)

    def _done(self) -> tuple[Timed, ...]:
        return tuple(Timed(at.at_us, at.operation) for at in self.player.history.done)

    def _present(self) -> tuple[Timed, ...]:
        """Every control that does not stand where the lab opened it, set at the opening."""
        opened, now = self._positions(self.case.actions), self._positions(self._done())
        return tuple(
            Timed(self.case.start_us, each.target.operation(now[each.name]))
            for each in self.dials
            if now[each.name] != opened[each.name]
        )

    def _positions(self, journal: tuple[Timed, ...]) -> dict[str, Value]:
        """Where each control stands after a journal."""
        stands = {each.name: each.start for each in self.dials}
        for entry in journal:
            if entry in self._refused:
                continue
            for each in self.dials:
                value = each.read(entry.operation)
                if value is not None:
                    stands[each.name] = value
        return stands

    def _view(self, each: Dial) -> ControlView:
        turned = [
            entry.operation for entry in self.journal if each.read(entry.operation) is not None
        ]
        value = self._positions(self._done())[each.name]
        return each.view(value, command_text(turned[-1], each) if turned else "")


def command_text(operation: Operation, turned: Dial) -> str:
    """What a learner would type: a line for the AWS CLI, or `set` for what lies outside AWS."""
    value = turned.read(operation)
    if operation.name in ("SetTraffic", "SetSimulator") and value is not None:
        return f"set {turned.name} {turned.target.show(value)}"
    return to_cli(operation)
