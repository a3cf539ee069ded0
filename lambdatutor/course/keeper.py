"""Who remembers what a person does in a lesson: the learner's progress, or nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lambdatutor.course.answers import Answer


class Keeper(Protocol):
    """What a lesson asks of the learner's progress."""

    def record(self, answer: Answer) -> None: ...

    def reach(self, lesson: str, step: str) -> None: ...

    def finish(self, lesson: str) -> None: ...

    def position(self, lesson: str) -> str | None: ...

    def save_lab(self, lesson: str, step: str, state: str) -> None: ...

    def clear_lab(self, lesson: str, step: str) -> None: ...

    def lab(self, lesson: str, step: str) -> str | None: ...

    def work(self, lesson: str, step: str) -> Path | None:
        """The folder for the files of a lab, which need not be there yet; None for nowhere.

        A lesson that is not ours is named with its `catalogue.work_mark`.
        """
        ...

    def answers(self, lesson: str | None = None) -> tuple[Answer, ...]: ...

    def now(self) -> str:
        """The time for an `Answer.at`, as ISO 8601 with its offset."""
        ...


class Forgetful:
    """Keeps nothing: for a lesson that is only looked at, checked or tested."""

    def record(self, answer: Answer) -> None: ...

    def reach(self, lesson: str, step: str) -> None: ...

    def finish(self, lesson: str) -> None: ...

    def position(self, lesson: str) -> str | None:
        del lesson
        return None

    def save_lab(self, lesson: str, step: str, state: str) -> None: ...

    def clear_lab(self, lesson: str, step: str) -> None: ...

    def lab(self, lesson: str, step: str) -> str | None:
        del lesson, step
        return None

    def work(self, lesson: str, step: str) -> Path | None:
        del lesson, step
        return None

    def answers(self, lesson: str | None = None) -> tuple[Answer, ...]:
        del lesson
        return ()

    def now(self) -> str:
        return ""
