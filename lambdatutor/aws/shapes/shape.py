"""What every nested value is."""

from __future__ import annotations

import msgspec


class Shape(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A nested value, spelled as in AWS's API."""
