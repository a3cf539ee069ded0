"""Handing a record or a dead letter over, in the name of the function's role (ASY-020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel

ACTIONS: dict[str, tuple[str, ...]] = {
    "sqs": ("sqs:SendMessage",),
    "sns": ("sns:Publish",),
    "lambda": ("lambda:InvokeFunction",),
    "events": ("events:PutEvents",),
    "s3": ("s3:PutObject", "s3:ListBucket"),
}
"""What the execution role must be allowed, by the service that takes it (ASY-020)."""

_TOPIC_BYTES = quotas.TOPIC_RECORD_KB.value * 1_024


def service_of(arn: str) -> str:
    """The service in an ARN, such as `sqs`."""
    parts = arn.split(":", 3)
    return parts[2] if len(parts) > 2 else ""


def missing_action(account: Account, function_name: str, arn: str) -> str:
    """The action that the function's role may not do there, or nothing."""
    for action in ACTIONS.get(service_of(arn), ()):
        if not account.permits(function_name, action):
            return action
    return ""


def hand_over(account: Account, function_name: str, arn: str, parcel: Parcel, cause: int) -> str:
    """Deliver a parcel for a function; the answer is AWS's error code, or nothing."""
    if missing_action(account, function_name, arn):
        return "AccessDeniedException"
    if service_of(arn) == "sns" and parcel.size_bytes > _TOPIC_BYTES:
        return "InvalidParameterException"
    return account.deliver(arn, parcel, cause)
