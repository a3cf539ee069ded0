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
            notes = [word for word in ("bonus" if view.bonus else "", words) if word]
            says = inline(clean(view.says))
            if notes:
                says += Content.styled(f"  ({', '.join(notes)})", ink)
            entry = hanging(says, width, f" {sign} ")
            lines += [line.stylize(f"bold {ink}", 0, 3) for line in entry]
        return lines
