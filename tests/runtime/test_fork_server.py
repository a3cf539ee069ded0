"""Environments are forked from a process that has all imported; nobody notices but the clock."""

import os
import signal
import subprocess
import sys

import pytest

from lambdatutor.runtime.cell import CannotStart
from lambdatutor.runtime.child.processes import descendants
from lambdatutor.runtime.fork_server import Forked, ForkServer

from .conftest import Open

pytestmark = pytest.mark.skipif(not ForkServer.usable, reason="it is Linux's alone")

HELLO = "def lambda_handler(event, context):\n    return event\n"


def server() -> int:
    assert ForkServer._process is not None
    return ForkServer._process.pid


def test_one_server_starts_all_environments(opened: Open) -> None:
    first, second = opened(HELLO), opened(HELLO)

    below = descendants(server())
    assert first._cell.process.pid in below
    assert second._cell.process.pid in below


def test_environments_outlive_a_server_that_was_killed_and_a_new_one_is_begun(
    opened: Open,
) -> None:
    standing = opened(HELLO)
    killed = server()
    os.kill(killed, signal.SIGKILL)

    assert opened(HELLO).invoke("2").text == "2"
    assert standing.invoke("1").text == "1"
    assert server() != killed


def test_without_a_server_each_environment_is_started_by_itself(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS."""
    monkeypatch.setattr(ForkServer, "usable", False)
    environment = opened(HELLO)

    assert environment.invoke("1").text == "1"
    assert isinstance(environment._cell.process, subprocess.Popen)
    environment.close()
    assert environment._cell.process.poll() is not None


def test_a_process_is_waited_for_and_killed_by_its_own_number() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as program:
        forked = Forked(program.pid)

        assert forked.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            forked.wait(0.01)
        forked.kill()
        assert forked.wait(10) == 0
        assert forked.poll() == 0
        forked.kill()


def test_the_server_ends_with_whoever_asked_it(opened: Open) -> None:
    opened(HELLO)
    ended = server()
    ForkServer.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(ended, 0)
    assert opened(HELLO).invoke("1").text == "1"


def test_where_no_process_can_be_had_it_is_said_in_a_sentence(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lambdatutor.runtime.fork_server.interpreter", lambda _: ["/bin/false"])
    ForkServer.stop()

    with pytest.raises(CannotStart, match="did not start"):
        opened(HELLO)
