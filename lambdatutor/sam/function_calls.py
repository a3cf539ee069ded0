"""The calls that make functions, and what belongs to one."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.arn import function_reference
from lambdatutor.aws.operations import (
    AddPermission,
    CreateAlias,
    CreateFunction,
    CreateFunctionUrlConfig,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutFunctionEventInvokeConfig,
    PutFunctionRecursionConfig,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.sam.calling import call
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.values import Data, Value, list_of, mapping_of

_SAME = (
    "Role",
    "Runtime",
    "Handler",
    "Description",
    "Timeout",
    "MemorySize",
    "PackageType",
    "Architectures",
    "Environment",
    "EphemeralStorage",
    "Layers",
    "VpcConfig",
    "DeadLetterConfig",
    "TracingConfig",
    "SnapStart",
    "LoggingConfig",
)
_FOLDER = "function.zip"
"""What a folder of code is packed into; nothing here opens it."""


def function(resource: Resource) -> Iterator[Operation]:
    given, name = resource.properties, resource.name
    code = mapping_of(given.get("Code"))
    packed: Data = {"ZipFile": _FOLDER}
    parameters: Data = {
        "FunctionName": name,
        "Code": packed if "ZipFile" in code or "CodeUri" in code else code,
        "KMSKeyArn": given.get("KmsKeyArn"),
        "Tags": _tags(given.get("Tags")),
    }
    parameters |= {each: given[each] for each in _SAME if each in given}
    yield call(CreateFunction, resource, parameters)
    reserved = given.get("ReservedConcurrentExecutions")
    if reserved is not None:
        more: Data = {"FunctionName": name, "ReservedConcurrentExecutions": reserved}
        yield call(PutFunctionConcurrency, resource, more)
    if "RecursiveLoop" in given:
        loop: Data = {"FunctionName": name, "RecursiveLoop": given["RecursiveLoop"]}
        yield call(PutFunctionRecursionConfig, resource, loop)


def version(resource: Resource) -> Iterator[Operation]:
    yield call(PublishVersion, resource, {"FunctionName": resource.properties["FunctionName"]})


def alias(resource: Resource) -> Iterator[Operation]:
    given = resource.properties
    named = {each: given.get(each) for each in ("FunctionName", "Name", "FunctionVersion")}
    yield call(CreateAlias, resource, named)
    units = mapping_of(given.get("ProvisionedConcurrencyConfig"))
    if units:
        of: Data = {"FunctionName": given["FunctionName"], "Qualifier": given["Name"]}
        yield call(PutProvisionedConcurrencyConfig, resource, of | units)


def invoke_config(resource: Resource) -> Iterator[Operation]:
    given = dict(resource.properties)
    if given.get("Qualifier") == "$LATEST":
        del given["Qualifier"]
    yield call(PutFunctionEventInvokeConfig, resource, given)


def url(resource: Resource) -> Iterator[Operation]:
    given = dict(resource.properties)
    target = _addressed(given.pop("TargetFunctionArn", None))
    yield call(CreateFunctionUrlConfig, resource, target | given)


def permission(resource: Resource) -> Iterator[Operation]:
    """A statement, called after its logical ID as CloudFormation does."""
    given = dict(resource.properties)
    target = _addressed(given.pop("FunctionName", None))
    yield call(AddPermission, resource, {"StatementId": resource.logical_id} | target | given)


def _addressed(function_name: Value) -> Data:
    """A function by its name, with the alias that stands in an ARN."""
    found = function_reference(str(function_name))
    if found is None:
        return {"FunctionName": function_name}
    return {"FunctionName": found.name, "Qualifier": found.qualifier}


def _tags(given: Value) -> Data:
    """CloudFormation lists keys and values, and Lambda's own call takes a mapping of them."""
    pairs = map(mapping_of, list_of(given))
    return {str(each.get("Key")): str(each.get("Value")) for each in pairs}
