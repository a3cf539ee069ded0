"""A run that plays, with a sentence at each event that matters."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.course.format import Predict, Watch
from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.panels.network import NetworkPanel
from lambdatutor.tui.steps.verdict import verdict_callout
from lambdatutor.tui.steps.view import Callout, StepView


class WatchView(StepView):
    """The guess it is about, what has been said, and at the end the verdict."""

    def __init__(self, lesson_run: LessonRun, step: Watch) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.step = step
        self._over = False

    @property
    def offers(self) -> frozenset[str]:
        reroll = {"reroll"} if self.step.reroll and self._over else set[str]()
        return frozenset({"replay"} | reroll)

    def compose(self) -> ComposeResult:
        asked = self._asked()
        if asked is not None:
            yield Prose(asked.ask, classes="-ask")
            if self.lesson_run.guess is not None:
                yield Callout(f"You said **{self.lesson_run.guess.given}**.")
        elif self.step.title:
            yield Prose(f"Watch what happens. {self.step.title}.")
        else:
            yield Prose("Watch what happens.")

    def _asked(self) -> Predict | None:
        if self.step.of is None:
            return None
        asked = self.lesson_run.lesson.step(self.step.of)
        return asked if isinstance(asked, Predict) else None

    def take_number(self, number: int) -> None:
        """In the picture of a network the digits choose a call."""
        for panel in self.screen.query(NetworkPanel):
            panel.pick(number - 1)

    def going_on(self) -> None:
        """What is said on the right moves over here when it is no longer new."""
        for earlier in self.query(".-now"):
            earlier.remove_class("-now")

    def show_frame(self, frame: Frame) -> None:
        for said in frame.narration:
            self.going_on()
            callout = Callout(said.say)
            callout.add_class("-said", "-now")
            self.mount(callout)
        if frame.over and not self._over:
            self._over = True
            self._sum_up()

    def _sum_up(self) -> None:
        """The outcome beside the guess, and what the author adds."""
        self.going_on()
        if self.lesson_run.guess is not None:
            verdict = verdict_callout(self.lesson_run.guess)
            self.mount(verdict)
            self.call_after_refresh(verdict.scroll_visible, animate=False, top=True)
        if self.step.after:
            self.mount(Prose(self.step.after))
        self.refresh_bindings()

    def went_back(self, frame: Frame) -> None:
        self.query(".-said").remove()
        self.show_frame(frame)
