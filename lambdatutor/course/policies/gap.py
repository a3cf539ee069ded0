"""A policy document with a gap in it, and what somebody puts there."""

from __future__ import annotations

import json

from lambdatutor.course.policies.reading import laid_out

GAP = "___"
"""Stands for a whole value, or for a part of a text."""

_WHOLE = f'"{GAP}"'


def gaps(given: str) -> int:
    """How many gaps a document has; one is right."""
    return given.count(GAP)


def shown(given: str) -> str:
    """The document as it is laid out on screen; a gap for a whole value stands without quotes."""
    return laid_out(given).replace(_WHOLE, GAP)


def filled(given: str, fill: str) -> str:
    """The document with a text in its gap.

    For a whole value that is JSON, or words whose quotes were left out; in a text it is more text.
    """
    before, _, after = shown(given).partition(GAP)
    if _WHOLE in laid_out(given):
        return f"{before}{_value(fill)}{after}"
    return f"{before}{_quoted(fill)[1:-1]}{after}"


def _value(fill: str) -> str:
    try:
        json.loads(fill)
    except (ValueError, RecursionError):
        # Something that was meant as JSON goes on as it is: its fault has a place there.
        return fill if fill.lstrip().startswith(("{", "[", '"')) else _quoted(fill)
    return fill


def _quoted(fill: str) -> str:
    return json.dumps(fill.strip(), ensure_ascii=False)
