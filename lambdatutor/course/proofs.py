"""What `lambdatutor check` proves of a lesson by running it: keys, narration, labs."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from lambdatutor.course.cases import Journals, case_of, has_run, play, timed
from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.findings import Finding
from lambdatutor.course.format import Lab, Lesson, PolicyLab, Predict, Quiz, Watch
from lambdatutor.course.handlers.proofs import code_complaints, simulated
from lambdatutor.course.policies.proofs import policy_lab_complaints
from lambdatutor.course.proofs_of_labs import lab_complaints
from lambdatutor.course.proofs_of_questions import question_complaints
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.scenario import LONGEST_RUN
from lambdatutor.simulator.time import clock

if TYPE_CHECKING:
    from lambdatutor.course.reader import LessonFile
    from lambdatutor.course.walking import Where

SEEDS = (0, 1, 2)
"""On which every run of a lesson is tried; the juries of a lab are more."""


def prove(file: LessonFile, *, runs_code: bool = True) -> tuple[Finding, ...]:
    """Every fault that shows only when the lesson is run, sorted.

    Without `runs_code`, what is real code is not run, and that is said.
    """
    findings = file.findings()
    for where, sentence, suggestion in chain(
        _complaints(file.lesson), code_complaints(file.lesson, runs_code=runs_code)
    ):
        findings.add(file.mark(*where), sentence, suggestion)
    return findings.sorted()


def _complaints(lesson: Lesson) -> Complaints:
    for at, step in enumerate(lesson.steps):
        where: Where = ("steps", at)
        try:
            match step:
                case Predict():
                    yield from question_complaints(lesson, step, where, SEEDS)
                case Quiz(questions=questions):
                    for number, question in simulated(questions):
                        place = (*where, "questions", number)
                        yield from question_complaints(lesson, question, place, SEEDS)
                case Lab():
                    yield from lab_complaints(lesson, step, where, SEEDS, _solved(lesson))
                case PolicyLab():
                    yield from policy_lab_complaints(lesson, step, where)
                case Watch():
                    yield from _narrated(lesson, step, where)
                case _:
                    pass
            if has_run(step):
                yield from _ends(lesson, step.id, where)
        except LambdaTutorError as error:
            yield Complaint(where, f"this cannot be run: {error}")


def _solved(lesson: Lesson) -> Journals:
    """What a learner who solves every lab by its solution leaves behind for later steps."""
    journals: Journals = {}
    for step in lesson.steps:
        if isinstance(step, Lab):
            opening = step.opening(lesson.world)
            try:
                journals = {**journals, step.id: timed(step.solution, step.controls, opening, 0)}
            except LambdaTutorError:
                continue
    return journals


def _narrated(lesson: Lesson, watch: Watch, where: Where) -> Complaints:
    """Every event that the narration hangs on happens, on every seed."""
    seen: set[int] = set()
    for seed in SEEDS:
        world = play(case_of(lesson, watch, seed, _solved(lesson)), seed)
        counts = Counter(event.kind for event in world.log.since(0))
        for number, narration in enumerate(watch.narrate):
            if number not in seen and counts[narration.event] < narration.nth:
                seen.add(number)
                yield Complaint(
                    (*where, "narrate", number),
                    f"in this run {narration.event} happens {counts[narration.event]} times, "
                    f"so number {narration.nth} is never told",
                )


def _ends(lesson: Lesson, step_id: str, where: Where) -> Complaints:
    """A run without `until` comes to its end by itself."""
    step = lesson.step(step_id)
    case = case_of(lesson, step, 0, _solved(lesson))
    if case.scenario.until is None:
        world = play(case, 0)
        if not world.finished or world.now_us >= LONGEST_RUN:
            yield Complaint(
                where, f'this run is still going on at {clock(world.now_us)}; write "until"'
            )
