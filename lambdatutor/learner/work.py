"""Where the files of labs with real code lie: a folder for each, beside the file of progress."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,80}(\.[0-9a-f]{12})?")
"""An id; a lesson that is not ours has a mark after it."""


def work_folder(progress: Path, lesson: str, step: str) -> Path:
    """The folder of one lab; it need not be there yet."""
    return _of_lesson(progress, lesson) / _name(step)


def set_work_aside(progress: Path, lesson: str) -> None:
    """A lesson begins again: its folders get another name, and nothing is deleted."""
    folder = _of_lesson(progress, lesson)
    with contextlib.suppress(OSError):  # then the work goes on where it was
        if folder.is_dir():
            number = 1
            while (aside := folder.with_name(f"{folder.name}.before-{number}")).exists():
                number += 1
            folder.rename(aside)


def _of_lesson(progress: Path, lesson: str) -> Path:
    return progress.parent / "work" / _name(lesson)


def _name(given: str) -> str:
    """A lesson comes from anybody: what is no plain id becomes one."""
    if _PLAIN.fullmatch(given):
        return given
    return f"lesson-{hashlib.sha256(given.encode()).hexdigest()[:16]}"
