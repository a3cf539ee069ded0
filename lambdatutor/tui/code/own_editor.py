"""The learner's own editor on a file of the lab, with the screen put away meanwhile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from lambdatutor.learner.own_editor import editor_words, opened_in

if TYPE_CHECKING:
    from textual.app import App

NONE_NAMED = (
    "Neither $VISUAL nor $EDITOR names an editor. Set one before you start lambdatutor, "
    "such as EDITOR=nano; the file lies at {path}."
)


def edit(app: App[None], path: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Let the editor have the terminal until it ends; a sentence if that was not possible."""
    words = editor_words(environ)
    if not words:
        return NONE_NAMED.format(path=path)
    try:
        with app.suspend():
            return opened_in(words, path)
    except SuspendNotSupported:
        return f"This terminal cannot be lent to another program. The file lies at {path}."
