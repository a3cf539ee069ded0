"""One line on stderr while a long run goes on."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from lambdatutor.simulator.world import World

_EVERY_S = 0.25


class Progress:
    """Share done, requests a second of the wall's, and the time left; only on a terminal."""

    def __init__(self, world: World, file: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self.world = world
        self.file = file
        self.clock = clock
        self.began_s = self.shown_s = clock()
        self.shows = file.isatty()
        self.width = 0

    def look(self) -> None:
        """Write the line again if it is time to."""
        now_s = self.clock()
        if self.shows and now_s - self.shown_s >= _EVERY_S:
            self.shown_s = now_s
            self._write(self.line(now_s - self.began_s))

    def line(self, gone_s: float) -> str:
        """The line after `gone_s` seconds on the wall."""
        world = self.world
        per_second = world.requests / gone_s
        until = world.scenario.until
        if until is None or not world.now_us:
            return f"{world.now_us / 1e6:,.0f} s simulated, {per_second:,.0f} requests a second"
        done = min(1.0, world.now_us / until)
        left_s = gone_s / done - gone_s
        minutes, seconds = divmod(round(left_s), 60)
        return f"{done:4.0%} done, {per_second:,.0f} requests a second, {minutes}:{seconds:02} left"

    def close(self) -> None:
        """Take the line away."""
        if self.width:
            self._write("")
            self.file.write("\r")
            self.file.flush()

    def _write(self, text: str) -> None:
        self.file.write("\r" + text.ljust(self.width))
        self.file.flush()
        self.width = len(text)
