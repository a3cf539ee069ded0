"""The log of one invocation, as it is written."""

from __future__ import annotations

import threading
from itertools import pairwise

from lambdatutor.runtime import limits
from lambdatutor.runtime.log_text import LogText


class Log:
    """Text in order; of what is too long the end is kept.

    A screen asks in a thread of its own while more is written.
    """

    def __init__(self) -> None:
        self._kept = bytearray()
        self._left_out = 0
        self._platform: list[int] = []
        """Where in what is kept the platform's own lines begin; below 0 where they were cut."""
        self._at_work = threading.Lock()
        self.written = 0
        """Bytes that the code wrote."""

    def platform(self, lines: str) -> None:
        """Whole lines of Lambda's own."""
        with self._at_work:
            if self._kept and not self._kept.endswith((b"\n", b"\r")):
                self._kept += b"\n"
            for line in lines.encode().splitlines(keepends=True):
                self._platform.append(len(self._kept))
                self._kept += line

    def code(self, data: bytes) -> None:
        """What the learner's code wrote."""
        self.written += len(data)
        with self._at_work:
            self._kept += data
            if len(self._kept) > 2 * limits.LOG_BYTES:
                self._cut()

    def read(self) -> LogText:
        """With the lines of a traceback as lines: the runtime parts them by CR alone."""
        with self._at_work:
            kept, left_out, platform = bytes(self._kept), self._left_out, tuple(self._platform)
        begin = max(0, len(kept) - limits.LOG_BYTES)
        left_out += begin
        pieces = [f"… {left_out} bytes are left out here\n"] if left_out else []
        length = len("".join(pieces))
        found: list[int] = []
        starts = {each for each in platform if each >= begin}  # a line that is cut is none
        for start, end in pairwise(sorted({begin, *starts, len(kept)})):
            if start in starts:
                found.append(length)
            piece = kept[start:end].decode("utf-8", "replace")
            pieces.append(piece.replace("\r\n", "\n").replace("\r", "\n"))
            length += len(pieces[-1])
        return LogText("".join(pieces), tuple(found))

    def _cut(self) -> None:
        more = len(self._kept) - limits.LOG_BYTES
        del self._kept[:more]
        self._left_out += more
        self._platform = [each - more for each in self._platform]
