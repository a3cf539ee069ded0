"""The jury of a lab: the same settings in other runs, with rushes and idle lives of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.cases import Case, play
from lambdatutor.course.objectives import ObjectiveView, all_met, objective_views
from lambdatutor.course.seeds import derived

if TYPE_CHECKING:
    from lambdatutor.course.format import Lab
    from lambdatutor.simulator.snapshot import Totals
    from lambdatutor.simulator.world import World


class Judged(NamedTuple):
    """How the settings did in one run of the jury."""

    number: int
    """Counted from 1."""
    of: int
    seed: int
    met: bool
    objectives: tuple[ObjectiveView, ...]
    totals: Totals


def jury_seeds(lab: Lab, seed: int, time: int = 0) -> tuple[int, ...]:
    """The seeds a lab is judged on: those it names, or new ones for each `time` of judging."""
    if lab.judge.seeds != "fresh":
        return lab.judge.seeds
    return tuple(derived(seed, "jury", lab.id, time, run) for run in range(lab.judge.runs))


def judged(lab: Lab, case: Case, seeds: tuple[int, ...]) -> Iterator[Judged]:
    """The result on each seed, one at a time."""
    for number, seed in enumerate(seeds, start=1):
        world = play(case, seed)
        views = _views(lab, case, world)
        yield Judged(number, len(seeds), seed, all_met(views), views, world.snapshot().totals)


def judged_on(lab: Lab, case: Case, seed: int) -> tuple[ObjectiveView, ...]:
    """The objectives at the end of one run."""
    return _views(lab, case, play(case, seed))


def _views(lab: Lab, case: Case, world: World) -> tuple[ObjectiveView, ...]:
    return objective_views(
        lab.objectives, world, over=True, expects_requests=bool(case.scenario.traffic)
    )
