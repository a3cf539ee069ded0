"""Whether a lab can be solved, and only by its idea: its start, solution, tempting ways, cheats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.course.cases import Case, Journals, case_of, play, timed
from lambdatutor.course.cheats import cheats
from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.controls import Dial, dial
from lambdatutor.course.door import refusal
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.format import NetworkLab
from lambdatutor.course.judge import judged_on, jury_seeds
from lambdatutor.course.merging import Timed
from lambdatutor.course.networks.cheats import network_cheats
from lambdatutor.course.networks.proofs import about_ways, packets_that_go_wrong
from lambdatutor.course.targets import ControlError

if TYPE_CHECKING:
    from lambdatutor.course.format import Lab, Lesson
    from lambdatutor.course.lab_parts import Action
    from lambdatutor.course.objectives import ObjectiveView
    from lambdatutor.course.walking import Where


@dataclass(frozen=True)
class _Bench:
    """A lab with the runs it is tried on: the shown one and a jury, for each of some seeds."""

    lab: Lab
    openings: tuple[tuple[Case, int], ...]
    """The shown runs: how the lab opens with a seed, and that seed."""
    dials: tuple[Dial, ...]

    def results(
        self, journal: tuple[Timed, ...], juries: int
    ) -> Iterator[tuple[int, tuple[ObjectiveView, ...]]]:
        """The seed and the objectives of each run, one at a time."""
        for case, shown in self.openings[:juries]:
            played = case.doing(journal)
            for seed in (shown, *jury_seeds(self.lab, shown)):
                yield seed, judged_on(self.lab, played, seed)

    def first_failure(self, journal: tuple[Timed, ...], juries: int) -> tuple[int, str] | None:
        """The seed and the objective that is missed first; None if all is met."""
        for seed, views in self.results(journal, juries):
            for view in views:
                if view.face != "met" and not view.bonus:
                    return seed, view.id
        return None

    def timed(self, actions: tuple[Action, ...]) -> tuple[Timed, ...]:
        case = self.openings[0][0]
        return timed(actions, self.lab.controls, case.scenario, case.start_us)


def lab_complaints(
    lesson: Lesson, lab: Lab, where: Where, seeds: tuple[int, ...], journals: Journals
) -> Complaints:
    """Every fault of one lab."""
    openings = tuple((case_of(lesson, lab, seed, journals), seed) for seed in seeds)
    dials: list[Dial] = []
    for number, control in enumerate(lab.controls):
        try:
            made = dial(control, openings[0][0].scenario)
        except ControlError as error:
            yield Complaint((*where, "controls", number), error.sentence.removesuffix("."))
            continue
        dials.append(made)
        if made.was_added:
            yield Complaint(
                (*where, "controls", number),
                f"it opens at {made.target.show(made.start)}, which is none of its values",
            )
    if len(dials) < len(lab.controls):
        return
    bench = _Bench(lab, openings, tuple(dials))
    yield from _true_of_nothing(bench, where)
    yield from _solutions(bench, where)
    if isinstance(lab, NetworkLab):
        solved = openings[0][0].doing(bench.timed(lab.solution))
        yield from packets_that_go_wrong(lab, play(solved, openings[0][1]), where)
    yield from _ways_that_fail(bench, where)
    yield from _breaks(bench, where)
    yield from _cheated(bench, where)


def _true_of_nothing(bench: _Bench, where: Where) -> Complaints:
    """No objective is true of a run in which nobody calls."""
    case, seed = bench.openings[0]
    if not case.scenario.traffic:
        return
    empty = play(Case(replace(case.scenario, traffic=())), seed)
    for number, objective in enumerate(bench.lab.objectives):
        if about_ways(objective.check):
            continue  # a way is there whether anybody takes it or not
        if evaluate(objective.check, empty) is True:
            yield Complaint(
                (*where, "objectives", number, "check"),
                "this is true of a run in which nobody calls",
                "Add: and arrivals() > 0.",
            )


def _solutions(bench: _Bench, where: Where) -> Complaints:
    lab = bench.lab
    ways: list[tuple[Where, str, tuple[Action, ...]]] = [
        ((*where, "solution"), "the solution", lab.solution)
    ]
    ways += [
        ((*where, "equivalent", number), "this way", way)
        for number, way in enumerate(lab.equivalent)
    ]
    for place, name, actions in ways:
        journal = bench.timed(actions)
        refused = [no for entry in journal if (no := refusal(entry.operation, bench.dials))]
        if refused:
            yield Complaint(place, f"the lab does not let this in: {refused[0].rstrip('.')}")
        missed = bench.first_failure(journal, len(bench.openings))
        if missed is not None:
            seed, objective = missed
            yield Complaint(place, f'{name} misses "{objective}" on seed {seed}')


def _ways_that_fail(bench: _Bench, where: Where) -> Complaints:
    for number, fail in enumerate(bench.lab.fails):
        left = set(fail.breaks)
        for _, views in bench.results(bench.timed(fail.do), len(bench.openings)):
            left -= {view.id for view in views if view.face != "met"}
            if not left:
                break
        for objective in sorted(left):
            sentence = f'this way meets "{objective}" in every run, and should break it'
            yield Complaint((*where, "fails", number), sentence)


def _breaks(bench: _Bench, where: Where) -> Complaints:
    for number, each in enumerate(bench.lab.breaks):
        journal = (*bench.timed(bench.lab.solution), *bench.timed(each.actions))
        if bench.first_failure(journal, 1) is None:
            yield Complaint(
                (*where, "breaks", number), "with the solution in place, this breaks nothing"
            )


def _cheated(bench: _Bench, where: Where) -> Complaints:
    case = bench.openings[0][0]
    suite = cheats(case.scenario, bench.dials)
    if isinstance(bench.lab, NetworkLab):
        suite = chain(suite, network_cheats(case.scenario))
    for cheat in suite:
        let_in = all(refusal(each, bench.dials) is None for each in cheat.operations)
        if not (let_in or cheat.always):
            continue
        journal = tuple(Timed(case.start_us, each) for each in cheat.operations)
        if bench.first_failure(journal, 1) is None:
            yield Complaint(
                (*where, "objectives"), f"a learner who {cheat.name} meets every objective"
            )
