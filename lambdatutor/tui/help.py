"""The page behind `?`: what each key does here, and what the letters of the phases mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from lambdatutor.tui.keys import Key
from lambdatutor.tui.panels.glyphs import PHASES, REFUSED
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging, inline

if TYPE_CHECKING:
    from lambdatutor.tui.parts import Part

_OTHERS = frozenset({"ctrl+c", "super+c", "question_mark"})
"""Keys that Textual has everywhere, and the one that led here."""


class HelpPage(Popup[None]):
    """Keys with a sentence each, those of the other parts of the screen, then the legend."""

    called = "Help"

    def __init__(
        self, keys: list[Key], parts: Sequence[Part] = (), *, judges: bool = False
    ) -> None:
        """Where verdicts are what a lab shows, it `judges`, and their signs are told."""
        super().__init__()
        self.keys = keys
        self.parts = parts
        self.judges = judges

    def lines(self, width: int) -> list[Content]:
        known = [key for key in self.keys if key.key not in _OTHERS]
        # What has a sentence of its own comes first, then what belongs to the focused panel.
        ordered = sorted(_told_once(known), key=lambda key: not key.tooltip)
        parts = [(part.title, _told_once(part.keys)) for part in self.parts]
        every = [*ordered, *(key for _, keys in parts for key in keys)]
        keys = max((len(key.shown) for key in every), default=0)
        lines: list[Content] = []
        for title, listed in (("Keys that work here now", ordered), *parts):
            lines += [Content("")] * bool(lines) + [_heading(title)]
            for key in listed:
                lead = f"  {key.shown:>{keys}}  "
                says = inline(key.tooltip or key.says)
                lines += [
                    line.stylize("bold $ink-accent", 0, keys + 3)
                    for line in hanging(says, width, lead)
                ]
        if self.judges:
            lines += [Content(""), _heading("Signs of a verdict")]
            lines += hanging(Content("✓ as it must be   ✗ as it must not be"), width, "  ")
        lines += [Content(""), _heading("Phases of an execution environment")]
        entries = [*PHASES.values(), REFUSED]
        across = max(1, min(3, width // 26))
        for start in range(0, len(entries), across):
            line = Content("")
            for glyph in entries[start : start + across]:
                text = f"  {glyph.letter}  {glyph.words}"
                line += Content(f"{text:<26}").stylize(f"bold ${glyph.ink}", 2, 3)
            lines.append(line)
        lines += [Content(""), _heading("Faces of an objective")]
        faces = "○ not yet   ◐ holding so far   ● met   ✗ broken"
        lines += hanging(Content(faces), width, "  ")
        return lines


def _told_once(keys: Iterable[Key]) -> list[Key]:
    """Without keys of no sentence that do what one with a sentence is said to do."""
    listed = list(keys)
    told = {_does(key) for key in listed if key.tooltip}
    return [key for key in listed if key.tooltip or _does(key) not in told]


def _does(key: Key) -> tuple[str, str]:
    """What it says and does, by whatever much."""
    return key.says, key.action.partition("(")[0]


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $ink-title")
