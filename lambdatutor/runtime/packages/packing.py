"""A zip made from a folder: the same files give the same bytes, wherever and whenever."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lambdatutor.aws import quotas
from lambdatutor.runtime.packages.archive import MOST_ENTRIES
from lambdatutor.runtime.packages.findings import PackageError, printable

FILE_MODE = 0o644
"""Readable by everyone, as Lambda wants it (PKG-013)."""
EXECUTABLE_MODE = 0o755
"""The same for programs and folders (PKG-013)."""

_UNIX = 3
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold."""


class SourceFile(NamedTuple):
    """A file that goes into a zip."""

    content: bytes
    executable: bool = False


def pack(folder: Path, *, under: str = "") -> bytes:
    """The zip of what is in a folder, not of the folder itself.

    `under` is a folder to put it in: a layer's libraries go under `python` (PKG-008).
    Raises PackageError for a folder that cannot be packed.
    """
    return zip_of(read_folder(folder), under=under)


def zip_of(files: Mapping[str, SourceFile], *, under: str = "") -> bytes:
    """The zip of files by their path, in the order of their paths."""
    written = BytesIO()
    before = f"{under.strip('/')}/" if under.strip("/") else ""
    with ZipFile(written, "w") as archive:
        for path, file in sorted(files.items()):
            info = ZipInfo(before + path, _FIRST_DAY)
            info.create_system = _UNIX
            info.compress_type = ZIP_DEFLATED
            mode = EXECUTABLE_MODE if file.executable else FILE_MODE
            info.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(info, file.content)
    return written.getvalue()


def read_folder(folder: Path) -> dict[str, SourceFile]:
    """The files of a folder by their path, without `__pycache__`.

    Raises PackageError for what cannot be packed: links that lead out of the folder, pipes, more
    than Lambda takes unzipped (PKG-002).
    """
    if not folder.is_dir():
        raise PackageError(f"{printable(str(folder))}: there is no such folder. Give one that is.")
    root = folder.resolve()
    files: dict[str, SourceFile] = {}
    left_bytes = quotas.UNZIPPED_CODE_BYTES.value
    for path in _paths(folder):
        left_bytes -= _size_bytes(path, root)
        if left_bytes <= 0 or len(files) == MOST_ENTRIES:
            raise PackageError(
                f"{printable(str(folder))} holds more than Lambda takes: it must stay under "
                f"{quotas.UNZIPPED_CODE_BYTES.value} bytes, and here under "
                f"{MOST_ENTRIES} files. Leave something out."
            )
        files[path.relative_to(folder).as_posix()] = _source_file(path)
    return files


def _paths(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_cannot_list):
        folders[:] = [each for each in folders if each != "__pycache__"]
        for name in folders:
            # `zip -r` would follow it, and perhaps never end.
            if (Path(place) / name).is_symlink():
                raise PackageError(
                    f"{printable(str(Path(place) / name))} is a link to a folder. "
                    "Put the folder itself there."
                )
        yield from (Path(place) / name for name in names)


def _cannot_list(problem: OSError) -> None:
    raise _cannot_read(str(problem.filename), problem)


def _cannot_read(path: str, problem: OSError) -> PackageError:
    return PackageError(
        f"{printable(path)} cannot be read: {problem.strerror}. "
        "Check its permissions, or leave it out."
    )


def _size_bytes(path: Path, root: Path) -> int:
    """Raises PackageError for what is no file of this folder."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            raise PackageError(
                f"{printable(str(path))} is a link that leads out of the folder. "
                "Put the file there."
            )
        found = path.stat()
    except OSError as problem:
        raise _cannot_read(str(path), problem) from None
    if not stat.S_ISREG(found.st_mode):
        raise PackageError(f"{printable(str(path))} is no file that can be zipped. Leave it out.")
    return found.st_size


def _source_file(path: Path) -> SourceFile:
    try:
        executable = bool(path.stat().st_mode & stat.S_IXUSR)
        return SourceFile(path.read_bytes(), executable)
    except OSError as problem:
        raise _cannot_read(str(path), problem) from None
