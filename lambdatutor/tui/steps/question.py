"""One question with its way of answering: a list, a field, an order or pairs."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from lambdatutor.course.format import CodePredict, Predict
from lambdatutor.course.judging import right_ones
from lambdatutor.course.posed import Posed
from lambdatutor.course.questions import (
    Instant,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Policy,
    Single,
)
from lambdatutor.course.verdicts import Verdict
from lambdatutor.tui.choices import Choices, Mark
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.answer_field import AnswerField
from lambdatutor.tui.steps.arranger import Arranger
from lambdatutor.tui.steps.matcher import Matcher

Given = int | tuple[int, ...] | str
"""A position, positions, or what was typed; positions count from 0."""


class QuestionView(Vertical):
    """The question and the way to answer it; who judges it calls `close` or `ask_again`."""

    DEFAULT_CSS = """
    QuestionView { height: auto; }
    QuestionView > * { margin-bottom: 1; }
    """

    class Answered(Message):
        """The learner has answered."""

        def __init__(self, given: Given) -> None:
            super().__init__()
            self.given = given

    def __init__(self, posed: Posed, *, about: Widget | None = None) -> None:
        super().__init__()
        self.posed = posed
        self._about = about
        """What the question is about, shown between it and the way to answer."""
        self.is_open = True

    def compose(self) -> ComposeResult:
        yield Prose(self.posed.ask, classes="-ask")
        if self._code:
            language = "json" if isinstance(self.posed.question, Policy) else ""
            yield Prose(f"```{language}\n{self._code}\n```")
        if self._about is not None:
            yield self._about
        yield self._way()

    @property
    def _code(self) -> str:
        """What is shown with the question as it is; a program has a view of its own."""
        return self.posed.code if self._about is None else getattr(self.posed.question, "code", "")

    def _way(self) -> Widget:
        posed = self.posed
        match posed.question:
            case Multiple():
                return Choices(posed.options, several=True)
            case Ordering():
                return Arranger(posed.options)
            case Matching():
                return Matcher(posed.lefts, posed.options)
            case Single() | Instant():
                return Choices(posed.options)
            case Predict(choices=choices) | CodePredict(choices=choices) if choices:
                return Choices(posed.options)
            case Predict() | CodePredict() | Numeric():
                note = f"in {posed.unit}, then enter" if posed.unit else "a number, then enter"
                return AnswerField(placeholder="number", note=note)
            case Policy():
                return AnswerField(placeholder="what belongs in place of ___", note="then enter")
            case _:
                return AnswerField(placeholder="your answer", note="then enter")

    def start(self) -> None:
        """Put the focus on the way to answer; what is asked stays in sight above it."""
        way = self.query_children("Choices, Arranger, Matcher, AnswerField").first()
        if isinstance(way, AnswerField):
            way.start()
        else:
            way.focus(scroll_visible=False)

    def close(self, verdict: Verdict, given: Given | None) -> None:
        """Take no more answers, and show which were right."""
        self.is_open = False
        for way in self.query_children():
            if isinstance(way, Choices):
                way.close(self._marks(verdict, given))
            elif isinstance(way, Arranger | Matcher | AnswerField):
                way.close()

    def keep(self, given: Given | None = None) -> None:
        """Take no more answers, and show only what was said: the outcome is still to come."""
        self.is_open = False
        for way in self.query_children():
            if isinstance(way, Choices):
                if isinstance(given, int):
                    way.picked = frozenset({given})
                way.close()
            elif isinstance(way, Arranger | Matcher | AnswerField):
                way.close()

    def ask_again(self, why: str) -> None:
        """The answer made no sense; say how to make some."""
        for way in self.query_children():
            if isinstance(way, AnswerField):
                way.say(why)

    def take_number(self, number: int) -> None:
        for way in self.query_children(Choices):
            way.choose(number)

    def _marks(self, verdict: Verdict, given: Given | None) -> tuple[Mark, ...]:
        question = self.posed.question
        if not isinstance(question, Single | Multiple | Instant | Predict | CodePredict):
            return ()
        if verdict.correct is None:
            return ()
        right = right_ones(question.choices, self.posed.outcome)
        picked = given if isinstance(given, tuple) else (given,)
        return tuple(
            "right" if at in right else "wrong" if at in picked else ""
            for at in range(len(question.choices))
        )

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        given = event.picked if event.choices.several else event.picked[0]
        self.post_message(self.Answered(given))

    @on(Arranger.Arranged)
    def _arranged(self, event: Arranger.Arranged) -> None:
        event.stop()
        self.post_message(self.Answered(event.order))

    @on(Matcher.Matched)
    def _matched(self, event: Matcher.Matched) -> None:
        event.stop()
        self.post_message(self.Answered(event.partners))

    @on(AnswerField.Given)
    def _typed(self, event: AnswerField.Given) -> None:
        event.stop()
        self.post_message(self.Answered(event.text))
