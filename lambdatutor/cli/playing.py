"""Home, a lesson, a shared run: on a screen, or as lines of text."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from lambdatutor.cli.arguments import Options
from lambdatutor.cli.commands import UsageError
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.learner.shelf import Shelf
    from lambdatutor.simulator.shared_run import SharedRun

_WIDEST = 100
"""Longer lines are hard to read: the eye loses the beginning of the next one."""


class NoScreenError(LambdaTutorError):
    """There is no terminal that a screen could be drawn on."""

    exit_status = 2

    def __init__(self, why: str, instead: str) -> None:
        super().__init__(why, instead)
        self.why = why
        self.instead = instead

    def __str__(self) -> str:
        return f"{self.why}. {self.instead}"


def home(options: Options) -> int:
    """Raises `NoScreenError`."""
    need_screen("`lambdatutor lessons` lists the lessons as text")
    return _on_screen(options)


def lesson(options: Options) -> int:
    """Raises `UsageError`, `NoScreenError`, and what a shelf raises."""
    if options.lesson == "new":
        return _write_new(options)
    if options.new_id is not None:
        raise UsageError(f"One lesson at a time: {options.lesson} or {options.new_id}?")
    if options.plain:
        return _as_lines(options)
    try:
        need_screen(f"`lambdatutor lesson {options.lesson} --plain` plays it as lines of text")
    except NoScreenError:
        _name_known(options)
        raise
    return _on_screen(
        options,
        lesson=options.lesson,
        step=options.step,
        seed=options.seed,
        restart=options.restart,
        speed=options.speed,
    )


def _name_known(options: Options) -> None:
    """A lesson that is not there is the first thing to say, screen or not.

    Raises `UnknownLessonError` and `PlannedLessonError`.
    """
    from lambdatutor.course.catalogue import Catalogue

    Catalogue(options.lessons).lesson(options.lesson)


def shared(options: Options) -> int:
    """Raises `SharedRunError`, `NoScreenError`, and what a shelf raises."""
    from lambdatutor.simulator.shared_run import unpack

    run = unpack(options.run)
    if options.plain:
        return _as_lines(options, run)
    need_screen("add --plain to see it as lines of text")
    return _on_screen(options, shared=run)


def need_screen(instead: str, what: str = "A lesson") -> None:
    """Raises `NoScreenError` where nothing can be drawn."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoScreenError(f"{what} on screen needs a terminal", f"Here {instead}.")
    if os.environ.get("TERM", "") in ("", "dumb", "unknown") and os.name != "nt":
        terminal = os.environ.get("TERM") or "nothing"
        raise NoScreenError(f"This terminal (TERM={terminal}) cannot draw", f"Here {instead}.")


def _on_screen(
    options: Options,
    *,
    lesson: str | None = None,
    step: str | None = None,
    seed: int | None = None,
    restart: bool = False,
    speed: float | None = None,
    shared: SharedRun | None = None,
) -> int:
    from lambdatutor.tui.startup import run

    return run(
        catalogue_path=options.lessons,
        save=options.save,
        theme=options.theme,
        lesson=lesson,
        step=step,
        seed=seed,
        restart=restart,
        speed=speed,
        shared=shared,
    )


def _as_lines(options: Options, run: SharedRun | None = None) -> int:
    import shutil

    from lambdatutor.learner.shelf import Shelf
    from lambdatutor.plain.play import play

    shelf = Shelf(options.lessons, save=options.save)
    told: str | None = None
    try:
        lesson_run = (
            shelf.shared_run(run)
            if run is not None
            else shelf.lesson_run(
                options.lesson, seed=options.seed, step=options.step, restart=options.restart
            )
        )
        told = _tell(shelf.problem)
        width = 80
        if sys.stdout.isatty():
            width = min(shutil.get_terminal_size().columns, _WIDEST)
        if not _may_run(shelf, lesson_run, width):
            return 1
        return play(lesson_run, sys.stdin, _write, width=width, keeps=lambda: shelf.kept)
    finally:
        problem = shelf.problem
        shelf.close()
        if problem != told:
            _tell(problem)


def _may_run(shelf: Shelf, lesson_run: LessonRun, width: int) -> bool:
    """Whether the lesson's code is ours, or its person lets it run.

    Raises `LambdaTutorError` for a lesson whose files cannot be read.
    """
    code = shelf.code_to_allow(lesson_run.written)
    if code is None:
        return True
    from lambdatutor.plain.code_consent import allowed

    if not allowed(code, sys.stdin, _write, width):
        return False
    shelf.progress.trust(code.fingerprint)
    return True


def _tell(problem: str | None) -> str | None:
    """Say what stands in the way of keeping progress, at once and not when all is over."""
    if problem:
        sys.stderr.write(f"lambdatutor: {problem}\n")
        sys.stderr.flush()
    return problem


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _write_new(options: Options) -> int:
    from pathlib import Path

    from lambdatutor.course.template import new_lesson

    if options.new_id is None:
        raise UsageError("Say which id the new lesson has: `lambdatutor lesson new my-lesson`.")
    text = new_lesson(options.new_id)
    path = Path(options.lessons or ".") / f"{options.new_id}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(
            f"{path} is there already, and is left as it is; take another id."
        ) from None
    print(f"{path} is written. Change it, with `lambdatutor check {path} --watch` beside you.")
    return 0
