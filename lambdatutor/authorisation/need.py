"""One thing that a call needs to be allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.iam.request import ContextValue

Context = tuple[tuple[str, "ContextValue"], ...]
"""Condition keys with their values, as pairs: what was answered once is found by it."""


class Need(NamedTuple):
    """An action on a resource, with what else AWS knows about it."""

    action: str
    resource: str
    """An ARN, or `*` where AWS asks for no resource."""
    context: Context = ()
