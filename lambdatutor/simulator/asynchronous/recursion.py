"""Chains of requests that come back to a function: how they are counted, and where it stops."""

from __future__ import annotations

from lambdatutor.aws import quotas

HOPS = quotas.RECURSION_THRESHOLD.value
"""Invocations in one chain of requests; the next one is stopped (REC-001)."""

RECURSIVE = "RecursiveInvocationException"
"""AWS's code for the invocation that is stopped (REC-004)."""

_FOLLOWED = ("lambda", "sqs", "sns", "s3")


def follows(arn: str) -> bool:
    """Whether a chain stays known through this resource; DynamoDB and others lose it (REC-002)."""
    return arn.split(":", 3)[2] in _FOLLOWED
