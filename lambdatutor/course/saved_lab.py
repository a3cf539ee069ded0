"""A lab in progress as text: its seed and what was done in it, enough to play it again."""

from __future__ import annotations

import msgspec

from lambdatutor.course.merging import Timed
from lambdatutor.simulator.outside import AnyAction


class SavedEntry(msgspec.Struct, frozen=True):
    """An operation and its simulated moment."""

    at_us: int
    operation: AnyAction


class SavedLab(msgspec.Struct, frozen=True, kw_only=True):
    """What a lab is a function of, besides its lesson."""

    seed: int
    at_us: int
    """How far the run was played."""
    journal: tuple[SavedEntry, ...] = ()
    met: bool = False
    earlier: tuple[AnyAction, ...] = ()
    """What turned a control before this run was opened, so that it can be taken back."""

    def timed(self) -> tuple[Timed, ...]:
        return tuple(Timed(entry.at_us, entry.operation) for entry in self.journal)


def pack(
    seed: int,
    at_us: int,
    journal: tuple[Timed, ...],
    *,
    met: bool,
    earlier: tuple[AnyAction, ...] = (),
) -> str:
    """The text that progress keeps."""
    entries = [
        {"at_us": at, "operation": msgspec.to_builtins(operation)} for at, operation in journal
    ]
    before = [msgspec.to_builtins(operation) for operation in earlier]
    state = {"seed": seed, "at_us": at_us, "journal": entries, "met": met, "earlier": before}
    return msgspec.json.encode(state).decode()


def unpack(text: str) -> SavedLab | None:
    """What a text holds; None for one that is not ours, or of another version."""
    try:
        saved = msgspec.json.decode(text, type=SavedLab)
    except msgspec.MsgspecError:
        return None
    moments = [entry.at_us for entry in saved.journal]
    return saved if moments == sorted(moments) and all(at >= 0 for at in moments) else None
