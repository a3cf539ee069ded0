"""A log as text that knows which of its lines Lambda wrote itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec


class LogText(msgspec.Struct, frozen=True):
    """What code wrote may look like a line of Lambda's, so it is not told by its looks."""

    text: str = ""
    platform: tuple[int, ...] = ()
    """Where the lines begin that Lambda wrote itself (LOG-001 to LOG-005), in letters, in order."""

    def lines(self, begin: int = 0, end: int | None = None) -> Iterator[tuple[str, bool]]:
        """The lines of a part, each with whether Lambda wrote it; an empty text has one line."""
        marked = frozenset(self.platform)
        for line in self.text[begin:end].split("\n"):
            yield line, begin in marked
            begin += len(line) + 1

    def end(self, letters: int) -> LogText:
        """The last so many letters; a line that is cut is none of Lambda's any more."""
        more = max(0, len(self.text) - letters)
        platform = tuple(each - more for each in self.platform if each >= more)
        return LogText(self.text[more:], platform)


def joined(logs: Iterable[LogText], between: str = "") -> LogText:
    """Logs that follow each other."""
    text: list[str] = []
    platform: list[int] = []
    begin = 0
    for log in logs:
        if text:
            text.append(between)
            begin += len(between)
        platform += [begin + each for each in log.platform]
        text.append(log.text)
        begin += len(log.text)
    return LogText("".join(text), tuple(platform))
