"""A letter and a colour for every phase, and the same drawing in plain ASCII."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.tui.panels.cells import width_of

if TYPE_CHECKING:
    from lambdatutor.simulator.snapshot import Phase


class PhaseGlyph(NamedTuple):
    """How a phase is shown: never by colour alone."""

    letter: str
    ink: str
    """The theme variable of its colour; with `-tint` behind it, the ground its letter stands on."""
    words: str


PHASES: dict[Phase, PhaseGlyph] = {
    "extension-init": PhaseGlyph("x", "phase-init-x", "extension init"),
    "runtime-init": PhaseGlyph("r", "phase-init-r", "runtime init"),
    "function-init": PhaseGlyph("f", "phase-init-f", "function init"),
    "invoke": PhaseGlyph("█", "phase-invoke", "invoke"),
    "frozen": PhaseGlyph("·", "phase-frozen", "frozen"),
    "restore": PhaseGlyph("R", "phase-restore", "restore"),
    "reset": PhaseGlyph("!", "phase-reset", "reset"),
    "shutdown": PhaseGlyph("s", "phase-shutdown", "shutdown"),
}

INIT_PHASES: frozenset[Phase] = frozenset(
    ("extension-init", "runtime-init", "function-init", "restore", "reset")
)
"""The phases in which an environment is not ready yet."""

RUNNING = "running"
"""The theme variable of bars that stand for running requests."""

REFUSED = PhaseGlyph("✗", "refused", "refused or failed")
"""On a line of its own for a request that never ran; at the end of the bar of one that failed."""

_ASCII = str.maketrans(
    {
        **dict.fromkeys("█▇▉▊▋▓■▮", "#"),
        **dict.fromkeys("▌▎▍▏", "]"),
        **dict.fromkeys("▐▕", "["),
        **dict.fromkeys("░─━┄┈", "-"),
        **dict.fromkeys("│┃┊╷╵▾▼", "|"),
        **dict.fromkeys("╭╮╰╯┬┴┼", "+"),
        **dict.fromkeys("┏┓┗┛┳┻┣┫╋", "*"),
        **dict.fromkeys("├┤", "|"),
        **dict.fromkeys("▸▶►⟦", ">"),
        **dict.fromkeys("◂◀⟧", "<"),
        **dict.fromkeys("·▁╌", "."),
        **dict.fromkeys("▂▃", ":"),
        **dict.fromkeys("▄▅", "="),
        **dict.fromkeys("▆▒", "%"),
        "○": "o",
        "●": "O",
        "◐": "c",
        "◆": "+",
        "✓": "v",
        "✗": "X",
        "×": "x",
        "−": "-",
        "–": "-",
        "…": "~",
        "⋯": "~",
        "⟲": "@",
        "λ": "L",
        "▴": "^",
        "µ": "u",
        "\u2800": " ",
        **{chr(code): "*" for code in range(0x2801, 0x2900)},
    }
)


def to_ascii(text: str) -> str:
    """*text* in ASCII, cell for cell: our glyphs by their stand-ins, any other as `?`."""
    if text.isascii():
        return text
    return "".join(
        char if char.isascii() else "?" * width_of(char) for char in text.translate(_ASCII)
    )


def ascii_wanted(environ: Mapping[str, str] | None = None, encoding: str | None = None) -> bool:
    """Whether to draw in ASCII: `LAMBDATUTOR_ASCII` says so, or the terminal is not UTF-8."""
    environ = os.environ if environ is None else environ
    asked = environ.get("LAMBDATUTOR_ASCII", "")
    if asked:
        return asked not in {"0", "no", "false"}
    stdout = sys.__stdout__
    encoding = encoding or (stdout.encoding if stdout else "utf-8") or "utf-8"
    try:
        return codecs.lookup(encoding).name != "utf-8"
    except LookupError:
        return True
