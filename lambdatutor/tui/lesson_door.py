"""The door to a lesson's screen: code that is not our own is asked about first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui.opening import OpeningScreen

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.tui.app import LambdaTutorApp


def open_lesson(app: LambdaTutorApp, lesson_run: LessonRun, speed: float | None) -> None:
    """Open the screen of a lesson, at once or when its code was let run; else go back."""
    try:
        code = app.shelf.code_to_allow(lesson_run.written)
    except LambdaTutorError as error:
        _cannot_open(app, error)
        return
    if code is None:
        _open(app, lesson_run, speed)
        return
    from lambdatutor.tui.consent import ConsentPage

    def decided(allowed: bool | None) -> None:
        if allowed:
            app.shelf.progress.trust(code.fingerprint)
            _open(app, lesson_run, speed)
        else:
            app.go_home()

    app.push_screen(ConsentPage(code), decided)


def _cannot_open(app: LambdaTutorApp, error: LambdaTutorError) -> None:
    """Said on the list of lessons; where the command line asked for this one, printed instead."""
    if isinstance(app.screen, OpeningScreen):
        app.refuse(error)
    else:
        app.notify(str(error), title="This lesson cannot be opened", markup=False)


def _open(app: LambdaTutorApp, lesson_run: LessonRun, speed: float | None) -> None:
    from lambdatutor.tui.lesson_screen import LessonScreen
    from lambdatutor.tui.ticker import Ticker

    lesson = lesson_run.lesson.id
    screen = LessonScreen(
        lesson_run,
        Ticker(app.clock),
        track=app.shelf.track_of(lesson),
        titles=app.shelf.titles(),
        asked_speed=speed,
    )
    app.push_screen(screen)
