"""What the sides are called that have a say about a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.iam import kind_to_blame
from lambdatutor.iam.request import assumes_role

if TYPE_CHECKING:
    from lambdatutor.iam import Decision, Judged, Request

SIDES = {
    "resource": "resource policy",
    "identity": "identity policy",
    "both": "both sides",
    "trust": "trust policy",
    "boundary": "boundary",
    "scp": "SCP",
    "rcp": "RCP",
    "session": "session policy",
    "endpoint": "VPC endpoint policy",
}


def decided_by(asked: Request, decision: Decision) -> str:
    """The side that grants a request (`both` where both do), or that keeps it out."""
    if decision.allowed:  # such as granted_by(resource)
        return _door(decision.reason.removesuffix(")").partition("(")[2], asked)
    return kind_to_blame(asked, decision) or ""


def statement_of(judged: Judged, asked: Request | None) -> str:
    """`statement 1 of door (resource policy)`, `AllowAll of SCP 2.1 (SCP, level 2)`."""
    level = "" if judged.level is None else f", level {judged.level}"
    return f"{judged.sid} of {judged.policy} ({side_of(judged, asked)}{level})"


def side_of(judged: Judged, asked: Request | None) -> str:
    """The kind of policy that a statement stands in."""
    side = _door(judged.layer, asked)
    return SIDES.get(side, side)


def _door(side: str, asked: Request | None) -> str:
    """A role's own policy is its trust policy, when somebody wants to assume it."""
    assumes = asked is not None and assumes_role(asked.action)
    return "trust" if assumes and side == "resource" else side
