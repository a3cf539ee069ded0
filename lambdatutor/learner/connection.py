"""Connecting to the SQLite file: whether it is ours, whole, and of our version."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from lambdatutor.learner.faults import BrokenFileError, NewerProgressError, StorageError
from lambdatutor.learner.migrations import VERSION, migrate, version_of

_BROKEN = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure of the file's tables; an older file is copied first, then brought up to date."""
    if examine(connection, path) < VERSION:
        with transaction(connection):
            migrate(connection, lambda: _back_up(path))


def examine(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a file that we can use; it is only read.

    Raises NewerProgressError and BrokenFileError.
    """
    try:
        # One transaction, or another program's first start could come between the questions.
        with transaction(connection, "DEFERRED"):
            found = version_of(connection)
            (health,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as fault:
        if fault.sqlite_errorcode in _BROKEN:
            raise BrokenFileError(path, str(fault)) from fault
        raise
    # Tables and version are written together, so tables without a version are not ours.
    if health != "ok" or (found == 0 and tables > 0):
        raise BrokenFileError(path, "it is damaged, or not ours")
    if found > VERSION:
        raise NewerProgressError(path, found, VERSION)
    return found


def _back_up(path: Path) -> None:
    # A connection that is in a transaction cannot be copied from, but another one can read.
    with (
        closing(sqlite3.connect(path)) as original,
        closing(sqlite3.connect(_free_name(path, "backup"))) as copy,
    ):
        original.backup(copy)


def set_aside(path: Path, why: str = "broken") -> Path:
    """Rename a file that is not to be used any more, and say to what."""
    aside = _free_name(path, why)
    path.rename(aside)
    # What a killed program left half written belongs to that file, and would spoil the next one.
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return aside


def _free_name(path: Path, word: str) -> Path:
    number = 1
    while (name := path.with_name(f"{path.name}.{word}-{number}")).exists():
        number += 1
    return name


@contextmanager
def storage_errors(path: Path) -> Generator[None]:
    """Whatever SQLite or the disk raises inside becomes a StorageError."""
    try:
        yield
    except sqlite3.Error as fault:
        raise StorageError(path, str(fault)) from fault
    except OSError as fault:
        raise StorageError(path, fault.strerror or str(fault)) from fault


@contextmanager
def transaction(
    connection: sqlite3.Connection, kind: Literal["DEFERRED", "IMMEDIATE"] = "IMMEDIATE"
) -> Generator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
