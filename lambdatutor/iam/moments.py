"""Numbers and moments as conditions write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
_EPOCH = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_US = 1_000_000


def number(text: str) -> Decimal | None:
    """None for what is no number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def moment_us(text: str) -> int | None:
    """Microseconds since 1970, of ISO 8601 or of seconds since 1970; None for what is neither.

    A moment without an offset is in UTC; a month is its first moment.
    """
    if _MONTH.fullmatch(text):
        text += "-01"
    if _EPOCH.fullmatch(text):
        return int(Decimal(text) * _US)
    if not _MOMENT.fullmatch(text):
        return None
    try:
        read = datetime.fromisoformat(text)
        aware = read if read.tzinfo else read.replace(tzinfo=UTC)
        since = aware - datetime.fromtimestamp(0, UTC)
    except (ValueError, OverflowError):
        return None
    return (since.days * 86_400 + since.seconds) * _US + since.microseconds
