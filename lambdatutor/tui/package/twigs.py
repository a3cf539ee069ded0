"""A tree as lines: what is open, what is said beside each file, and how a line is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.runtime.packages.sizes import megabytes
from lambdatutor.tui.panels.cells import Line, Row, blank, clean, crop, cut, width_of

if TYPE_CHECKING:
    from lambdatutor.runtime.packages import Branch

_LIBRARY_FILES = frozenset({"__init__.py", "RECORD", "METADATA"})
"""A folder that holds one of them came as a whole, and is one thing until it is opened."""
_LEAST_NAME = 12
"""Cells that a name keeps before what stands beside it gives way."""


class Mark(NamedTuple):
    """What is said beside a file or folder."""

    says: str
    ink: str


class Planting(NamedTuple):
    """What a panel of trees shows."""

    trees: tuple[Branch, ...] = ()
    marks: Mapping[str, Mark] = {}
    """By the path of the file or folder."""
    missing: Mapping[str, str] = {}
    """Files that are looked for and are not there, by their path: the root they would stand in."""
    lit: str | None = None
    """The folder that counts: what lies outside of it is muted. None: all of it counts."""
    shown_first: str = ""
    """A file whose folders are open from the start."""
    sized: Literal["all", "roots", "inside"] = "all"
    """Whose size is told; where it is not that of the roots, it is said elsewhere."""


class Twig(NamedTuple):
    """A line of a tree."""

    path: str
    name: str
    depth: int
    is_folder: bool = False
    opened: bool = False
    size: str = ""
    mark: Mark | None = None
    muted: bool = False
    missing: bool = False


def twigs(planting: Planting, turned: Mapping[str, bool]) -> tuple[Twig, ...]:
    """The lines of all trees; `turned` says what was opened or closed by hand, by its path."""
    return tuple(line for tree in planting.trees for line in _lines(planting, turned, tree, 0))


def _lines(
    planting: Planting, turned: Mapping[str, bool], branch: Branch, depth: int
) -> Iterator[Twig]:
    told = "inside" if depth else "roots"
    opened = branch.is_folder and turned.get(branch.path, _is_open(planting, branch, depth))
    yield Twig(
        branch.path,
        _name(branch, depth),
        depth,
        branch.is_folder,
        opened,
        megabytes(branch.size_bytes) if planting.sized in {"all", told} else "",
        planting.marks.get(branch.path),
        _is_outside(branch.path, planting.lit),
    )
    if not opened:
        return
    for path, root in planting.missing.items():
        if root == branch.path:
            name = path.removeprefix(f"{root}/")
            mark = planting.marks.get(path)
            yield Twig(path, name, depth + 1, mark=mark, missing=True)
    for child in branch.children:
        yield from _lines(planting, turned, child, depth + 1)


def _name(branch: Branch, depth: int) -> str:
    # A root is named by whoever planted it.
    return f"{branch.name}/" if branch.is_folder and depth else branch.name


def _is_open(planting: Planting, branch: Branch, depth: int) -> bool:
    if not depth or planting.shown_first.startswith(f"{branch.path}/"):
        return True
    return not any(each.name in _LIBRARY_FILES for each in branch.children)


def _is_outside(path: str, lit: str | None) -> bool:
    return bool(lit) and path != lit and not path.startswith(f"{lit}/")


def twig_rows(
    lines: Sequence[Twig], at: int, first: int, width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """*height* rows, the lines from `first` on; that at `at` is chosen, -1 for none."""
    if width < 1 or height < 1:
        return []
    shown = lines[first : first + height]
    rows = [
        _row(line, width, chosen=index == at, focused=focused)
        for index, line in enumerate(shown, start=first)
    ]
    return rows + blank(width, height - len(rows))


def _row(twig: Twig, width: int, *, chosen: bool, focused: bool) -> Row:
    line = Line(width)
    for level in range(twig.depth):
        line.put(1 + 2 * level, "│", "ink-line")
    start = 1 + 2 * twig.depth
    if twig.is_folder:
        line.put(start, "▾" if twig.opened else "▸", "ink-muted")
    name = clean(twig.name)
    right = _beside(line, twig, start + 2 + min(width_of(name), _LEAST_NAME), width)
    line.put(start + 2, shortened(name, right - start - 2), _ink(twig))
    if chosen:
        line.put(0, "▌", "ink-accent bold" if focused else "ink-muted")
        if focused:
            line.mark(0, width, "on cursor-row")
    return line.row()


def _beside(line: Line, twig: Twig, from_x: int, width: int) -> int:
    """Put the mark and the size at the right, as far as there is room; where they begin."""
    right = width - 1
    mark = twig.mark
    needs = width_of(mark.says) + 1 if mark is not None else 0
    if twig.size and from_x + 1 + needs + width_of(twig.size) <= right:
        right = line.put_right(twig.size, "ink-muted", right) - 1
    if mark is not None and from_x < right:
        says = crop(mark.says, right - from_x - 1)
        right = line.put_right(says, mark.ink, right) - 1
    return right


def shortened(name: str, width: int) -> str:
    """A clean name in *width* cells: its middle goes, because its end says what kind it is."""
    if width_of(name) <= width:
        return name
    if width < 8:
        return crop(name, width)
    tail = name[-(width - 1) // 2 :]
    while width_of(tail) > (width - 1) // 2:
        tail = tail[1:]
    return f"{cut(name, width - 1 - width_of(tail))}…{tail}"


def _ink(twig: Twig) -> str:
    if twig.missing:
        return "ink-bad italic"
    if twig.muted:
        return "ink-muted"
    if not twig.depth:
        return "ink-title bold"
    return "phase-init-r" if twig.is_folder else "ink"
