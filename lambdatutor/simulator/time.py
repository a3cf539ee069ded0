"""Simulated time: whole microseconds, and how people write and read them."""

from __future__ import annotations

import re
from typing import NewType

from lambdatutor.errors import LambdaTutorError

Micros = NewType("Micros", int)
"""A point in simulated time, or a stretch of it, in whole microseconds."""

MICROSECOND = Micros(1)
MILLISECOND = Micros(1_000)
SECOND = Micros(1_000_000)
MINUTE = Micros(60 * SECOND)
HOUR = Micros(60 * MINUTE)
DAY = Micros(24 * HOUR)

NEVER = 1 << 62
"""The moment that does not come, and the end of what goes on for ever."""

UNITS: dict[str, Micros] = {
    "us": MICROSECOND,
    "µs": MICROSECOND,
    "ms": MILLISECOND,
    "s": SECOND,
    "min": MINUTE,
    "h": HOUR,
    "d": DAY,
}
"""Every unit a time may be written in; a time without one is refused."""

_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*(us|µs|ms|s|min|h|d)")

LONGEST = Micros(400 * DAY)
"""No stretch of simulated time may be longer than this."""


class TimeError(LambdaTutorError):
    """A text that should have been a time such as `800ms` is none."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text = text
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.text!r} is not a time: {self.problem}"


def parse(text: str) -> Micros:
    """Read `800ms`, `1.5s`, `10min`, `2h`; raises `TimeError` for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        hint = "write a number and a unit, as in 800ms, 5s or 10min"
        raise TimeError(text, hint)
    us = float(match[1]) * UNITS[match[2]]
    if us > LONGEST:
        raise TimeError(text, "the longest time is 400d")
    return Micros(round(us))


def written(us: int) -> str:
    """The shortest exact text that `parse` reads back: `800ms`, `5min`, `1.5s`."""
    if not us:
        return "0s"
    for unit in ("d", "h", "min", "s"):
        if us % UNITS[unit] == 0:
            return f"{us // UNITS[unit]}{unit}"
    if us % MILLISECOND:
        return f"{us}us"
    if us < SECOND:
        return f"{us // MILLISECOND}ms"
    seconds, rest = divmod(us, SECOND)
    return f"{seconds}.{rest // MILLISECOND:03}".rstrip("0") + "s"


def spoken(us: float) -> str:
    """For people: `200 ms`, `1.04 s`, `6 min`, `2 h`; never more than four figures."""
    if us < SECOND:
        ms = us / MILLISECOND
        return f"{ms:,.0f} ms" if ms >= 10 or ms == int(ms) else f"{ms:.1f} ms"
    if us < 10 * SECOND:
        return f"{us / SECOND:.2f}".rstrip("0").rstrip(".") + " s"
    for unit, below in (("s", 2 * MINUTE), ("min", 2 * HOUR), ("h", 2 * DAY), ("d", None)):
        if below is None or us < below:
            return f"{us / UNITS[unit]:,.1f}".removesuffix(".0") + f" {unit}"
    raise AssertionError


def clock(us: int) -> str:
    """A moment of a run with milliseconds: `61.240 s`, and `1:02:05.000` past ten minutes."""
    if us < 10 * MINUTE:
        return f"{us / SECOND:,.3f} s"
    seconds, rest = divmod(us, SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{rest // 1_000:03}"
