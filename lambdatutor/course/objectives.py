"""The objectives of a lab as they stand: not yet, holding, met or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.look import Look
from lambdatutor.course.prospects import prospect
from lambdatutor.course.tally import tally

if TYPE_CHECKING:
    from lambdatutor.course.lab_parts import Objective
    from lambdatutor.course.measuring import Measurable

Face = Literal["not yet", "holding", "met", "broken"]
"""`not yet`: false, and can still come true. `holding`: true, and can still become false.
`met`: true for good. `broken`: false for good."""


class ObjectiveView(NamedTuple):
    """One objective, for the screen."""

    id: str
    says: str
    face: Face
    bonus: bool
    tally: str = ""
    """How far it is, such as `15 of 50`; empty where that is no count."""


def objective_views(
    objectives: tuple[Objective, ...], run: Measurable, *, over: bool, expects_requests: bool
) -> tuple[ObjectiveView, ...]:
    """Every objective in a run as it is now; `over`: the run has reached its end.

    Where the scenario has traffic, nothing is reached in a run in which no request arrived.
    """
    look = Look(run)
    empty = expects_requests and look.snapshot().totals.requests == 0
    return tuple(
        ObjectiveView(
            each.id,
            each.says,
            _face(each, look, over=over, empty=empty),
            each.bonus,
            "" if empty else tally(each.check, look),
        )
        for each in objectives
    )


def all_met(views: tuple[ObjectiveView, ...]) -> bool:
    """Whether every objective but the bonus ones is met."""
    return all(view.face == "met" for view in views if not view.bonus)


def _face(objective: Objective, run: Measurable, *, over: bool, empty: bool) -> Face:
    if empty:
        return "broken" if over else "not yet"
    if over:  # nothing can change any more, so nobody need ask whether it can
        return "met" if evaluate(objective.check, run) else "broken"
    now = prospect(objective.check, run)
    if not now.can_change:
        return "met" if now.holds else "broken"
    return "holding" if now.holds else "not yet"
