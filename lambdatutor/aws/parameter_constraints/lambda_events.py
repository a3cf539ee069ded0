"""The constraints of mappings, asynchronous settings, URLs and permissions of functions."""

from __future__ import annotations

from lambdatutor.aws import quotas
from lambdatutor.aws.arn import NAMESPACED_FUNCTION_NAME_PATTERN
from lambdatutor.aws.constraints import (
    Constraint,
    at_least,
    at_most,
    each,
    like,
    not_longer,
    not_shorter,
    one_of,
)

_REGION = r"((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})"
_ARN = rf"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:{_REGION}?:(\d{{12}})?:(.*)"
_DESTINATION = (
    not_longer(350),
    like(rf"$|kafka://([^.]([a-zA-Z0-9\-_.]{{0,248}}))|{_ARN}"),
)
_BEFORE_NAME = (
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?"
    r"(\d{12}:)?(function:)?"
)

CONSTRAINTS: dict[str, tuple[Constraint, ...]] = {
    "EventSourceArn": (like(_ARN),),
    "StartingPosition": (one_of("LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"),),
    "BatchSize": (at_most(quotas.BATCH_SIZE_MAX.value), at_least(1)),
    "FilterCriteria.Filters.Pattern": (not_longer(quotas.FILTER_PATTERN_CHARACTERS.value),),
    "MaximumBatchingWindowInSeconds": (
        at_most(quotas.BATCHING_WINDOW_MAX_S.value),
        at_least(quotas.BATCHING_WINDOW_MIN_S.value),
    ),
    "ParallelizationFactor": (
        at_most(quotas.PARALLELIZATION_MAX.value),
        at_least(quotas.PARALLELIZATION_MIN.value),
    ),
    "DestinationConfig.OnSuccess.Destination": _DESTINATION,
    "DestinationConfig.OnFailure.Destination": _DESTINATION,
    "MaximumRecordAgeInSeconds": (
        at_most(quotas.RECORD_AGE_MAX_S.value),
        at_least(quotas.RECORD_AGE_FOREVER_S.value),
    ),
    "MaximumRetryAttempts": (
        at_most(quotas.STREAM_RETRIES_MAX.value),
        at_least(quotas.STREAM_RETRIES_MIN.value),
    ),
    "TumblingWindowInSeconds": (at_most(quotas.TUMBLING_WINDOW_MAX_S.value), at_least(0)),
    "FunctionResponseTypes": (not_longer(1), each(one_of("ReportBatchItemFailures"))),
    "ScalingConfig.MaximumConcurrency": (
        at_most(quotas.MAPPING_CONCURRENCY_MAX.value),
        at_least(quotas.MAPPING_CONCURRENCY_MIN.value),
    ),
    "MetricsConfig.Metrics": (
        not_longer(3),
        each(one_of("EventCount", "ErrorCount", "KafkaMetrics")),
    ),
    "ProvisionedPollerConfig.MinimumPollers": (
        at_most(quotas.QUEUE_MIN_POLLERS_MAX.value),
        at_least(1),
    ),
    "ProvisionedPollerConfig.MaximumPollers": (
        at_most(quotas.QUEUE_MAX_POLLERS_MAX.value),
        at_least(1),
    ),
    "UUID": (not_longer(36), not_shorter(36)),
    "MaximumEventAgeInSeconds": (
        at_most(quotas.EVENT_AGE_MAX_S.value),
        at_least(quotas.EVENT_AGE_MIN_S.value),
    ),
    "RecursiveLoop": (one_of("Terminate", "Allow"),),
    "AuthType": (one_of("NONE", "AWS_IAM"),),
    "InvokeMode": (one_of("BUFFERED", "RESPONSE_STREAM"),),
    "Cors.MaxAge": (at_most(86_400), at_least(0)),
    "StatementId": (not_longer(100), not_shorter(1), like(r"([a-zA-Z0-9-_]+)")),
    "Action": (like(r"(lambda:[*]|lambda:[a-zA-Z]+|[*])"),),
    "Principal": (not_longer(2048), like(r"[^\s]+")),
    "SourceArn": (like(_ARN),),
    "SourceAccount": (not_longer(12), like(r"\d{12}")),
    "EventSourceToken": (not_longer(256), like(r"[a-zA-Z0-9._\-]+")),
    "PrincipalOrgID": (not_longer(34), not_shorter(12), like(r"o-[a-z0-9]{10,32}")),
    "FunctionUrlAuthType": (one_of("NONE", "AWS_IAM"),),
    "MasterRegion": (
        not_longer(50),
        not_shorter(1),
        like(r"ALL|(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}"),
    ),
}
"""By parameter; a dot leads into a nested value."""

_URL_NAME = (
    not_shorter(1),
    like(_BEFORE_NAME + r"([a-zA-Z0-9-_]{1,64})(:((?!\d+$)[0-9a-zA-Z-_]+))?"),
)
_URL_QUALIFIER = (not_longer(128), not_shorter(1), like(r"((?!^\d+$)^[0-9a-zA-Z-_]+$)"))
_UNQUALIFIED = (not_shorter(1), like(_BEFORE_NAME + r"([a-zA-Z0-9-_]+)"))
_EVENT_RETRIES = (
    at_most(quotas.ASYNCHRONOUS_RETRIES_MAX.value),
    at_least(quotas.ASYNCHRONOUS_RETRIES_MIN.value),
)
_PAGE = (at_most(10_000), at_least(1))
_NAMESPACED = (not_shorter(1), like(NAMESPACED_FUNCTION_NAME_PATTERN))
_NAMESPACED_OPERATIONS = (
    "AddPermission",
    "CreateEventSourceMapping",
    "DeleteFunctionEventInvokeConfig",
    "GetFunctionEventInvokeConfig",
    "GetPolicy",
    "ListEventSourceMappings",
    "ListVersionsByFunction",
    "PutFunctionEventInvokeConfig",
    "RemovePermission",
    "UpdateEventSourceMapping",
    "UpdateFunctionEventInvokeConfig",
)
_URL_OPERATIONS = tuple(
    f"{verb}FunctionUrlConfig" for verb in ("Create", "Update", "Get", "Delete")
)

EXCEPTIONS: dict[tuple[str, str], tuple[Constraint, ...]] = {
    **{(operation, "FunctionName"): _NAMESPACED for operation in _NAMESPACED_OPERATIONS},
    **{(operation, "FunctionName"): _URL_NAME for operation in _URL_OPERATIONS},
    **{(operation, "Qualifier"): _URL_QUALIFIER for operation in _URL_OPERATIONS},
    ("PutFunctionRecursionConfig", "FunctionName"): _UNQUALIFIED,
    ("GetFunctionRecursionConfig", "FunctionName"): _UNQUALIFIED,
    ("PutFunctionEventInvokeConfig", "MaximumRetryAttempts"): _EVENT_RETRIES,
    ("UpdateFunctionEventInvokeConfig", "MaximumRetryAttempts"): _EVENT_RETRIES,
    ("RemovePermission", "StatementId"): (
        not_longer(100),
        not_shorter(1),
        like(r"([a-zA-Z0-9-_.]+)"),
    ),
    ("ListFunctions", "FunctionVersion"): (one_of("ALL"),),
    ("ListFunctions", "MaxItems"): _PAGE,
    ("ListVersionsByFunction", "MaxItems"): _PAGE,
    ("ListAliases", "MaxItems"): _PAGE,
    ("ListEventSourceMappings", "MaxItems"): _PAGE,
}
"""By operation and parameter."""
