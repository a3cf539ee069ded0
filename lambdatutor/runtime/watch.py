"""Waiting for a runtime: what it asks, writes, uses, and how it ends."""

from __future__ import annotations

import json
import os
import selectors
import threading
import time
from collections import deque
from pathlib import Path

from lambdatutor.aws import quotas
from lambdatutor.runtime import limits, usage
from lambdatutor.runtime.api import RuntimeApi
from lambdatutor.runtime.cell import Cell
from lambdatutor.runtime.log import Log
from lambdatutor.runtime.seen import (
    Exited,
    Gone,
    Killed,
    OutOfMemory,
    Seen,
    StopAsked,
    TimeIsUp,
    TooMuch,
)

_READ_BYTES = 1 << 16
_AT_ONCE = 64
"""Reads of the output before the other things are looked at."""
_LOOKS_BETWEEN = 10
"""Of memory, to one look at the files that the code has written."""


class Watch:
    """The eyes on one environment."""

    def __init__(self, cell: Cell, memory_mb: int, storage_mb: int) -> None:
        self._cell = cell
        self._memory_mb = memory_mb
        self._storage_bytes = storage_mb << 20
        self._selector = selectors.DefaultSelector()
        self._seen: deque[Seen] = deque()
        self._told = b""
        self._looks = 0
        self.api = RuntimeApi(cell.listener, self._selector)
        self.log = Log()
        self.peak_kb = 0
        self.stop = threading.Event()
        """Set from anywhere, to wait no longer."""
        self._selector.register(cell.told, selectors.EVENT_READ)
        self._selector.register(cell.output, selectors.EVENT_READ)

    def next(self, until_s: float, *, stops: bool = True) -> Seen:
        """The next thing that is seen, at the latest at that time of the monotonic clock.

        `stops`: whether somebody may ask for an end before.
        """
        look_s = time.monotonic() + limits.WATCH_S
        while not self._seen:
            now_s = time.monotonic()
            if now_s >= until_s:
                return TimeIsUp()
            if stops and self.stop.is_set():
                return StopAsked()
            if now_s >= look_s:
                self._look()
                look_s = now_s + limits.WATCH_S
            self._wait(max(0.0, min(until_s, look_s) - now_s))
        return self._seen.popleft()

    def read_output(self) -> None:
        """What was written so far: it lies in the pipe before the answer is sent."""
        for _ in range(_AT_ONCE):
            try:
                data = os.read(self._cell.output, _READ_BYTES)
            except BlockingIOError:
                return
            if not data:
                return
            self.log.code(data)

    def measure(self) -> None:
        """The most memory the runtime ever had."""
        if usage.KNOWN:
            found = usage.peak_kb(self._cell.process.pid, room=self._cell.walls.room)
            self.peak_kb = max(self.peak_kb, found)

    def forget(self) -> None:
        """Nothing that was seen of a runtime counts any more: it was killed."""
        self._seen.clear()
        self.api.forget()
        self.peak_kb = 0

    def close(self) -> None:
        self.api.forget()
        self._selector.close()

    def _wait(self, for_s: float) -> None:
        for key, _ in self._selector.select(for_s):
            if key.data is self.api:
                found = self.api.look(key.fileobj)
                if found:
                    self.read_output()
                self._seen += found
            elif key.fileobj is self._cell.told:
                self._hear()
            else:
                self.read_output()
                if self.log.written > limits.OUTPUT_BYTES:
                    self._seen.append(TooMuch(_TOO_MUCH_OUTPUT))

    def _hear(self) -> None:
        try:
            data = self._cell.told.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._selector.unregister(self._cell.told)
            self._seen.append(Gone())
            return
        *lines, self._told = (self._told + data).split(b"\n")
        for line in lines:
            said = json.loads(line)
            if "started" in said:
                self._cell.runtime = said["started"]
            elif "exited" in said:
                self.read_output()
                self._seen.append(Exited(said["exited"]))
            elif "killed" in said:
                self._seen.append(Killed())

    def _look(self) -> None:
        if not usage.KNOWN:
            return
        found = usage.usage(
            self._cell.process.pid, room=self._cell.walls.room, most=limits.PROCESSES
        )
        self.peak_kb = max(self.peak_kb, found.memory_kb)
        if found.memory_kb > self._memory_mb << 10:
            self._seen.append(OutOfMemory())
        elif found.processes > limits.PROCESSES:
            self._seen.append(TooMuch(_TOO_MANY_PROCESSES))
        elif found.threads > quotas.THREADS.value:
            self._seen.append(TooMuch(_TOO_MANY_THREADS))
        self._looks += 1
        # In a room the size of /tmp is that of its file system.
        if self._cell.walls.room or self._looks % _LOOKS_BETWEEN:
            return
        if _size(self._cell.folder / "tmp") > self._storage_bytes:
            self._seen.append(TooMuch(_TOO_MANY_FILES))


_TOO_MUCH_OUTPUT = (
    f"The code wrote more than {limits.OUTPUT_BYTES >> 20} MB of output, "
    "more than the lab takes, so its environment was ended."
)
_TOO_MANY_PROCESSES = (
    f"The code started more than {limits.PROCESSES} processes, "
    "more than the lab lets live (Lambda allows 1,024), so its environment was ended."
)
_TOO_MANY_THREADS = (
    f"The code started more than {quotas.THREADS.value:,} threads, "
    "more than Lambda lets live, so its environment was ended."
)
_TOO_MANY_FILES = "The code wrote more than /tmp holds, so its environment was ended."


def _size(folder: Path) -> int:
    found = 0
    for path, _, files in os.walk(folder):
        for name in files:
            try:
                found += os.lstat(os.path.join(path, name)).st_blocks * 512  # noqa: PTH118  many files
            except OSError:
                continue
    return found
