"""Small lessons with real code, written into a folder as a course has them."""

from collections.abc import Mapping
from pathlib import Path

from lambdatutor.course.format import Lesson
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.course.handlers.running import Running
from lambdatutor.course.handlers.steps import CodeLab
from lambdatutor.course.reader import read_lesson

HEAD = """\
format: 1
id: real
title: Real code
minutes: 8
steps:
"""


def lesson_in(folder: Path, steps: str, files: Mapping[str, str | bytes] | None = None) -> Lesson:
    """A lesson with these steps; the files lie beside it."""
    for path, content in (files or {}).items():
        place = folder / "real" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "real.yaml").write_text(HEAD + steps, encoding="utf-8")
    return read_lesson(folder / "real.yaml")


def forgotten(state: str) -> None:
    """Where the state of a lab goes that nobody keeps."""
    del state


def lab_of(lesson: Lesson, step: str) -> CodeLab:
    found = lesson.step(step)
    assert isinstance(found, CodeLab)
    return found


def gone_through(running: Running, attempt: HandlerAttempt) -> tuple[CallOutcome, ...]:
    """All that comes of a going, taken over at its end."""
    outcomes = tuple(running.outcomes())
    attempt.take(running)
    return outcomes


def states(attempt: HandlerAttempt) -> dict[str, str]:
    return {each.id: each.state for each in attempt.cases}


def faces(attempt: HandlerAttempt) -> dict[str, str]:
    return {each.id: each.face for each in attempt.objectives}
