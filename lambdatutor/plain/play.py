"""A lesson as lines of text, from where it was left to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lambdatutor.plain.steps import go_through
from lambdatutor.plain.talk import BackError, InputEndedError, LeftError, Talk

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun

FINISHED, UNFINISHED, INTERRUPTED = 0, 1, 130
"""Exit statuses."""


def play(
    run: LessonRun, lines: Iterable[str], write: Callable[[str], None], width: int = 80
) -> int:
    """Play a lesson with a line of input for each prompt; the exit status.

    0 at the end of the lesson, 1 when the input ends or the learner quits before, 130 when
    interrupted. In each case progress is kept. `write` is given whole lines.
    """
    talk = Talk(run, lines, write, width)
    try:
        _play(talk)
    except (InputEndedError, LeftError):
        run.save()
        talk.say(f"Saved at the step {run.step.id}. The same command goes on from there.")
        return UNFINISHED
    except KeyboardInterrupt:
        run.save()
        talk.say()
        talk.say(f"Interrupted, and saved at the step {run.step.id}.")
        return INTERRUPTED
    talk.say("End of the lesson.")
    return FINISHED


def _play(talk: Talk) -> None:
    run = talk.run
    talk.say(run.lesson.title)
    if run.lesson.idea:
        talk.say(run.lesson.idea)
    while True:
        step = run.step
        talk.say()
        title = step.title or step.id
        talk.say(f"Step {run.index + 1} of {len(run.lesson.steps)}, {step.tag}: {title}")
        talk.say()
        try:
            go_through(talk)
        except BackError:
            run.back()
            continue
        if not run.next():
            return
