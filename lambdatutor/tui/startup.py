"""The door to the screens: a quick start, and an orderly end whatever happens."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.simulator.shared_run import SharedRun
    from lambdatutor.tui.app import LambdaTutorApp
    from lambdatutor.tui.sandbox.run import Opened


def run(
    *,
    catalogue_path: Path | None = None,
    lesson: str | None = None,
    step: str | None = None,
    seed: int | None = None,
    restart: bool = False,
    save: bool = True,
    speed: float | None = None,
    theme: str | None = None,
    shared: SharedRun | None = None,
    sandbox: Callable[[], Opened] | None = None,
) -> int:
    """Open a lesson, somebody's `shared` run, or home; returns the exit status.

    `catalogue_path` is a folder of lessons in place of our own, `speed` is in simulated seconds a
    second in place of what a lesson says, and without `save` nothing is written. Raises
    `LambdaTutorError`, with the terminal as it was, when there is no such lesson or step.
    """
    gc.disable()  # a collection while the libraries load finds nothing, and takes a tenth of it
    try:
        from lambdatutor.tui.app import LambdaTutorApp
        from lambdatutor.tui.opening import Opening, Page
        from lambdatutor.tui.shelf import Shelf

        shelf = Shelf(catalogue_path, save=save)
        opens: Callable[[], LessonRun] | None = None
        page: Callable[[], Page] | None = None
        if shared is not None:
            opens = partial(shelf.shared_run, shared)
        elif lesson is not None:
            opening = Opening(shelf, lesson, step=step, seed=seed, restart=restart)
            opens, page = opening.run, opening.page
        try:
            app = LambdaTutorApp(
                shelf,
                opens,
                page=page,
                theme=theme,
                speed=speed,
                sandbox=sandbox,
                remember=save,
            )
            return _played(app)
        finally:
            shelf.close()
    finally:
        gc.enable()


def settle() -> None:
    """Let the collector work again, and leave what has been loaded by now out of its rounds."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _played(app: LambdaTutorApp) -> int:
    try:
        app.run()
    except Exception as error:  # noqa: BLE001  whatever it is, the person gets one sentence
        app.fault = app.fault or error
    if app.refusal is not None:
        raise app.refusal
    if app.fault is None:
        return app.return_code or 0
    from lambdatutor.learner.fault_log import fault_sentence, write_fault

    sys.stderr.write(fault_sentence(app.fault, write_fault(app.fault)) + "\n")
    return 1
