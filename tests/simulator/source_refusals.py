"""Calls about permissions, URLs and mappings that AWS refuses, as recorded from AWS.

They are made in the account of `test_refusals`, as those of `refusals` are.
"""

from __future__ import annotations

from recorded_refusals import ENUM, PATTERN, bad
from refusals import (
    ARN,
    CONFLICT,
    INVALID,
    MISSING,
    NOT_FOUND,
    PRECONDITION,
    STALE,
    VALIDATION,
    Refusal,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.aws.shapes import (
    DestinationConfig,
    Filter,
    FilterCriteria,
    OnFailure,
    ScalingConfig,
)

ORDERS, FREE = queue_arn("orders"), queue_arn("free")
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"
MAPPING = "00000000-0000-4000-8000-000000000000"
URL_QUALIFIER = r"((?!^\d+$)^[0-9a-zA-Z-_]+$)"


def permit(sid: str = "new", name: str = "f", **rest: object) -> aws.Operation:
    given = {"Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"} | rest
    return aws.AddPermission(FunctionName=name, StatementId=sid, **given)


def poll(source: str, name: str = "f", **rest: object) -> aws.Operation:
    return aws.CreateEventSourceMapping(FunctionName=name, EventSourceArn=source, **rest)


def url(qualifier: str | None = None, name: str = "f") -> aws.Operation:
    return aws.CreateFunctionUrlConfig(FunctionName=name, AuthType="NONE", Qualifier=qualifier)


OF_PERMISSIONS: list[Refusal] = [
    (
        permit(Principal="invalid.nowhere"),
        INVALID,
        "The provided principal was invalid. Please check the principal and try again.",
    ),
    (
        permit(Qualifier="$LATEST"),
        INVALID,
        "We currently do not support adding policies for $LATEST.",
    ),
    (
        permit("taken"),
        CONFLICT,
        (
            "The statement id (taken) provided already exists. Please provide a new statement id, "
            "or remove the existing statement."
        ),
    ),
    (
        permit(RevisionId="stale"),
        PRECONDITION,
        f"{STALE}GetPolicy API to retrieve the latest Revision Id",
    ),
    (permit(name="doesnotexist"), MISSING, f"{NOT_FOUND}{ARN}doesnotexist"),
    (
        permit(Qualifier="alias-doesnotexist"),
        MISSING,
        f"Cannot find alias arn: {ARN}f:alias-doesnotexist",
    ),
    (
        permit(Qualifier="valid-with-$-but-doesnotexist"),
        MISSING,
        f"{NOT_FOUND}{ARN}f:valid-with-$-but-doesnotexist",
    ),
    (
        permit(Qualifier="invalid-qualifier-with-?-char"),
        VALIDATION,
        bad(
            "invalid-qualifier-with-?-char",
            "qualifier",
            rf"{PATTERN}\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
        ),
    ),
    (
        aws.RemovePermission(FunctionName="f", StatementId="s", Qualifier="alias-doesnotexist"),
        MISSING,
        f"Cannot find alias arn: {ARN}f:alias-doesnotexist",
    ),
    (
        aws.RemovePermission(FunctionName="doesnotexist", StatementId="s"),
        MISSING,
        f"No policy found for: {ARN}doesnotexist",
    ),
    (
        aws.RemovePermission(FunctionName="f", StatementId="non-existent"),
        MISSING,
        "Statement non-existent is not found in resource policy.",
    ),
    (
        url(),
        CONFLICT,
        (
            f"Failed to create function url config for [functionArn = {ARN}f]. "
            "Error message:  FunctionUrlConfig exists for this Lambda function"
        ),
    ),
    (url(name="doesnotexist"), MISSING, "Function does not exist"),
    (url("1"), VALIDATION, bad("1", "qualifier", f"{PATTERN}{URL_QUALIFIER}")),
    (
        aws.GetFunctionUrlConfig(FunctionName="f", Qualifier="2"),
        VALIDATION,
        bad("2", "qualifier", f"{PATTERN}{URL_QUALIFIER}"),
    ),
    (
        aws.DeleteFunctionUrlConfig(FunctionName="f", Qualifier="2"),
        VALIDATION,
        bad("2", "qualifier", f"{PATTERN}{URL_QUALIFIER}"),
    ),
]

OF_MAPPINGS: list[Refusal] = [
    (
        poll(queue_arn("nowhere")),
        INVALID,
        (
            "Error occurred while ReceiveMessage. SQS Error Code: "
            "AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue "
            "does not exist."
        ),
    ),
    (poll(FREE, "doesnotexist"), INVALID, "Function does not exist"),
    (
        poll(
            FREE,
            FilterCriteria=FilterCriteria(Filters=[Filter(Pattern="single-string")]),
        ),
        INVALID,
        "Invalid filter pattern definition.",
    ),
    (
        poll(FREE, BatchSize=11),
        INVALID,
        (
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is "
            "greater than 10"
        ),
    ),
    (
        poll(FREE, DestinationConfig=DestinationConfig(OnFailure=OnFailure(Destination=ORDERS))),
        INVALID,
        "Unsupported DestinationConfig parameter for given event source mapping type.",
    ),
    (
        poll(f"{STREAM}s", StartingPosition="LATEST"),
        INVALID,
        f"Stream not found: {STREAM}s",
    ),
    (
        poll(TABLE.replace("table/orders", "table/other"), StartingPosition="LATEST"),
        INVALID,
        f"Stream not found: {TABLE.replace('table/orders', 'table/other')}",
    ),
    (
        poll(TABLE, StartingPosition="AT_TIMESTAMP"),
        INVALID,
        f"Unsupported starting position for arn type: {TABLE}",
    ),
    (
        poll(STREAM, StartingPosition="invalid"),
        VALIDATION,
        bad("invalid", "startingPosition", f"{ENUM}[LATEST, AT_TIMESTAMP, TRIM_HORIZON]"),
    ),
    (
        poll(STREAM, StartingPosition="LATEST"),
        CONFLICT,
        (
            f'The event source arn (" {STREAM} ") and function (" f ") provided mapping already '
            "exists. Please update or delete the existing mapping with UUID {uuid:1}"
        ),
    ),
    (
        poll(TABLE, StartingPosition="LATEST"),
        CONFLICT,
        (
            f'The event source arn (" {TABLE} ") and function (" f ") provided mapping already '
            "exists. Please update or delete the existing mapping with UUID {uuid:2}"
        ),
    ),
    (
        poll(STREAM, StartingPosition="LATEST", ScalingConfig=ScalingConfig()),
        INVALID,
        "Unsupported ScalingConfig parameter for given event source mapping type.",
    ),
    (
        aws.GetEventSourceMapping(UUID=MAPPING),
        MISSING,
        "The resource you requested does not exist.",
    ),
]
"""`{uuid:N}` stands for the UUID of the account's mapping N, counted from 0."""
