"""Playing a script to its end in slices, so that progress shows and ctrl-c stops it cleanly."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.course.cases import perform
from lambdatutor.simulator.scenario import LONGEST_RUN
from lambdatutor.simulator.time import NEVER

if TYPE_CHECKING:
    from types import FrameType

    from lambdatutor.course.cases import Timed
    from lambdatutor.simulate.levels import Levels
    from lambdatutor.simulator.world import World

_AT_ONCE = 20_000
"""Events between two looks at the world: well under a tenth of a second."""


class Stop:
    """Whether somebody has asked to stop."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        # Whoever presses ctrl-c again does not want to wait for the slice.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def ctrl_c() -> Generator[Stop]:
    """Let ctrl-c ask for a stop, in place of breaking off in the middle of an event."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, stop.ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


class Done(msgspec.Struct, frozen=True):
    """An action of the script, and what came of it."""

    at_s: float
    operation: str
    """AWS's name, or the simulator's own."""
    refused: str
    """Why AWS, or the simulator, refused it; empty where it was carried out."""


class Run:
    """A world on its way to the end of its scenario, with what the script does in it."""

    def __init__(self, world: World, actions: tuple[Timed, ...], levels: Levels) -> None:
        self.world = world
        self.levels = levels
        self.waiting = list(reversed(actions))
        self.done: list[Done] = []

    def play(self, after_slice: Callable[[], None]) -> bool:
        """Play to the end of the scenario; False if ctrl-c came first."""
        with ctrl_c() as stop:
            while not stop.asked:
                self._act()
                until_us = self._next_stop_us()
                if until_us is None:
                    return True
                arrived = self.world.advance(until_us, at_most=_AT_ONCE)
                if arrived and until_us == self.levels.next_us:
                    self.levels.look()
                after_slice()
                if arrived and until_us == self._end_us:
                    self._act()
                    return True
        return False

    @property
    def _end_us(self) -> int:
        until = self.world.scenario.until
        return LONGEST_RUN if until is None else until

    def _act(self) -> None:
        """Do what is due; a refusal is an event of the run like any other."""
        world = self.world
        while self.waiting and self.waiting[-1].at_us <= world.now_us:
            operation = self.waiting.pop().operation
            error = perform(world, operation)
            self.done.append(
                Done(world.now_us / 1e6, operation.name, "" if error is None else str(error))
            )

    def _next_stop_us(self) -> int | None:
        """How far to play before the next look; None when nothing is left to happen."""
        stops = [self._end_us, self.levels.next_us]
        if self.waiting:
            stops.append(self.waiting[-1].at_us)
        elif self.world.scenario.until is None:
            moment_us = self._last_known_us()
            if moment_us is None:
                return None
            stops.append(moment_us)
        return min(stops)

    def _last_known_us(self) -> int | None:
        """The latest moment that an open run reaches for sure; None when it is over.

        It is over at the first moment at which all is quiet, and not one event later.
        """
        sending = [
            each.next_us
            for each in self.world.clients.values()
            if not each.silent and each.count and each.next_us < NEVER
        ]
        if sending:
            return max(sending)
        return None if self.world.finished else self.world.next_moment_us()
