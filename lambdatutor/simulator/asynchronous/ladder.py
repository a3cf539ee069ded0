"""The ladder of retries: who waits for which try, and until when."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from lambdatutor.simulator.time import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.simulator.asynchronous.event import QueuedEvent

Rung = tuple[int, bool]
"""Tries so far, and whether the event waits because it was throttled."""


class Ladder:
    """Events that wait for a moment, by rung; and those in line for a place, if they may stand."""

    def __init__(self) -> None:
        self.rungs: dict[Rung, list[tuple[int, int, QueuedEvent]]] = {}
        """Each by due moment, the next one first."""
        self.line: deque[QueuedEvent] = deque()
        self.in_line: dict[int, int] = {}
        """How many of the line have been tried how often."""
        self._serial = 0

    def wait(self, event: QueuedEvent, due_us: int) -> None:
        """Those that are due at one moment come in the order in which they began to wait."""
        self._serial += 1
        rung = self.rungs.setdefault((event.attempts, event.turned_away > 0), [])
        heappush(rung, (due_us, self._serial, event))

    @property
    def next_us(self) -> float:
        """When the next one is due."""
        return min((each[0][0] for each in self.rungs.values() if each), default=NEVER)

    def take_due(self, now_us: int) -> QueuedEvent | None:
        """The next one that is due by now, if any."""
        rung = min((each for each in self.rungs.values() if each), default=None)
        if rung is None or rung[0][0] > now_us:
            return None
        return heappop(rung)[2]

    def stand_in_line(self, event: QueuedEvent) -> None:
        self.line.append(event)
        self.in_line[event.attempts] = self.in_line.get(event.attempts, 0) + 1

    def leave_line(self) -> QueuedEvent:
        """The first one goes."""
        event = self.line.popleft()
        self.in_line[event.attempts] -= 1
        return event

    def return_to_line(self, event: QueuedEvent) -> None:
        """It found no place after all, and is the first one again."""
        self.line.appendleft(event)
        self.in_line[event.attempts] += 1

    def __iter__(self) -> Iterator[QueuedEvent]:
        for rung in self.rungs.values():
            yield from (each[2] for each in rung)
        yield from self.line
