"""Ctrl-c stops a run cleanly with what it has."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LONG = ("--rate", "900", "--for", "300d")


def stopped(tmp_path: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Start a run that takes days, and press ctrl-c when it writes its first events."""
    events = tmp_path / "events.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "lambdatutor", "simulate", *LONG, "--events", str(events), *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        while not events.exists() or not events.stat().st_size:
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a child")


def test_the_json_and_the_events_say_where_it_stopped(tmp_path: Path) -> None:
    """The events that were written are whole lines."""
    done = stopped(tmp_path, "--json")

    assert (done.returncode, done.stderr) == (130, "")
    said = json.loads(done.stdout)
    assert 0 < said["stopped_at_s"] == said["simulated_s"] < 300 * 86_400
    assert said["requests"] > 0
    lines = (tmp_path / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(range(len(lines)))


def test_the_table_says_where_it_stopped(tmp_path: Path) -> None:
    done = stopped(tmp_path)

    assert (done.returncode, done.stderr) == (130, "")
    assert "stopped at" in done.stdout
    assert "of 300 d" in done.stdout
