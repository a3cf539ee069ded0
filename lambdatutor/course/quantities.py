"""Numbers with a unit, as authors write them in answers and learners type them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from lambdatutor.simulator.time import UNITS, spoken

Unit = Literal["count", "time", "money", "share", "MB"]
"""What a number counts; a time is in microseconds, money in dollars, a share from 0 to 1."""

BARE: tuple[Unit, ...] = ("count", "share")
"""Units that are written without a word, so that a number of one may stand for the other."""


class Quantity(NamedTuple):
    """A number and what it counts."""

    number: float
    unit: Unit = "count"


Value = Quantity | str
"""What a choice stands for: a number with its unit, or words that no run computes."""

NUMBER = r"\d+(?:_\d{3})*(?:\.\d+)?"
"""`1000`, `1_000` or `0.5`."""

_WRITTEN = re.compile(
    rf"(?P<sign>[-−]?)\s*(?P<dollar>\$?)\s*(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{NUMBER})"
    r"\s*(?P<unit>us|µs|ms|s|min|h|d|%|MB|GB)?"
)
_TO_MB = {"MB": 1, "GB": 1_024}


def in_unit(number: float, unit: str) -> Quantity:
    """The quantity that `number` and a written unit (`ms`, `%`, `MB`, `$`, or none) make."""
    if unit in UNITS:
        return Quantity(round(number * UNITS[unit]), "time")
    if unit in _TO_MB:
        return Quantity(_plain(number * _TO_MB[unit]), "MB")
    if unit == "%":
        return Quantity(number / 100, "share")
    return Quantity(_plain(number), "money" if unit == "$" else "count")


def parse_quantity(text: str) -> Quantity | None:
    """Read `3`, `800ms`, `1,000 ms`, `$0.20`, `10%` or `512 MB`; None for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or (match["dollar"] and match["unit"]):
        return None
    number = float(match["number"].replace(",", "").replace("_", ""))
    return in_unit(-number if match["sign"] else number, match["dollar"] or match["unit"] or "")


def value_text(value: Value | bool | None) -> str:  # noqa: FBT001 - a value may be a bool
    """A value for people: `800 ms`, `1,000`, `12.5 %`, `512 MB`, `$0.000012`, `yes`, `not set`."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    number, unit = value
    sign, size = ("−" if number < 0 else ""), abs(number)
    match unit:
        case "time":
            return sign + spoken(size)
        case "money":
            return f"{sign}${_money(size)}"
        case "share":
            return f"{sign}{_figures(size * 100)} %"
        case "MB":
            return f"{sign}{_figures(size)} MB"
        case "count":
            return sign + _figures(size)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number


def _figures(size: float) -> str:
    if size == int(size):
        return f"{int(size):,}"
    return f"{size:,.2f}".rstrip("0").rstrip(".") if size >= 0.01 else f"{size:.2g}"


def _money(size: float) -> str:
    return f"{size:,.2f}" if size == 0 or size >= 0.1 else f"{size:.8f}".rstrip("0")
