"""One request that AWS has to decide about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lambdatutor.iam.refused import Refused

ContextValue = str | tuple[str, ...]
"""One value, or the values of a multivalued key (a tuple of one is multivalued too)."""
Context = Mapping[str, ContextValue]

_ARN = re.compile(r"arn:[^:]+:[^:]+:[^:]*:[^:]*:.+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """Who wants to do what to which resource, and what AWS knows about it."""

    principal: str
    """An ARN, a service's name such as `s3.amazonaws.com`, an identity provider, or `anonymous`."""
    principal_account: str | None
    """None for a service, a web identity and anonymous callers."""
    action: str
    """Such as `lambda:InvokeFunction`; case does not matter."""
    resource: str
    """An ARN, or `*` for an action that has no resource."""
    resource_account: str
    context: Context = field(default_factory=dict[str, ContextValue])
    """Condition keys in any case. A key that is absent, or an empty tuple, has no value."""


def assumes_role(action: str) -> bool:
    """Whether an action is about becoming a role: its resource's policy is a trust policy."""
    return action.lower().startswith("sts:assumerole")


def resource_segments(resource: str) -> tuple[str, ...]:
    """The six parts of a resource's ARN, none for `*`; raises `Refused` for what is neither."""
    if resource == "*":
        return ()
    if not _ARN.fullmatch(resource):
        raise Refused(
            "resource",
            f'"{resource}" is no ARN: it has six parts, such as'
            " arn:aws:lambda:eu-west-1:123456789012:function:checkout, or is *.",
        )
    return tuple(resource.split(":", 5))


def context_of(request: Request) -> Context:
    """The context by keys in lower case (IAM-017); raises `Refused` for a key in two spellings."""
    found: dict[str, ContextValue] = {}
    for key, value in request.context.items():
        lower = key.lower()
        if lower in found:
            raise Refused("context", f'The context has "{key}" twice, in two spellings; keep one.')
        found[lower] = value
    return {key: value for key, value in found.items() if value != ()}
