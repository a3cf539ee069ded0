"""Trees for a screen: a folder, a zip, and what stands under /var/task and /opt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from lambdatutor.runtime.packages.archive import Archive, Kind
from lambdatutor.runtime.packages.findings import printable
from lambdatutor.runtime.packages.hazards import MOST_FOLDERS
from lambdatutor.runtime.packages.modules import Shelf
from lambdatutor.runtime.packages.packing import SourceFile
from lambdatutor.runtime.packages.placement import Placed
from lambdatutor.runtime.packages.sizes import counted, megabytes
from lambdatutor.runtime.packages.target import TASK_ROOT


@dataclass(frozen=True, slots=True)
class Branch:
    """A file or folder of a tree."""

    name: str
    """Safe to print."""
    path: str
    """As the zip, the folder or Lambda names it."""
    size_bytes: int
    """Of a folder: all that is in it."""
    files: int
    children: tuple[Branch, ...] = ()
    is_folder: bool = False
    mode: int | None = None
    origin: str | None = None
    """Where a file that stands on Lambda came from: the package, or a layer's ARN."""
    replaced: tuple[str, ...] = ()
    """The layers whose file of this path it overwrote."""
    hidden_by: str | None = None
    """The file or folder that an import finds in place of this one."""


class _Leaf(NamedTuple):
    """What a tree is made of: a file, or a folder that is named by itself."""

    path: str
    size_bytes: int
    is_folder: bool = False
    mode: int | None = None
    origin: str | None = None
    replaced: tuple[str, ...] = ()
    hidden_by: str | None = None


@dataclass(slots=True)
class _Folder:
    leaf: _Leaf | None = None
    inner: dict[str, _Folder] = field(default_factory=dict[str, "_Folder"])


def folder_tree(name: str, files: Mapping[str, SourceFile], folders: Iterable[str] = ()) -> Branch:
    """The files that a folder brings into a zip, as `read_folder` gives them.

    `folders` may have nothing in them: then a zip knows nothing of them.
    """
    own = (_Leaf(path, len(file.content)) for path, file in files.items())
    return _tree(name, "", chain((_Leaf(path, 0, is_folder=True) for path in folders), own))


def zip_tree(name: str, archive: Archive) -> Branch:
    """What a zip holds, be it a zip that is not unpacked here."""
    return _tree(
        name,
        "",
        (
            _Leaf(each.path, each.size_bytes, each.kind is Kind.FOLDER, each.mode)
            for each in archive.entries
        ),
    )


def standing_tree(root: str, placed: Iterable[Placed], shelf: Shelf | None = None) -> Branch:
    """What stands under /var/task or /opt; with a shelf, also what an import does not find."""
    hidden = _hidden(shelf) if shelf is not None else {}
    return _tree(
        root,
        root,
        (
            _Leaf(
                each.path.removeprefix(f"{root}/"),
                each.entry.size_bytes,
                each.entry.kind is Kind.FOLDER,
                each.entry.mode,
                each.origin,
                each.replaced,
                hidden.get(each.path),
            )
            for each in placed
        ),
        hidden,
    )


def drawn(branch: Branch) -> tuple[str, ...]:
    """The tree as lines of text, a line for each file and folder."""
    return tuple(_lines(branch, "", ""))


def _hidden(shelf: Shelf) -> dict[str, str]:
    return {
        hidden.path: module.found.path for module in shelf.modules() for hidden in module.hidden
    }


def _tree(
    name: str, root: str, leaves: Iterable[_Leaf], hidden: Mapping[str, str] | None = None
) -> Branch:
    top = _Folder()
    for leaf in leaves:
        place = top
        for part in leaf.path.split("/", MOST_FOLDERS):
            place = place.inner.setdefault(part, _Folder())
        place.leaf = leaf
    return _branch(printable(name), root, top, hidden or {})


def _branch(name: str, path: str, folder: _Folder, hidden: Mapping[str, str]) -> Branch:
    leaf = folder.leaf
    children = tuple(
        _branch(printable(part), f"{path}/{part}" if path else part, inner, hidden)
        for part, inner in sorted(
            folder.inner.items(), key=lambda each: (not each[1].inner, each[0])
        )
    )
    own_file = leaf is not None and not leaf.is_folder
    return Branch(
        name=name,
        path=path,
        size_bytes=sum(each.size_bytes for each in children)
        + (leaf.size_bytes if leaf is not None and own_file else 0),
        files=sum(each.files for each in children) + own_file,
        children=children,
        is_folder=not own_file,
        mode=leaf.mode if leaf is not None else None,
        origin=leaf.origin if leaf is not None else None,
        replaced=leaf.replaced if leaf is not None else (),
        hidden_by=hidden.get(path),
    )


def _lines(branch: Branch, before: str, below: str) -> Iterator[str]:
    yield f"{before}{_said(branch)}"
    for child in branch.children:
        last = child is branch.children[-1]
        yield from _lines(
            child, f"{below}{'└─ ' if last else '├─ '}", f"{below}{'   ' if last else '│  '}"
        )


def _said(branch: Branch) -> str:
    if branch.is_folder:
        slash = "" if branch.name.endswith("/") else "/"
        size = megabytes(branch.size_bytes)
        says = f"{branch.name}{slash} · {counted(branch.files, 'file')}, {size}"
    else:
        says = f"{branch.name} · {megabytes(branch.size_bytes)}"
    return "".join(chain([says], _remarks(branch)))


def _remarks(branch: Branch) -> Iterator[str]:
    if branch.origin is not None and not branch.path.startswith(TASK_ROOT) and not branch.is_folder:
        yield f" · from {printable(branch.origin)}"
    for origin in branch.replaced:
        yield f" · in place of that from {printable(origin)}"
    if branch.hidden_by is not None:
        yield f" · not imported: {printable(branch.hidden_by)} is found first"
