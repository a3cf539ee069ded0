"""Policies as AWS stores them, and what goes with roles and users."""

from __future__ import annotations

from typing import NewType

from lambdatutor.aws.shapes.shape import Shape

PolicyText = NewType("PolicyText", str)
"""A policy as JSON text. A lesson or a scenario may write it as a YAML mapping."""

LAMBDA_TRUST = PolicyText(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
)
"""What lets Lambda take on a role: the trust policy of an execution role (PER-001)."""


class Tag(Shape, frozen=True, kw_only=True):
    """A key and a value on a role, a user or a policy."""

    Key: str
    Value: str
