"""Starts the processes that hold walls, by forking: whatever they import is there already.

It is asked over a socket of its own, one line of JSON with two file descriptors at a time, and
answers with the number of the process. When whoever asks is gone, it ends; what it started goes
on, and ends by its own socket.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import traceback
from typing import NoReturn

from lambdatutor.runtime.child import cell, landlock, libc, room, seccomp
from lambdatutor.runtime.child.plan import read_plan

IMPORTED = (landlock, libc, room, seccomp)
"""What a cell imports when it needs it: here it is there before."""

_DESCRIPTORS = 2
_MOST = 1 << 16


def main() -> None:
    asked = socket.socket(fileno=int(sys.argv[1]))
    asked.set_inheritable(False)
    # It would keep the folder from being removed.
    os.chdir("/")
    # The dead are buried at once; nobody here asks how they ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while line := _line(asked):
        text, (told, output) = line
        process = os.fork()
        if not process:
            asked.close()
            _become(text, told, output)
        os.close(told)
        os.close(output)
        asked.sendall(f"{process}\n".encode())


def _line(asked: socket.socket) -> tuple[str, list[int]] | None:
    """The next question, with what came along; None when nobody asks any more."""
    text, found = b"", list[int]()
    while not text.endswith(b"\n"):
        data, descriptors, _, _ = socket.recv_fds(asked, _MOST, _DESCRIPTORS)
        if not data:
            return None
        text += data
        found += descriptors
    return text.decode(), found


def _become(text: str, told: int, output: int) -> NoReturn:
    """From here on we hold the walls of one environment."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        cell.hold(read_plan(text), socket.socket(fileno=told))
        status = 0
    except BaseException:  # noqa: BLE001  nothing may go on as a second server
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)
