"""The ARNs of AWS's managed policies, which SAM finds by their names (SAM-001)."""

from __future__ import annotations

from functools import cache
from typing import cast

from lambdatutor.aws.managed_policies import aws_managed_policy
from lambdatutor.sam.data import read_data

VPC_ACCESS = "AWSLambdaVPCAccessExecutionRole"
TRACING = "AWSXrayWriteOnlyAccess"
"""The policy that SAM attaches in AWS's commercial Regions."""


def managed_policy_arn(name: str) -> str | None:
    """The ARN of a policy of AWS; None where AWS has none of this name."""
    path = managed_policy_paths().get(name)
    if path is not None:
        return f"arn:aws:iam::aws:policy/{path}{name}"
    newer = aws_managed_policy(name)  # than SAM's list
    return None if newer is None else newer.arn


@cache
def managed_policy_paths() -> dict[str, str]:
    """The path of each policy by its name, such as `service-role/`."""
    by_path = cast("dict[str, str]", read_data("managed_policy_names.yaml"))
    return {name: path for path, names in by_path.items() for name in names.split()}
