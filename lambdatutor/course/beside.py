"""The files beside a lesson, as they were when they were first read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A lesson without code never loads what runs code.
    from lambdatutor.runtime.packages import SourceFile


class Beside:
    """What was read, so that a stranger's code runs as it stood when a person looked at it.

    One for each reading of a lesson, shared by all that is drawn from it.
    """

    def __init__(self) -> None:
        self.folders: dict[str, dict[str, SourceFile]] = {}
        self.files: dict[str, bytes] = {}

    def __eq__(self, other: object) -> bool:
        """Nothing of a lesson is other for having been looked at."""
        return isinstance(other, Beside)

    def __hash__(self) -> int:
        return hash(Beside)
