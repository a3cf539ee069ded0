"""Textual's own names, with the types that they have."""

from __future__ import annotations

from typing import cast

from textual.app import App
from textual.dom import DOMNode


def app_of(node: DOMNode) -> App[None]:
    """The running application."""
    # Ours returns nothing.
    return cast("App[None]", node.app)  # pyright: ignore[reportUnknownMemberType]  Textual leaves it open
