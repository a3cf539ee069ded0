"""The program as a person starts it, with a data folder of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Started = subprocess.CompletedProcess[str]
Start = Callable[..., Started]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start lambdatutor without a terminal; `typed` is what comes through the pipe.

    With `merged`, stderr comes in stdout, so that one sees what was said first.
    """

    def start(*words: str, typed: str = "", merged: bool = False, **environment: str) -> Started:
        settings = {"LAMBDATUTOR_DATA": str(tmp_path / "data"), "TERM": "xterm-256color"}
        done = subprocess.run(
            [sys.executable, "-m", "lambdatutor", *words],
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merged else subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | settings | environment,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stdout + (done.stderr or "")
        return done

    return start
