"""Dates: a run begins at a fixed moment, so that AWS's timestamps can be written and read."""

from __future__ import annotations

import re

from lambdatutor.simulator.time import DAY, MILLISECOND, SECOND

_FIRST_DAY = 20_454
"""2026-01-01 in days since 1970: when every run opens. The simulator's own."""

_WRITTEN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:Z|\+00:00)?)?"
)
_SECONDS = re.compile(r"\d+(?:\.\d+)?")


def date(us: int) -> str:
    """A moment of a run as AWS writes it: `2026-01-01T00:01:30.250Z`."""
    day, within = divmod(us, DAY)
    year, month, of_month = _civil(_FIRST_DAY + day)
    seconds, rest = divmod(within, SECOND)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    ms = rest // MILLISECOND
    return f"{year}-{month:02}-{of_month:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z"


def moment(text: str) -> int | None:
    """The moment of a run that a date means, in microseconds; None for what is no date.

    Seconds since 1970 are read as well. Before the run opened it is negative.
    """
    if _SECONDS.fullmatch(text):
        return round(float(text) * SECOND) - _FIRST_DAY * DAY
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    year, month, of_month, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    if not (1 <= month <= 12 and 1 <= of_month <= 31 and hour < 24 and minute < 60 and second < 60):
        return None
    days = _days(year, month, of_month) - _FIRST_DAY
    rest = int((found[7] or "0").ljust(6, "0"))
    return days * DAY + ((hour * 60 + minute) * 60 + second) * SECOND + rest


def _days(year: int, month: int, of_month: int) -> int:
    """Days since 1970-01-01. Years are counted from March, so that a leap day comes last."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + of_month - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of the month."""
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    of_month = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_month
