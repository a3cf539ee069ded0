"""What can be turned at a part of the account: each value is an operation of AWS, or of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_url
from lambdatutor.aws.shapes import ScalingConfig
from lambdatutor.simulator.outside import SetDependency
from lambdatutor.simulator.time import SECOND, spoken
from lambdatutor.tui.sandbox.setting import NONE, Setting, setting
from lambdatutor.tui.sandbox.traffic_dials import traffic_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.snapshot import FunctionView, Snapshot
    from lambdatutor.tui.sandbox.cards import Card
    from lambdatutor.tui.sandbox.run import SandboxRun


def settings_of(card: Card, snapshot: Snapshot, run: SandboxRun) -> tuple[Setting, ...]:
    """The controls of a part as it stands."""
    match card.kind:
        case "function":
            views = [each for each in snapshot.functions if each.name == card.key]
            return tuple(setting for view in views for setting in _function(view))
        case "pool":
            return tuple(
                _reserved(each, f"Reserved {each.name}") for each in snapshot.functions[:6]
            )
        case "queue":
            return tuple(_queue(card, snapshot))
        case "mapping":
            return tuple(_mapping(card.key, snapshot))
        case "stream":
            arns = {each.arn for each in snapshot.streams if each.name == card.key}
            uuids = [each.uuid for each in snapshot.mappings if each.source in arns]
            return tuple(setting for uuid in uuids for setting in _mapping(uuid, snapshot))
        case "dependency":
            return tuple(_dependency(card.key, run))
        case "caller" | "door" | "source":
            return traffic_settings(card, run)
        case "alarm" | "network":
            return ()


def _seconds(text: str) -> str:
    return spoken(int(text) * SECOND) if int(text) else "0 s"


def _function(view: FunctionView) -> list[Setting]:
    name = view.name

    def memory(text: str) -> Operation:
        return aws.UpdateFunctionConfiguration(FunctionName=name, MemorySize=int(text))

    def timeout(text: str) -> Operation:
        return aws.UpdateFunctionConfiguration(FunctionName=name, Timeout=int(text))

    found = [
        setting(
            "memory", "Memory", view.memory_mb, (128, 256, 512, 1024, 1769, 3008), memory,
            show=lambda text: f"{text} MB",
        ),
        setting(
            "timeout", "Timeout", view.timeout_s, (1, 3, 10, 30, 60, 900), timeout,
            show=_seconds,
        ),
        _reserved(view, "Reserved"),
    ]  # fmt: skip
    qualifiers = [alias for alias, _ in view.aliases] or list(view.versions[-1:])
    if qualifiers:
        found.append(_provisioned(view, qualifiers[0]))
    return found


def _reserved(view: FunctionView, label: str) -> Setting:
    def operation(text: str) -> Operation:
        if text == NONE:
            return aws.DeleteFunctionConcurrency(FunctionName=view.name)
        return aws.PutFunctionConcurrency(
            FunctionName=view.name, ReservedConcurrentExecutions=int(text)
        )

    value = NONE if view.reserved is None else view.reserved
    values = (0, 1, 2, 5, 10, 50, 100, 500, NONE)
    return setting(f"reserved.{view.name}", label, value, values, operation)


def _provisioned(view: FunctionView, qualifier: str) -> Setting:
    def operation(text: str) -> Operation:
        if text == "0":
            return aws.DeleteProvisionedConcurrencyConfig(
                FunctionName=view.name, Qualifier=qualifier
            )
        return aws.PutProvisionedConcurrencyConfig(
            FunctionName=view.name, Qualifier=qualifier, ProvisionedConcurrentExecutions=int(text)
        )

    held = [each.requested for each in view.provisioned if each.qualifier == qualifier]
    return setting(
        "provisioned", f"Provisioned {qualifier}", sum(held), (0, 1, 2, 5, 10, 50), operation
    )


def _queue(card: Card, snapshot: Snapshot) -> Iterable[Setting]:
    for queue in (each for each in snapshot.queues if each.name == card.key):
        url, dlq = queue_url(queue.name), queue.dlq

        def visibility(text: str, url: str = url) -> Operation:
            return aws.SetQueueAttributes(QueueUrl=url, Attributes={"VisibilityTimeout": text})

        def receives(text: str, url: str = url, dlq: str = dlq) -> Operation:
            policy = json.dumps({"deadLetterTargetArn": dlq, "maxReceiveCount": int(text)})
            return aws.SetQueueAttributes(QueueUrl=url, Attributes={"RedrivePolicy": policy})

        yield setting(
            "visibility",
            "Visibility timeout",
            queue.visibility_us // SECOND,
            (10, 30, 60, 120, 360, 900),
            visibility,
            show=_seconds,
        )
        if dlq:
            yield setting(
                "receives", "Receives before DLQ", queue.most_receives, (1, 3, 5, 10), receives
            )
        for mapping in (each for each in snapshot.mappings if each.source == queue.arn):
            yield from _mapping(mapping.uuid, snapshot)


def _mapping(uuid: str, snapshot: Snapshot) -> Iterable[Setting]:
    for mapping in (each for each in snapshot.mappings if each.uuid == uuid):
        queue = ":sqs:" in mapping.source

        def batch(text: str) -> Operation:
            return aws.UpdateEventSourceMapping(UUID=uuid, BatchSize=int(text))

        def window(text: str) -> Operation:
            return aws.UpdateEventSourceMapping(UUID=uuid, MaximumBatchingWindowInSeconds=int(text))

        def most(text: str) -> Operation:
            limit = None if text == NONE else int(text)
            return aws.UpdateEventSourceMapping(
                UUID=uuid, ScalingConfig=ScalingConfig(MaximumConcurrency=limit)
            )

        def enabled(text: str) -> Operation:
            return aws.UpdateEventSourceMapping(UUID=uuid, Enabled=text == "on")

        yield setting("batch", "Batch size", mapping.batch_size, (1, 5, 10, 100, 1000), batch)
        yield setting(
            "window",
            "Window",
            mapping.window_us // SECOND,
            (0, 1, 5, 20, 60, 300),
            window,
            show=_seconds,
        )
        if queue:
            now = mapping.maximum_concurrency or NONE
            yield setting("most", "Max concurrency", now, (2, 5, 10, 50, 200, NONE), most)
        on = "on" if mapping.state in {"Enabled", "Enabling", "Creating", "Updating"} else "off"
        yield setting("enabled", "Enabled", on, ("off", "on"), enabled)


def _dependency(name: str, run: SandboxRun) -> Iterable[Setting]:
    setup = next(each for each in run.scenario.dependencies if each.name == name)
    fields = (
        ("connections", "Connections", setup.connections or NONE, ("5", "20", "60", "200", NONE)),
        ("latency", "Latency", setup.latency, ("5ms", "20ms", "100ms", "1s", "5s")),
        ("errors", "Share of errors", f"{setup.errors:g}", ("0", "0.05", "0.5", "1")),
        ("capacity", "Capacity", setup.capacity or NONE, ("5", "20", "40", "100", NONE)),
    )
    for field, label, opened, values in fields:

        def operation(text: str, field: str = field) -> Operation:
            return SetDependency(Dependency=name, Field=field, Value=text)  # type: ignore[arg-type]  # one of its own

        said = [
            each.operation.Value
            for each in run.history.done
            if isinstance(each.operation, SetDependency)
            and (each.operation.Dependency, each.operation.Field) == (name, field)
        ]
        value = said[-1] if said else str(opened)
        given = values if value in values else (value, *values)
        yield setting(field, label, value, given, operation)
