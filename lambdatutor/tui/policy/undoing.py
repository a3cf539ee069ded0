"""Taking back what was typed in one go, which the attempt has as many small changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.course.policies.lab import PolicyAttempt

_IN_ONE_GO = 3
"""Characters that come or go between two looks at what is typed; a pair has two."""


def undone(attempt: PolicyAttempt, *, at_once: bool = True) -> bool:
    """Take back the last change, or `at_once` all the typing in one line; False if none."""
    before = _texts(attempt)
    if not attempt.undo():
        return False
    now = _texts(attempt)
    while at_once and _typed(before, now):
        before = now
        if not attempt.undo():
            break
        now = _texts(attempt)
        if not _typed(before, now):
            attempt.redo()
            break
    return True


def _texts(attempt: PolicyAttempt) -> tuple[str, ...]:
    return tuple(attempt.text(each.id) for each in attempt.documents)


def _typed(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether they differ by a few characters in one line of one document."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    ((a, b),) = differing
    return abs(len(a) - len(b)) <= _IN_ONE_GO and a.count("\n") == b.count("\n")
