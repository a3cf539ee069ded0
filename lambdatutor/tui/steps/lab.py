"""A mission: the brief, its objectives as they stand, hints, and what came of it."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.course.format import Lab
from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.network import NetworkPanel
from lambdatutor.tui.steps.objectives import Objectives
from lambdatutor.tui.steps.view import Callout, StepView


class LabView(StepView):
    """What to reach, and what has been said about it."""

    def __init__(self, lesson_run: LessonRun, step: Lab) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.step = step
        lab = lesson_run.lab
        self.met = lab is not None and lab.met
        """Whether the jury has agreed."""
        self._warned = self.met

    @property
    def offers(self) -> frozenset[str]:
        offered = {"hint", "undo", "copy", "prompt", "compare", "replay"}
        if self.lesson_run.solution_offered:
            offered.add("solve")
        return frozenset(offered)

    def compose(self) -> ComposeResult:
        yield Prose(self.step.brief)
        yield Objectives(self.lesson_run.objectives)

    def begin(self) -> None:
        if self.screen.has_class("-narrow"):
            return  # they are on the other page, and keys would turn them unseen
        for controls in self.screen.query(ControlsPanel):
            controls.focus()

    def show_frame(self, frame: Frame) -> None:
        self.query_one(Objectives).show(frame.objectives)

    def say_hint(self, text: str | None) -> None:
        """Show a hint; after the last one, that the solution can be seen."""
        self.say(text or "There is no other hint. `s` plays one solution for you.", title="Hint")
        self.refresh_bindings()

    def say(self, text: str, *, title: str = "", kind: str = "say") -> None:
        """One thing at a time below the objectives: what was said before makes place."""
        self.query(".-said").remove()
        callout = Callout(text, kind=kind, title=title)
        callout.add_class("-said")
        self.mount(callout)
        self.call_after_refresh(callout.scroll_visible, animate=False)

    def take_number(self, number: int) -> None:
        """In the picture of a network the digits choose a packet."""
        for panel in self.screen.query(NetworkPanel):
            panel.pick(number - 1)

    def warns_of_leaving(self) -> bool:
        """Whether there is something to be said before the learner goes on; it is said once."""
        warns = not (self.met or self._warned)
        self._warned = True
        return warns

    def reached(self) -> None:
        """The jury agreed: what the author says, and the keys that break it again."""
        self.met = True
        text = self.step.met + self._ways_to_break()
        self.say(text or "Every objective is met.", title="✔ Met", kind="good")
        self.refresh_bindings()

    def broke(self, says: str) -> None:
        """One of the keys was pressed: what that does, and the keys again."""
        self.say(says + self._ways_to_break(), title="Broken")

    def _ways_to_break(self) -> str:
        if not self.step.breaks:
            return ""
        keys = "\n".join(f"- `{each.key}` {each.title}" for each in self.step.breaks)
        return f"\n\nBreak it, one key each:\n\n{keys}"
