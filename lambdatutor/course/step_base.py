"""What every step of a lesson has, whatever its kind."""

from __future__ import annotations

import msgspec


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A page to read."""

    title: str
    url: str


class StepBase(msgspec.Struct, frozen=True, kw_only=True):
    """What every step has."""

    id: str
    title: str = ""
