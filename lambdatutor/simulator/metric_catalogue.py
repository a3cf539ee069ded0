"""Every metric that CloudWatch has of the account: its unit, its dimensions, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.simulator.time import MILLISECOND, SECOND

if TYPE_CHECKING:
    from collections.abc import Mapping

Unit = Literal["Count", "Milliseconds", "Seconds", "Percent", "None"]
Source = Literal["records", "peaks", "counters", "computed"]
"""Where values come from: what became of requests, the most in flight at once, what is noted one
by one or once a period, or other metrics."""

_LAMBDA = "AWS/Lambda"
_ACCOUNT: tuple[str, ...] = ()
_FUNCTION = ("FunctionName",)
_RESOURCE = ("FunctionName", "Resource")
_EXECUTED = ("FunctionName", "Resource", "ExecutedVersion")
_MAPPING = ("EventSourceMappingUUID",)
_EVERYWHERE = (_ACCOUNT, _FUNCTION, _RESOURCE, _EXECUTED)
"""MET-025; without a dimension it is over all functions of the Region."""
_QUEUED = (_ACCOUNT, _FUNCTION)


class MetricKind(NamedTuple):
    """One metric by its name."""

    name: str
    unit: Unit
    statistics: tuple[str, ...]
    """Those to look at, the first one first."""
    dimensions: tuple[tuple[str, ...], ...]
    """Sets of dimensions that it is kept by."""
    source: Source = "counters"
    fact: str = ""
    """Empty where no fact of ours is about it."""
    namespace: str = _LAMBDA

    @property
    def unit_us(self) -> int | None:
        """How long its unit is; None for what is no time."""
        return {"Milliseconds": MILLISECOND, "Seconds": SECOND}.get(self.unit)


def _counts(fact: str, dimensions: tuple[tuple[str, ...], ...], *names: str) -> list[MetricKind]:
    return [MetricKind(name, "Count", ("Sum",), dimensions, fact=fact) for name in names]


_TIMES = ("Average", "Maximum", "p99")
_MOST = ("Maximum",)
_HELD = (_FUNCTION, _RESOURCE)

_OF_FUNCTIONS = [
    MetricKind("Invocations", "Count", ("Sum",), _EVERYWHERE, "records", "MET-001"),
    MetricKind("Errors", "Count", ("Sum",), _EVERYWHERE, "records", "MET-002"),
    MetricKind("Throttles", "Count", ("Sum",), (_ACCOUNT, *_HELD), "records", "MET-003"),
    MetricKind("Duration", "Milliseconds", _TIMES, _EVERYWHERE, "records", "MET-004"),
    MetricKind("SuccessRate", "Percent", ("Average",), _EVERYWHERE, "computed", "MET-029"),
    MetricKind("ConcurrentExecutions", "Count", _MOST, (_ACCOUNT, *_HELD), "peaks", "MET-006"),
    MetricKind("UnreservedConcurrentExecutions", "Count", _MOST, (_ACCOUNT,), "peaks", "MET-007"),
    MetricKind("ClaimedAccountConcurrency", "Count", _MOST, (_ACCOUNT,), "peaks", "MET-008"),
    MetricKind("ProvisionedConcurrentExecutions", "Count", _MOST, _HELD, fact="MET-009"),
    MetricKind("ProvisionedConcurrencyUtilization", "None", _MOST, _HELD, fact="MET-010"),
    *_counts("MET-011", _HELD, "ProvisionedConcurrencyInvocations"),
    *_counts("MET-012", _HELD, "ProvisionedConcurrencySpilloverInvocations"),
    MetricKind(
        "PostRuntimeExtensionsDuration",
        "Milliseconds",
        ("Average", "Maximum"),
        _QUEUED,
        fact="MET-005",
    ),
    *_counts("MET-020", _QUEUED, "RecursiveInvocationsDropped"),
    *_counts("MET-017", _QUEUED, "AsyncEventsReceived"),
    MetricKind("AsyncEventAge", "Milliseconds", ("Maximum", "Average"), _QUEUED, fact="MET-018"),
    *_counts("MET-019", _QUEUED, "AsyncEventsDropped"),
    *_counts("MET-015", _QUEUED, "DeadLetterErrors"),
    *_counts("MET-016", _QUEUED, "DestinationDeliveryFailures"),
    MetricKind("IteratorAge", "Milliseconds", _MOST, (*_QUEUED, _MAPPING), fact="MET-013"),
]

_OF_MAPPINGS = [
    *_counts(
        "MET-023",
        (_MAPPING,),
        "PolledEventCount",
        "FilteredOutEventCount",
        "InvokedEventCount",
        "FailedInvokeEventCount",
        "DroppedEventCount",
        "OnFailureDestinationDeliveredEventCount",
        "DeletedEventCount",
    ),
    MetricKind("ProvisionedPollers", "Count", _MOST, (_MAPPING,), fact="MET-024"),
]


def _of(
    namespace: str, dimension: str, unit: Unit, statistic: str, *names: str
) -> list[MetricKind]:
    dimensions = ((dimension,),)
    return [MetricKind(each, unit, (statistic,), dimensions, namespace=namespace) for each in names]


_SQS, _SNS, _EVENTS = "AWS/SQS", "AWS/SNS", "AWS/Events"
_GATEWAY, _BALANCER = "AWS/ApiGateway", "AWS/ApplicationELB"

_OF_SOURCES = [
    *_of(
        _SQS,
        "QueueName",
        "Count",
        "Maximum",
        "ApproximateNumberOfMessagesVisible",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
    ),
    *_of(_SQS, "QueueName", "Seconds", "Maximum", "ApproximateAgeOfOldestMessage"),
    *_of(
        _SQS,
        "QueueName",
        "Count",
        "Sum",
        "NumberOfMessagesSent",
        "NumberOfMessagesReceived",
        "NumberOfMessagesDeleted",
    ),
    *_of(
        _SNS,
        "TopicName",
        "Count",
        "Sum",
        "NumberOfMessagesPublished",
        "NumberOfNotificationsFilteredOut",
    ),
    *_of(_EVENTS, "RuleName", "Count", "Sum", "MatchedEvents", "TriggeredRules"),
    *_of("AWS/Kinesis", "StreamName", "Count", "Sum", "WriteProvisionedThroughputExceeded"),
    *_of("AWS/DynamoDB", "TableName", "Count", "Sum", "WriteThrottleEvents"),
    *_of(_GATEWAY, "ApiName", "Count", "Sum", "Count", "4XXError", "5XXError"),
    *_of(_GATEWAY, "ApiId", "Count", "Sum", "4xx", "5xx"),
    MetricKind("Latency", "Milliseconds", _TIMES, (("ApiName",), ("ApiId",)), namespace=_GATEWAY),
    *_of(
        _BALANCER,
        "TargetGroup",
        "Count",
        "Sum",
        "RequestCount",
        "HTTPCode_ELB_4XX_Count",
        "HTTPCode_ELB_5XX_Count",
    ),
    *_of(_BALANCER, "TargetGroup", "Seconds", "Average", "TargetResponseTime"),
    *_of(_LAMBDA, "FunctionName", "Count", "Sum", "UrlRequestCount", "Url4xxCount", "Url5xxCount"),
    *_of(_LAMBDA, "FunctionName", "Milliseconds", "Average", "UrlRequestLatency"),
]

METRICS: dict[str, MetricKind] = {
    each.name: each for each in (*_OF_FUNCTIONS, *_OF_MAPPINGS, *_OF_SOURCES)
}
"""By name; no two namespaces share one here."""

TIME_UNITS: dict[str, int] = {
    name: each.unit_us
    for name, each in METRICS.items()
    if each.unit_us is not None and name != "ApproximateAgeOfOldestMessage"
}
"""Units of times that are kept with their percentiles, in microseconds."""

NOT_SIMULATED: dict[str, str] = {
    "OffsetLag": "MET-014",
    "OversizedRecordCount": "MET-021",
    "SignatureValidationErrors": "MET-022",
    "ConcurrencyThrottles": "MET-030",
    "CPUThrottles": "MET-030",
    "MemoryThrottles": "MET-030",
    "DiskThrottles": "MET-030",
}
"""Metrics of Kafka, DocumentDB, code signing and Managed Instances, which the account has not."""


def kept_as(kind: MetricKind, dimensions: Mapping[str, str]) -> str | None:
    """What a metric is kept as being of: `f`, `f:live`, `f:live/2`, a queue; empty over all.

    None where CloudWatch has no such combination of dimensions.
    """
    names = tuple(sorted(dimensions))
    if names not in {tuple(sorted(each)) for each in kind.dimensions}:
        return None
    if "Resource" in dimensions:
        function, _, qualifier = dimensions["Resource"].partition(":")
        if function != dimensions["FunctionName"] or not qualifier:
            return None
        executed = dimensions.get("ExecutedVersion")
        return dimensions["Resource"] + ("" if executed is None else f"/{executed}")
    return next(iter(dimensions.values()), "")
