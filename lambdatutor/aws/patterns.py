"""Event patterns, as filters of mappings and EventBridge's rules have them, and schedules."""

from __future__ import annotations

import re
from typing import cast

import msgspec

_RATE = re.compile(
    r"rate\((?P<number>[1-9]\d{0,8}) (?P<unit>minute|hour|day)(?P<many>s?)\)", re.ASCII
)
_CRON = re.compile(r"cron\(\S+( \S+){5}\)", re.ASCII)
_AT = re.compile(r"at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)", re.ASCII)
_DEEPEST = 50


def is_event_pattern(text: str) -> bool:
    """Whether JSON text is an object whose every leaf is a list of what may match (ESM-011)."""
    try:
        read = cast("object", msgspec.json.decode(text))
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return False
    return _is_object_of_lists(read, _DEEPEST)


def is_schedule(text: str, *, once: bool = False) -> bool:
    """Whether text is `rate(…)` or `cron(…)`; `at(…)` too, where a schedule may run once (PUS-004).

    AWS wants `rate(1 minute)` and `rate(2 minutes)`, and cron with six fields.
    """
    rate = _RATE.fullmatch(text)
    if rate is not None:
        return (int(rate["number"]) == 1) == (rate["many"] == "")
    return bool(_CRON.fullmatch(text) or (once and _AT.fullmatch(text)))


def _is_object_of_lists(value: object, depth: int) -> bool:
    if not isinstance(value, dict) or not value or depth == 0:
        return False
    pairs = cast("dict[str, object]", value)
    return all(
        bool(cast("object", inner))
        if isinstance(inner, list)
        else _is_object_of_lists(inner, depth - 1)
        for inner in pairs.values()
    )
