"""What an environment holds between requests: globals, files in /tmp, work left running."""

from __future__ import annotations

from typing import NamedTuple


class Progress(NamedTuple):
    """What came of background work while the environment was thawed."""

    ended: int
    """How many pieces of work came to their end."""
    left: int
    left_us: int
    """The longest of those that are left."""


class Contents:
    """Memory and disk of one environment, as far as a learner can count them."""

    __slots__ = ("background", "process_from", "tmp_mb", "unwritten")

    def __init__(self) -> None:
        self.process_from = 0
        """How many requests had ended in the environment when its process started (LIF-011)."""
        self.unwritten = 0
        """Requests whose handler never began, so that they left no file in /tmp."""
        self.tmp_mb = 0
        """What is used of /tmp; it survives a reset (LIF-011, LIF-019)."""
        self.background: tuple[int, ...] = ()
        """Microseconds that each piece of work needs yet; it goes on when thawed (LIF-013)."""

    def globals_of(self, served: int) -> int:
        """How many requests the globals of the process remember."""
        return served - self.process_from

    def files_of(self, served: int) -> int:
        """How many files lie in /tmp: one for each time that the handler ran."""
        return served - self.unwritten

    def lose_process(self, served: int) -> int:
        """Globals and running work are gone; gives how many pieces of work (LIF-009)."""
        lost = len(self.background)
        self.background = ()
        self.process_from = served
        return lost

    def work_on(self, thawed_us: int, more_us: int | None) -> Progress:
        """Let background work go on for a time, and leave `more_us` of new work behind it."""
        kept = tuple(left - thawed_us for left in self.background if left > thawed_us)
        ended = len(self.background) - len(kept)
        self.background = kept if more_us is None else (*kept, more_us)
        return Progress(ended, len(self.background), max(self.background, default=0))
