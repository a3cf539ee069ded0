"""What this person has done, kept in a file when that works and in memory when it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from lambdatutor.course.answers import Answer
from lambdatutor.learner import exchange
from lambdatutor.learner.faults import NewerProgressError, StorageError
from lambdatutor.learner.folder import progress_path
from lambdatutor.learner.marks import EVERY_KIND, Kind, Mark, Trust
from lambdatutor.learner.summary import LessonProgress, summarise
from lambdatutor.learner.work import set_work_aside, work_folder

if TYPE_CHECKING:
    # Loads sqlite3, which a program that only prints its help does not need.
    from lambdatutor.learner.rows import Row
    from lambdatutor.learner.storage import Store

Clock = Callable[[], datetime]

T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


class Progress:
    """A person's answers and places: appended, never rewritten.

    A row that cannot be written waits in memory, counts like the others, and is tried again with
    every later write. So no answer is lost while the program lives.
    """

    def __init__(self, path: Path, clock: Clock = _now) -> None:
        self.path = path
        self._clock = clock
        self._store: Store | None = None
        self._waiting: list[Row] = []
        self._notice: str | None = None
        self._trouble: str | None = None

    @classmethod
    def open(cls, path: Path | None = None, clock: Clock = _now) -> Self:
        """Open the file of progress, or begin one; `path` is the file, not its folder.

        Raises NewerProgressError. Every other fault is told by `problem`.
        """
        progress = cls(path or progress_path(), clock)
        try:
            progress._connected().probe()
        except StorageError as fault:
            progress._trouble = str(fault)
        return progress

    @classmethod
    def in_memory(cls, clock: Clock = _now) -> Self:
        """Progress that is forgotten with the program."""
        from lambdatutor.learner.storage import IN_MEMORY

        return cls.open(IN_MEMORY, clock)

    @staticmethod
    def begin_anew(path: Path | None = None) -> Path | None:
        """Set the file aside under the name returned, whatever is in it; nothing is deleted.

        None if there is none. Raises OSError.
        """
        from lambdatutor.learner.connection import set_aside

        path = path or progress_path()
        return set_aside(path, "reset") if path.exists() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Try once more to write what waits, and let go of the file."""
        if self._waiting:
            self._write_waiting()
        if self._store is not None:
            self._store.close()
            self._store = None

    @property
    def problem(self) -> str | None:
        """What the person should know about where progress goes: one sentence, or None."""
        return self._trouble or self._notice

    @property
    def kept(self) -> bool:
        """Whether everything so far is in a file that outlives the program."""
        return self._in_a_file and self._trouble is None and not self._waiting

    def now(self) -> str:
        """The time for an `Answer.at`."""
        return self._clock().isoformat(timespec="milliseconds")

    def record(self, answer: Answer) -> None:
        self._append(answer)

    def reach(self, lesson: str, step: str) -> None:
        self._mark(lesson, "reach", step)

    def finish(self, lesson: str) -> None:
        self._mark(lesson, "finish")

    def restart(self, lesson: str, mark: str = "") -> None:
        """Begin a lesson again: its place and labs so far are history, its answers stay.

        `mark`: what stands after its id in the name of its folder of work.
        """
        self._mark(lesson, "restart")
        if self._in_a_file:
            set_work_aside(self.path, lesson + mark)

    def save_lab(self, lesson: str, step: str, state: str) -> None:
        """Keep a lab in progress; `state` is text that only the caller reads."""
        self._mark(lesson, "lab", step, state)

    def clear_lab(self, lesson: str, step: str) -> None:
        self._mark(lesson, "lab-cleared", step)

    def answers(self, lesson: str | None = None) -> tuple[Answer, ...]:
        """All answers, or those of one lesson, in the order in which they were given."""
        waiting = [row for row in self._waiting if isinstance(row, Answer)]
        stored = self._try(lambda store: store.answers(lesson)) or []
        return (*stored, *(row for row in waiting if lesson in (None, row.lesson)))

    def position(self, lesson: str) -> str | None:
        """The step reached last, or None in a lesson that is new or begun again."""
        mark = self._latest(lesson, ("reach", "restart"))
        return mark.step if mark and mark.kind == "reach" else None

    def lab(self, lesson: str, step: str) -> str | None:
        """The state of a lab that was left unfinished."""
        mark = self._latest(lesson, ("lab", "lab-cleared", "restart"), step)
        return mark.state if mark and mark.kind == "lab" else None

    def work(self, lesson: str, step: str) -> Path | None:
        """The folder for the files of a lab, which need not be there yet; None in memory."""
        return work_folder(self.path, lesson, step) if self._in_a_file else None

    def trusts(self, fingerprint: str) -> bool:
        """Whether the person let code with that fingerprint run here."""
        return any(
            isinstance(row, Trust) and row.fingerprint == fingerprint for row in self._waiting
        ) or bool(self._try(lambda store: store.trusts(fingerprint)))

    def trust(self, fingerprint: str) -> None:
        """Let that code run, here and from now on; it is never exported, and none comes in."""
        self._append(Trust(fingerprint=fingerprint, at=self.now()))

    def summary(self) -> dict[str, LessonProgress]:
        """How far the person is, for each lesson that was touched."""
        return summarise(self.answers(), self._marks(("reach", "finish", "restart")))

    def export(self) -> str:
        """Everything, as JSON that `import_` reads."""
        return exchange.write(self.answers(), self._marks(EVERY_KIND))

    def import_(self, text: str) -> int:
        """Add what an export holds and this progress lacks; how many rows came in.

        Raises ForeignTextError.
        """
        missing = exchange.missing(text, self.answers(), self._marks(EVERY_KIND))
        self._waiting += missing
        self._write_waiting()
        return len(missing)

    @property
    def _in_a_file(self) -> bool:
        from lambdatutor.learner.storage import IN_MEMORY

        return self.path != IN_MEMORY

    def _mark(self, lesson: str, kind: Kind, step: str = "", state: str = "") -> None:
        self._append(Mark(lesson=lesson, kind=kind, step=step, state=state, at=self.now()))

    def _append(self, row: Row) -> None:
        self._waiting.append(row)
        self._write_waiting()

    def _write_waiting(self) -> None:
        def write(store: Store) -> None:
            store.append(self._waiting)
            self._waiting.clear()
            self._trouble = None

        self._try(write)

    def _marks(self, kinds: tuple[Kind, ...]) -> list[Mark]:
        waiting = [row for row in self._waiting if isinstance(row, Mark) and row.kind in kinds]
        return (self._try(lambda store: store.marks(kinds)) or []) + waiting

    def _latest(self, lesson: str, kinds: tuple[Kind, ...], step: str | None = None) -> Mark | None:
        for row in reversed(self._waiting):
            if (
                isinstance(row, Mark)
                and row.lesson == lesson
                and row.kind in kinds
                and (step in (None, row.step) or row.kind == "restart")
            ):
                return row
        return self._try(lambda store: store.latest(lesson, kinds, step))

    def _connected(self) -> Store:
        from lambdatutor.learner.storage import open_or_set_aside

        if self._store is None:
            self._store, notice = open_or_set_aside(self.path)
            self._notice = notice or self._notice
        return self._store

    def _try(self, action: Callable[[Store], T]) -> T | None:
        """What `action` gives on the file, or None and a word about the trouble."""
        try:
            return action(self._connected())
        except (StorageError, NewerProgressError) as fault:
            self._trouble = str(fault)
            return None
