"""Whatever is asked of queues and mappings, the answer is an answer or AWS's refusal."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from queue_scenes import DEAD, DEAD_URL, LINE, LINE_URL, ORDERS, URL, mapping, opened, polls
from queue_words import queue
from scenes import FEW, function, later
from test_queue_laws import check

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations.mappings import MappingOperation
from lambdatutor.aws.operations.queues import QueueOperation
from lambdatutor.aws.shapes import (
    DestinationConfig,
    EventSourceMappingMetricsConfig,
    Filter,
    FilterCriteria,
    MessageAttributeValue,
    OnFailure,
    ProvisionedPollerConfig,
    ScalingConfig,
    SendMessageBatchRequestEntry,
)

_NUMBERS = st.sampled_from((-1, 0, 1, 2, 5, 9, 10, 11, 20, 60, 300, 1_000, 10_001, 2**31 - 1))
_MAYBE = st.none() | _NUMBERS
_TEXT = st.sampled_from(("", "x", "{}", '{"kind":"order"}', "\ud800", "a/1/1", "orders/1/1", "é"))
_QUEUES = st.sampled_from((ORDERS, DEAD, LINE, "arn:aws:sqs:us-east-1:123456789012:no", "x", ""))
_HANDLES = st.sampled_from(("orders/1/1", "orders/2/1", "line.fifo/1/1", "dead/1/1", "x", "//", ""))
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        (
            "VisibilityTimeout",
            "MessageRetentionPeriod",
            "DelaySeconds",
            "MaximumMessageSize",
            "RedrivePolicy",
            "RedriveAllowPolicy",
            "FifoQueue",
            "ContentBasedDeduplication",
            "Nonsense",
        )
    ),
    st.sampled_from(
        (
            *("0", "1", "60", "1024", "٣", "-1", "", "true", "false", "[]", "{}", "{"),
            f'{{"deadLetterTargetArn":"{DEAD}","maxReceiveCount":"2"}}',
            f'{{"deadLetterTargetArn":"{ORDERS}"}}',
            '{"redrivePermission":"denyAll"}',
            f'{{"redrivePermission":"byQueue","sourceQueueArns":["{ORDERS}"]}}',
        )
    ),
    max_size=3,
)
_VALUES: dict[str, st.SearchStrategy[object]] = {
    "QueueName": st.sampled_from(("orders", "dead", "line.fifo", "new", "new.fifo", "a b", "")),
    "QueueUrl": st.sampled_from((URL, URL, DEAD_URL, LINE_URL, "orders", "")),
    "Attributes": _ATTRIBUTES,
    "MessageBody": _TEXT,
    "DelaySeconds": _MAYBE,
    "MessageGroupId": st.none() | _TEXT,
    "MessageDeduplicationId": st.none() | _TEXT,
    "MessageAttributes": st.none()
    | st.just({"shop": MessageAttributeValue(DataType="String", StringValue="north")}),
    "Entries": st.lists(
        st.builds(SendMessageBatchRequestEntry, Id=_TEXT, MessageBody=_TEXT, DelaySeconds=_MAYBE),
        max_size=3,
    ),
    "MaxNumberOfMessages": _MAYBE,
    "VisibilityTimeout": _NUMBERS,
    "AttributeNames": st.sampled_from((None, [], ["All"], ["QueueArn", "Nonsense"])),
    "ReceiptHandle": _HANDLES,
    "SourceArn": _QUEUES,
    "DestinationArn": st.none() | _QUEUES,
    "MaxNumberOfMessagesPerSecond": _MAYBE,
    "FunctionName": st.sampled_from(("f", "f", "f:live", "f:1", "nobody", "f:$LATEST")),
    "EventSourceArn": _QUEUES,
    "BatchSize": _MAYBE,
    "MaximumBatchingWindowInSeconds": _MAYBE,
    "Enabled": st.none() | st.booleans(),
    "FilterCriteria": st.none()
    | st.builds(
        FilterCriteria,
        Filters=st.lists(
            st.builds(
                Filter,
                Pattern=st.sampled_from(('{"body":{"kind":["order"]}}', "{}", "x", "[]", None)),
            ),
            max_size=6,
        ),
    ),
    "FunctionResponseTypes": st.sampled_from((None, [], ["ReportBatchItemFailures"], ["x"])),
    "ScalingConfig": st.none() | st.builds(ScalingConfig, MaximumConcurrency=_MAYBE),
    "ProvisionedPollerConfig": st.none()
    | st.builds(ProvisionedPollerConfig, MinimumPollers=_MAYBE, MaximumPollers=_MAYBE),
    "MetricsConfig": st.none()
    | st.builds(EventSourceMappingMetricsConfig, Metrics=st.just(["EventCount"])),
    "DestinationConfig": st.none()
    | st.builds(DestinationConfig, OnFailure=st.builds(OnFailure, Destination=_QUEUES)),
    "ParallelizationFactor": st.none() | st.just(2),
    "StartingPosition": st.none() | st.just("LATEST"),
}

_KINDS = (*QueueOperation.__args__, *MappingOperation.__args__)


def _operation(kind: type[aws.Operation]) -> st.SearchStrategy[aws.Operation]:
    known = {each.name: each for each in msgspec.structs.fields(kind)}
    given_values = {
        name: values if known[name].required else st.none() | values
        for name, values in _VALUES.items()
        if name in known
    }
    if "UUID" in known:
        given_values["UUID"] = st.just("")
    return st.builds(kind, **given_values)


def _of_mapping(world: object, operation: aws.Operation) -> aws.Operation:
    """Meant for the mapping that there is."""
    if getattr(operation, "UUID", None) == "" and world.service.mappings:
        return msgspec.structs.replace(operation, UUID=next(iter(world.service.mappings)))
    return operation


ANY = st.sampled_from(_KINDS).flatmap(_operation)


@FEW
@given(script=st.lists(st.tuples(ANY, st.sampled_from(("0s", "1s", "31s"))), max_size=25))
def test_every_answer_is_an_answer_or_a_refusal(script: list[tuple[aws.Operation, str]]) -> None:
    world = opened(
        queue("dead"),
        queue(visibility=6, dead="dead", most=2),
        queue("line.fifo"),
        mapping(),
        of=function(timeout="3s", errors=0.3),
    )
    assert polls(world).state == "Enabled"
    for operation, wait in script:
        try:
            world.do(_of_mapping(world, operation))
        except AwsError as refused:
            assert refused.code  # noqa: PT017  a refusal is as good an answer as any
            assert 400 <= refused.status < 500  # noqa: PT017  the same
        later(world, wait)
        if len(world.service.mappings) == 1:
            check(world)
        world.snapshot()
