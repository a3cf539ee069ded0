"""Queues and mappings in few words."""

from __future__ import annotations

import json

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_arn


def queue(
    name: str = "orders",
    *,
    visibility: int = 30,
    dead: str | None = None,
    most: int = 3,
    **attributes: str,
) -> aws.CreateQueue:
    given = {"VisibilityTimeout": str(visibility), **attributes}
    if dead is not None:
        policy = {"deadLetterTargetArn": queue_arn(dead), "maxReceiveCount": most}
        given["RedrivePolicy"] = json.dumps(policy)
    if name.endswith(".fifo"):
        given["FifoQueue"] = "true"
    return aws.CreateQueue(QueueName=name, Attributes=given)


def mapping(
    source: str,
    *,
    function: str,
    size: int | None = None,
    window: int | None = None,
    reports: bool = False,
    **rest: object,
) -> aws.CreateEventSourceMapping:
    return aws.CreateEventSourceMapping(
        FunctionName=function,
        EventSourceArn=source,
        BatchSize=size,
        MaximumBatchingWindowInSeconds=window,
        FunctionResponseTypes=["ReportBatchItemFailures"] if reports else None,
        **rest,
    )
