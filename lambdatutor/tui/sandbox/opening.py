"""From a lesson into the sandbox: the same world at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from lambdatutor.tui.sandbox.run import Opened

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun


def of_lesson(lesson_run: LessonRun) -> Opened | None:
    """What the sandbox opens with; None in a step without a run.

    The lesson's own world is left alone: this one plays again up to now, and then goes its own way.
    """
    player = lesson_run.player
    if player is None:
        return None
    history = player.history
    return Opened(
        history.scenario,
        history.seed,
        player.case.actions,
        journal=history.done,
        now_us=history.now_us,
        title=f"from {lesson_run.lesson.title}",
    )


@runtime_checkable
class OpensSandbox(Protocol):
    """The application, as far as it is asked for a sandbox."""

    def open_sandbox(self, opened: Opened, *, speed: float, starts: bool) -> None: ...


def open_from(app: object, lesson_run: LessonRun, speed: float) -> None:
    """Open the world of a lesson over it; nothing happens in a step without a run."""
    opened = of_lesson(lesson_run)
    if opened is not None and isinstance(app, OpensSandbox):
        app.open_sandbox(opened, speed=speed, starts=False)
