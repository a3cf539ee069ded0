"""A question as it is posed: its numbers drawn, its options laid out, its key computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, TypeVar

import msgspec

from lambdatutor.course import judging
from lambdatutor.course.cases import Case, case_of, play
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.format import CodePredict, Explain, Lesson, Predict, Quiz
from lambdatutor.course.handlers.answer_key import key_of
from lambdatutor.course.handlers.parts import FromRun, Program
from lambdatutor.course.layout import options
from lambdatutor.course.policies import gap
from lambdatutor.course.policies.bench import Bench
from lambdatutor.course.policies.question import judge_policy
from lambdatutor.course.quantities import Quantity, Value, value_text
from lambdatutor.course.questions import (
    FromSim,
    Instant,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Policy,
    Question,
    Single,
    Text,
)
from lambdatutor.course.templates import LATER, fill
from lambdatutor.course.vary import draw, vary
from lambdatutor.course.verdicts import Verdict, not_understood
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import clock

if TYPE_CHECKING:
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.simulator.world import World

Asked = Question | Predict | CodePredict | Explain
RunProgram = Callable[[Program], "Record"]
"""Runs a program, or knows already what it came to."""

_Drawn = TypeVar("_Drawn", bound="Question | Predict | CodePredict")

_TRY: dict[type, str] = {
    Predict: "Play the run again, and stop where it differs from your guess.",
    CodePredict: "Read the code once more: where does it go another way than you thought?",
    Single: "Say in one sentence what would have to be so for your choice to be right.",
    Multiple: "Take each one by itself and ask: is it true on its own?",
    Numeric: "Work it out for one request first, then for the next.",
    Ordering: "Ask of each two neighbours: which of them needs the other first?",
    Matching: "Begin with the pair you are surest of, and see what is left.",
    Text: "Compare it with yours, letter by letter.",
    Policy: "Read it as AWS does: who asks, for what, on what, and on which condition?",
}


@dataclass(frozen=True)
class Posed:
    """One question, ready to be shown and answered."""

    question: Asked
    options: tuple[str, ...]
    """What can be picked; for ordering and matching in an order of their own."""
    take_case: Callable[[], Case | None]
    """The run that its key is computed from, if it is computed."""
    seed: int
    run_program: RunProgram

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def kind(self) -> str:
        return self.question.tag

    @property
    def ask(self) -> str:
        return self.question.ask

    @property
    def code(self) -> str:
        if isinstance(self.question, Policy):
            return f"{self.question.code}\n{gap.shown(self.question.given)}".strip("\n")
        if isinstance(self.question, Predict | CodePredict | Explain):
            return ""
        program = getattr(self.question, "program", None)
        return self.question.code or (program.code if isinstance(program, Program) else "")

    @property
    def lefts(self) -> tuple[str, ...]:
        """What each needs a partner, in a matching question."""
        question = self.question
        return tuple(p.left for p in question.pairs) if isinstance(question, Matching) else ()

    @property
    def unit(self) -> str:
        """The unit or word that belongs to a typed number."""
        match self.question:
            case Numeric(unit=unit):
                return unit
            case Predict(number=number) | CodePredict(number=number) if number is not None:
                return number.unit
            case _:
                return ""

    @cached_property
    def case(self) -> Case | None:
        return self.take_case()

    @cached_property
    def outcome(self) -> Value | None:
        """What the run gives, where the key is computed; None otherwise, or if it is unset.

        Code is really run for it, which takes a moment; what is unset there is the word none.
        """
        answer = getattr(self.question, "answer", None)
        program = getattr(self.question, "program", None)
        if isinstance(answer, FromRun) and isinstance(program, Program):
            record = self.run_program(program)
            return key_of(answer, record, as_number=self._asks_a_number)
        match self.question:
            case Predict(answer=FromSim(from_sim=key)):
                pass
            case Single(answer=FromSim(from_sim=key)) | Numeric(answer=FromSim(from_sim=key)):
                pass
            case Numeric(answer=answer):
                return answer if isinstance(answer, Quantity) else None
            case _:
                return None
        if self.case is None:
            return None
        value = evaluate(key, play(self.case, self.seed))
        return None if isinstance(value, bool) else value

    @property
    def _asks_a_number(self) -> bool:
        return (
            isinstance(self.question, Numeric) or getattr(self.question, "number", None) is not None
        )

    @cached_property
    def bench(self) -> Bench:
        """The policies of its world; raises `LambdaTutorError` if that cannot be opened."""
        return Bench.of(self.case.scenario if self.case is not None else Scenario())

    def moment(self) -> World | None:
        """The run at the instant that the question is about."""
        if not isinstance(self.question, Instant) or self.case is None:
            return None
        return play(self.case, self.seed, until_us=self.question.at)

    def judge(self, given: object) -> Verdict:
        """The verdict on an answer; an answer that makes no sense is told how to make some.

        A position for a choice; positions for several, an order, or partners; text for the rest.
        Positions count from 0.
        """
        match self.question:
            case Explain() as explain:
                return _said(explain, given)
            case Predict() | CodePredict() as predict:
                return self._judge_guess(predict, given)
            case question:
                return self._judge_answer(question, given)

    def _judge_answer(self, question: Question, given: object) -> Verdict:
        advice = _advice(question)
        match question:
            case Single():
                return judging.judge_choice(
                    question.choices, given, self.outcome, question.why, advice
                )
            case Instant():
                advice = question.advice or f"Look at the timeline at {clock(question.at)}."
                return judging.judge_choice(question.choices, given, None, question.why, advice)
            case Multiple():
                return judging.judge_multiple(question.choices, given, None, question.why, advice)
            case Numeric():
                return judging.judge_number(question, given, self.outcome, question.why, advice)
            case Ordering():
                return judging.judge_ordering(question, self.options, given, question.why, advice)
            case Matching():
                return judging.judge_matching(question, self.options, given, question.why, advice)
            case Text():
                return judging.judge_text(question, given, self.outcome, question.why, advice)
            case Policy():
                return judge_policy(question, self.bench, given, advice)

    def _judge_guess(self, predict: Predict | CodePredict, given: object) -> Verdict:
        advice = _advice(predict)
        if predict.number is not None:
            verdict = judging.judge_number(predict.number, given, self.outcome, "", advice)
        else:
            verdict = judging.judge_choice(predict.choices, given, self.outcome, "", advice)
        if not verdict.understood:
            return verdict
        after = fill(
            predict.after, dict(zip(LATER, (value_text(self.outcome), verdict.given), strict=True))
        )
        if predict.scored:
            return verdict._replace(after=after)
        rerolls = isinstance(predict, Predict) and predict.reroll
        happened = f"This time it is {value_text(self.outcome)}; you said {verdict.given}."
        again = "Roll again: another seed gives another run." if rerolls else ""
        return Verdict(
            correct=None,
            happened=happened,
            try_=again,
            answer=value_text(self.outcome),
            after=after,
            given=verdict.given,
        )


def _advice(question: Asked) -> str:
    """One thing to try: the author's, or what fits the kind of question."""
    return getattr(question, "advice", "") or _TRY.get(type(question), "")


