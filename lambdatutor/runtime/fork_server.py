"""Our end of the process that starts environments quickly; on Linux alone."""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

_PACKAGE_ROOT = Path(__file__).parents[2]


def interpreter(module: str) -> list[str]:
    """How our own interpreter runs the `main` of a module that stands beside a learner's code."""
    code = f"import sys; sys.path.insert(0, {str(_PACKAGE_ROOT)!r}); "
    code += f"from lambdatutor.runtime.child.{module} import main; main()"
    return [sys.executable, "-I", "-S", "-B", "-c", code]


class Forked:
    """A process that the server started: what is asked of a `Popen` here."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ended: int | None = None
        """A descriptor that can be read once it has ended; None if it has."""
        with contextlib.suppress(OSError):
            self._ended = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """None while it runs."""
        return None if self._wait_s(0) else 0

    def wait(self, timeout: float | None = None) -> int:
        """Raises TimeoutExpired."""
        if self._wait_s(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return 0

    def kill(self) -> None:
        if self._ended is not None:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._ended, signal.SIGKILL)

    def _wait_s(self, for_s: float | None) -> bool:
        """Whether it still runs after that time."""
        if self._ended is None:
            return False
        waiting = select.poll()
        waiting.register(self._ended, select.POLLIN)
        if not waiting.poll(None if for_s is None else for_s * 1_000):
            return True
        os.close(self._ended)
        self._ended = None
        return False


class ForkServer:
    """One for a program; it is started when it is first needed, and ends with the program.

    It never runs anything of a learner's: what does is forked off, and behind walls.
    """

    usable = sys.platform == "linux"
    """Elsewhere nothing tells when a process has ended that is not a child of ours."""
    _lock = threading.Lock()
    _process: subprocess.Popen[bytes] | None = None
    _asked: socket.socket | None = None

    @classmethod
    def start(cls, plan: str, told: int, output: int) -> Forked:
        """A process that holds walls as the plan says; raises OSError if none can be had."""
        line = plan.encode() + b"\n"
        with cls._lock:
            if cls._process is None or cls._process.poll() is not None:
                cls._open()
            try:
                return cls._ask(line, [told, output])
            except OSError:
                # It was ended by somebody: a second one is asked, and no third.
                cls._open()
                return cls._ask(line, [told, output])

    @classmethod
    def stop(cls) -> None:
        """End the server; what it started goes on."""
        with cls._lock:
            cls._close()

    @classmethod
    def _open(cls) -> None:
        cls._close()
        atexit.unregister(cls.stop)
        atexit.register(cls.stop)
        ours, theirs = socket.socketpair()
        words = [*interpreter("fork_server"), str(theirs.fileno())]
        cls._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own words
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env={},
            start_new_session=True,
        )
        theirs.close()
        cls._asked = ours

    @classmethod
    def _close(cls) -> None:
        if cls._asked is not None:
            cls._asked.close()
            cls._asked = None
        if cls._process is not None:
            cls._process.wait()
            cls._process = None

    @classmethod
    def _ask(cls, line: bytes, descriptors: list[int]) -> Forked:
        if cls._asked is None:
            raise ConnectionError
        socket.send_fds(cls._asked, [line], descriptors)
        answer = b""
        while not answer.endswith(b"\n"):
            data = cls._asked.recv(32)
            if not data:
                raise ConnectionError
            answer += data
        return Forked(int(answer))
