"""Sentences that hang on the n-th event of a kind, however often the run is looked at."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from lambdatutor.course.frame import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.course.format import Narration
    from lambdatutor.simulator.events import Event


class Narrator:
    """Listens to the events of one run, in order, and says each sentence once."""

    def __init__(self, script: tuple[Narration, ...]) -> None:
        self._script = script
        self._left = set(range(len(script)))
        self._counts: Counter[str] = Counter()
        self._heard: deque[Said] = deque()

    @property
    def may_pause(self) -> bool:
        """Whether a pause is still to come."""
        return any(self._script[index].pause for index in self._left)

    def hear(self, events: Iterable[Event]) -> bool:
        """Take in what happened; whether something that pauses waits to be said."""
        for event in events if self._left else ():  # with all said, counting is for nothing
            self._counts[event.kind] += 1
            self._heard.extend(self._about(event))
        return self.must_pause

    @property
    def must_pause(self) -> bool:
        """Whether something that pauses waits to be said."""
        return any(said.pause for said in self._heard)

    def speak(self) -> tuple[Said, ...]:
        """What is to be said now, up to the first pause."""
        said: list[Said] = []
        while self._heard and not (said and said[-1].pause):
            said.append(self._heard.popleft())
        return tuple(said)

    @property
    def has_more(self) -> bool:
        """Whether a sentence waits behind a pause."""
        return bool(self._heard)

    def fall_silent(self) -> None:
        """Forget what waits to be said: it was said before."""
        self._heard.clear()

    def _about(self, event: Event) -> list[Said]:
        count = self._counts[event.kind]
        found = [
            index
            for index in sorted(self._left)
            if (self._script[index].event, self._script[index].nth) == (event.kind, count)
        ]
        self._left -= set(found)
        return [Said(self._script[i].say, self._script[i].pause, event) for i in found]
