"""The settings of an event source mapping: from an operation's parameters, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import quotas
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.polling.mapping import MappingSettings

_FOR_EVER = -1
"""What AWS writes for no limit (STR-004)."""


def settings_of(
    operation: aws.CreateEventSourceMapping | aws.UpdateEventSourceMapping,
    before: MappingSettings,
) -> MappingSettings:
    """`before` with what is given; an empty list or structure takes a setting away."""
    found = _common(operation, before)
    if isinstance(operation, aws.CreateEventSourceMapping):
        found = replace(
            found,
            starting_position=operation.StartingPosition,
            starting_timestamp=operation.StartingPositionTimestamp,
        )
    if operation.ParallelizationFactor is not None:
        found = replace(found, parallelization_factor=operation.ParallelizationFactor)
    age_s, retries = operation.MaximumRecordAgeInSeconds, operation.MaximumRetryAttempts
    if age_s is not None:
        found = replace(found, maximum_record_age_us=None if age_s < 0 else age_s * SECOND)
    if retries is not None:
        found = replace(found, maximum_retries=None if retries < 0 else retries)
    if operation.BisectBatchOnFunctionError is not None:
        found = replace(found, bisects=operation.BisectBatchOnFunctionError)
    if operation.TumblingWindowInSeconds is not None:
        found = replace(found, tumbling_window_us=operation.TumblingWindowInSeconds * SECOND)
    if operation.DestinationConfig is not None:
        failure = operation.DestinationConfig.OnFailure
        found = replace(found, on_failure=failure.Destination if failure is not None else None)
    return found


def _common(
    operation: aws.CreateEventSourceMapping | aws.UpdateEventSourceMapping,
    before: MappingSettings,
) -> MappingSettings:
    found = before
    if operation.BatchSize is not None:
        found = replace(found, batch_size=operation.BatchSize)
    if operation.MaximumBatchingWindowInSeconds is not None:
        found = replace(found, window_us=operation.MaximumBatchingWindowInSeconds * SECOND)
    if operation.FilterCriteria is not None:
        patterns = (each.Pattern or "" for each in operation.FilterCriteria.Filters or ())
        found = replace(found, patterns=tuple(patterns))
    if operation.FunctionResponseTypes is not None:
        reports = "ReportBatchItemFailures" in operation.FunctionResponseTypes
        found = replace(found, reports_failures=reports)
    if operation.ScalingConfig is not None:
        found = replace(found, maximum_concurrency=operation.ScalingConfig.MaximumConcurrency)
    if operation.MetricsConfig is not None:
        counts = "EventCount" in (operation.MetricsConfig.Metrics or ())
        found = replace(found, counts_events=counts)
    pollers = operation.ProvisionedPollerConfig
    if pollers is not None:
        least, most = pollers.MinimumPollers, pollers.MaximumPollers
        if least is not None or most is not None:
            least = quotas.QUEUE_MIN_POLLERS_MIN.value if least is None else least
            most = quotas.QUEUE_MAX_POLLERS_DEFAULT.value if most is None else most
        found = replace(found, minimum_pollers=least, maximum_pollers=most)
    return found


def answered(settings: MappingSettings, source: str) -> Answer:
    """As GetEventSourceMapping shows them."""
    found: Answer = {
        "BatchSize": settings.batch_size,
        "MaximumBatchingWindowInSeconds": settings.window_us // SECOND,
        "FunctionResponseTypes": ["ReportBatchItemFailures"] if settings.reports_failures else [],
    }
    if settings.patterns:
        found["FilterCriteria"] = {"Filters": [{"Pattern": each} for each in settings.patterns]}
    if settings.maximum_concurrency is not None:
        found["ScalingConfig"] = {"MaximumConcurrency": settings.maximum_concurrency}
    if settings.minimum_pollers is not None:
        found["ProvisionedPollerConfig"] = {
            "MinimumPollers": settings.minimum_pollers,
            "MaximumPollers": settings.maximum_pollers,
        }
    if settings.counts_events:
        found["MetricsConfig"] = {"Metrics": ["EventCount"]}
    return found if source == "sqs" else {**found, **_of_stream(settings)}


def _of_stream(settings: MappingSettings) -> Answer:
    age_us, retries = settings.maximum_record_age_us, settings.maximum_retries
    on_failure = {"Destination": settings.on_failure} if settings.on_failure else {}
    found: Answer = {
        "StartingPosition": settings.starting_position,
        "ParallelizationFactor": settings.parallelization_factor,
        "MaximumRecordAgeInSeconds": _FOR_EVER if age_us is None else age_us // SECOND,
        "MaximumRetryAttempts": _FOR_EVER if retries is None else retries,
        "BisectBatchOnFunctionError": settings.bisects,
        "TumblingWindowInSeconds": settings.tumbling_window_us // SECOND,
        "DestinationConfig": {"OnFailure": on_failure},
    }
    if settings.starting_timestamp is not None:
        found["StartingPositionTimestamp"] = settings.starting_timestamp
    return found
