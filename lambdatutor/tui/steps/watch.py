"""A run that plays, with a sentence at each event that matters."""

from __future__ import annotations

from lambdatutor.course.format import Watch
from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.panels.network import NetworkPanel
from lambdatutor.tui.steps.told import ToldView


class WatchView(ToldView):
    """The guess it is about, what has been said, and at the end the verdict."""

    def __init__(self, lesson_run: LessonRun, step: Watch) -> None:
        alone = "Watch what happens."
        super().__init__(lesson_run, step, f"{alone} {step.title}." if step.title else alone)
        self._rolls = step.reroll

    @property
    def offers(self) -> frozenset[str]:
        reroll = {"reroll"} if self._rolls and self.over else set[str]()
        return frozenset({"replay"} | reroll)

    def take_number(self, number: int) -> None:
        """In the picture of a network the digits choose a call."""
        for panel in self.screen.query(NetworkPanel):
            panel.pick(number - 1)

    def show_frame(self, frame: Frame) -> None:
        for said in frame.narration:
            self.say(said.say)
        if frame.over:
            self.sum_up()

    def went_back(self, frame: Frame) -> None:
        self.query(".-said").remove()
        self.show_frame(frame)
