"""What a quota is."""

from __future__ import annotations

from typing import NamedTuple


class Quota(NamedTuple):
    """A limit or a default of Lambda."""

    value: int
    unit: str
    fact: str
    """The id in facts.yaml."""
    says: str
