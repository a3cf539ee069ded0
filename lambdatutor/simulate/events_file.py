"""Every event of a run as a line of JSON, written while it happens."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from lambdatutor.simulator.events import EventLog

ROOM = 10_000
"""Events that stay in memory once they are written."""


class EventsFile:
    """The lines of a log as far as they are written."""

    def __init__(self, file: BinaryIO, log: EventLog) -> None:
        self.file = file
        self.log = log
        log.room = ROOM
        self.written = 0

    def follow(self) -> None:
        """Write what has happened since the last time, and let the log forget the oldest."""
        for event in self.log.since(self.written):
            self.file.write(msgspec.json.encode(event) + b"\n")
        self.written = len(self.log)
        self.log.make_room()
