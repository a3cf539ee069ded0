"""The learner's own editor, where there is a terminal for it."""

from __future__ import annotations

import sys

from lambdatutor.learner.own_editor import editor_words


def own_editor() -> list[str] | None:
    """The words that start it; None without one, and where lines come from a pipe."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    return editor_words() or None
