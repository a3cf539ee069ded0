"""Who waits for an answer until when: one bell for all, as all of them wait equally long."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.clock import Clock


class Deadlines:
    """Waits in order of ending; one that was answered is passed over when its turn comes."""

    __slots__ = ("_is_open", "_late", "_set", "_waits", "bell", "clock")

    def __init__(
        self, clock: Clock, is_open: Callable[[object], bool], late: Callable[[object], None]
    ) -> None:
        self.clock = clock
        self.bell = Bell(clock, self._ring)
        self._waits: deque[tuple[int, object]] = deque()
        self._is_open = is_open
        self._late = late
        self._set = False

    def add(self, at_us: int, call: object) -> None:
        """Ask about `call` at `at_us`."""
        waits = self._waits
        if waits and waits[-1][0] > at_us:  # the wait was made shorter meanwhile
            self._waits = deque(sorted([*waits, (at_us, call)], key=_moment))
            self._start_over()
            return
        waits.append((at_us, call))
        if not self._set:
            self._set = True
            self.bell.set(at_us)

    def _start_over(self) -> None:
        self.bell.silence()
        self.bell = Bell(self.clock, self._ring)
        self._set = True
        self.bell.set(self._waits[0][0])

    def _ring(self) -> None:
        now, waits = self.clock.now_us, self._waits
        self._set = False
        while waits and (waits[0][0] <= now or not self._is_open(waits[0][1])):
            _, call = waits.popleft()
            if self._is_open(call):
                self._late(call)
        waits = self._waits
        if waits and not self._set:
            self._set = True
            self.bell.set(waits[0][0])


def _moment(wait: tuple[int, object]) -> int:
    return wait[0]
