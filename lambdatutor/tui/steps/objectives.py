"""The objectives of a lab, each with its face in a sign and in words."""

from __future__ import annotations

from textual.content import Content

from lambdatutor.course.objectives import Face, ObjectiveView
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging, inline

FACES: dict[Face, tuple[str, str, str]] = {
    "not yet": ("○", "$ink-muted", ""),
    "holding": ("◐", "$ink-warn", "so far"),
    "met": ("●", "$ink-good", "met"),
    "broken": ("✗", "$ink-bad", "broken"),
}


_NEVER_APART = "\ue000"
"""Stands for a space while lines are laid out: they break at every real one."""


def _spaced(line: Content) -> Content:
    """With plain spaces, now that the line is laid out."""
    return Content(line.plain.replace(_NEVER_APART, " "), spans=list(line.spans))


class Objectives(Laid):
    """What is to be reached."""

    def __init__(self, views: tuple[ObjectiveView, ...]) -> None:
        super().__init__()
        self.views = views

    def show(self, views: tuple[ObjectiveView, ...]) -> None:
        if views != self.views:
            self.views = views
            self.relay()

    def lines(self, width: int) -> list[Content]:
        lines = [Content.styled("Objectives", "bold $ink-title")]
        for view in self.views:
            sign, ink, words = FACES[view.face]
            told = ": ".join(part for part in (words, view.tally) if part)
            notes = [word for word in ("bonus" if view.bonus else "", told) if word]
            says = inline(clean(view.says))
            if notes:
                together = f"({', '.join(notes)})".replace(" ", _NEVER_APART)
                says += Content.styled(f"  {together}", ink)
            lead = f" {sign} "
            entry = [_spaced(line) for line in hanging(says, width, lead)]
            lines += [line.stylize(f"bold {ink}", 0, 3) for line in entry]
        return lines
