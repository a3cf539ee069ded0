"""What a key does in a text beyond its character."""

from __future__ import annotations

from typing import NamedTuple


class Stroke(NamedTuple):
    """What takes the place of the selection, and where in it the cursor stands then."""

    text: str
    cursor: int
    """Characters of the text before the cursor."""
    over: int = 0
    """So many characters after the cursor are taken as well."""
