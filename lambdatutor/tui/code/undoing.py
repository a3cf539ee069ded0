"""Taking back what was typed in one go, which the attempt has as many small changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.tui.policy.undoing import gone_back, in_one_line

if TYPE_CHECKING:
    from lambdatutor.course.handlers.desk import Desk
    from lambdatutor.course.handlers.lab import HandlerAttempt

_IN_ONE_GO = 12
"""Characters that come or go before what is typed is written down."""


def typing_undone(attempt: HandlerAttempt) -> bool:
    """Take back the last change, or all the typing in one line; False if there is none."""
    return gone_back(attempt, lambda: attempt.desk, _typed)


def _typed(one: Desk, other: Desk) -> bool:
    """Whether a few characters in one line of one file are all that differs."""
    if one.with_tree(other.tree) != other or one.tree.paths != other.tree.paths:
        return False
    before, after = one.tree.files, other.tree.files
    differing = [path for path in one.tree.paths if before[path] != after[path]]
    if len(differing) != 1:
        return False
    texts = (files[differing[0]].content.decode("utf-8", "replace") for files in (before, after))
    return in_one_line(*texts, most=_IN_ONE_GO)
