"""Lines on a slip of paper: the REPORT of a request and its bill, the eye led to what is billed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.geometry import Size

from lambdatutor.tui.panels.cells import Line, Row, blank, clean, crop, cut, width_of
from lambdatutor.tui.panels.panel import Panel

_LED_TO = re.compile(r"Billed(?: Duration)?:? *[\d,.]+ *ms|\$[\d,]*\.?\d+")
"""What the eye is led to: AWS's words for it in a log line, and money."""


def wrap(text: str, width: int) -> list[str]:
    """*text* in lines of *width* at most; a gap of two blanks is the better place to break."""
    lines: list[str] = []
    indent = ""
    rest = clean(text).rstrip()
    while width_of(rest) > width > len(indent) + 2:
        kept = cut(rest, width)
        ahead = rest[: len(kept) + 2]
        gap = ahead.rfind("  ", len(indent) + len(kept) // 3)
        word = rest[: len(kept) + 1].rfind(" ", len(indent) + 1)
        at = gap if gap > 0 else word if word > 0 else len(kept)
        lines.append(rest[:at].rstrip())
        indent = "  "
        rest = indent + rest[at:].lstrip()
    return [*lines, crop(rest, width)]


def receipt_rows(texts: Sequence[str], rolled: int | None, width: int, height: int) -> list[Row]:
    """The paper with the last of its *rolled* lines that fit; None for all."""
    if width < 8 or height < 3 or not texts:
        return blank(width, height)
    lines = [line for text in texts for line in wrap(text, width - 6)]
    inner = min(width - 6, max(width_of(line) for line in lines))
    shown = lines if rolled is None else lines[:rolled]
    shown = shown[-(height - 2) :] if shown else []
    leads = any(_LED_TO.search(line) for line in lines)
    rows = [_edge(inner, width, "╭─╮")]
    for text in shown:
        line = Line(width)
        line.put(1, "│", "ink-line")
        line.put(3, text, "ink-muted" if leads and "REPORT" in text else "ink")
        for found in _LED_TO.finditer(text):
            line.put(3 + width_of(text[: found.start()]), found[0], "ink-accent bold")
        line.put(4 + inner, "│", "ink-line")
        rows.append(line.row())
    whole = rolled is None or rolled >= len(lines)
    rows.append(_edge(inner, width, "╰─╯" if whole else "┊┄┊"))
    return rows + blank(width, height - len(rows))


def _edge(inner: int, width: int, glyphs: str) -> Row:
    line = Line(width)
    line.put(1, glyphs[0] + glyphs[1] * (inner + 2) + glyphs[2], "ink-line")
    return line.row()


class Receipt(Panel):
    """A till receipt; `rolled` lines of it have come out."""

    texts: tuple[str, ...] = ()
    rolled: int | None = None

    def show(self, texts: Sequence[str], rolled: int | None = None) -> None:
        """Draw *texts*; *rolled* of its lines, or all."""
        if (tuple(texts), rolled) != (self.texts, self.rolled):
            longer = tuple(texts) != self.texts
            self.texts, self.rolled = tuple(texts), rolled
            self.redraw()
            if longer:
                self.refresh(layout=True)

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - given by Textual; only the width matters here
        viewport: Size,  # noqa: ARG002 - the same
        width: int,
    ) -> int:
        """The paper's height with all its lines, for `height: auto`."""
        return sum(len(wrap(text, width - 6)) for text in self.texts) + 2 if self.texts else 0

    def rows(self, width: int, height: int) -> list[Row]:
        return receipt_rows(self.texts, self.rolled, width, height)