def pose(
    lesson: Lesson, question: Asked, seed: int, run_program: RunProgram | None = None
) -> Posed:
    """The question with what is random in its layout taken from the seed.

    Its `vary` is drawn before, by `drawn`. Without `run_program` a program runs when it is asked
    for.
    """
    laid_out, run = options(question, seed), run_program or _run_here(lesson)
    return Posed(question, laid_out, lambda: _case(lesson, question, seed), seed, run)


def _run_here(lesson: Lesson) -> RunProgram:
    def run(program: Program) -> Record:
        from lambdatutor.course.handlers.programs import Programs

        return Programs(lesson).run(program)

    return run


def drawn(question: _Drawn, seed: int) -> _Drawn:
    """The question with a value for each name of `vary`, drawn from the seed."""
    if not question.vary:
        return question
    return vary(question, draw(question, Random(f"{seed} {question.id}")))


def drawn_lesson(lesson: Lesson, seed: int) -> Lesson:
    """The lesson with every `vary` of its predicts and questions drawn."""
    return msgspec.structs.replace(
        lesson, steps=tuple(_drawn_step(step, seed) for step in lesson.steps)
    )


def _drawn_step(step: object, seed: int) -> object:
    match step:
        case Predict() | CodePredict():
            return drawn(step, seed)
        case Quiz():
            questions = tuple(drawn(question, seed) for question in step.questions)
            return msgspec.structs.replace(step, questions=questions)
        case _:
            return step


def _case(lesson: Lesson, question: Asked, seed: int) -> Case | None:
    match question:
        case Predict():
            return case_of(lesson, question, seed, {})
        case Single(given=given) | Numeric(given=given):
            return Case(lesson.world if given is None else given.over(lesson.world))
        case Policy(world=changes):
            return Case(lesson.world if changes is None else changes.over(lesson.world))
        case Instant(run=run):
            return case_of(lesson, lesson.step(run), seed, {})
        case _:
            return None


def _said(explain: Explain, given: object) -> Verdict:
    """Words are never graded; the model answer is shown beside them."""
    if not isinstance(given, str) or not given.strip():
        return not_understood("Say it in a sentence, or skip.")
    return Verdict(None, "A model answer:", explain.model, answer=explain.model, given=given)
