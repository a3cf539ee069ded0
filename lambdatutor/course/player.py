"""Plays the run of a step: what the lesson does at its moments, the narration, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.course.cases import Case
from lambdatutor.course.merging import Timed
from lambdatutor.course.narration import Narrator
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.history import History
from lambdatutor.simulator.time import MICROSECOND

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.format import Narration
    from lambdatutor.course.frame import Said
    from lambdatutor.simulator.events import Event
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.world import World


class Player:
    """One run on its way from its opening to its end, in stretches of any length.

    How it is cut into stretches changes neither what happens nor what is said of it.
    """

    def __init__(self, case: Case, seed: int, script: tuple[Narration, ...] = ()) -> None:
        """Open the run; one that goes on from another step is played to where that ended."""
        self.case = case
        self.seed = seed
        self.history = History(case.scenario, seed, authoriser=AUTHORISER, script=case.actions)
        self._script = script
        self._narrator = Narrator(script)
        self._generation = self.history.generation
        self._seen = 0
        self._arrived = True
        """Everything of the present moment has happened."""
        self._open_end = case.scenario.until is None
        self._act()
        while self.now_us < case.start_us:
            self._stretch(case.start_us, None)
        self._seen = len(self.history.world.log)

    @property
    def world(self) -> World:
        return self.history.world

    @property
    def now_us(self) -> int:
        return self.history.world.now_us

    @property
    def over(self) -> bool:
        """Whether the end is reached, and nothing is left to be said."""
        return self._at_end() and not self._narrator.has_more

    def advance(
        self, dt_us: int, at_most: int | None = None
    ) -> tuple[tuple[Event, ...], tuple[Said, ...]]:
        """Play on, to a pause of the narration or the end; what happened, and what is said of it.

        `at_most` bounds the events, roughly, so that a face can show progress in between.
        """
        self._follow()
        said = self._narrator.speak()
        if said and said[-1].pause:
            return (), said
        target_us = min(self.now_us + max(0, dt_us), self.case.end_us)
        first, left = self._seen, at_most
        while self.now_us < target_us and not self._at_end() and not self._listen():
            before = len(self.world.log)
            arrived = self._stretch(target_us, left)
            if left is not None:
                left -= 1 + len(self.world.log) - before
            if self._listen() or (not arrived and left is not None and left <= 0):
                break
        events = tuple(self.world.log.since(first))
        return events, said + self._narrator.speak()

    def do(self, operation: Operation) -> dict[str, object]:
        """Carry out an operation now; raises what the world raises."""
        self._follow()
        if not self._arrived:  # all of a moment happens before what is done at it
            self._stretch(self.now_us, None)
        return self.history.do(cast("AnyAction", operation))

    def play_to(self, at_us: int) -> None:
        """Play to a moment, or to the end if that is earlier, without a word."""
        while self.now_us < at_us and not self.over:
            self.advance(at_us - self.now_us)

    def _stretch(self, target_us: int, at_most: int | None) -> bool:
        """Play towards a moment, no further than the next action or what may have to be said."""
        waiting = self._waiting()
        stop_us = min(target_us, waiting[0].at_us) if waiting else target_us
        if self._narrator.may_pause or (self._open_end and not waiting):
            moment_us = self.world.next_moment_us()
            stop_us = stop_us if moment_us is None else min(stop_us, max(moment_us, MICROSECOND))
        self._arrived = self.history.advance(stop_us, at_most=at_most)
        if self._arrived:
            self._act()
        return self._arrived

    def _act(self) -> None:
        """Do what the lesson does at this moment; a refusal is an event like any other."""
        for action in self._waiting():
            if action.at_us > self.now_us:
                break
            try:
                self.history.do(action.operation)
            except LambdaTutorError:
                continue

    def _waiting(self) -> list[Timed]:
        """What the lesson is still going to do, in order."""
        done = [(entry.at_us, entry.operation) for entry in self.history.journal]
        now_us = self.now_us
        return [
            action
            for action in self.case.actions
            if action.at_us >= now_us and (action.at_us, action.operation) not in done
        ]

    def _listen(self) -> bool:
        """Hear what happened since; whether the run must stand still now."""
        log = self.world.log
        if self._seen < len(log):
            new, self._seen = self._seen, len(log)
            return self._narrator.hear(log.since(new))
        return self._narrator.must_pause

    def _at_end(self) -> bool:
        if self.now_us >= self.case.end_us:
            return True
        return self._open_end and not self._waiting() and self.world.finished

    def _follow(self) -> None:
        """The past may have been changed behind our back: then nothing of it is said again."""
        if self._generation == self.history.generation:
            return
        self._generation = self.history.generation
        self._arrived = True
        log = self.world.log
        self._narrator = Narrator(self._script)
        self._narrator.hear(log.since(0))
        self._narrator.fall_silent()
        self._seen = len(log)
