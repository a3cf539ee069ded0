"""A heading and one entry below another: all of each where there is room, else the first lines."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import title

NAME = 16
"""Where the values begin: names stand in the cells before."""


def sheet(
    heading: str,
    says: str,
    entries: Sequence[Sequence[Row]],
    width: int,
    height: int,
    *,
    empty: str = "",
    focused: bool = False,
) -> list[Row]:
    """*height* rows: the heading with *says* at its right, and entries; what is left is counted.

    Every entry's first row says it in short; `empty` stands where there is no entry.
    """
    if width < 1 or height < 1:
        return []
    rows, left = _fitting(entries, height - 1)
    head = Line(width)
    after = title(head, heading, focused=focused)
    right = f"…{left:,} more" if left else says
    if after + 2 + width_of(right) < width:
        head.put_right(right, "ink-muted", width - 1)
    found = [head.row(), *rows]
    if not entries and empty and height > 1:
        line = Line(width)
        line.put(1, crop(empty, width - 2), "ink-muted italic")
        found.append(line.row())
    return found + blank(width, height - len(found))


def _fitting(entries: Sequence[Sequence[Row]], room: int) -> tuple[list[Row], int]:
    """The rows that fit, and how many entries have none."""
    if len(entries) > room:
        shown = entries[: max(0, room)]
        return [entry[0] for entry in shown], len(entries) - len(shown)
    spare = room - len(entries)
    rows: list[Row] = []
    for entry in entries:
        more = len(entry) - 1
        whole = more <= spare
        rows += entry if whole else entry[:1]
        spare -= more if whole else 0
    return rows, 0


def name_in(line: Line, text: str, ink: str = "ink bold") -> int:
    """Write an entry's name, shortened where needed; the cell where its values begin."""
    start = min(NAME, max(1, line.width // 3))
    line.put(1, crop(text, start - 2), ink)
    return start
