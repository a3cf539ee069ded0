"""What is to be said about a package, and the error of one that cannot be used."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from lambdatutor.errors import LambdaTutorError


class PackageError(LambdaTutorError):
    """A folder cannot be packed, or a zip cannot be unpacked here."""

    exit_status = 2


class Weight(IntEnum):
    """What a finding means; the heaviest is the highest."""

    NOTE = 0
    """Worth knowing: nothing breaks."""
    WARNS = 1
    """Breaks as soon as the part that it names is used."""
    FAILS = 2
    """Lambda takes the package, and the function fails when it is initialised."""
    REFUSED = 3
    """The package is not taken: by AWS where there is a `code`, else by this program."""


class Finding(NamedTuple):
    """One thing that was found in a package."""

    kind: str
    """A short name that never changes: `too-deep`, `handler-not-found`."""
    weight: Weight
    sentence: str
    """What is wrong, where, and the next step."""
    fact: str | None
    """The fact about AWS it stands on; None for a rule of this program."""
    path: str | None = None
    """The file or folder it speaks of, as the zip names it."""
    code: str | None = None
    """AWS's code for a refusal, or the errorType of a failed init."""


def printable(name: str) -> str:
    """A name from a stranger's zip, safe to print: what is no visible character is spelled out."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in name)


def quoted(name: str) -> str:
    """A name as the sentences have it, in back quotes."""
    return f"`{printable(name)}`"
