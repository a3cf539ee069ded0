"""The program as a person starts it, with a data folder of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lambdatutor.cli import main

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


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """The same without a process of its own, where a fresh one would prove nothing more."""

    def say(*words: str, typed: str = "", encoding: str = "utf-8", **environment: str) -> Started:
        settings = {"LAMBDATUTOR_DATA": str(tmp_path / "data"), "TERM": "xterm-256color"}
        streams = {name: _stream(encoding=encoding) for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            for name, value in (settings | environment).items():
                patch.setenv(name, value)
            patch.chdir(tmp_path)
            patch.setattr(sys, "stdin", _stream(typed))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            status = main(words)
        out, err = (_written(stream) for stream in streams.values())
        assert "Traceback" not in out + err
        return Started(words, status, out, err)

    return say


def _stream(text: str = "", encoding: str = "utf-8") -> io.TextIOWrapper:
    """What a pipe is: bytes behind characters."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding=encoding, write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
