"""When a schedule is due: `rate(…)`, `cron(…)` and `at(…)` of EventBridge (PUS-004).

Times are UTC; a run opens on 1 January 2026, at midnight (see `dates`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lambdatutor.simulator.dates import date, moment
from lambdatutor.simulator.time import DAY, HOUR, MINUTE, Micros

_RATE = re.compile(r"rate\((\d+) (minute|minutes|hour|hours|day|days)\)")
_CRON = re.compile(r"cron\((.+)\)")
_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
_UNITS: dict[str, Micros] = {"minute": MINUTE, "hour": HOUR, "day": DAY}
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_FIRST_WEEKDAY = 5
"""1 January 2026 is a Thursday; EventBridge counts Sunday as 1."""

_DAYS_LOOKED_AT = 5 * 366
"""How far a cron expression is followed: a leap day comes within five years."""


class Rate(NamedTuple):
    """Every so often, counted from when the schedule was made."""

    every_us: int

    def after(self, at_us: int, made_us: int) -> int | None:
        return made_us + ((at_us - made_us) // self.every_us + 1) * self.every_us


class Once(NamedTuple):
    """At one moment."""

    at_us: int

    def after(self, at_us: int, made_us: int) -> int | None:  # noqa: ARG002  asked as all are
        return self.at_us if self.at_us > at_us else None


class Cron(NamedTuple):
    """At every minute that fits all six fields."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    """1 is Sunday."""
    years: frozenset[int]
    last_day: bool
    """`L` in the field of days."""

    def after(self, at_us: int, made_us: int) -> int | None:  # noqa: ARG002  asked as all are
        first = at_us // DAY
        for day in range(first, first + _DAYS_LOOKED_AT):
            if not self._is_day(day):
                continue
            for hour in self.hours:
                for minute in self.minutes:
                    found = day * DAY + hour * HOUR + minute * MINUTE
                    if found > at_us:
                        return found
        return None

    def _is_day(self, day: int) -> bool:
        year, month, of_month = map(int, date(day * DAY)[:10].split("-"))
        if year not in self.years or month not in self.months:
            return False
        if (day + _FIRST_WEEKDAY - 1) % 7 + 1 not in self.weekdays:
            return False
        if self.last_day:
            return date((day + 1) * DAY)[8:10] == "01"
        return of_month in self.days


Expression = Rate | Once | Cron


def parse_expression(text: str, *, once: bool) -> Expression | None:
    """What an expression means; None for one that AWS refuses. `at(…)` only where `once` is."""
    rate = _RATE.fullmatch(text)
    if rate is not None:
        number, unit = int(rate[1]), rate[2]
        if not number or (number == 1) == unit.endswith("s"):
            return None
        return Rate(number * _UNITS[unit.removesuffix("s")])
    cron = _CRON.fullmatch(text)
    if cron is not None:
        return _cron(cron[1].split())
    at = _AT.fullmatch(text) if once else None
    at_us = None if at is None else moment(at[1])
    return None if at_us is None else Once(at_us)


def _cron(parts: list[str]) -> Cron | None:
    """Minutes, hours, day of the month, month, day of the week, year."""
    if len(parts) != 6 or (parts[2] == "?") == (parts[4] == "?"):
        return None  # exactly one of the two fields of days is a question mark
    last_day = parts[2] == "L"
    days = "*" if last_day else parts[2]
    found = (
        _field(parts[0], 0, 59),
        _field(parts[1], 0, 23),
        _field(days, 1, 31),
        _field(parts[3], 1, 12, _MONTHS),
        _field(parts[4], 1, 7, _DAYS),
        _field(parts[5], 1970, 2199),
    )
    minutes, hours, of_month, months, weekdays, years = found
    if not (minutes and hours and of_month and months and weekdays and years):
        return None
    return Cron(
        tuple(sorted(minutes)),
        tuple(sorted(hours)),
        of_month,
        months,
        weekdays,
        years,
        last_day,
    )


def _field(text: str, low: int, high: int, names: list[str] | None = None) -> frozenset[int]:
    """The numbers a field means; none where it means nothing that is simulated."""
    found: set[int] = set()
    for part in text.split(","):
        span, _, step_text = part.partition("/")
        step = int(step_text) if step_text.isdecimal() else 0 if step_text else 1
        first, dash, last = span.partition("-")
        if span in {"*", "?"}:
            start, end = low, high
        else:
            start = _number(first, low, names)
            end = _number(last, low, names) if dash else high if step_text else start
        if step < 1 or not low <= start <= end <= high:
            return frozenset()
        found.update(range(start, end + 1, step))
    return frozenset(found)


def _number(text: str, low: int, names: list[str] | None) -> int:
    if names is not None and text.upper() in names:
        return low + names.index(text.upper())
    return int(text) if text.isdecimal() else -1
