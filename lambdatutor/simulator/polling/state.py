"""The states of an event source mapping."""

from __future__ import annotations

from typing import Literal

State = Literal["Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting"]
"""As AWS names them (ESM-006)."""
