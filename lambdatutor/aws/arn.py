"""How a function is addressed: by name or by ARN (Amazon Resource Name), maybe with a qualifier."""

from __future__ import annotations

import re
from typing import NamedTuple

ACCOUNT = "123456789012"
"""The simulated account."""

REGION = "us-east-1"
"""The simulated Region."""

_BEFORE_NAME = (
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?"
    r"(\d{12}:)?(function:)?"
)

FUNCTION_NAME_PATTERN = _BEFORE_NAME + r"([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"
"""What most operations accept as FunctionName, in the wording of AWS's refusal."""

NAMESPACED_FUNCTION_NAME_PATTERN = (
    _BEFORE_NAME + r"([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
)
"""What Invoke, GetFunction and DeleteFunction accept."""

_REFERENCE = re.compile(NAMESPACED_FUNCTION_NAME_PATTERN, re.ASCII)


class FunctionReference(NamedTuple):
    """A function as a caller addressed it; None for what was left out."""

    name: str
    qualifier: str | None
    region: str | None
    account: str | None


def function_arn(
    name: str, qualifier: str | None = None, *, account: str = ACCOUNT, region: str = REGION
) -> str:
    """The ARN of a function, or of its version or alias (VER-004)."""
    arn = f"arn:aws:lambda:{region}:{account}:function:{name}"
    return arn if qualifier is None else f"{arn}:{qualifier}"


def function_reference(text: str) -> FunctionReference | None:
    """What a FunctionName says: a name, `name:qualifier`, a partial or a full ARN; None if none."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    region, account, name, qualifier = found.group(3, 9, 11, 13)
    return FunctionReference(
        name=name,
        qualifier=qualifier,
        region=region.removesuffix(":") if region else None,
        account=account.removesuffix(":") if account else None,
    )
