"""The controls that a lesson names without saying what they set, with their labels and values."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.course.control_targets import (
    Make,
    dead_letter,
    of_dependency,
    of_events,
    of_function,
    of_mapping,
    of_queue,
    of_traffic,
    on_failure,
    points_at,
    provisioned,
    receives,
    recursion,
    reserved,
    vpc,
    weight,
)
from lambdatutor.course.parameters import concurrency_of_mapping, number, seconds, switch


class BuiltIn(NamedTuple):
    """A control that every lesson may use."""

    label: str
    values: tuple[str, ...]
    """From left to right, where a lesson does not say which; empty: it has to."""
    target: Make


_FEW = ("none", *map(str, range(11)), "20", "50", "100")
_TIMEOUTS = ("1s", "2s", "3s", "5s", "10s", "30s", "60s", "300s", "900s")

BUILT_IN: dict[str, BuiltIn] = {
    "reserved_concurrency": BuiltIn("Reserved", _FEW, reserved),
    "provisioned_concurrency": BuiltIn("Provisioned", ("none", *_FEW[2:]), provisioned),
    "memory": BuiltIn(
        "Memory",
        tuple(f"{mb}MB" for mb in (128, 256, 512, 1024, 1769, 3008, 5120, 10240)),
        of_function("memory"),
    ),
    "timeout": BuiltIn("Timeout", _TIMEOUTS, of_function("timeout")),
    "vpc": BuiltIn("VPC", (), vpc),
    "loop_detection": BuiltIn("Loop detection", ("on", "off"), recursion),
    # An event source mapping
    "batch_size": BuiltIn(
        "Batch size",
        ("1", "2", "5", "10", "20", "50", "100", "1000", "10000"),
        of_mapping("BatchSize", number(), 10),
    ),
    "batching_window": BuiltIn(
        "Batching window",
        ("0s", "1s", "5s", "10s", "20s", "60s", "300s"),
        of_mapping("MaximumBatchingWindowInSeconds", seconds(), 0),
    ),
    "maximum_concurrency": BuiltIn(
        "Maximum concurrency",
        ("none", "2", "3", "5", "10", "20", "50", "100", "1000"),
        of_mapping("ScalingConfig", concurrency_of_mapping(), "none"),
    ),
    "mapping": BuiltIn(
        "Mapping", ("on", "off"), of_mapping("Enabled", switch(on=True, off=False), "on")
    ),
    "report_failures": BuiltIn(
        "Report failed messages",
        ("off", "on"),
        of_mapping("FunctionResponseTypes", switch(["ReportBatchItemFailures"], []), "off"),
    ),
    "parallelization_factor": BuiltIn(
        "Parallelization factor",
        tuple(map(str, range(1, 11))),
        of_mapping("ParallelizationFactor", number(), 1),
    ),
    "bisect": BuiltIn(
        "Split failed batches",
        ("off", "on"),
        of_mapping("BisectBatchOnFunctionError", switch(on=True, off=False), "off"),
    ),
    "record_age": BuiltIn(
        "Maximum record age",
        ("60s", "5min", "15min", "1h", "6h", "forever"),
        of_mapping("MaximumRecordAgeInSeconds", seconds(word="forever"), "forever"),
    ),
    "record_retries": BuiltIn(
        "Retries",
        ("0", "1", "2", "3", "5", "10", "forever"),
        of_mapping("MaximumRetryAttempts", number("forever", stands_for=-1), "forever"),
    ),
    # A queue
    "visibility_timeout": BuiltIn(
        "Visibility timeout",
        ("0s", "5s", "10s", "30s", "60s", "3min", "6min", "15min", "12h"),
        of_queue("VisibilityTimeout", seconds(text=True), 30),
    ),
    "delivery_delay": BuiltIn(
        "Delivery delay",
        ("0s", "5s", "10s", "30s", "60s", "15min"),
        of_queue("DelaySeconds", seconds(text=True), 0),
    ),
    "message_retention": BuiltIn(
        "Message retention",
        ("60s", "10min", "1h", "1d", "4d", "14d"),
        of_queue("MessageRetentionPeriod", seconds(text=True), 345_600),
    ),
    "max_receive_count": BuiltIn(
        "Receives before dead letter", ("none", "1", "2", "3", "5", "10", "100"), receives
    ),
    # Asynchronous invocation
    "async_retries": BuiltIn(
        "Async retries", ("0", "1", "2"), of_events("MaximumRetryAttempts", number(), 2)
    ),
    "async_event_age": BuiltIn(
        "Async event age",
        ("60s", "3min", "10min", "1h", "6h"),
        of_events("MaximumEventAgeInSeconds", seconds(), 21_600),
    ),
    "on_failure": BuiltIn("On failure", (), on_failure),
    "dead_letter_queue": BuiltIn("Dead-letter queue", (), dead_letter),
    # An alias
    "alias_weight": BuiltIn(
        "Weight", ("0%", "1%", "5%", "10%", "25%", "50%", "90%", "100%"), weight
    ),
    "alias_version": BuiltIn("Alias points at", (), points_at),
    # A client, and a dependency
    "retries": BuiltIn(
        "SDK retries",
        ("none", "immediate", "legacy", "standard", "adaptive"),
        of_traffic("retries"),
    ),
    "max_attempts": BuiltIn(
        "Attempts", ("off", "1", "2", "3", "5", "10"), of_traffic("max_attempts")
    ),
    "client_timeout": BuiltIn(
        "Client timeout",
        ("off", "1s", "2s", "5s", "10s", "30s", "60s"),
        of_traffic("client_timeout"),
    ),
    "connections": BuiltIn(
        "Connections", ("none", "5", "10", "20", "50", "100"), of_dependency("connections")
    ),
    "dependency_latency": BuiltIn(
        "Latency", ("5ms", "20ms", "100ms", "500ms", "1s", "5s"), of_dependency("latency")
    ),
}
"""By the name a lesson uses."""
