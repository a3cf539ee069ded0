"""A log as CloudWatch shows it: Lambda's own lines step back behind those of the code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from lambdatutor.runtime.log_text import LogText, joined
from lambdatutor.runtime.shown import shown
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging

_ERROR = re.compile(r"\[ERROR\]|Traceback \(most recent call last\)|.* Task timed out after ")
_WITH_LEVEL = re.compile(r"\[[A-Z]+\]\t")
_IN_REPORT = re.compile(
    r"(?:Init )?Duration: [\d.]+ ms|Billed Duration: \d+ ms|Max Memory Used: \d+ MB"
    r"|(?:Status|Error Type): \S+"
)
_MOST_LINES = 400
"""Of a longer log its end is shown."""
_MOST_LETTERS = 40_000
"""The same: a line may be as long as a log, and a screen does not wait for what nobody reads."""


def log_lines(log: LogText, width: int) -> list[Content]:
    """Every line of a log, wrapped for the width."""
    text = log.text
    if not text:
        return []
    end = len(text) - text.endswith("\n")
    begin = _begin(text, end)
    laid: list[Content] = []
    if begin:
        more = f"… {_counted(text, begin)} not shown"
        laid.append(Content.styled(more, "$ink-muted italic"))
    for line, by_lambda in log.lines(begin, end):
        laid += _laid(shown(line), width, by_lambda=by_lambda)
    return laid


def end_of(logs: Sequence[LogText], letters: int) -> LogText:
    """The end of logs that follow each other, without looking at the rest."""
    kept: list[LogText] = []
    for log in reversed(logs):
        kept.insert(0, log.end(letters))
        letters -= len(kept[0].text)
        if letters <= 0:
            break
    return joined(kept)


def _begin(log: str, end: int) -> int:
    """Where what is shown of a log begins."""
    least = max(0, end - _MOST_LETTERS)
    begin = end
    for _ in range(_MOST_LINES):
        newline = log.rfind("\n", least, begin)
        if newline < 0:
            return least
        begin = newline
    return begin + 1


def _counted(log: str, begin: int) -> str:
    """What lies before the part that is shown."""
    if log[begin - 1] != "\n":
        return f"{begin:,} letters before these are"
    count = log.count("\n", 0, begin)
    return "1 line before these is" if count == 1 else f"{count:,} lines before these are"


def _laid(line: str, width: int, *, by_lambda: bool) -> list[Content]:
    apart = by_lambda or _WITH_LEVEL.match(line)
    text = clean((line.replace("\t", "  ") if apart else line.expandtabs(4)).rstrip())
    if by_lambda:
        content = Content.styled(text, "$ink-muted")
        for match in _IN_REPORT.finditer(content.plain):
            content = content.stylize("$ink", match.start(), match.end())
    elif _ERROR.match(text):
        content = Content.styled(text, "$ink-bad")
    else:
        content = Content(text)
    indent = len(text) - len(text.lstrip(" "))
    if not indent:
        first, *rest = content.wrap(max(4, width)) or [Content("")]
        return [first, *rest]
    return hanging(content[indent:], width, " " * min(indent, width // 2))


class LogView(Laid):
    """The log of the calls that are shown."""

    written = LogText()
    empty = ""

    def show(self, log: LogText, empty: str) -> None:
        """`empty` is what there is to say where the log has nothing."""
        if (log, empty) != (self.written, self.empty):
            self.written, self.empty = log, empty
            self.relay()

    def lines(self, width: int) -> list[Content]:
        if not self.written.text:
            return Content.styled(self.empty, "$ink-muted").wrap(width)
        return log_lines(self.written, width)
