"""Files that belong to a lesson and lie beside it: starters, libraries, layers."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson
    from lambdatutor.runtime.packages import SourceFile

MOST_FILES = 200
MOST_BYTES = 5 * 1_048_576
"""Of one folder of a lesson."""

_BACKUPS = ("~", ".pyc", ".pyo", ".swp", ".swo", ".orig", ".bak")


class FilesError(LambdaTutorError):
    """A file beside a lesson is not there, or is not the lesson's own."""


def files_beside(lesson: Lesson, name: str) -> dict[str, bytes]:
    """What a folder beside the lesson holds, by path; raises `FilesError`."""
    return {path: file.content for path, file in sources_beside(lesson, name).items()}


def sources_beside(lesson: Lesson, name: str) -> dict[str, SourceFile]:
    """The same, with which of them can be executed."""
    read = lesson.beside.folders
    if name not in read:
        read[name] = _folder_read(lesson, name)
    return dict(read[name])


def file_beside(lesson: Lesson, name: str) -> bytes:
    """One file beside the lesson, as in `greet-solved/lambda_function.py`; raises `FilesError`."""
    read = lesson.beside.files
    if name not in read:
        read[name] = _file_read(lesson, name)
    return read[name]


def _folder_read(lesson: Lesson, name: str) -> dict[str, SourceFile]:
    folder = _beside(lesson, name)
    if not folder.is_dir():
        raise FilesError(f'"{shown(name)}" is not a folder beside the lesson, in {lesson.folder}.')
    return files_in(folder)


def _file_read(lesson: Lesson, name: str) -> bytes:
    path = _beside(lesson, name)
    if not path.is_file():
        raise FilesError(f'"{shown(name)}" is not a file beside the lesson, in {lesson.folder}.')
    if path.stat().st_size > MOST_BYTES:
        raise FilesError(f'"{shown(name)}" is larger than {MOST_BYTES >> 20} MB.')
    return path.read_bytes()


def files_in(
    folder: Path, *, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES
) -> dict[str, SourceFile]:
    """What a folder holds, by path, but for what `is_left_out`; raises `FilesError`."""
    # Zips take time to import, and most lessons have none.
    from lambdatutor.runtime.packages import SourceFile

    found: dict[str, SourceFile] = {}
    room_bytes = most_bytes
    try:
        for path in _paths(folder):
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode):
                raise FilesError(f"{shown(str(path))} is a link or no file. Put the file there.")
            room_bytes -= status.st_size
            if len(found) == most_files or room_bytes < 0:
                raise FilesError(
                    f"{shown(str(folder))} holds more than {most_files} files or "
                    f"{most_bytes >> 20} MB, which is more than a lab takes. Take something out."
                )
            if not _is_text(path.name):
                raise FilesError(f"{shown(str(path))} has a name that no zip takes. Rename it.")
            executable = bool(status.st_mode & stat.S_IXUSR)
            found[path.relative_to(folder).as_posix()] = SourceFile(path.read_bytes(), executable)
    except OSError as problem:
        raise FilesError(
            f"{shown(str(problem.filename))} cannot be read: {problem.strerror}."
        ) from None
    return dict(sorted(found.items()))


def as_text(content: bytes) -> str | None:
    """What a file says; None where it is no text that can be read."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def is_left_out(name: str) -> bool:
    """A name of a file or folder that never comes into a lab: caches, dot files, backups."""
    return name == "__pycache__" or name.startswith(".") or name.endswith(_BACKUPS)


def _paths(folder: Path) -> Iterator[Path]:
    for number, (place, folders, names) in enumerate(os.walk(folder, onerror=_raise)):
        if number > MOST_FILES:
            raise FilesError(f"{shown(str(folder))} holds more than {MOST_FILES} folders.")
        for name in folders:
            if (Path(place) / name).is_symlink():
                raise FilesError(
                    f"{shown(str(Path(place) / name))} is a link. Put the folder there."
                )
        folders[:] = sorted(each for each in folders if not is_left_out(each))
        yield from (Path(place) / each for each in sorted(names) if not is_left_out(each))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _raise(problem: OSError) -> None:
    raise problem


def _beside(lesson: Lesson, name: str) -> Path:
    """Where a lesson's file lies; a name never leads out of the lesson's own folder."""
    pure = PurePosixPath(name)
    if lesson.folder is None:
        raise FilesError(f'"{shown(name)}" is not here: this lesson was read from no file.')
    if not name or pure.is_absolute() or ".." in pure.parts or "\\" in name:
        raise FilesError(f'"{shown(name)}" leads out of the lesson\'s own folder.')
    path = lesson.folder
    for part in ("", *pure.parts):
        path /= part
        if path.is_symlink():
            raise FilesError(f"{shown(str(path))} is a link. Put the files themselves there.")
    return path
