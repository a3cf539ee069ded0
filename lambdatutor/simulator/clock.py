"""The clock: SimPy's environment in whole microseconds, made copyable and quick."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import repeat
from typing import TYPE_CHECKING, Any

from simpy import Environment
from simpy.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable


class Bell(Event):
    """An event that can be set again and again, and calls one function each time it rings.

    An ordinary SimPy event is made anew for every occurrence. What happens once a request (the
    next arrival, the end of an invocation) has a bell that is set again instead.
    """

    __slots__ = ("call", "clock")

    def __init__(self, clock: Clock, call: Callable[[], object]) -> None:
        super().__init__(clock)
        self.clock = clock
        self.call = call

    def set(self, at_us: int) -> None:
        """Ring at `at_us`, after everything that was already asked for at that moment."""
        clock = self.clock
        clock.serial += 1
        heappush(clock.queue, (at_us, 1, clock.serial, self))

    def set_first(self, at_us: int) -> None:
        """Ring at `at_us`, before everything else that is asked for at that moment."""
        clock = self.clock
        clock.serial += 1
        heappush(clock.queue, (at_us, 0, clock.serial, self))

    def silence(self) -> None:
        """Ring no more: it stays in the queue until its moment, and then does nothing."""
        self.call = nothing


def nothing() -> None:
    """What a silenced bell calls."""


class Clock(Environment):
    """Simulated time, and all that is going to happen."""

    def __init__(self) -> None:
        super().__init__(0)
        self._eid: Any = None  # an itertools.count cannot be copied; `serial` takes its place
        self.serial = 0
        self.queue: list[tuple[int, int, int, Any]] = self._queue  # type: ignore[assignment]  simpy's queue holds its own kind of entries
        self.now_us = 0

    def schedule(self, event: Event, priority: int = 1, delay: float = 0) -> None:
        """As SimPy's own, with a serial number that can be copied."""
        self.serial += 1
        heappush(self.queue, (self.now_us + int(delay), priority, self.serial, event))

    def call_at(self, at_us: int, call: Callable[[], object]) -> Bell:
        """Call `call` once, at `at_us`."""
        bell = Bell(self, call)
        bell.set(at_us)
        return bell

    def advance(self, until_us: int, at_most: int | None = None) -> bool:
        """Let everything happen up to and including `until_us`.

        False when `at_most` events happened before that; the clock then stands at the last one.
        """
        queue = self.queue
        for _ in repeat(None) if at_most is None else repeat(None, at_most):
            if not queue or queue[0][0] > until_us:
                break
            at_us, _, _, event = heappop(queue)
            self.now_us = at_us
            if type(event) is Bell:
                event.call()
            else:
                callbacks, event.callbacks = event.callbacks, None
                for callback in callbacks:
                    callback(event)
        else:
            if queue and queue[0][0] <= until_us:
                return False
        self.now_us = max(self.now_us, until_us)
        return True

    @property
    def now(self) -> int:
        """SimPy's name for it."""
        return self.now_us
