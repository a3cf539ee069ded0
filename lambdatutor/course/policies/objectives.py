"""The objectives of a policy lab as they stand; no time passes in it, so all can be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.objectives import ObjectiveView
from lambdatutor.course.tally import tally

if TYPE_CHECKING:
    from lambdatutor.course.policies.parts import PolicyObjective
    from lambdatutor.course.policies.standing import Standing


def objective_views(
    objectives: tuple[PolicyObjective, ...], standing: Standing, *, passed: bool
) -> tuple[ObjectiveView, ...]:
    """Every objective; `passed`: the documents as they stand have passed a judging."""
    return tuple(
        ObjectiveView(
            each.id,
            each.says,
            ("met" if passed else "holding") if _holds(each, standing) else "not yet",
            each.bonus,
            tally(each.check, standing.measurable),
        )
        for each in objectives
    )


def missed(objectives: tuple[PolicyObjective, ...], standing: Standing) -> tuple[str, ...]:
    """Ids of the objectives that do not hold, the bonus ones left out."""
    return tuple(each.id for each in objectives if not each.bonus and not _holds(each, standing))


def all_hold(objectives: tuple[PolicyObjective, ...], standing: Standing) -> bool:
    return not missed(objectives, standing)


def _holds(objective: PolicyObjective, standing: Standing) -> bool:
    return evaluate(objective.check, standing.measurable) is True
