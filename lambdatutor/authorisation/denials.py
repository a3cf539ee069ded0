"""Why a request was denied: what the caller reads, and which policy and statement to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.denied import error_code, error_status
from lambdatutor.iam import access_denied, kind_to_blame, nearest_miss
from lambdatutor.simulator.authoriser import Denial

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.iam import Decision, Judged, Kind, Request

_FIRST = {"ec2": "You are not authorized to perform this operation. "}
"""What some services say before AWS's usual sentence."""


def denial_of(request: Request, decision: Decision) -> Denial:
    """The denial of a request that was not allowed."""
    kind = kind_to_blame(request, decision)
    blamed = _blamed(request, decision, kind)
    because = decision.because
    if blamed is not None and blamed.failed is not None:
        nearest = f"{blamed.sid} of {blamed.policy} comes nearest: {blamed.failed.sentence}"
        because = f"{because.rstrip('.')}; {nearest}"
    return Denial(
        caller=request.principal,
        action=request.action,
        resource=request.resource,
        code=error_code(request.action),
        status=error_status(request.action),
        message=_FIRST.get(request.action.partition(":")[0], "") + access_denied(request, decision),
        reason=decision.reason,
        layer=kind or "",
        policy="" if blamed is None else blamed.policy,
        statement="" if blamed is None else blamed.sid,
        element=""
        if blamed is None or blamed.failed is None
        else blamed.failed.key or blamed.failed.element,
        because=because,
    )


def handed_on(denial: Denial, operation: Operation) -> str:
    """What the caller reads where one service has asked another, as Lambda asks EC2 (VPC-006)."""
    service, _, name = denial.action.partition(":")
    if service != "ec2" or operation.service == service:
        return denial.message
    return (
        "Your access has been denied by EC2, please make sure your request credentials have "
        f"permission to {name}. EC2 Error Code: {denial.code}. EC2 Error Message: {denial.message}"
    )


def _blamed(request: Request, decision: Decision, kind: Kind | None) -> Judged | None:
    """The statement that denies, or the one of that kind that came nearest to allowing."""
    if decision.verdict == "ExplicitDeny":
        return decision.decisive[0]
    near = nearest_miss(request, decision)
    layer = "resource" if kind == "trust" else kind
    return near if near is not None and near.layer == layer else None
