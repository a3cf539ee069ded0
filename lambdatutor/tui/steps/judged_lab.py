"""The page of a lab in which no time passes: the brief, and the objectives as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import ComposeResult

from lambdatutor.tui.laid import Prose
from lambdatutor.tui.policy.said import say_in
from lambdatutor.tui.steps.objectives import Objectives
from lambdatutor.tui.steps.view import StepView

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.policies.lab import PolicyAttempt

Attempt = TypeVar("Attempt", bound="PolicyAttempt | HandlerAttempt")


class JudgedLabView(StepView, Generic[Attempt]):
    """What to reach; what is worked on is on the other page."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.attempt = attempt
        self._warned = attempt.met

    @property
    def offers(self) -> frozenset[str]:
        offered = {"hint", "undo", "copy"}
        if self.attempt.solution_offered:
            offered.add("solve")
        return frozenset(offered)

    def compose(self) -> ComposeResult:
        yield Prose(self.attempt.lab.brief)
        if self.attempt.objectives:
            yield Objectives(self.attempt.objectives)

    def draw(self) -> None:
        # None are left while the page makes place for the next step.
        for objectives in self.query(Objectives):
            objectives.show(self.attempt.objectives)

    def say(self, text: str, *, title: str = "", kind: str = "say") -> None:
        say_in(self, text, title=title, kind=kind)

    def warns_of_leaving(self) -> bool:
        warns = not (self.attempt.met or self._warned)
        self._warned = True
        return warns
