"""What the engine refuses to decide about, rather than guess."""

from __future__ import annotations

from typing import NamedTuple

Path = tuple[str | int, ...]
"""Where in a document: `("Statement", 0, "Condition", "Bool")`."""


class Fault(NamedTuple):
    """One thing in a document that is refused, or advised against."""

    path: Path
    element: str
    """The element's name, such as `NotPrincipal`; an unknown operator's or key's own name."""
    because: str
    """One sentence."""


class Refused(Exception):  # noqa: N818  it is an answer, and not a breakdown
    """A document or a request that no decision is made about."""

    def __init__(self, element: str, because: str, path: Path = ()) -> None:
        super().__init__(because)
        self.element = element
        self.because = because
        self.path = path
