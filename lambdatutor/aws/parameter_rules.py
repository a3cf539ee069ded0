"""Rules that one call can break by itself, beyond the shape of its values."""

from __future__ import annotations

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.arn import ACCOUNT, REGION, function_reference
from lambdatutor.aws.constraints import as_aws_writes
from lambdatutor.aws.errors import (
    access_denied,
    invalid_parameter_value,
    invalid_request_content,
    request_too_large,
    resource_not_found,
)
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    DeleteFunction,
    DeleteProvisionedConcurrencyConfig,
    GetProvisionedConcurrencyConfig,
    Invoke,
    Operation,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateAlias,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.setting_rules import check_settings


def check_rules(operation: Operation) -> None:
    """Raises the AwsError of the first rule that the call breaks."""
    _check_address(operation)
    match operation:
        case CreateFunction() | UpdateFunctionConfiguration():
            check_settings(operation)
        case PutFunctionConcurrency(FunctionName=name):
            _check_unqualified(name)
        case PutProvisionedConcurrencyConfig(Qualifier="$LATEST"):
            raise invalid_parameter_value(
                "Provisioned Concurrency Configs cannot be applied to "
                "unpublished function versions."
            )
        case (
            GetProvisionedConcurrencyConfig(Qualifier="$LATEST")
            | DeleteProvisionedConcurrencyConfig(Qualifier="$LATEST")
        ):
            raise invalid_parameter_value(
                "The function resource provided must be an alias or a published version."
            )
        case CreateAlias() | UpdateAlias():
            _check_routing(operation)
        case DeleteFunction():
            _check_not_latest(operation)
        case Invoke():
            _check_payload(operation)
        case _:
            pass


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


def _check_unqualified(name: str) -> None:
    """Reserved concurrency belongs to the whole function (CON-008)."""
    found = function_reference(name)
    if found is not None and found.qualifier is not None:
        raise invalid_parameter_value(
            "This operation is permitted on Lambda functions only. Aliases and versions do not "
            "support this operation. Please specify either a function name or an unqualified "
            "function ARN."
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
