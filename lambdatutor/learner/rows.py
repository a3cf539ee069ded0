"""How answers and marks are written as rows, and read back."""

from typing import Any

from lambdatutor.course.answers import Answer
from lambdatutor.learner.marks import Mark, Trust

Row = Answer | Mark | Trust
"""What is appended to the file."""

ADD_ANSWER = """
    INSERT INTO answer
        (lesson, step, question, given, correct, misconception, confidence, seed, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ADD_MARK = "INSERT INTO mark (lesson, kind, step, state, at) VALUES (?, ?, ?, ?, ?)"
ADD_TRUST = "INSERT OR IGNORE INTO trust (fingerprint, at) VALUES (?, ?)"
"""Two programs may be told the same."""


def statement_of(row: Row) -> str:
    if isinstance(row, Trust):
        return ADD_TRUST
    return ADD_ANSWER if isinstance(row, Answer) else ADD_MARK


def values_of(row: Row) -> tuple[str | int | None, ...]:
    if isinstance(row, Trust):
        return tuple(map(_text, (row.fingerprint, row.at)))
    if isinstance(row, Mark):
        return tuple(map(_text, (row.lesson, row.kind, row.step, row.state, row.at)))
    return (
        _text(row.lesson),
        _text(row.step),
        _text(row.question),
        _text(row.given),
        row.correct,
        None if row.misconception is None else _text(row.misconception),
        row.confidence,
        str(row.seed),  # SQLite's integers end at 64 bits
        _text(row.at),
    )


def _text(typed: str) -> str:
    """The text without half characters, which a terminal can send and SQLite cannot store."""
    return typed.encode(errors="replace").decode()


def answer_of(row: dict[str, Any]) -> Answer:
    return Answer(
        lesson=row["lesson"],
        step=row["step"],
        question=row["question"],
        given=row["given"],
        correct=None if row["correct"] is None else bool(row["correct"]),
        misconception=row["misconception"],
        confidence=row["confidence"],
        seed=int(row["seed"]),
        at=row["at"],
    )


def mark_of(row: dict[str, Any]) -> Mark:
    return Mark(
        lesson=row["lesson"],
        kind=row["kind"],
        step=row["step"],
        state=row["state"],
        at=row["at"],
    )
