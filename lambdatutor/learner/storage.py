"""The SQLite file that answers and marks are appended to.

It keeps a rollback journal: it works on network folders too, and leaves one file to copy.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self
from weakref import finalize

from lambdatutor.course.answers import Answer
from lambdatutor.learner.connection import prepare, set_aside, storage_errors, transaction
from lambdatutor.learner.faults import BrokenFileError
from lambdatutor.learner.marks import Kind, Mark
from lambdatutor.learner.migrations import VERSION
from lambdatutor.learner.rows import Row, answer_of, mark_of, statement_of, values_of

BUSY_TIMEOUT_S = 2.0
"""How long a write waits for another program that is writing."""

IN_MEMORY = Path(":memory:")


class Store:
    """An open file of progress. Whatever fails in it raises StorageError."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        # Python 3.13 warns of a connection that nobody closed; a store may be let go.
        self._closing = finalize(self, connection.close)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or begin the file, and bring an older one up to date after a copy of it.

        Raises NewerProgressError, BrokenFileError or StorageError.
        """
        with storage_errors(path):
            if path != IN_MEMORY:
                path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
            try:
                prepare(connection, path)
            except BaseException:
                connection.close()
                raise
            return cls(path, connection)

    def close(self) -> None:
        self._closing()

    def probe(self) -> None:
        """Find out whether the file can be written, and leave it as it is."""
        with storage_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                # Touches the first page, and so needs the journal beside the file as well.
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def append(self, rows: Iterable[Row]) -> None:
        """Add all rows, or none of them when it raises; they are on the disk on return."""
        with storage_errors(self.path), transaction(self._connection):
            for row in rows:
                self._connection.execute(statement_of(row), values_of(row))

    def answers(self, lesson: str | None = None) -> list[Answer]:
        found = self._rows(
            "SELECT * FROM answer WHERE ?1 IS NULL OR lesson = ?1 ORDER BY id", (lesson,)
        )
        return [answer_of(row) for row in found]

    def marks(self, kinds: Sequence[Kind]) -> list[Mark]:
        found = self._rows(
            "SELECT * FROM mark WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(kinds),),
        )
        return [mark_of(row) for row in found]

    def latest(self, lesson: str, kinds: Sequence[Kind], step: str | None = None) -> Mark | None:
        """The last mark of a lesson of one of these kinds; `step` leaves out other steps' marks.

        A restart belongs to every step.
        """
        found = self._rows(
            """SELECT * FROM mark
            WHERE lesson = ?1 AND kind IN (SELECT value FROM json_each(?2))
                AND (?3 IS NULL OR step = ?3 OR kind = 'restart')
            ORDER BY id DESC LIMIT 1""",
            (lesson, json.dumps(kinds), step),
        )
        return mark_of(found[0]) if found else None

    def trusts(self, fingerprint: str) -> bool:
        return bool(self._rows("SELECT 1 FROM trust WHERE fingerprint = ?", (fingerprint,)))

    def _rows(self, query: str, values: tuple[str | None, ...]) -> list[dict[str, Any]]:
        with storage_errors(self.path):
            cursor = self._connection.execute(query, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]


def open_or_set_aside(path: Path) -> tuple[Store, str | None]:
    """Open the file; a broken one is renamed and a new one begun, and a sentence says so."""
    try:
        return Store.open(path), None
    except BrokenFileError:
        with storage_errors(path):
            aside = set_aside(path)
        notice = (
            f"{path} was not a readable file of progress, so it was set aside as {aside.name} and "
            "a new one was begun: nothing was deleted."
        )
        return Store.open(path), notice
