"""AWS's own managed policies, as far as execution roles and lessons need them.

Their documents are AWS's own, with the version that was read (PER-011 to PER-017).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from lambdatutor.aws.shapes.policies import PolicyText

BASIC = "AWSLambdaBasicExecutionRole"
"""What every execution role has that is made for a function (PER-012)."""


class AwsManagedPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One managed policy of AWS's own."""

    arn: str
    version: str
    """The default version, such as `v3`."""
    fact: str
    """The fact that says what it allows; empty where the sheet has none."""
    document: msgspec.Raw

    @property
    def name(self) -> str:
        return self.arn.rpartition("/")[2]

    @property
    def text(self) -> PolicyText:
        return PolicyText(msgspec.json.format(bytes(self.document), indent=-1).decode())


@cache
def aws_managed_policies() -> dict[str, AwsManagedPolicy]:
    """By ARN; the same on every call."""
    data = (files("lambdatutor.aws.managed_policies") / "policies.json").read_bytes()
    found = msgspec.json.decode(data, type=list[AwsManagedPolicy])
    return {each.arn: each for each in found}


def aws_managed_policy(name_or_arn: str) -> AwsManagedPolicy | None:
    """One of AWS's own by its ARN or its name; None where none is called so."""
    policies = aws_managed_policies()
    found = policies.get(name_or_arn)
    if found is not None or name_or_arn.startswith("arn:"):
        return found
    return next((each for each in policies.values() if each.name == name_or_arn), None)


@cache
def aws_managed_text(arn: str) -> PolicyText | None:
    """What one of AWS's own says, as compact JSON; None where no policy has this ARN."""
    found = aws_managed_policies().get(arn)
    return None if found is None else found.text
