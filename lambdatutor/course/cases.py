"""The run that a step of a lesson plays: its opening scenario, and what is done in it and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

import msgspec

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.aws.operations import (
    DeleteEventSourceMapping,
    Operation,
    UpdateEventSourceMapping,
)
from lambdatutor.course.controls import dial, dotted
from lambdatutor.course.expressions import Expression
from lambdatutor.course.format import Lab, Lesson, PolicyLab, Predict, Step, Watch
from lambdatutor.course.lab_parts import Action, Control, Do
from lambdatutor.course.merging import Timed, merged
from lambdatutor.course.policies.worlds import solved_world
from lambdatutor.course.setup_lookup import mappings
from lambdatutor.course.targets import ControlError
from lambdatutor.course.walking import parts
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.outside import AnyAction
from lambdatutor.simulator.scenario import LONGEST_RUN, Scenario
from lambdatutor.simulator.world import EVERY_MINUTE, World

MOST_EVENTS = 2_000_000
"""A private run that is still not over after so many is broken off: lessons come from strangers."""


Journals = Mapping[str, tuple[Timed, ...]]
"""What the learner did in the labs of a lesson, by the id of the step."""

Worlds = Mapping[str, Scenario]
"""How the policy labs of a lesson leave its world, by the id of the step."""


@dataclass(frozen=True)
class Case:
    """A run that a lesson can play, whatever the seed."""

    scenario: Scenario
    actions: tuple[Timed, ...] = ()
    """In order of time; the face does not choose them."""
    start_us: int = 0
    """Where it opens: after 0 if it goes on where another step ended."""
    reads_metrics: bool = False
    """A check of the step asks for a metric; keeping them takes much of a private run's time."""

    @property
    def end_us(self) -> int:
        """The latest moment it is played to."""
        return LONGEST_RUN if self.scenario.until is None else self.scenario.until

    def doing(self, actions: tuple[Timed, ...]) -> Case:
        """The same run with more done in it."""
        ordered = sorted((*self.actions, *actions), key=lambda timed: timed.at_us)
        return replace(self, actions=merged(tuple(ordered)))


def has_run(step: Step) -> bool:
    """Whether a step plays a run of the simulator."""
    return isinstance(step, Predict | Watch | Lab)


def case_of(
    lesson: Lesson, step: Step, seed: int, journals: Journals, left: Worlds | None = None
) -> Case:
    """The run of a predict, watch or lab as it opens.

    A policy lab that is not in `left` leaves the world of its solution.

    Raises `KeyError` for a step id that is not there and `ControlError` for a bad action.
    """
    if isinstance(step, Watch) and step.of is not None:
        return case_of(lesson, lesson.step(step.of), seed, journals, left)
    if not isinstance(step, Predict | Watch | Lab):
        raise KeyError(step.id)
    before_step = None if step.continues is None else lesson.step(step.continues)
    world = lesson.world
    if isinstance(before_step, PolicyLab):
        world = (left or {}).get(before_step.id) or solved_world(before_step, world)
        before_step = None
    scenario = step.opening(world)
    controls = step.controls if isinstance(step, Lab) else ()
    if before_step is None:
        return Case(
            scenario,
            timed(step.actions, controls, scenario, 0),
            reads_metrics=_reads_metrics(step),
        )
    before = case_of(lesson, before_step, seed, journals, left)
    before = before.doing(journals.get(before_step.id, ()))
    left_us = play(before, seed).now_us
    joined = msgspec.structs.replace(
        before.scenario,
        traffic=(*before.scenario.traffic, *(step.traffic or ())),
        until=step.until,
    )
    case = Case(joined, before.actions, left_us, _reads_metrics(step))
    return case.doing(timed(step.actions, controls, joined, left_us))


def _reads_metrics(step: Step) -> bool:
    """Whether a check, a hint or a key of this step names a metric: some are kept by the minute."""
    return any(
        "metric(" in str(value)
        for part, _ in parts(step)
        for field in part.__struct_fields__
        if isinstance(value := getattr(part, field), Expression)
    )


def timed(
    actions: tuple[Action, ...], controls: tuple[Control, ...], scenario: Scenario, start_us: int
) -> tuple[Timed, ...]:
    """Actions of a lesson as operations; one without a moment is done when the run opens.

    Raises `ControlError` for one that names nothing.
    """
    return tuple(
        Timed(start_us if each.at is None else each.at, operation_of(each, controls, scenario))
        for each in actions
    )


def operation_of(action: Action, controls: tuple[Control, ...], scenario: Scenario) -> AnyAction:
    """The operation that an action of a lesson stands for; raises `ControlError`."""
    if isinstance(action, Do):
        return cast("AnyAction", _with_its_uuid(action.operation, scenario))
    for control in controls:
        if control.control == action.set:
            target = dial(control, scenario).target
            return target.operation(target.parse(action.to))
    if "." in action.set:
        target = dotted(action.set, scenario)
        return target.operation(target.parse(action.to))
    raise ControlError(f"There is no control {action.set!r} here.")


def _with_its_uuid(operation: Operation, scenario: Scenario) -> Operation:
    """A lesson may call a mapping by the queue or stream that it reads, in place of its UUID."""
    if isinstance(operation, UpdateEventSourceMapping | DeleteEventSourceMapping):
        known = {each.source: each.uuid for each in mappings(scenario)}
        uuid = known.get(operation.UUID, operation.UUID)
        return msgspec.structs.replace(operation, UUID=uuid)
    return operation


def play(case: Case, seed: int, *, until_us: int | None = None) -> World:
    """A complete run of a case, or one up to and including a moment."""
    periods = (EVERY_MINUTE,) if case.reads_metrics else ()
    world = World(case.scenario, seed=seed, periods=periods, authoriser=AUTHORISER)
    end_us = case.end_us if until_us is None else min(until_us, case.end_us)
    waiting = list(reversed(case.actions))
    while True:
        while waiting and waiting[-1].at_us <= world.now_us:
            perform(world, waiting.pop().operation)
        stop_us = min(end_us, waiting[-1].at_us) if waiting else end_us
        open_ended = case.scenario.until is None and until_us is None and not waiting
        if open_ended:
            return _until_finished(world, stop_us)
        if not world.advance(stop_us, at_most=MOST_EVENTS) or stop_us == end_us:
            return world


def _until_finished(world: World, end_us: int) -> World:
    """Play until nothing is left to happen, and not one event longer."""
    for _ in range(MOST_EVENTS):
        moment_us = world.next_moment_us()
        if world.finished or moment_us is None or moment_us > end_us:
            break
        world.advance(moment_us)
    return world


def perform(world: World, operation: AnyAction) -> LambdaTutorError | None:
    """Do it; a refusal is an event of the run like any other."""
    try:
        world.do(operation)
    except LambdaTutorError as error:
        return error
    return None
