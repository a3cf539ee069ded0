"""The page behind `b`: two futures of one run, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from lambdatutor.tui.panels.cells import clean, crop, width_of
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging


class Difference(NamedTuple):
    """One line of the table."""

    name: str
    left: str
    right: str


class ComparePage(Popup[None]):
    """What was done in each future, and what came of it."""

    called = "Two futures"

    def __init__(
        self,
        branches: tuple[str, str],
        done: tuple[Sequence[str], Sequence[str]],
        table: Sequence[Difference],
        note: str,
    ) -> None:
        super().__init__()
        self.branches = branches
        self.done = done
        """What was done in each, as commands."""
        self.table = tuple(table)
        self.note = note

    def lines(self, width: int) -> list[Content]:
        name = max((width_of(row.name) for row in self.table), default=8) + 2
        column = max(10, (width - name) // 2)
        lines = [*hanging(Content(self.note), width, ""), Content("")]
        heads = [f"branch {branch}" for branch in self.branches]
        lines.append(
            Content.styled(
                f"{'':{name}}{heads[0]:<{column}}{heads[1]:<{column}}", "bold $ink-title"
            )
        )
        for row in self.table:
            differs = row.left != row.right
            left, right = (crop(clean(text), column - 2) for text in (row.left, row.right))
            lines.append(
                Content.assemble(
                    (f"{row.name:<{name}}", "$ink-muted"),
                    (left + " " * (column - width_of(left)), "bold" if differs else ""),
                    (right, "bold $ink-accent" if differs else ""),
                )
            )
        for branch, commands in zip(self.branches, self.done, strict=True):
            lines += [Content(""), Content.styled(f"Done in {branch}", "bold $ink-title")]
            for command in commands or ("nothing",):
                lines += hanging(Content(clean(command)), width, "  ")
        return lines
