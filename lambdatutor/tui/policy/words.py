"""How verdicts are said on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.policies.sides import SIDES

if TYPE_CHECKING:
    from lambdatutor.course.policies.standing import RequestVerdict


def decided_by(verdict: RequestVerdict) -> str:
    """What decided: `resource policy`, `a Deny`, or `no Allow`."""
    if verdict.decision is None:
        return ""
    if verdict.explicit:
        return "a Deny"
    return SIDES.get(verdict.decided_by, verdict.decided_by) if verdict.allowed else "no Allow"


def against_wish(verdict: RequestVerdict) -> str:
    """`allowed, as it must be` or `allowed, and must be denied`."""
    if verdict.passes:
        return f"{verdict.words}, as it must be"
    return f"{verdict.words}, and must be {verdict.request.must}"
