"""What stands under /var/task and /opt: where each file came from, and what it replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lambdatutor.runtime.packages.archive import Archive, Entry, Kind
from lambdatutor.runtime.packages.hazards import parents
from lambdatutor.runtime.packages.target import LAYER_ROOT, TASK_ROOT

PACKAGE = "package"
"""The origin of the function's own files; a layer's origin is its ARN, or a name it is given."""


class Source(NamedTuple):
    """A zip, and what its files are said to come from."""

    origin: str
    archive: Archive


@dataclass(frozen=True, slots=True)
class Placed:
    """A file or folder of a zip where it stands once it is unpacked."""

    path: str
    """Absolute, as on Lambda: `/opt/python/tariffs.py`."""
    origin: str
    entry: Entry
    archive: Archive = field(repr=False, compare=False)
    replaced: tuple[str, ...] = ()
    """The origins whose file of this path it overwrote, the earliest first."""

    def content(self) -> bytes:
        return self.archive.content(self.entry)


class Placement(NamedTuple):
    """All of a function's files where they stand."""

    task: tuple[Placed, ...]
    opt: tuple[Placed, ...]

    @property
    def files(self) -> dict[str, Placed]:
        """The files, without folders, by their absolute path."""
        return {each.path: each for each in (*self.task, *self.opt) if each.entry.is_file}


def place(package: Archive, layers: Iterable[Source] = ()) -> Placement:
    """Code goes to /var/task; layers to /opt in their order, and the last one wins (PKG-007)."""
    return Placement(
        stacked([Source(PACKAGE, package)], TASK_ROOT), stacked(tuple(layers), LAYER_ROOT)
    )


def stacked(sources: Sequence[Source], root: str) -> tuple[Placed, ...]:
    """The zips unpacked over each other in their order, by path.

    Later files overwrite earlier files of the same path (PKG-007). Where one zip has a file and
    another a folder, the later stands alone: a rule of this program.
    """
    standing: dict[str, Placed] = {}
    for source in sources:
        inner = {folder for path in standing for folder in parents(path)}
        for entry in source.archive.entries:
            _lay(standing, inner, source, entry)
    return tuple(
        Placed(f"{root}/{path}", each.origin, each.entry, each.archive, each.replaced)
        for path, each in sorted(standing.items())
    )


def _lay(standing: dict[str, Placed], inner: set[str], source: Source, entry: Entry) -> None:
    path = entry.path
    before = standing.get(path)
    for folder in parents(path):
        if folder in standing and standing[folder].entry.kind is not Kind.FOLDER:
            del standing[folder]
    if entry.kind is not Kind.FOLDER and path in inner:
        for under in [each for each in standing if each.startswith(f"{path}/")]:
            del standing[under]
    replaced = ()
    if before is not None and before.entry.is_file and entry.is_file:
        replaced = (*before.replaced, before.origin)
    standing[path] = Placed(path, source.origin, entry, source.archive, replaced)
