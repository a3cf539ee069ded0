"""The same text for terminals that have only ASCII."""

from __future__ import annotations

from functools import cache

from textual.content import Content

from lambdatutor.tui.panels.glyphs import ascii_wanted, to_ascii

_OURS = str.maketrans("✔•▏▰▱↑↓←→≡░", "v*|#-^v<>=.")
"""Signs that only text uses; those of the panels are known to the panels."""

wanted = cache(ascii_wanted)
"""Whether this terminal gets ASCII; asked once."""


def fit_for_terminal(content: Content) -> Content:
    """The content as it is, or cell for cell in ASCII."""
    if not wanted() or content.plain.isascii():
        return content
    return Content(to_ascii(content.plain.translate(_OURS)), spans=list(content.spans))
