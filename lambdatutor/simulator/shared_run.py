"""A run as a short string: enough to play exactly the same again somewhere else."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Annotated

import msgspec

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.history import Entry
from lambdatutor.simulator.time import LONGEST

ENGINE = 2
"""Grows when the same scenario, seed and journal would give another history."""

_PREFIX = "lt1-"
_LONGEST_TEXT = 200_000
_LONGEST_PACKED = 5_000_000


class SharedRunError(LambdaTutorError):
    """A text that should have been a shared run cannot be opened."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return f"this is not a run that can be opened: {self.problem}"


class SharedRun(msgspec.Struct, frozen=True, array_like=True):
    """What a run is a function of."""

    engine: int
    lesson: str
    step: str
    seed: int
    fingerprint: str
    """Of the scenario it was played on."""
    until_us: Annotated[int, msgspec.Meta(ge=0, le=LONGEST)]
    journal: tuple[Entry, ...]


def pack(run: SharedRun) -> str:
    """Letters, digits, - and _ only, so that it survives a chat or a mail."""
    packed = msgspec.msgpack.encode(run)
    checked = zlib.crc32(packed).to_bytes(4, "big") + packed
    return _PREFIX + base64.urlsafe_b64encode(zlib.compress(checked, 9)).decode().rstrip("=")


def unpack(text: str) -> SharedRun:
    """Read what `pack` wrote; raises `SharedRunError` for anything else."""
    text = "".join(text.split())
    if not text.startswith(_PREFIX):
        raise SharedRunError(f"it does not begin with {_PREFIX}; copy the whole of it")
    if len(text) > _LONGEST_TEXT:
        raise SharedRunError("it is longer than any run")
    try:
        body = text.removeprefix(_PREFIX)
        raw = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        checked = zlib.decompressobj().decompress(raw, _LONGEST_PACKED)
    except (binascii.Error, zlib.error, ValueError):
        raise SharedRunError("some of its letters are missing or changed") from None
    packed = checked[4:]
    if zlib.crc32(packed).to_bytes(4, "big") != checked[:4]:
        raise SharedRunError("some of its letters are missing or changed")
    try:
        run = msgspec.msgpack.decode(packed, type=SharedRun)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SharedRunError("it was made by another version of lambdatutor") from None
    if run.engine != ENGINE:
        raise SharedRunError(
            f"it was played on engine {run.engine}, and this is engine {ENGINE}; "
            "install the version of lambdatutor that made it"
        )
    return run
