"""Coloured pieces of a line of text, and the line as it may be drawn."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.tui.ascii_text import wanted


class Inked(NamedTuple):
    """Characters of one line that have one ink."""

    start: int
    end: int
    ink: str


def drawable(line: str) -> str:
    """The line, character for character, without what would tell the terminal to do something."""
    if line.isascii() and line.isprintable():
        return line
    ascii_only = wanted()

    def fits(char: str) -> bool:
        return char == "\t" or (char.isprintable() and (char.isascii() or not ascii_only))

    return "".join(char if fits(char) else "?" for char in line)
