"""What a face shows of a code lab or a package lab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.handlers.verdicts import passes, wanted, why_failed
from lambdatutor.course.objectives import ObjectiveView
from lambdatutor.course.tally import tally
from lambdatutor.runtime.packages import (
    LAYER_ROOT,
    TASK_ROOT,
    Branch,
    folder_tree,
    standing_tree,
    zip_tree,
)

if TYPE_CHECKING:
    from lambdatutor.course.handlers.desk import Desk
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import HandlerCase, HandlerObjective
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.runtime.packages import Report

CaseState = Literal["not run", "passes", "fails", "ran"]
"""`ran`: one that is only tried, and never judged."""


class CaseView(NamedTuple):
    """One case, for the screen."""

    id: str
    says: str
    event_text: str
    """Laid out."""
    wanted: str
    """What must come of it, in words."""
    state: CaseState
    why_failed: str = ""
    """What came in its place, in a sentence."""
    held_out: bool = False
    why: str = ""
    """What it means if it goes wrong."""
    variables: dict[str, str] | None = None
    """In place of the function's own."""
    outcomes: tuple[CallOutcome, ...] = ()


class Trees(NamedTuple):
    """From the learner's folder to what stands on Lambda; None where it does not come so far."""

    folder: Branch
    zip: Branch | None
    task: Branch | None
    opt: Branch | None


def case_view(case: HandlerCase, record: Record) -> CaseView:
    ran = record.of_case(case.id)
    state: CaseState = "not run"
    if len(ran) == case.number:
        state = "ran" if case.any_answer else "passes" if passes(case, record) else "fails"
    return CaseView(
        case.id,
        case.says,
        laid_out(case.event),
        wanted(case),
        state,
        why_failed(case, record) if state == "fails" else "",
        case.held_out,
        case.why,
        case.variables,
        ran,
    )


def objective_views(
    objectives: tuple[HandlerObjective, ...], record: Record, *, passed: bool
) -> tuple[ObjectiveView, ...]:
    """Every objective; nothing is reached by a handler that was never called."""
    return tuple(
        ObjectiveView(
            each.id,
            each.says,
            ("met" if passed else "holding") if holds(each, record) else "not yet",
            each.bonus,
            tally(each.check, record.measurable) if record.outcomes else "",
        )
        for each in objectives
    )


def holds(objective: HandlerObjective, record: Record) -> bool:
    """Whether an objective is true of calls that were made."""
    return bool(record.outcomes) and evaluate(objective.check, record.measurable) is True


def missed(objectives: tuple[HandlerObjective, ...], record: Record) -> tuple[str, ...]:
    """Ids of the objectives that do not hold, the bonus ones left out."""
    return tuple(each.id for each in objectives if not each.bonus and not holds(each, record))


def trees(desk: Desk, report: Report | None) -> Trees:
    """The folder, the zip, and what stands under /var/task and /opt."""
    folder = folder_tree("your folder", desk.tree.files, desk.tree.folders)
    if report is None or report.archive is None:
        return Trees(folder, None, None, None)
    zipped = zip_tree("package.zip", report.archive)
    if report.placement is None:
        return Trees(folder, zipped, None, None)
    task = standing_tree(TASK_ROOT, report.placement.task, report.shelf)
    opt = standing_tree(LAYER_ROOT, report.placement.opt, report.shelf)
    return Trees(folder, zipped, task, opt)


def laid_out(event: str) -> str:
    """JSON over lines; what is no JSON stays as it is."""
    try:
        return json.dumps(json.loads(event), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return event
