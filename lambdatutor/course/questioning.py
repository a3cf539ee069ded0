"""The questions of one lesson: how they were posed, and what the answers to them heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.answers import Answer
from lambdatutor.course.format import CodePredict, Explain, Lesson, Predict, Quiz, Step
from lambdatutor.course.posed import Asked, Posed, drawn, pose
from lambdatutor.course.seeds import derived
from lambdatutor.course.verdicts import Verdict, not_understood

if TYPE_CHECKING:
    from lambdatutor.course.keeper import Keeper
    from lambdatutor.course.posed import RunProgram


class Questioning:
    """Poses the questions of a lesson, and keeps every answer the moment it is given."""

    def __init__(
        self, lesson: Lesson, seed: int, keeper: Keeper, run_program: RunProgram | None = None
    ) -> None:
        """`lesson` as its author wrote it is needed again for `ask_again`; it may be drawn."""
        self._run_program = run_program
        self.verdicts: dict[str, Verdict] = {}
        """The last verdict on each question, by its id; a predict goes by the id of its step."""
        self._lesson = lesson
        self._seed = seed
        self._keeper = keeper
        self._posed: dict[str, Posed] = {}
        self._given: dict[str, object] = {}
        self._draws = 0

    def of(self, step: Step, seed: int) -> tuple[Posed, ...]:
        """What is asked in a step; `seed` is that of its run."""
        match step:
            case Predict() | CodePredict() | Explain():
                return (self._pose(step, seed),)
            case Quiz(questions=questions):
                return tuple(self._pose(question, seed) for question in questions)
            case _:
                return ()

    def answer(
        self, step: Step, seed: int, question_id: str, given: object, confidence: int | None
    ) -> Verdict:
        """Judge an answer and keep it; what is not understood is not kept."""
        posed = next((each for each in self.of(step, seed) if each.id == question_id), None)
        if posed is None:
            return not_understood(f"There is no question {question_id!r} in this step.")
        verdict = posed.judge(given)
        if verdict.understood:
            self.verdicts[question_id] = verdict
            self._given[question_id] = given
            inner = "" if question_id == step.id else question_id
            sure = confidence if confidence in (1, 2, 3) else None
            self.keep(step.id, inner, verdict, posed.seed, sure)
        return verdict

    def judge_again(self, predict: Predict, seed: int) -> None:
        """The run has another seed, so its key is another one; the guess stays what it was."""
        self._posed.pop(predict.id, None)
        if predict.id in self._given:
            posed = self._pose(predict, seed)
            self.verdicts[predict.id] = posed.judge(self._given[predict.id])

    def score(self, quiz: Quiz) -> tuple[int, int]:
        """How many questions were answered right, and how many there are."""
        right = [
            question.id
            for question in quiz.questions
            if question.id in self.verdicts and self.verdicts[question.id].correct
        ]
        return len(right), len(quiz.questions)

    def ask_again(self, quiz: Quiz) -> None:
        """Draw new numbers for a quiz and forget its verdicts here; what was kept stays."""
        self._draws += 1
        seed = derived(self._seed, "again", self._draws)
        for question in quiz.questions:
            self.verdicts.pop(question.id, None)
            again = drawn(question, seed)
            self._posed[question.id] = pose(self._lesson, again, seed, self._run_program)

    def keep(
        self, step: str, question: str, verdict: Verdict, seed: int, confidence: int | None = None
    ) -> None:
        """Hand an answer over to whoever remembers it."""
        self._keeper.record(
            Answer(
                lesson=self._lesson.id,
                step=step,
                question=question,
                given=verdict.given,
                correct=verdict.correct,
                misconception=verdict.misconception,
                confidence=confidence,
                seed=seed,
                at=self._keeper.now(),
            )
        )

    def _pose(self, question: Asked, seed: int) -> Posed:
        if question.id not in self._posed:
            self._posed[question.id] = pose(self._lesson, question, seed, self._run_program)
        return self._posed[question.id]
