"""Lesson text as plain lines: wrapped, without markup, and with control characters written out."""

from __future__ import annotations

import re
from textwrap import wrap

from lambdatutor.course.findings import readable

_NARROWEST = 20
_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*]|\d+\.)\s+(?P<text>.*)")
_EMPHASIS = re.compile(
    r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])"
)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_FENCE = "```"


def prose(markdown: str, width: int) -> list[str]:
    """The lines of a Markdown text; code and tables stay as they are, apart from long lines."""
    lines: list[str] = []
    paragraph: list[str] = []
    head = ""  # of an entry of a list: what stands before its first line
    in_code = False

    def flush() -> None:
        nonlocal head
        if paragraph:
            text = _unmarked(" ".join(paragraph))
            lines.extend(wrapped(text, width, first=head, then=" " * len(head)))
            paragraph.clear()
        head = ""

    for line in markdown.strip("\n").split("\n"):
        item = _ITEM.fullmatch(line)
        if line.strip().startswith(_FENCE):
            flush()
            in_code = not in_code
        elif in_code or line.startswith("|" if head else ("    ", "|")):
            flush()
            lines += verbatim(line, width)
        elif not line.strip():
            flush()
            if lines and lines[-1]:
                lines.append("")
        elif item is not None:
            flush()
            head = f"{item['indent']}{item['mark']} "
            paragraph.append(item["text"])
        else:
            paragraph.append(line.strip().lstrip("#").strip())
    flush()
    return lines


def wrapped(text: str, width: int, *, first: str = "", then: str = "") -> list[str]:
    """One paragraph as lines, none wider than `width` unless a word is."""
    return wrap(
        readable(" ".join(text.split())),
        max(_NARROWEST, width),
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def verbatim(text: str, width: int) -> list[str]:
    """Code or a log as it is, two spaces in; what does not fit goes on in the next line."""
    room = max(_NARROWEST, width) - 2
    lines: list[str] = []
    for line in text.split("\n"):
        shown = readable(line.replace("\t", "  ")).rstrip()
        fits = len(shown) <= room
        lines += [
            f"  {part}".rstrip()
            for part in ([shown] if fits else wrap(shown, room, break_on_hyphens=False))
        ]
    return lines


def _unmarked(text: str) -> str:
    without = _EMPHASIS.sub(lambda found: found[2] or found[3], text)
    return _LINK.sub(r"\1 (\2)", without)
