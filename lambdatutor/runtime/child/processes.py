"""Everything that the learner's code started, however it tried to get away."""

from __future__ import annotations

import contextlib
import os
import signal
import time


def signal_all(runtime: int, number: int) -> None:
    """Signal all that runs inside: in a room of its own that is every other process there is."""
    if not runtime:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.getpid() == 1:
            os.kill(-1, number)
        else:
            os.killpg(runtime, number)
    if os.getpid() != 1:
        for process in descendants(os.getpid()):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process, number)


def kill_all(runtime: int) -> None:
    """Kill and bury, again and again until nothing is left: a fork bomb races with us."""
    while True:
        signal_all(runtime, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.0005)


def descendants(process: int) -> list[int]:
    """All children of children, by Linux's own list; elsewhere none."""
    found: list[int] = []
    waiting = [process]
    while waiting:
        children = _children(waiting.pop())
        found += children
        waiting += children
    return found


def _children(process: int) -> list[int]:
    """Those of every thread: Linux lists a child with the thread that started it."""
    found: list[int] = []
    try:
        threads = os.listdir(f"/proc/{process}/task")
    except OSError:
        return found
    for thread in threads:
        with contextlib.suppress(OSError), open(f"/proc/{process}/task/{thread}/children") as file:
            found += [int(word) for word in file.read().split()]
    return found
