"""The run of a step as a short string that `lambdatutor play` opens, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.cases import Timed

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.course.player import Player
    from lambdatutor.simulator.shared_run import SharedRun


def shared(player: Player, lesson_id: str, step_id: str) -> str:
    """The run as it was played up to now."""
    from lambdatutor.simulator.shared_run import ENGINE, SharedRun, pack

    history = player.history
    return pack(
        SharedRun(
            engine=ENGINE,
            lesson=lesson_id,
            step=step_id,
            seed=player.seed,
            fingerprint=history.scenario.fingerprint(),
            until_us=history.now_us,
            journal=history.done,
        )
    )


def replay(run: LessonRun, other: SharedRun) -> None:
    """Play somebody's run in the step that `run` stands at, up to where they stopped."""
    journal = tuple(Timed(entry.at_us, entry.operation) for entry in other.journal)
    if run.lab is not None:
        run.lab.replay(journal, other.until_us)
    elif run.player is not None:
        run.player.play_to(other.until_us)
