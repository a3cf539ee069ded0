"""What a person does besides answering: arrive, work in a lab, finish, restart, trust code."""

from typing import Literal, get_args

import msgspec

Kind = Literal["reach", "finish", "restart", "lab", "lab-cleared"]

EVERY_KIND: tuple[Kind, ...] = get_args(Kind)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened in a lesson, and when."""

    lesson: str
    kind: Kind
    """A `restart` makes every earlier `reach` and `lab` of the lesson history."""
    step: str = ""
    state: str = ""
    """Of a `lab`: the seed and the journal, as text that only the course reads."""
    at: str
    """When, as ISO 8601 with its offset."""


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """A person let the code of a lesson run that is not our own."""

    fingerprint: str
    """Of that code; code that changed is asked about again."""
    at: str
    """When, as ISO 8601 with its offset."""
