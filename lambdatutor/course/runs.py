"""The runs of one lesson: a player for each step that has a run, and the labs at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.cases import Case, case_of, has_run
from lambdatutor.course.format import (
    CodeWatch,
    Lab,
    Lesson,
    PolicyLab,
    Predict,
    Staged,
    Step,
    Watch,
)
from lambdatutor.course.lab import LabAttempt
from lambdatutor.course.player import Player
from lambdatutor.course.seeds import derived

if TYPE_CHECKING:
    from lambdatutor.course.keeper import Keeper
    from lambdatutor.course.policies.runs import PolicyRuns
    from lambdatutor.simulator.scenario import Scenario


class Runs:
    """Opens runs when they are first needed, and keeps them while the lesson is open."""

    def __init__(self, lesson: Lesson, seed: int, keeper: Keeper, policies: PolicyRuns) -> None:
        self._lesson = lesson
        self._policies = policies
        self._seed = seed
        self._keeper = keeper
        self._rolls: dict[str, int] = {}
        self._players: dict[str, Player] = {}
        self._labs: dict[str, LabAttempt] = {}
        self._opened_on: dict[str, object] = {}
        """The documents of a policy lab that a step goes on from, as they were when it opened."""

    def player(self, step: Step) -> Player | None:
        """What plays a step's run; None for a step without one."""
        if isinstance(step, Lab):
            return self.lab(step).player
        if not has_run(step):
            return None
        written = self._written_before(step)
        if self._opened_on.get(step.id) is not written:
            self.forget(step)
            self._opened_on[step.id] = written
        if step.id not in self._players:
            script = step.narrate if isinstance(step, Watch) else ()
            seed = self.seed_of(step)
            self._players[step.id] = Player(self._case(step, seed), seed, script)
        return self._players[step.id]

    def lab(self, lab: Lab) -> LabAttempt:
        """The work on a lab, resumed where it was left."""
        if lab.id not in self._labs:
            lesson, keeper = self._lesson.id, self._keeper

            def keep(state: str) -> None:
                keeper.save_lab(lesson, lab.id, state)

            attempt = LabAttempt(lab, self._case(lab, self._seed), self._seed, keep)
            state = keeper.lab(lesson, lab.id)
            if state is not None:
                attempt.resume(state)
            self._labs[lab.id] = attempt
        return self._labs[lab.id]

    def keep(self, step: Step) -> None:
        """Hand over the state of a lab that was begun while the lesson was open."""
        attempt = self._labs.get(step.id)
        if attempt is not None:
            attempt.keep()

    def forget(self, step: Step) -> None:
        """The run opens anew when it is next needed."""
        self._players.pop(step.id, None)

    def roll(self, step: Predict | Watch) -> None:
        """Give a run another seed, in every step that plays it."""
        owner = owner_of(step)
        self._rolls[owner] = self._rolls.get(owner, 0) + 1
        for each in self._lesson.steps:
            if has_run(each) and owner_of(each) == owner:
                self.forget(each)

    def seed_of(self, step: Step) -> int:
        """The seed of a step's run: the lesson's, and another one after each roll."""
        if isinstance(step, Lab):
            return self.lab(step).seed
        roll = self._rolls.get(owner_of(step), 0)
        return derived(self._seed, "roll", roll) if roll else self._seed

    def _case(self, step: Step, seed: int) -> Case:
        journals = {id_: attempt.journal for id_, attempt in self._labs.items()}
        return case_of(self._lesson, step, seed, journals, self._left())

    def _left(self) -> dict[str, Scenario]:
        """How the policy labs of this lesson leave its world."""
        labs = [step for step in self._lesson.steps if isinstance(step, PolicyLab)]
        named = {step.continues for step in self._lesson.steps if isinstance(step, Staged)}
        return {lab.id: self._policies.lab(lab).world for lab in labs if lab.id in named}

    def _written_before(self, step: Step) -> object:
        """The documents of the policy lab whose world a step goes on in; None if it has none."""
        owner = self._lesson.step(owner_of(step))
        if not isinstance(owner, Staged) or owner.continues is None:
            return None
        before = self._lesson.step(owner.continues)
        return self._policies.lab(before).texts if isinstance(before, PolicyLab) else None


def owner_of(step: Step) -> str:
    """The id of the step whose run a step plays: its own, or that of the predict it shows."""
    shown = step.of if isinstance(step, Watch | CodeWatch) else None
    return step.id if shown is None else shown
