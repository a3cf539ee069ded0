"""Rules about a function's settings that hold beyond the shape of their values."""

from __future__ import annotations

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.arn import REGION
from lambdatutor.aws.constraints import as_aws_writes
from lambdatutor.aws.errors import invalid_parameter_value
from lambdatutor.aws.operations import CreateFunction, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import Environment

RUNTIMES = (
    "nodejs20.x",
    "python3.14",
    "provided.al2023",
    "python3.12",
    "python3.13",
    "nodejs24.x",
    "nodejs22.x",
    "java25",
    "python3.10",
    "python3.11",
    "java21",
    "ruby3.3",
    "ruby3.4",
    "ruby3.2",
    "python3.8",
    "python3.9",
    "java17",
    "nodejs16.x",
    "dotnet10",
    "dotnet8",
    "java11",
    "dotnet6",
    "nodejs18.x",
    "provided.al2",
    "java8.al2",
)
"""In the order of AWS's refusal."""

RESERVED_VARIABLES = frozenset(
    {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_MAX_CONCURRENCY",
        "AWS_LAMBDA_METADATA_API",
        "AWS_LAMBDA_METADATA_TOKEN",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
    }
)
"""Environment variables that only Lambda sets (ENV-003)."""


def check_settings(operation: CreateFunction | UpdateFunctionConfiguration) -> None:
    """Raises the AwsError of the first setting that a standard function cannot have."""
    if operation.Runtime is not None and operation.Runtime not in RUNTIMES:
        raise invalid_parameter_value(
            f"Value {as_aws_writes(operation.Runtime)} at 'runtime' failed to satisfy constraint: "
            f"Member must satisfy enum value set: [{', '.join(RUNTIMES)}] or be a valid ARN"
        )
    _check_standard("MemorySize", operation.MemorySize, quotas.MEMORY_MAX_MB)
    _check_standard("Timeout", operation.Timeout, quotas.TIMEOUT_MAX_S)
    if operation.EphemeralStorage is not None:
        size = operation.EphemeralStorage.Size
        _check_standard("EphemeralStorage", size, quotas.EPHEMERAL_STORAGE_MAX_MB)
    if operation.Layers is not None:
        _check_layers(operation.Layers)
    if operation.Environment is not None:
        _check_variables(operation.Environment)


def _check_standard(parameter: str, value: int | None, most: quotas.Quota) -> None:
    """The API's shape allows more, for other kinds of functions (INV-035, PRC-001)."""
    if value is not None and value > most.value:
        raise invalid_parameter_value(
            f"'{parameter}' value failed to satisfy constraint: "
            f"Member must have value less than or equal to {most.value}"
        )


def _check_layers(layers: list[str]) -> None:
    """At most five (PKG-006), of this Region, and one version of each."""
    if len(layers) > quotas.LAYERS.value:
        raise invalid_parameter_value("Cannot reference more than 5 layers.")
    seen: dict[str, str] = {}
    for arn in layers:
        layer, _, version = arn.rpartition(":")
        if arn.split(":")[3] not in {"", REGION}:
            raise invalid_parameter_value(
                "Layers are not in the same region as the function. "
                f"Layers are expected to be in region {REGION}."
            )
        if layer in seen and version.isdecimal():
            raise invalid_parameter_value(
                "Two different versions of the same layer are not allowed to be referenced in the "
                f"same function. {seen[layer]} and {arn} are versions of the same layer."
            )
        seen[layer] = arn


def _check_variables(environment: Environment) -> None:
    variables = environment.Variables or {}
    reserved = sorted(RESERVED_VARIABLES & variables.keys())
    unable = "Lambda was unable to configure your environment variables because the environment"
    if reserved:
        raise invalid_parameter_value(
            f"{unable} variables you have provided contains reserved keys that are currently not "
            f"supported for modification. Reserved keys used in this request: {', '.join(reserved)}"
        )
    measured = msgspec.json.encode(variables)
    if len(measured) > quotas.ENVIRONMENT_BYTES.value:
        raise invalid_parameter_value(
            f"{unable} variables you have provided exceeded the 4KB limit. "
            f"String measured: {as_aws_writes(measured.decode())}"
        )
