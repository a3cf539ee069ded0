"""Whether progress can be kept where it lies, found out without adding anything to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from lambdatutor.learner.connection import examine, storage_errors
from lambdatutor.learner.faults import BrokenFileError, NewerProgressError, StorageError
from lambdatutor.learner.folder import FOLDER_VARIABLE

_ROOM_BYTES = 64 * 1024
"""Less than this on the disk, and the next answers may not fit."""


def trouble_with(path: Path) -> str | None:
    """What stands in the way of the file of progress, with what to do; None if nothing does."""
    nearest = next((each for each in (path, *path.parents) if each.exists()), path)
    elsewhere = f"set {FOLDER_VARIABLE} to another folder"
    if not _writable(nearest) or not (nearest.is_dir() or nearest == path):
        return f"it cannot be written there; {elsewhere}"
    if _room_bytes(nearest) < _ROOM_BYTES:
        return f"the disk is full there; make room, or {elsewhere}"
    if not path.exists():
        return None
    try:
        with (
            storage_errors(path),
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
        ):
            examine(connection, path)
    except BrokenFileError as fault:
        return f"no file of progress ({fault.reason}); the next lesson sets it aside, undeleted"
    except (StorageError, NewerProgressError) as fault:
        return str(fault)
    return None


def _writable(place: Path) -> bool:
    # The journal of a write lies beside the file.
    folder = place if place.is_dir() else place.parent
    return os.access(place, os.W_OK) and os.access(folder, os.W_OK)


def _room_bytes(place: Path) -> int:
    from shutil import disk_usage

    return disk_usage(place).free
