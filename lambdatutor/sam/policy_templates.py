"""SAM's policy templates: a name and a few parameters in place of a policy document (SAM-003)."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from lambdatutor.sam.data import read_data
from lambdatutor.sam.values import Value


class PolicyTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a template writes into a role."""

    parameters: list[str]
    """Such as QueueName; every one of them must be given."""
    statements: list[dict[str, object]]
    """Action, Resource and maybe Condition, with `${QueueName}` for a parameter."""

    def document(self) -> Value:
        """The policy document, in which each `${…}` is still to be filled in.

        It has no Version, as SAM writes none: policy variables do not work in it (IAM-019).
        """
        statements = [{"Effect": "Allow", **each} for each in self.statements]
        return {"Statement": cast("list[Value]", statements)}


@cache
def policy_templates() -> dict[str, PolicyTemplate]:
    """All of them, by name."""
    return msgspec.convert(read_data("policy_templates.yaml"), dict[str, PolicyTemplate])
