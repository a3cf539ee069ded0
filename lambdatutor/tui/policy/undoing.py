"""Taking back what was typed in one go, which the attempt has as many small changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.course.policies.lab import PolicyAttempt

_IN_ONE_GO = 3
"""Characters that come or go between two looks at what is typed; a pair has two."""


class Undoable(Protocol):
    """What goes back by small steps."""

    def undo(self) -> bool: ...

    def redo(self) -> bool: ...


State = TypeVar("State")


def undone(attempt: PolicyAttempt, *, at_once: bool = True) -> bool:
    """Take back the last change, or `at_once` all the typing in one line; False if none."""
    return gone_back(
        attempt, lambda: _texts(attempt), lambda one, other: at_once and _typed(one, other)
    )


def gone_back(
    attempt: Undoable, look: Callable[[], State], typed: Callable[[State, State], bool]
) -> bool:
    """Take back a change, and as long as they are steps of what was `typed`, those before it."""
    before = look()
    if not attempt.undo():
        return False
    now = look()
    while typed(before, now):
        before = now
        if not attempt.undo():
            break
        now = look()
        if not typed(before, now):
            attempt.redo()
            break
    return True


def _texts(attempt: PolicyAttempt) -> tuple[str, ...]:
    return tuple(attempt.text(each.id) for each in attempt.documents)


def _typed(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether they differ by a few characters in one line of one document."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and in_one_line(*differing[0], _IN_ONE_GO)


def in_one_line(one: str, other: str, most: int) -> bool:
    """Whether at most so many characters came or went, and no line."""
    return abs(len(one) - len(other)) <= most and one.count("\n") == other.count("\n")
