"""The tables of progress, version by version; a version that was released never changes."""

import sqlite3
from collections.abc import Callable

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE answer (
            id INTEGER PRIMARY KEY,
            lesson TEXT NOT NULL,
            step TEXT NOT NULL,
            question TEXT NOT NULL,
            given TEXT NOT NULL,
            correct INTEGER,
            misconception TEXT,
            seed TEXT NOT NULL,
            at TEXT NOT NULL
        )""",
        """CREATE TABLE mark (
            id INTEGER PRIMARY KEY,
            lesson TEXT NOT NULL,
            kind TEXT NOT NULL,
            step TEXT NOT NULL,
            at TEXT NOT NULL
        )""",
        "CREATE INDEX answer_of_lesson ON answer (lesson)",
        "CREATE INDEX mark_of_lesson ON mark (lesson)",
    ),
    (
        "ALTER TABLE answer ADD COLUMN confidence INTEGER",
        "ALTER TABLE mark ADD COLUMN state TEXT NOT NULL DEFAULT ''",
        *(
            f"""CREATE TRIGGER {table}_is_never_lost_by_{deed} BEFORE {deed} ON {table}
            BEGIN SELECT RAISE(ABORT, 'progress is appended, never rewritten'); END"""
            for table in ("answer", "mark")
            for deed in ("UPDATE", "DELETE")
        ),
    ),
    ("CREATE TABLE trust (fingerprint TEXT PRIMARY KEY, at TEXT NOT NULL)",),
)
"""Entry n - 1 leads from version n - 1 to version n."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, backup: Callable[[], None]) -> None:
    """Bring the tables to `VERSION` inside the transaction that is open.

    `backup` is called first when there is something in the file.
    """
    # Read inside the transaction: another program may have migrated a moment ago.
    found = version_of(connection)
    if 0 < found < VERSION:
        backup()
    for statements in MIGRATIONS[found:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
