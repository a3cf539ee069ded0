"""What AWS decides about a request: the steps, in their order.

An explicit Deny anywhere ends it (IAM-001). Then SCPs, grants, the boundary and the session policy
are asked (IAM-002); these limits never grant by themselves (IAM-003). An RCP can only deny:
RCPFullAWSAccess, which allows everything, is always attached beside it. The policy of a VPC
endpoint limits whatever goes through it, for every caller.
"""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.iam.asked import Asked, asked
from lambdatutor.iam.decision import Decision, Judged, Verdict
from lambdatutor.iam.layers import Layers, layers
from lambdatutor.iam.policies import Policies
from lambdatutor.iam.reasons import because
from lambdatutor.iam.refused import Refused
from lambdatutor.iam.request import Request


def evaluate(request: Request, policies: Policies) -> Decision:
    """The decision; raises `Refused` for a request that no certain answer can be given to."""
    question = asked(request, bounded=policies.boundary is not None)
    if question.about_key and policies.resource is not None:
        raise _key_policy(question)
    found = layers(question, policies)
    step = _decide(question, policies, found)
    return Decision(
        step.verdict,
        step.reason,
        because(step.reason, question, found, step.decisive),
        step.decisive,
        found.near_misses,
        found.judged,
    )


class _Step(NamedTuple):
    """The step that decided."""

    verdict: Verdict
    reason: str
    decisive: tuple[Judged, ...] = ()


class _Grant(NamedTuple):
    """Statements that grant, before what limits them is asked."""

    by: str
    """`identity`, `resource` or `both`."""
    statements: tuple[Judged, ...]
    direct: bool = False
    """Whether neither the boundary nor the session policy limits it (IAM-004)."""


def _decide(asked: Asked, policies: Policies, found: Layers) -> _Step:
    if (asked.service, asked.action) == ("sts", "getcalleridentity") and asked.account:
        return _Step("Allow", "always_allowed")
    if found.denies:
        return _Step("ExplicitDeny", f"explicit_deny({found.denies[0].layer})", found.denies)
    if policies.endpoint is not None and not found.allowing("endpoint"):
        return _denied("endpoint_no_allow")
    if asked.about_key:
        raise _key_policy(asked)
    if not asked.caller.has_policies:
        return _without_identity_policies(found)
    for level in range(1, found.scp_levels + 1):
        if not found.allowing("scp", level):
            return _denied(f"scp_no_allow({level})")
    limit = _limit(policies, found)
    grant = _grant(asked, found, limited=bool(limit))
    if isinstance(grant, str):
        return _denied(grant)
    if limit and not grant.direct:
        return _denied(limit)
    return _Step("Allow", f"granted_by({grant.by})", grant.statements)


def _key_policy(asked: Asked) -> Refused:
    """Key policies follow rules of their own; without one, only a Deny is certain."""
    because = f"A KMS key policy decides about {asked.request.resource}, and none is judged here."
    return Refused("KMS key policy", because)


def _denied(reason: str) -> _Step:
    return _Step("ImplicitDeny", reason)


def _without_identity_policies(found: Layers) -> _Step:
    """A service, a web identity or anybody: only the resource's policy can let it in."""
    direct = found.admitting("direct")
    if direct:
        return _Step("Allow", "granted_by(resource)", direct)
    return _denied("no_resource_grant")


def _limit(policies: Policies, found: Layers) -> str:
    """The limit that does not allow the request, as a reason; empty where none is in the way."""
    if policies.boundary is not None and not found.allowing("boundary"):
        return "boundary_no_allow"
    if policies.session is not None and not found.allowing("session"):
        return "session_no_allow"
    return ""


def _grant(asked: Asked, found: Layers, *, limited: bool) -> _Grant | str:
    """What grants the request, or the reason why nothing does."""
    identity = found.allowing("identity")
    if not asked.same_account:
        return _across_accounts(found, identity)
    direct = found.admitting("direct")
    if direct and limited:
        return _Grant("resource", direct, direct=True)
    door = direct + found.admitting("role")
    if asked.assumes_role:
        return _by_trust(found, door, identity, direct=bool(direct))
    if not door and not identity:
        return "no_identity_grant"
    by = "both" if door and identity else "resource" if door else "identity"
    return _Grant(by, door + identity, direct=bool(direct))


def _by_trust(
    found: Layers, door: tuple[Judged, ...], identity: tuple[Judged, ...], *, direct: bool
) -> _Grant | str:
    """A role of the same account: its trust policy names the caller, or leaves it to the account.

    Then, and only then, an identity policy counts.
    """
    delegated = found.admitting("account")
    if delegated and identity:
        return _Grant("both", door + delegated + identity, direct=direct)
    if door:
        return _Grant("resource", door, direct=direct)
    return "no_identity_grant" if delegated else "trust_not_allowed"


def _across_accounts(found: Layers, identity: tuple[Judged, ...]) -> _Grant | str:
    """Both accounts must allow it, whatever the resource's policy says of the caller."""
    door = found.admitting("direct", "role", "account")
    if not door:
        return "xacct_missing_resource"
    return _Grant("both", door + identity) if identity else "xacct_missing_identity"
