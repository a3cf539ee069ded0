"""Playing a world to its end in slices, so that progress shows and ctrl-c stops it cleanly."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lambdatutor.simulator.scenario import LONGEST_RUN

if TYPE_CHECKING:
    from types import FrameType

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


def play(world: World, after_slice: Callable[[], None]) -> bool:
    """Play to the end of the scenario; False if ctrl-c came first."""
    until = world.scenario.until
    with ctrl_c() as stop:
        while not stop.asked:
            arrived = world.advance(LONGEST_RUN if until is None else until, at_most=_AT_ONCE)
            after_slice()
            if arrived or (until is None and world.finished):
                return True
    return False
