"""The learner's own editor, on a file of theirs."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path


def editor_words(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The words that start what $VISUAL or $EDITOR names; empty where neither names one."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:  # a quote that is not closed
            continue
        if words:
            return words
    return []


def opened_in(words: list[str], path: Path) -> str:
    """Let the editor have the terminal until it ends; what went wrong in a sentence, or nothing."""
    try:
        ended = subprocess.run([*words, str(path)], check=False)  # noqa: S603  the learner's own
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return f"{words[0]} could not be started: {reason}. $VISUAL and $EDITOR name the editor."
    if ended.returncode:
        return f"{words[0]} ended with status {ended.returncode}; what it wrote is taken in."
    return ""
