"""Rules that one call can break by itself, beyond the shape of its values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.alarm_rules import (
    ScalingOperation,
    check_alarm,
    check_metric_statistics,
    check_scaling,
)
from lambdatutor.aws.arn import ACCOUNT, REGION, function_reference
from lambdatutor.aws.constraints import as_aws_writes
from lambdatutor.aws.errors import (
    access_denied,
    invalid_parameter_value,
    invalid_request_content,
    request_too_large,
    resource_not_found,
)
from lambdatutor.aws.event_rules import check_event_invoke_config, check_permission
from lambdatutor.aws.mapping_rules import check_mapping, check_new_mapping
from lambdatutor.aws.operations import (
    AddPermission,
    CreateAlias,
    CreateEventSourceMapping,
    CreateFunction,
    DeleteFunction,
    DeleteProvisionedConcurrencyConfig,
    GetMetricStatistics,
    GetProvisionedConcurrencyConfig,
    Invoke,
    Operation,
    PutFunctionConcurrency,
    PutFunctionEventInvokeConfig,
    PutMetricAlarm,
    PutProvisionedConcurrencyConfig,
    UpdateAlias,
    UpdateEventSourceMapping,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.operations.operation import AutoScalingOperation, SqsOperation
from lambdatutor.aws.queue_rules import check_queue
from lambdatutor.aws.setting_rules import check_settings
from lambdatutor.aws.source_rules import check_source


def check_rules(operation: Operation) -> None:
    """Raises the AwsError of the first rule that the call breaks."""
    _check_address(operation)
    check = _CHECKS.get(type(operation))
    if check is not None:
        check(operation)
    elif isinstance(operation, AutoScalingOperation):
        check_scaling(cast("ScalingOperation", operation))
    elif isinstance(operation, SqsOperation):
        check_queue(operation)
    elif operation.service != "lambda":
        check_source(operation)


def _check_address(operation: Operation) -> None:
    """The function is in this account and Region, and named with at most one qualifier."""
    name: str | None = getattr(operation, "FunctionName", None)
    found = function_reference(name) if name is not None else None
    if found is None:
        return
    if found.region not in {None, REGION}:
        raise resource_not_found(
            f"Functions from '{found.region}' are not reachable in this region ('{REGION}')"
        )
    if found.account not in {None, ACCOUNT}:
        # AWS gives no message here, and its CLI prints that as None.
        raise access_denied("None")
    qualifier: str | None = getattr(operation, "Qualifier", None)
    if found.qualifier and qualifier and found.qualifier != qualifier:
        raise invalid_parameter_value(
            "The derived qualifier from the function name does not match the specified qualifier."
        )


def _check_unqualified(operation: PutFunctionConcurrency) -> None:
    """Reserved concurrency belongs to the whole function (CON-008)."""
    found = function_reference(operation.FunctionName)
    if found is not None and found.qualifier is not None:
        raise invalid_parameter_value(
            "This operation is permitted on Lambda functions only. Aliases and versions do not "
            "support this operation. Please specify either a function name or an unqualified "
            "function ARN."
        )


def _check_update(operation: UpdateFunctionCode | UpdateFunctionConfiguration) -> None:
    """A published version does not change any more (VER-003)."""
    found = function_reference(operation.FunctionName)
    if found is not None and found.qualifier not in {None, "$LATEST"}:
        raise invalid_parameter_value(
            "Current operation does not support versions other than $LATEST. "
            "Please set the version to $LATEST or do not set a version in your request."
        )
    if isinstance(operation, UpdateFunctionConfiguration):
        check_settings(operation)


def _check_provisioned(operation: PutProvisionedConcurrencyConfig) -> None:
    if operation.Qualifier == "$LATEST":
        raise invalid_parameter_value(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
        )


def _check_published(
    operation: GetProvisionedConcurrencyConfig | DeleteProvisionedConcurrencyConfig,
) -> None:
    if operation.Qualifier == "$LATEST":
        raise invalid_parameter_value(
            "The function resource provided must be an alias or a published version."
        )


def _check_routing(operation: CreateAlias | UpdateAlias) -> None:
    weights = operation.RoutingConfig and operation.RoutingConfig.AdditionalVersionWeights
    if not weights:
        return
    if len(weights) > quotas.ADDITIONAL_VERSIONS.value:
        raise invalid_parameter_value(
            "Number of items in AdditionalVersionWeights cannot be greater than 1"
        )
    version = operation.FunctionVersion
    if version == "$LATEST":
        raise invalid_parameter_value(
            "$LATEST is not supported for an alias pointing to more than 1 version"
        )
    if version in weights:
        raise invalid_parameter_value(
            f"Invalid function version {version}. "
            f"Function version {version} is already included in routing configuration."
        )


def _check_not_latest(operation: DeleteFunction) -> None:
    found = function_reference(operation.FunctionName)
    if "$LATEST" in {operation.Qualifier, found and found.qualifier}:
        raise invalid_parameter_value(
            "$LATEST version cannot be deleted without deleting the function."
        )


def _check_payload(operation: Invoke) -> None:
    """The event is JSON and not too large (INV-006 to INV-010)."""
    if not operation.Payload:
        return
    size = len(operation.Payload.encode(errors="replace"))
    if operation.InvocationType == "Event":
        most = quotas.ASYNCHRONOUS_PAYLOAD_BYTES.value
        if size > most:
            raise request_too_large(
                f"{size} byte payload is too large for the Event invocation type "
                f"(limit {most} bytes)"
            )
    else:
        most = quotas.SYNCHRONOUS_PAYLOAD_MB.value * quotas.MB_BYTES.value
        if size > most:
            raise request_too_large(
                f"Request must be smaller than {most} bytes for the InvokeFunction operation"
            )
    try:
        msgspec.json.decode(operation.Payload)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError) as error:
        raise invalid_request_content(
            "Could not parse request body into json: Could not parse payload into json: "
            f"{as_aws_writes(error)}"
        ) from error


_CHECKS: dict[type[Operation], Callable[[Any], None]] = {
    AddPermission: check_permission,
    CreateAlias: _check_routing,
    CreateEventSourceMapping: check_new_mapping,
    CreateFunction: check_settings,
    DeleteFunction: _check_not_latest,
    DeleteProvisionedConcurrencyConfig: _check_published,
    GetMetricStatistics: check_metric_statistics,
    GetProvisionedConcurrencyConfig: _check_published,
    Invoke: _check_payload,
    PutFunctionConcurrency: _check_unqualified,
    PutFunctionEventInvokeConfig: check_event_invoke_config,
    PutMetricAlarm: check_alarm,
    PutProvisionedConcurrencyConfig: _check_provisioned,
    UpdateAlias: _check_routing,
    UpdateEventSourceMapping: check_mapping,
    UpdateFunctionCode: _check_update,
    UpdateFunctionConfiguration: _check_update,
    UpdateFunctionEventInvokeConfig: check_event_invoke_config,
}
"""What looks at an operation by itself."""
