"""The page behind `?`: what each key does here, and what the letters of the phases mean."""

from __future__ import annotations

from textual.content import Content

from lambdatutor.tui.keys import Key
from lambdatutor.tui.panels.glyphs import PHASES, REFUSED
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging, inline

_OTHERS = frozenset({"ctrl+c", "super+c", "question_mark"})
"""Keys that Textual has everywhere, and the one that led here."""


class HelpPage(Popup[None]):
    """Keys with a sentence each, then the legend."""

    called = "Help"

    def __init__(self, keys: list[Key]) -> None:
        super().__init__()
        self.keys = keys

    def lines(self, width: int) -> list[Content]:
        known = [key for key in self.keys if key.key not in _OTHERS]
        # What has a sentence of its own comes first, then what belongs to the focused panel.
        ordered = sorted(known, key=lambda key: not key.tooltip)
        keys = max((len(key.shown) for key in ordered), default=0)
        lines = [_heading("Keys that work here now")]
        for key in ordered:
            lead = f"  {key.shown:>{keys}}  "
            says = inline(key.tooltip or key.says)
            lines += [
                line.stylize("bold $ink-accent", 0, keys + 3) for line in hanging(says, width, lead)
            ]
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


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $ink-title")
