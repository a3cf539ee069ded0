"""What policies write as one value or as a list of them."""

from __future__ import annotations

from typing import cast


def listed(found: object) -> list[object]:
    """The values, whichever way they are written."""
    return cast("list[object]", found) if isinstance(found, list) else [found]
