"""Handing a record or a dead letter over, in the name of the function's role (ASY-020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.authoriser import Denial
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


def sending(arn: str) -> tuple[tuple[str, str], ...]:
    """The actions that sending needs, each with the ARN that it is about.

    Whoever calls a front door is let in by the door.
    """
    if ":function-url:" in arn:
        return ()
    if service_of(arn) != "s3":
        return tuple((action, arn) for action in ACTIONS.get(service_of(arn), ()))
    bucket, _, prefix = arn.partition("/")
    put, found = ACTIONS["s3"]
    return (put, f"{bucket}/{prefix}*"), (found, bucket)


def missing_right(account: Account, function_name: str, arn: str) -> Denial | None:
    """What the function's role may not do there, or nothing."""
    for action, resource in sending(arn):
        denial = account.permissions.role_denial(function_name, action, resource)
        if denial is not None:
            return denial
    return None


def hand_over(account: Account, function_name: str, arn: str, parcel: Parcel, cause: int) -> str:
    """Deliver a parcel for a function; the answer is AWS's error code, or nothing."""
    denial = missing_right(account, function_name, arn)
    if denial is not None:
        account.permissions.tell(denial, cause, function=function_name)
        return "AccessDeniedException"
    if service_of(arn) == "sns" and parcel.size_bytes > _TOPIC_BYTES:
        return "InvalidParameterException"
    return account.deliver(arn, parcel, cause)
