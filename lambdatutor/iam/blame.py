"""Which policy is to blame for a denial, and which statement came nearest to allowing it."""

from __future__ import annotations

from typing import Final

from lambdatutor.iam.decision import Decision, Judged, Layer
from lambdatutor.iam.grammar.documents import Kind
from lambdatutor.iam.request import Request, assumes_role

_WITHOUT_ALLOW: Final[dict[str, Layer]] = {
    "no_resource_grant": "resource",
    "xacct_missing_resource": "resource",
    "trust_not_allowed": "resource",
    "no_identity_grant": "identity",
    "xacct_missing_identity": "identity",
    "boundary_no_allow": "boundary",
    "session_no_allow": "session",
    "scp_no_allow": "scp",
    "endpoint_no_allow": "endpoint",
}
"""The layer in which an Allow is missing, by the reason of an ImplicitDeny."""

_ACTIONS: Final = frozenset({"Action", "NotAction"})
_NEARER: Final = ("Action", "Principal", "Resource", "Condition")
"""A statement about another action is farthest from an Allow, one that sets a condition nearest."""


def kind_to_blame(request: Request, decision: Decision) -> Kind | None:
    """The kind of policy that has to change; None for a request that is allowed."""
    layer = _layer(decision)
    return "trust" if layer == "resource" and assumes_role(request.action) else layer


def nearest_miss(request: Request, decision: Decision) -> Judged | None:
    """The Allow statement that fails in one element alone, in the layer that is to blame.

    Where a grant is missing, statements of the other side that grants come after those. A Deny is
    mended by no Allow.
    """
    layer, service = _layer(decision), f"{request.action.partition(':')[0].lower()}:"
    if layer is None or decision.verdict == "ExplicitDeny":
        return None
    layers = {"identity", "resource"} if layer in {"identity", "resource"} else {layer}
    near = [
        each for each in decision.near_misses if each.layer in layers and _is_about(each, service)
    ]
    return max(near, key=lambda each: (each.layer == layer, _nearness(each)), default=None)


def _layer(decision: Decision) -> Layer | None:
    if decision.allowed:
        return None
    if decision.decisive:
        return decision.decisive[0].layer
    return _WITHOUT_ALLOW[decision.reason.partition("(")[0]]


def _is_about(judged: Judged, service: str) -> bool:
    """A statement on another service's actions is no attempt at this one."""
    failed = judged.failed
    if failed is None or failed.element not in _ACTIONS:
        return True
    return any(each.strip().lower().startswith(service) for each in failed.pattern.split(","))


def _nearness(judged: Judged) -> int:
    return -1 if judged.failed is None else _NEARER.index(judged.failed.element.removeprefix("Not"))
