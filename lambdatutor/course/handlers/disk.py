"""The learner's folder on the disk: every change is written at once, and no text is lost."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from lambdatutor.course.handlers.files import files_in, is_left_out
from lambdatutor.course.handlers.tree import MOST_BYTES, MOST_FILES, Tree
from lambdatutor.runtime.packages import SourceFile
from lambdatutor.runtime.shown import shown


class Disk:
    """A folder that follows a tree; what cannot be written stays in memory and is told."""

    def __init__(self, folder: Path, *, told: str | None = None) -> None:
        """`told`: what the person should know about this folder, as long as nothing is worse."""
        self.folder = folder
        self._told = told
        self.problem = told
        """What the person should know about where the work goes: one sentence or two, or None."""
        self._there: dict[str, SourceFile] = {}
        """What the disk is known to hold."""
        self._unwritten: set[str] = set()
        """Paths whose last change did not get there."""
        self._stamp: object = None

    def read(self) -> Tree | None:
        """What the folder holds, and None where there can be none; `problem` says why.

        Raises `FilesError` for a folder that holds what a lab cannot take, such as a link.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            self.problem = _said(problem, self.folder)
            return None
        files = files_in(self.folder, most_files=MOST_FILES, most_bytes=MOST_BYTES)
        folders = _folders(self.folder)
        self._there = dict(files)
        self._stamp = self._stamped()
        return Tree(files, folders)

    def changed_by_others(self) -> bool:
        """Whether the folder looks other than this left it."""
        return self._stamped() != self._stamp

    def write(self, tree: Tree) -> None:
        """Bring the folder to a tree: what is other is written, what is gone is removed."""
        self.problem = self._told
        for path in sorted(self._there.keys() - tree.files.keys()):
            self._try(path, lambda path=path: self._remove(path))
            self._there.pop(path, None)
        for folder in sorted(_folders(self.folder), reverse=True):
            if not tree.is_folder(folder):
                with contextlib.suppress(OSError):  # something that is left out may lie in it
                    (self.folder / folder).rmdir()
        for folder in sorted(tree.folders):
            self._try(folder, lambda folder=folder: self._folder(folder))
        for path, file in tree.files.items():
            if self._there.get(path) != file or path in self._unwritten:
                self._try(path, lambda path=path, file=file: self._put(path, file))
        self._stamp = self._stamped()

    def keeps(self, path: str) -> bool:
        """Whether the disk has the last word on a file: what was not written has not."""
        return path not in self._unwritten

    def _try(self, path: str, action: Callable[[], None]) -> None:
        try:
            action()
            self._unwritten.discard(path)
        except OSError as problem:
            self._unwritten.add(path)
            self.problem = _said(problem, self.folder / path)

    def _remove(self, path: str) -> None:
        self._inside(path.rpartition("/")[0])
        (self.folder / path).unlink(missing_ok=True)

    def _folder(self, path: str) -> None:
        for place in self._inside(path):
            place.mkdir(exist_ok=True)

    def _inside(self, path: str) -> list[Path]:
        """The folders on the way to one; raises OSError where a link leads out of ours."""
        places: list[Path] = []
        for part in path.split("/") if path else ():
            place = (places[-1] if places else self.folder) / part
            if place.is_symlink():
                raise OSError(0, "a link leads out of the folder", str(place))
            places.append(place)
        return places

    def _put(self, path: str, file: SourceFile) -> None:
        """Beside it first, and then in its place: nobody ever reads half a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if "/" in path:
            self._folder(path.rpartition("/")[0])
        target = self.folder / path
        descriptor, beside = tempfile.mkstemp(prefix=".", suffix="~", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                writing.write(file.content)
            Path(beside).chmod(0o755 if file.executable else 0o644)
            Path(beside).replace(target)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
        self._there[path] = file

    def _stamped(self) -> object:
        """How the folder looks: names, sizes and times."""
        found: list[tuple[str, int, int]] = []
        for place, folders, names in os.walk(self.folder):
            folders.sort()
            for name in names:
                path = os.path.join(place, name)  # noqa: PTH118  many files
                with contextlib.suppress(OSError):
                    status = os.lstat(path)
                    found.append((path, status.st_size, status.st_mtime_ns))
        return sorted(found)


def _folders(folder: Path) -> frozenset[str]:
    """Every folder in it that could be shown."""
    found: set[str] = set()
    for place, folders, _ in os.walk(folder):
        folders[:] = [each for each in folders if not is_left_out(each)]
        found |= {(Path(place) / each).relative_to(folder).as_posix() for each in folders}
    return frozenset(found)


def _said(problem: OSError, path: Path) -> str:
    why = problem.strerror or str(problem)
    return (
        f"{shown(str(path))} cannot be kept: {why}. The lab goes on with what you see; make room "
        "there or set LAMBDATUTOR_DATA to another folder."
    )
