"""Why a request was decided as it was, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lambdatutor.iam.asked import Asked
from lambdatutor.iam.decision import Judged
from lambdatutor.iam.layers import Layers

LAYERS: Final = {
    "identity": "identity policy",
    "resource": "resource's policy",
    "boundary": "permissions boundary",
    "scp": "service control policy",
    "rcp": "resource control policy",
    "session": "session policy",
    "endpoint": "VPC endpoint policy",
}
"""What people call the layers."""

_SENTENCES: Final = {
    "always_allowed": "Every caller who is signed in may ask who it is, whatever policies say.",
    "scp_no_allow": "No service control policy at level {detail} allows {action}.",
    "no_resource_grant": "{caller} has no policies of its own, and {door} does not let it in.",
    "no_identity_grant": (
        "No identity policy of the caller allows {action}, and {door} does not let it in."
    ),
    "xacct_missing_resource": "The caller is of another account, and {door} does not let it in.",
    "xacct_missing_identity": (
        "The caller is of another account: {door} lets it in, but no identity policy of its own"
        " allows {action}."
    ),
    "trust_not_allowed": "The role's trust policy does not let the caller assume it.",
    "boundary_no_allow": "The permissions boundary does not allow {action}, whatever is granted.",
    "session_no_allow": "The session policy does not allow {action}, whatever is granted.",
    "endpoint_no_allow": (
        "The call goes through a VPC endpoint, and its policy does not allow {action} on"
        " {resource}, whatever is granted."
    ),
}


_DELEGATED: Final = (
    "The role's trust policy leaves it to the account, and no identity policy of the caller"
    " allows {action}."
)
_NEITHER: Final = (
    "The caller is of another account: {door} does not let it in, and no identity policy of its"
    " own allows {action}."
)


def because(reason: str, asked: Asked, found: Layers, decisive: Sequence[Judged]) -> str:
    """What decided, and where both sides are missing, both."""
    code, _, detail = reason.removesuffix(")").partition("(")
    if code == "explicit_deny":
        return f"An explicit Deny ends it: {_named(asked, decisive)}."
    if code == "granted_by":
        return _granted(detail, asked, decisive)
    sentence = _SENTENCES[code]
    if code == "no_identity_grant" and asked.assumes_role:
        sentence = _DELEGATED
    if code == "xacct_missing_resource" and not found.allowing("identity"):
        sentence = _NEITHER
    return sentence.format(
        detail=detail,
        action=asked.request.action,
        resource=asked.request.resource,
        caller=asked.request.principal,
        door=_door(asked),
    )


def _granted(by: str, asked: Asked, decisive: Sequence[Judged]) -> str:
    named = _named(asked, decisive)
    if by != "both":
        return f"It is allowed by {named}."
    if not asked.same_account:
        return f"Both accounts allow it: {named}."
    if asked.assumes_role:
        return f"The trust policy and the identity policy allow it: {named}."
    return f"Each of the two sides allows it, and in one account one is enough: {named}."


def _door(asked: Asked) -> str:
    return "the role's trust policy" if asked.assumes_role else "the resource's policy"


def _named(asked: Asked, statements: Sequence[Judged]) -> str:
    """Statements in words: `AllowS3 of the resource's policy`."""
    words = [f"{each.sid} of {_policy(asked, each)}" for each in statements]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _policy(asked: Asked, judged: Judged) -> str:
    layer = _door(asked) if judged.layer == "resource" else f"the {LAYERS[judged.layer]}"
    level = "" if judged.level is None else f" at level {judged.level}"
    name = "" if judged.policy in (judged.layer, "trust") else f" {judged.policy}"
    return f"{layer}{name}{level}"
