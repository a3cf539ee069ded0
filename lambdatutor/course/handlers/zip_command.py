"""Ways to write which folder is zipped: the lab's short one, and those of a shell."""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from lambdatutor.course.handlers.files import FilesError
from lambdatutor.runtime.shown import shown

_IN_FOLDER = re.compile(r"\(?\s*cd\s+(?P<folder>[^&]+?)\s*&&\s*zip\s+(?P<rest>[^&()]+?)\s*\)?")
_WRITE = (
    "Write zip FOLDER: it zips what is in the folder, as "
    "(cd FOLDER && zip -r ../package.zip .) does."
)
_HERE = {".", "./"}


class ZipCommand(NamedTuple):
    """What is to be zipped."""

    folder: str
    """As it was written; "." is the learner's folder itself."""
    typed: str = ""
    """As a shell takes it; empty for the lab's own short way."""


def in_folder(line: str) -> ZipCommand | None:
    """`cd FOLDER && zip -r FILE .`, in brackets or not; None for any other line.

    Raises `FilesError` where that would zip something else.
    """
    found = _IN_FOLDER.fullmatch(line.strip())
    if found is None:
        return None
    try:
        folder, words = shlex.split(found["folder"]), shlex.split(found["rest"])
    except ValueError:
        return None  # a quote is open: then the brackets and signs may be part of a name
    if len(folder) != 1:
        raise FilesError("cd takes one folder.")
    return ZipCommand(folder[0], f"cd {shlex.join(folder)} && {_here(words)}")


def zip_command(words: list[str]) -> ZipCommand:
    """What stands after `zip`: a folder, or `-r FILE .`; raises `FilesError`."""
    if len(words) == 1 and not words[0].startswith("-"):
        return ZipCommand(words[0])
    return ZipCommand(".", _here(words))


def _here(words: list[str]) -> str:
    """`zip -r FILE .` as it is typed; anything else that zip takes would zip something else."""
    flags = "".join(each[1:] for each in words if each.startswith("-"))
    names = [each for each in words if not each.startswith("-")]
    if len(names) != 2 or "*" in names[1] or set(flags) - set("rqvX9"):
        raise FilesError(_WRITE)
    if names[1] not in _HERE:
        what = shown(names[1])
        raise FilesError(
            f'That would put "{what}" itself into the zip, not what is in it. {_WRITE}'
        )
    if "r" not in flags:
        raise FilesError("Without -r nothing comes into the zip: write zip -r FILE .")
    return shlex.join(["zip", *words])
