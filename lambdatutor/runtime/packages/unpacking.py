"""Zips written to disk as Lambda writes them, and taken away again.

On Lambda the process that runs the code owns none of it, so only what a file grants to everyone
counts (PKG-013): a file of mode 600 is there, and opening it gives "Permission denied". Here the
process does own the files, so what everyone is refused is taken from the owner too. A process that
runs as root is above permissions, and must give up that power to see the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages.archive import Archive, Kind, read_archive
from lambdatutor.runtime.packages.findings import PackageError, printable
from lambdatutor.runtime.packages.hazards import dangers
from lambdatutor.runtime.packages.packing import EXECUTABLE_MODE, FILE_MODE
from lambdatutor.runtime.packages.placement import Placed, Source, stacked

_OPEN_FOLDER = 0o700


def unpack(zip_path: Path, into: Path) -> None:
    """Unpacks the zip in a file into a new or empty folder.

    Raises PackageError for a zip that is not unpacked here, AwsError for what is no zip.
    """
    unpack_over([Source("package", read_archive(zip_path))], into)


def unpack_archive(archive: Archive, into: Path) -> None:
    """The same for a zip that was read before. Raises as `unpack` does."""
    unpack_over([Source("package", archive)], into)


def unpack_over(sources: Iterable[Source], into: Path) -> None:
    """Unpacks zips over each other in their order, as layers are into /opt (PKG-007).

    Raises as `unpack` does, and leaves nothing behind.
    """
    listed = tuple(sources)
    for source in listed:
        for finding in dangers(source.archive):
            raise PackageError(finding.sentence)
    try:
        into.mkdir(parents=True, exist_ok=True)
        if any(into.iterdir()):
            raise PackageError(
                f"{printable(str(into))} is not empty. Unpack into a folder of its own."
            )
    except OSError as problem:
        raise _cannot_write(into, problem) from None
    try:
        _write(stacked(listed, ""), into)
    except OSError as problem:
        remove(into)
        raise _cannot_write(into, problem) from None
    except AwsError:
        remove(into)
        raise


def remove(folder: Path) -> None:
    """Takes an unpacked folder away, whatever its permissions. Nothing happens where none is."""
    for place, folders, _ in os.walk(folder):
        for name in folders:
            path = Path(place) / name
            if not path.is_symlink():
                path.chmod(_OPEN_FOLDER)
    shutil.rmtree(folder, ignore_errors=True)


def allowed(mode: int | None, *, folder: bool) -> int:
    """The permissions on disk for those in a zip.

    A zip from a system without permissions gets those that Lambda wants (PKG-013), as files from
    Windows do: readable, and not executable.
    """
    if mode is None:
        return EXECUTABLE_MODE if folder else FILE_MODE
    # Bits that open more than reading, writing and running have no business in a package.
    mode &= 0o777
    refused = ~mode & 0o5
    return mode & ~(refused << 6 | refused << 3)


def _cannot_write(into: Path, problem: OSError) -> PackageError:
    where = printable(str(problem.filename or into))
    return PackageError(
        f"{where} cannot be written: {problem.strerror}. Make room, or unpack elsewhere."
    )


def _write(placed: tuple[Placed, ...], into: Path) -> None:
    folders: list[tuple[Path, int]] = []
    for each in placed:
        path = into.joinpath(*each.path.removeprefix("/").split("/"))
        if each.entry.kind is Kind.FOLDER:
            path.mkdir(parents=True, exist_ok=True)
            folders.append((path, allowed(each.entry.mode, folder=True)))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that is there already is another name of one before, on a disk that sees no
        # difference between small and capital letters.
        with path.open("xb") as file:
            file.writelines(each.archive.chunks(each.entry))
        path.chmod(allowed(each.entry.mode, folder=False))
    for path, mode in reversed(folders):
        path.chmod(mode)
