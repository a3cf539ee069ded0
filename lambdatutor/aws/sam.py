"""Operations as the properties of an AWS::Serverless::Function that have the same effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import msgspec

from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    CreateFunctionUrlConfig,
    Operation,
    PutFunctionConcurrency,
    PutFunctionEventInvokeConfig,
    PutFunctionRecursionConfig,
    PutProvisionedConcurrencyConfig,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.sam_events import event, event_invoke_config
from lambdatutor.aws.yaml_text import to_yaml

_SAME_IN_SAM = (
    "FunctionName",
    "PackageType",
    "Runtime",
    "Handler",
    "Role",
    "Description",
    "Architectures",
    "MemorySize",
    "Timeout",
    "EphemeralStorage",
    "Environment",
    "Layers",
    "VpcConfig",
    "SnapStart",
    "LoggingConfig",
    "Tags",
)
_ARCHIVE_IN_SAM = {"S3Bucket": "Bucket", "S3Key": "Key", "S3ObjectVersion": "Version"}


def to_sam(operation: Operation) -> str | None:
    """The SAM properties that a setting becomes, as YAML; None where SAM has none."""
    properties = _properties(operation)
    return to_yaml(properties) if properties else None


def _properties(operation: Operation) -> dict[str, object]:
    match operation:
        case PutFunctionConcurrency(ReservedConcurrentExecutions=reserved):
            return {"ReservedConcurrentExecutions": reserved}
        case PutProvisionedConcurrencyConfig(Qualifier=alias) if _is_alias(alias):
            units = operation.ProvisionedConcurrentExecutions
            provisioned = {"ProvisionedConcurrentExecutions": units}
            return {"AutoPublishAlias": alias, "ProvisionedConcurrencyConfig": provisioned}
        case CreateAlias(Name=name, RoutingConfig=None):
            return {"AutoPublishAlias": name}
        case CreateFunction(Code=code):
            return _settings(operation) | _code(_plain(code))
        case UpdateFunctionConfiguration():
            settings = _settings(operation)
            del settings["FunctionName"]
            return settings
        case UpdateFunctionCode():
            return _code(_plain(operation))
        case PutFunctionRecursionConfig(RecursiveLoop=said):
            return {"RecursiveLoop": said}
        case CreateFunctionUrlConfig() | PutFunctionEventInvokeConfig():
            return _of_an_alias(operation)
        case UpdateFunctionEventInvokeConfig() if event_invoke_config(operation):
            return _of_an_alias(operation)
        case _:
            return event(operation)


def _of_an_alias(
    operation: CreateFunctionUrlConfig
    | PutFunctionEventInvokeConfig
    | UpdateFunctionEventInvokeConfig,
) -> dict[str, object]:
    """Settings of $LATEST or of SAM's alias; SAM has none of a numbered version."""
    if operation.Qualifier in {None, "$LATEST"}:
        alias: dict[str, object] = {}
    elif operation.Qualifier and _is_alias(operation.Qualifier):
        alias = {"AutoPublishAlias": operation.Qualifier}
    else:
        return {}
    if not isinstance(operation, CreateFunctionUrlConfig):
        return alias | {"EventInvokeConfig": event_invoke_config(operation)}
    values = _plain(operation)
    url = {name: values[name] for name in ("AuthType", "Cors", "InvokeMode") if name in values}
    return alias | {"FunctionUrlConfig": url}


def _is_alias(qualifier: str) -> bool:
    """SAM provisions its alias; it has no property for a numbered version."""
    return not qualifier.isdecimal() and not qualifier.startswith("$")


def _settings(operation: CreateFunction | UpdateFunctionConfiguration) -> dict[str, object]:
    values = _plain(operation)
    found = {name: values[name] for name in _SAME_IN_SAM if name in values}
    if operation.KMSKeyArn is not None:
        found["KmsKeyArn"] = operation.KMSKeyArn
    if operation.TracingConfig and operation.TracingConfig.Mode:
        found["Tracing"] = operation.TracingConfig.Mode
    if operation.DeadLetterConfig and operation.DeadLetterConfig.TargetArn:
        target = operation.DeadLetterConfig.TargetArn
        kind = "SNS" if ":sns:" in target else "SQS"
        found["DeadLetterQueue"] = {"Type": kind, "TargetArn": target}
    return found


def _code(values: Mapping[str, object]) -> dict[str, object]:
    if "ZipFile" in values:
        return {"CodeUri": values["ZipFile"]}
    if "ImageUri" in values:
        return {"ImageUri": values["ImageUri"]}
    stored = {sam: values[name] for name, sam in _ARCHIVE_IN_SAM.items() if name in values}
    return {"CodeUri": stored} if stored else {}


def _plain(value: object) -> dict[str, object]:
    """The parameters that were given, as plain dicts, lists and numbers."""
    return cast("dict[str, object]", msgspec.to_builtins(value))
