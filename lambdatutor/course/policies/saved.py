"""A policy lab in progress as text: every document as it was typed, even where it is no JSON."""

from __future__ import annotations

import msgspec


class SavedPolicies(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a policy lab besides its lesson."""

    drafts: dict[str, str]
    """The text of each document, by its id."""
    own: dict[str, str] | None = None
    """The learner's own texts, while those of the solution are shown."""
    shown: tuple[str, ...] = ()
    """Ids of held-out requests that went wrong in a judging, and are seen since."""
    counts: bool = True
    """False once the solution was shown, until everything is put back to its start."""
    met: bool = False
    passed: bool = False
    """The drafts have passed a judging."""


def pack(saved: SavedPolicies) -> str:
    """The text that progress keeps."""
    return msgspec.json.encode(saved).decode()


def unpack(text: str) -> SavedPolicies | None:
    """What a text holds; None for one that is not ours, or of another version."""
    try:
        return msgspec.json.decode(text, type=SavedPolicies)
    except msgspec.MsgspecError:
        return None
