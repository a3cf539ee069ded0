"""The run behind the sandbox: any account, played without end, back, sideways, and by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.history import History
from lambdatutor.simulator.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.merging import Timed
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.history import Entry
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.world import World

ROOM = 20_000
"""About how many of the last events and requests are kept, so that a day fits into memory."""


class Opened(NamedTuple):
    """What the sandbox is opened with."""

    scenario: Scenario
    seed: int = 0
    actions: tuple[Timed, ...] = ()
    """What is done in it at its moments, unless it was done already."""
    journal: tuple[Entry, ...] = ()
    """What was done in it before it came here."""
    now_us: int = 0
    """The moment it is opened at."""
    title: str = ""


class SandboxRun:
    """One account on its way, with the past and the other futures kept."""

    def __init__(self, opened: Opened) -> None:
        """Raises `ScenarioError` and `AwsError` when the account cannot be opened."""
        self.title = opened.title
        self.actions = opened.actions
        self.history = History(
            opened.scenario,
            opened.seed,
            journal=opened.journal,
            room=ROOM,
            authoriser=AUTHORISER,
            script=opened.actions,
        )
        self._act()
        while self.now_us < opened.now_us:
            self.advance(opened.now_us - self.now_us)

    @property
    def world(self) -> World:
        return self.history.world

    @property
    def now_us(self) -> int:
        return self.history.now_us

    @property
    def scenario(self) -> Scenario:
        return self.history.scenario

    def advance(self, dt_us: int, at_most: int | None = None) -> bool:
        """Play on, and do what the scenario does on the way; False if `at_most` ended it first."""
        target_us = self.now_us + max(0, dt_us)
        while True:
            waiting = self._waiting()
            stop_us = min(target_us, waiting[0].at_us) if waiting else target_us
            if not self.history.advance(stop_us, at_most=at_most):
                return False
            self._act()
            if self.now_us >= target_us:
                return True

    def step(self) -> None:
        """On to the next event, or to the next moment at which anything happens."""
        before = len(self.world.log)
        for _ in range(2_000):
            moment_us = self.world.next_moment_us()
            if moment_us is None:
                return
            self.advance(max(1, moment_us - self.now_us), 1)
            if len(self.world.log) != before:
                return

    def do(self, operation: Operation) -> Answer:
        """Carry out an operation now; raises what `World.do` raises."""
        self.history.advance(self.now_us)
        return self.history.do(cast("AnyAction", operation))

    def rewind(self, to_us: int) -> None:
        self.history.rewind(to_us)

    def undo(self) -> Operation | None:
        """Take back what was done last; None when there is nothing."""
        return self.history.undo()

    def _waiting(self) -> list[Timed]:
        """What the scenario is still going to do, in order."""
        if not self.actions:
            return []
        done: dict[int, list[AnyAction]] = {}  # an operation may hold a dict, and has no hash
        for entry in self.history.journal:
            done.setdefault(entry.at_us, []).append(entry.operation)
        return [
            each
            for each in self.actions
            if each.at_us >= self.now_us and each.operation not in done.get(each.at_us, ())
        ]

    def _act(self) -> None:
        for action in _due(self._waiting(), self.now_us):
            try:
                self.history.do(action.operation)
            except LambdaTutorError:
                continue  # a refusal is an event of the run like any other


def _due(actions: Iterable[Timed], now_us: int) -> list[Timed]:
    return [each for each in actions if each.at_us <= now_us]
