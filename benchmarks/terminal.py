"""A terminal of 120×36 with a program in it, read as fast as it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS, COLUMNS = 36, 120
_OVERLAP = 256
"""A marker may begin in one piece of the output and end in the next."""

_LAST_WORDS = 1_000
"""As much of the output is told when the program ends too early."""


class Terminal:
    """One program at work; leaving the `with` block ends it."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self._said = b""
        self.screen, program_side = pty.openpty()
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(program_side, termios.TIOCSWINSZ, size)
        self.began_s = perf_counter()
        self.program = subprocess.Popen(
            [sys.executable, *command],
            stdin=program_side,
            stdout=program_side,
            stderr=program_side,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )
        os.close(program_side)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self.screen)

    def press(self, keys: str) -> float:
        """Type, and say when."""
        began_s = perf_counter()
        os.write(self.screen, keys.encode())
        return began_s

    def wait_for(self, marker: str, at_most_s: float = 20.0) -> float:
        """When `marker` came; raises `TimeoutError` when it does not."""
        wanted, seen = marker.encode(), b""
        ends_s = perf_counter() + at_most_s
        while wanted not in seen:
            piece = self._read(ends_s - perf_counter())
            if not piece:
                raise TimeoutError(f"{marker!r} did not come: {seen[-500:]!r}")
            seen = seen[-_OVERLAP:] + piece
        return perf_counter()

    def drain(self, seconds: float) -> int:
        """Read for a while; gives how many bytes came."""
        ends_s, count = perf_counter() + seconds, 0
        while (left_s := ends_s - perf_counter()) > 0:
            count += len(self._read(left_s))
        return count

    def _read(self, at_most_s: float) -> bytes:
        ready, _, _ = select.select([self.screen], [], [], max(0.0, at_most_s))
        if not ready:
            return b""
        try:
            piece = os.read(self.screen, 1 << 16)
        except OSError:  # how Linux says that nobody is at the other end any more
            raise EOFError(f"The program has ended. It said: {self._said!r}") from None
        self._said = (self._said + piece)[-_LAST_WORDS:]
        return piece

    def typed_ms(self, keys: int, after: str) -> list[float]:
        """How long each of so many letters took to be seen, typed behind `after`."""
        random, took_ms, typed = Random(1), list[float](), after
        for number in range(keys):
            self.drain(random.uniform(0.02, 0.3))
            typed += chr(ord("a") + number % 26)
            pressed_s = self.press(typed[-1])
            took_ms.append((self.wait_for(typed[-8:]) - pressed_s) * 1000)
        return took_ms

    def cpu_s(self) -> float:
        """Processor seconds that the program has used (Linux)."""
        stat = Path(f"/proc/{self.program.pid}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
