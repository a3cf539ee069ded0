"""The window of time that a panel shows, to scale, with round ticks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lambdatutor.simulator.time import DAY, HOUR, MILLISECOND, MINUTE, SECOND

_STEPS = (
    *(digit * power for power in (1, 10, 100, 1_000, 10_000, 100_000) for digit in (1, 2, 5)),
    *(digit * SECOND for digit in (1, 2, 5, 10, 15, 30)),
    *(digit * MINUTE for digit in (1, 2, 5, 10, 15, 30)),
    *(digit * HOUR for digit in (1, 2, 3, 6, 12)),
    *(digit * DAY for digit in (1, 2, 5, 10, 20, 50, 100, 200)),
)
"""Distances between ticks that people count in."""


class Window(NamedTuple):
    """A stretch of time laid over a number of cells."""

    start_us: int
    end_us: int
    width: int

    @property
    def span_us(self) -> int:
        return max(1, self.end_us - self.start_us)

    def x(self, us: int) -> float:
        """How many cells from the left a moment is; below 0 or past the width when outside."""
        return (us - self.start_us) * self.width / (self.end_us - self.start_us or 1)

    def cell(self, us: int) -> int | None:
        """The cell of a moment, None outside the window; the window's last moment is inside."""
        x = int((us - self.start_us) * self.width // self.span_us)
        if us == self.end_us:
            x = self.width - 1
        return x if 0 <= x < self.width else None

    def us(self, x: float) -> int:
        """The moment *x* cells from the left."""
        return self.start_us + round(x * self.span_us / max(1, self.width))

    def zoomed(self, factor: float, around_us: int) -> Window:
        """The window *factor* times as long, with *around_us* where it is; never below 0."""
        span = min(max(20 * MILLISECOND, round(self.span_us * factor)), 400 * DAY)
        part = min(1.0, max(0.0, (around_us - self.start_us) / self.span_us))
        start = max(0, round(around_us - part * span))
        return self._replace(start_us=start, end_us=start + span)

    def scrolled(self, by_us: int) -> Window:
        """The window *by_us* later, never before 0."""
        start = max(0, self.start_us + by_us)
        return self._replace(start_us=start, end_us=start + self.span_us)

    def step_us(self, apart: int) -> int:
        """The smallest round distance of at least *apart* cells."""
        for step in _STEPS:
            if step * self.width >= apart * self.span_us:
                return step
        return _STEPS[-1]

    def ticks(self, apart: int = 14) -> Iterator[tuple[int, str]]:
        """Cell and label of every tick."""
        if not self.width:
            return
        step = self.step_us(apart)
        us = -(-self.start_us // step) * step
        while us < self.end_us:
            cell = self.cell(us)
            if cell is not None:
                yield cell, tick_label(us, step)
            us += step


def tick_label(us: int, step_us: int) -> str:
    """A moment with no more digits than ticks *step_us* apart need: `50 s`, `10.25 s`, `1:05 h`."""
    if step_us < MILLISECOND:
        return f"{us / MILLISECOND:,.2f} ms"
    if step_us < SECOND:
        if us < SECOND:
            return f"{us // MILLISECOND} ms"
        digits = 1 if step_us % 100_000 == 0 else 2 if step_us % 10_000 == 0 else 3
        return f"{us / SECOND:,.{digits}f} s"
    if step_us < MINUTE:
        if us < 10 * MINUTE:
            return f"{us // SECOND} s"
        minutes, seconds = divmod(us // SECOND, 60)
        return f"{minutes}:{seconds:02} min"
    if us < 2 * HOUR and step_us < HOUR:
        return f"{us // MINUTE} min"
    if us < 2 * DAY or step_us < DAY:
        hours, minutes = divmod(us // MINUTE, 60)
        return f"{hours}:{minutes:02} h"
    return f"{us // DAY} d"
