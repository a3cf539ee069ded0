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
    run: LessonRun,
    lines: Iterable[str],
    write: Callable[[str], None],
    width: int = 80,
    *,
    keeps: Callable[[], bool] | None = None,
) -> int:
    """Play a lesson with a line of input for each prompt; the exit status.

    0 at the end of the lesson, 1 when the input ends or the learner quits before, 130 when
    interrupted. In each case what was done is handed to the run's progress; `keeps` tells whether
    that outlives the program, so that nothing is called saved that is not. `write` is given
    whole lines.
    """
    talk = Talk(run, lines, write, width)
    try:
        _play(talk)
    except (InputEndedError, LeftError):
        _leave(talk, keeps)
        return UNFINISHED
    except KeyboardInterrupt:
        talk.say()
        _leave(talk, keeps)
        return INTERRUPTED
    finally:
        run.close()
    talk.say()
    talk.say("End of the lesson. lambdatutor lessons lists what there is besides.")
    return FINISHED


def _leave(talk: Talk, keeps: Callable[[], bool] | None) -> None:
    run = talk.run
    run.save()
    step = run.step.id
    if keeps is not None and keeps():
        talk.say(f"Saved at the step {step}. Next time the lesson goes on from there.")
    else:
        talk.say(f"Left at the step {step}; nothing is saved. --step {step} goes on from there.")


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
