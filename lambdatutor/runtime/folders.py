"""Temporary folders that name their process, so that what a killed one left is found and removed.

A process that is killed cannot remove what it unpacked; the next one does.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from functools import cache
from pathlib import Path

_NAME = re.compile(r"lambdatutor-([1-9]\d{0,8})-(\d+)-[a-z0-9_]+")


def new_folder() -> Path:
    """A folder for this process alone; whoever makes it removes it."""
    _sweep_once()
    return Path(tempfile.mkdtemp(prefix=f"lambdatutor-{os.getpid()}-{_ground()}-"))


def sweep() -> None:
    """Remove what dead processes of this user left; what may be another's stays."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            named = _NAME.fullmatch(entry.name)
            if named is None or int(named[2]) != _ground():
                continue
            if _is_own_folder(entry) and not _lives(int(named[1])):
                _remove(Path(entry.path))


@cache
def _sweep_once() -> None:
    sweep()


@cache
def _ground() -> int:
    """Where numbers of processes mean the same: containers may share a folder, and not these."""
    try:
        return os.stat("/proc/self/ns/pid").st_ino  # noqa: PTH116  a Path takes longer
    except OSError:
        return 0


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    """Not a link to one."""
    try:
        seen = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(folder: Path) -> None:
    from lambdatutor.runtime.packages import remove

    with contextlib.suppress(OSError):  # another process may be removing it too
        remove(folder)
