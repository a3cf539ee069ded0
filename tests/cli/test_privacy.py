"""No network, ever: every attempt to open a connection ends the program in this test."""

import os
import subprocess
import sys
from pathlib import Path

GUARD = """
import sys

def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        sys.stderr.write(f"NETWORK {event} {arguments}")
        sys.stderr.flush()
        import os
        os._exit(99)

sys.addaudithook(guard)
from lambdatutor.cli import main
sys.exit(max(main(words.split()) for words in sys.argv[1:]))
"""


def guarded(tmp_path: Path, *lines: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """One line after the other, in one process."""
    return subprocess.run(
        [sys.executable, "-c", GUARD, *lines],
        input=typed,
        capture_output=True,
        text=True,
        env=os.environ | {"LAMBDATUTOR_DATA": str(tmp_path)},
        check=False,
    )


def test_the_guard_notices_a_connection(tmp_path: Path) -> None:
    look_up = GUARD.replace("from lambdatutor", "import socket; socket.getaddrinfo('x', 1)\nfrom x")
    done = subprocess.run(
        [sys.executable, "-c", look_up], capture_output=True, text=True, check=False
    )

    assert done.returncode == 99


def test_a_whole_lesson_opens_no_connection(tmp_path: Path) -> None:
    done = guarded(tmp_path, "lesson cold-start --plain", typed="\n" * 400)

    assert done.returncode == 0, done.stderr


def test_checking_and_listing_open_no_connection(tmp_path: Path) -> None:
    done = guarded(tmp_path, "check lessons/environments/cold-start.yaml", "lessons", "doctor")

    assert done.returncode == 0, done.stderr
