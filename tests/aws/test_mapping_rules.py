"""What Lambda refuses about event source mappings, asynchronous settings and permissions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.mapping_rules import check_mapping, source_of
from lambdatutor.aws.operations import UpdateEventSourceMapping
from lambdatutor.aws.validation import validate

FUNCTION = "--function-name f"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders"
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"
CREATE = f"create-event-source-mapping {FUNCTION} --event-source-arn"
UPDATE = "update-event-source-mapping --uuid 01234567-0123-0123-0123-0123456789ab"
PUT_ASYNC = f"put-function-event-invoke-config {FUNCTION}"
PERMIT = f"add-permission {FUNCTION} --statement-id s --action lambda:InvokeFunction --principal"
TOO_LARGE = (
    "Maximum batch window in seconds must be greater than 0 "
    "if maximum batch size is greater than 10"
)


def filters(count: int, pattern: Mapping[str, object] = MappingProxyType({"n": [1]})) -> str:
    """Filter criteria as JSON, with one pattern several times."""
    one = {"Pattern": json.dumps(dict(pattern))}
    return json.dumps({"Filters": [one] * count})


def refused(line: str) -> AwsError:
    with pytest.raises(AwsError) as caught:
        validate(from_cli(line))
    return caught.value


@pytest.mark.parametrize(
    "line",
    [
        f"{CREATE} {QUEUE}",
        f"{CREATE} {QUEUE} --batch-size 10",
        f"{CREATE} {QUEUE} --batch-size 10000 --maximum-batching-window-in-seconds 1",
        f"{CREATE} {QUEUE} --scaling-config MaximumConcurrency=2",
        f"{CREATE} {QUEUE}.fifo --batch-size 10",
        f"{CREATE} {STREAM} --starting-position LATEST --batch-size 10000",
        f"{CREATE} {STREAM} --starting-position LATEST --maximum-record-age-in-seconds -1",
        f"{CREATE} {STREAM} --starting-position LATEST --maximum-retry-attempts 10000",
        f"{CREATE} {TABLE} --starting-position TRIM_HORIZON --parallelization-factor 10",
        f"{CREATE} {TABLE} --starting-position LATEST --tumbling-window-in-seconds 900",
        f"{CREATE} {QUEUE} --function-response-types ReportBatchItemFailures",
        (
            f"{CREATE} {QUEUE} --filter-criteria "
            '\'{"Filters": [{"Pattern": "{\\"body\\": {\\"n\\": [1]}}"}]}\''
        ),
        f"{UPDATE} --batch-size 100",
        f"{UPDATE} --maximum-record-age-in-seconds 60",
        f"{UPDATE} --provisioned-poller-config MinimumPollers=2,MaximumPollers=2",
        f"{UPDATE} --filter-criteria '{filters(5)}'",
        f"{PUT_ASYNC} --maximum-retry-attempts 0 --maximum-event-age-in-seconds 60",
        f"{PUT_ASYNC} --destination-config OnFailure={{Destination={QUEUE}}}",
        f"{PERMIT} sns.amazonaws.com",
        f"{PERMIT} 123456789012",
        f"{PERMIT} '*'",
        f"put-function-recursion-config {FUNCTION} --recursive-loop Allow",
        f"create-function-url-config {FUNCTION} --auth-type NONE --qualifier live",
    ],
)
def test_a_good_call_passes(line: str) -> None:
    validate(from_cli(line))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"create-event-source-mapping {FUNCTION}", "Unrecognized event source."),
        (f"{CREATE} arn:aws:sns:us-east-1:123456789012:news", "Unrecognized event source."),
        (f"{CREATE} {QUEUE} --batch-size 11", TOO_LARGE),
        (f"{UPDATE} --batch-size 11 --maximum-batching-window-in-seconds 301", None),
        (
            f"{CREATE} {QUEUE}.fifo --maximum-batching-window-in-seconds 1",
            "Batching window is not supported for FIFO queues.",
        ),
        (
            f"{CREATE} {QUEUE}.fifo --batch-size 11",
            "Batch size of a FIFO queue cannot be greater than 10.",
        ),
        (
            f"{CREATE} {QUEUE} --destination-config OnFailure={{Destination={QUEUE}}}",
            "Unsupported DestinationConfig parameter for given event source mapping type.",
        ),
        (
            f"{CREATE} {QUEUE} --parallelization-factor 2",
            "Unsupported ParallelizationFactor parameter for given event source mapping type.",
        ),
        (
            f"{CREATE} {STREAM} --starting-position LATEST --scaling-config MaximumConcurrency=2",
            "Unsupported ScalingConfig parameter for given event source mapping type.",
        ),
        (
            f"{CREATE} {STREAM}",
            (
                "1 validation error detected: Value null at 'startingPosition' failed to satisfy "
                "constraint: Member must not be null."
            ),
        ),
        (
            f"{CREATE} {TABLE} --starting-position AT_TIMESTAMP",
            f"Unsupported starting position for arn type: {TABLE}",
        ),
        (
            f"{CREATE} {STREAM} --starting-position LATEST --maximum-record-age-in-seconds 59",
            "MaximumRecordAgeInSeconds must be -1, or between 60 and 604800.",
        ),
        (
            f"{CREATE} {QUEUE} --filter-criteria 'Filters=[{{Pattern=body}}]'",
            "Invalid filter pattern definition.",
        ),
        (
            (
                f"{CREATE} {QUEUE} --filter-criteria "
                '\'{"Filters": [{"Pattern": "{\\"body\\": \\"n\\"}"}]}\''
            ),
            "Invalid filter pattern definition.",
        ),
        (
            (
                f"{CREATE} {QUEUE} --scaling-config MaximumConcurrency=2"
                " --provisioned-poller-config MinimumPollers=2"
            ),
            "MaximumConcurrency and ProvisionedPollerConfig cannot be used together.",
        ),
        (f"{UPDATE} --filter-criteria '{filters(6)}'", "A mapping has at most 5 filters."),
        (f"{UPDATE} --filter-criteria '{filters(1, {})}'", "Invalid filter pattern definition."),
        (
            f"{UPDATE} --provisioned-poller-config MinimumPollers=3,MaximumPollers=2",
            "MinimumPollers must not be greater than MaximumPollers.",
        ),
        (
            PUT_ASYNC,
            "You must specify at least one of error handling or destination setting.",
        ),
        (
            (
                f"{PUT_ASYNC} --destination-config OnSuccess={{Destination="
                "arn:aws:lambda:us-east-1:123456789012:function:f}"
            ),
            "You can't specify the function as a destination for itself.",
        ),
        (
            f"{PERMIT} somebody",
            "The provided principal was invalid. Please check the principal and try again.",
        ),
        (
            f"{PERMIT} sns.amazonaws.com --qualifier $LATEST",
            "We currently do not support adding policies for $LATEST.",
        ),
    ],
)
def test_a_broken_rule_is_worded_as_aws_words_it(line: str, message: str | None) -> None:
    error = refused(line)

    if message is None:
        assert error.code == "ValidationException"
    else:
        assert (error.code, error.status, error.message) == (
            "InvalidParameterValueException",
            400,
            message,
        )


@pytest.mark.parametrize(
    ("line", "where", "says"),
    [
        (f"{CREATE} {QUEUE} --batch-size 0", "batchSize", "value greater than or equal to 1"),
        (f"{CREATE} {QUEUE} --batch-size 10001", "batchSize", "value less than or equal to 10000"),
        (
            f"{CREATE} {QUEUE} --scaling-config MaximumConcurrency=1",
            "scalingConfig.maximumConcurrency",
            "value greater than or equal to 2",
        ),
        (f"{UPDATE} --parallelization-factor 11", "parallelizationFactor", "or equal to 10"),
        (f"{UPDATE} --maximum-retry-attempts 10001", "maximumRetryAttempts", "equal to 10000"),
        (f"{PUT_ASYNC} --maximum-retry-attempts 3", "maximumRetryAttempts", "or equal to 2"),
        (
            f"{PUT_ASYNC} --maximum-event-age-in-seconds 59",
            "maximumEventAgeInSeconds",
            "value greater than or equal to 60",
        ),
        (
            f"put-function-recursion-config {FUNCTION} --recursive-loop Stop",
            "recursiveLoop",
            "enum value set: [Terminate, Allow]",
        ),
        (
            f"{CREATE} {STREAM} --starting-position FIRST",
            "startingPosition",
            "enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
        ),
        (
            f"get-function-url-config {FUNCTION} --qualifier 1",
            "qualifier",
            r"pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)",
        ),
        ("list-functions --function-version 1", "functionVersion", "enum value set: [ALL]"),
    ],
)
def test_a_value_out_of_its_range_is_named(line: str, where: str, says: str) -> None:
    error = refused(line)

    assert error.code == "ValidationException"
    assert f"at '{where}' failed to satisfy constraint: Member must" in error.message
    assert error.message.endswith(says)


def test_an_update_is_held_to_the_source_that_its_mapping_has() -> None:
    operation = from_cli(f"{UPDATE} --batch-size 11 --maximum-batching-window-in-seconds 0")
    assert isinstance(operation, UpdateEventSourceMapping)

    check_mapping(operation, source_of(STREAM))
    with pytest.raises(AwsError, match=TOO_LARGE):
        check_mapping(operation, source_of(QUEUE))
