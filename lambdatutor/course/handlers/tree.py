"""The learner's folder as a value: files by path, and folders that may be empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lambdatutor.course.handlers.files import FilesError, is_left_out
from lambdatutor.runtime.packages import SourceFile
from lambdatutor.runtime.shown import shown

MOST_FILES = 2_000
MOST_BYTES = 64 * 1_048_576
"""Of the learner's folder."""

Files = Mapping[str, SourceFile]


@dataclass(frozen=True)
class Tree:
    """Files by their path, relative and with slashes."""

    files: Files
    folders: frozenset[str] = field(default_factory=frozenset[str])
    """That stand though nothing may be in them."""

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    @property
    def every_folder(self) -> frozenset[str]:
        """Every folder, with those that something lies in."""
        above = {str(each) for path in self.files for each in PurePosixPath(path).parents}
        higher = {str(each) for path in self.folders for each in PurePosixPath(path).parents}
        return frozenset((above | higher | self.folders) - {"."})

    def is_folder(self, path: str) -> bool:
        if not path or path in self.folders or any(self.below(path)):
            return True
        return any(each.startswith(f"{path}/") for each in self.folders)

    def below(self, folder: str) -> Iterator[str]:
        """The files in a folder, however deep; of "" all."""
        start = f"{folder}/" if folder else ""
        return (path for path in self.files if path.startswith(start))

    def names(self, folder: str) -> set[str]:
        """What lies in a folder itself: names of files and folders."""
        start = f"{folder}/" if folder else ""
        every = (*self.files, *self.folders)
        rest = (path.removeprefix(start) for path in every if path.startswith(start))
        return {each.partition("/")[0] for each in rest} - {""}

    def inside(self, folder: str) -> dict[str, SourceFile]:
        """The files in a folder, by their path from there."""
        start = f"{folder}/" if folder else ""
        return {path.removeprefix(start): self.files[path] for path in self.below(folder)}

    def having(self, added: Files) -> Tree:
        """The same with these files, in place of those of their path; raises `FilesError`."""
        files = dict(sorted({**self.files, **added}.items()))
        for path in added:
            parents = [str(each) for each in PurePosixPath(path).parents]
            blocked = next((each for each in parents if each in files), None)
            if blocked is not None:
                raise FilesError(f'"{shown(blocked)}" is a file, so nothing can lie in it.')
            if self.is_folder(path):
                raise FilesError(f'"{shown(path)}" is a folder.')
        if (
            len(files) > MOST_FILES
            or sum(len(each.content) for each in files.values()) > MOST_BYTES
        ):
            raise FilesError(
                f"That is more than a lab takes: {MOST_FILES} files or {MOST_BYTES >> 20} MB."
            )
        return Tree(files, self.folders)

    def without(self, paths: set[str], folders: set[str] | None = None) -> Tree:
        """The same without these files and folders; a folder that they leave empty stays."""
        gone = folders or set()
        files = {path: file for path, file in self.files.items() if path not in paths}
        left = {str(parent) for path in paths for parent in PurePosixPath(path).parents} - {"."}
        kept = {each for each in self.folders | left if not _is_in(each, gone)}
        return Tree(files, frozenset(kept))

    def with_folder(self, path: str) -> Tree:
        return Tree(self.files, self.folders | {path})


def relative(path: str) -> str:
    """A path as somebody wrote it, from the learner's folder; "" is the folder itself.

    Raises `FilesError` for one that leads out of it, or that the lab leaves out.
    """
    pure = PurePosixPath(path.strip())
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path:
        raise FilesError(f'"{shown(path)}" leads out of the lab\'s folder.')
    left_out = next((each for each in pure.parts if is_left_out(each)), None)
    if left_out is not None:
        raise FilesError(
            f'"{shown(left_out)}" never comes into a zip here: caches, dot files and backups '
            "are left out. Choose another name."
        )
    return "" if str(pure) == "." else str(pure)


def file_path(path: str) -> str:
    """The same for a file, which is never the folder itself."""
    found = relative(path)
    if not found or path.rstrip().endswith("/"):
        raise FilesError(f'"{shown(path)}" is no name for a file. Write one such as app.py.')
    return found


def _is_in(path: str, folders: set[str]) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in folders)
