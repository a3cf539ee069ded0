"""The lessons of a course as the home screen lists them, with what this person has done."""

from __future__ import annotations

from lambdatutor.course.catalogue import Catalogue, Entry
from lambdatutor.course.format import Lesson
from lambdatutor.errors import LambdaTutorError
from lambdatutor.learner import LessonProgress, Progress
from lambdatutor.tui.lesson_list import LessonRow, State


def lesson_rows(catalogue: Catalogue, progress: Progress) -> list[LessonRow]:
    """Every lesson in the order of the course; one that cannot be read says so."""
    done = progress.summary()
    return [
        _row(catalogue, entry, done.get(entry.id, LessonProgress()))
        for entry in catalogue.entries.values()
    ]


def _row(catalogue: Catalogue, entry: Entry, done: LessonProgress) -> LessonRow:
    track = entry.track.title
    if entry.planned is not None:
        planned = entry.planned
        return LessonRow(entry.id, planned.title, track, 0, "planned", idea=planned.idea)
    try:
        lesson = catalogue.lesson(entry.id)
    except LambdaTutorError as error:
        first = str(error).partition("\n")[0]
        return LessonRow(entry.id, entry.id, track, 0, "planned", idea=first)
    state: State = done.state
    return LessonRow(
        lesson.id,
        lesson.title,
        track,
        lesson.minutes,
        state,
        place=_place(lesson, done.step),
        terms=lesson.teaches,
        idea=lesson.idea,
    )


def _place(lesson: Lesson, step: str | None) -> str:
    """`step 3 of 10`; empty for a step that the lesson no longer has."""
    for number, each in enumerate(lesson.steps, start=1):
        if each.id == step:
            return f"step {number} of {len(lesson.steps)}"
    return ""
