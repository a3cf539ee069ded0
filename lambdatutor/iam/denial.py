"""How AWS tells a caller that a request was denied."""

from __future__ import annotations

from typing import Final

from lambdatutor.aws.denied import refused_request, spelled
from lambdatutor.iam.blame import kind_to_blame
from lambdatutor.iam.callers import caller
from lambdatutor.iam.decision import Decision
from lambdatutor.iam.grammar.documents import Kind
from lambdatutor.iam.request import Request

_KINDS: Final[dict[Kind, str]] = {
    "identity": "an identity-based policy",
    "resource": "a resource-based policy",
    "trust": "the role trust policy",
    "boundary": "a permissions boundary",
    "scp": "a service control policy",
    "rcp": "a resource control policy",
    "session": "a session policy",
    "endpoint": "a VPC endpoint policy",
}


def is_told(request: Request) -> bool:
    """Whether anybody reads that sentence: a service such as S3 shows it to nobody."""
    return caller(request.principal).kind != "service"


def access_denied(request: Request, decision: Decision) -> str:
    """AWS's own sentence about a denial; empty for what is allowed (IAM-001).

    Since 2026 many services add the ARN of a policy that denies (`…identity-based policy: arn:…`);
    that is being rolled out, and left out here.
    """
    kind = kind_to_blame(request, decision)
    if kind is None:
        return ""
    asked = refused_request(request.principal, request.action, request.resource)
    if kind == "trust":
        asked = asked.partition(" on resource: ")[0]  # the guide's sentence names no role here
    policy = _KINDS[kind]
    if decision.verdict == "ExplicitDeny":
        return f"{asked} with an explicit deny in {policy}"
    bare = policy.partition(" ")[2]
    return f"{asked} because no {bare} allows the {spelled(request.action)} action"
