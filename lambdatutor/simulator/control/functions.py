"""Creating, updating and deleting functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.simulator import answers
from lambdatutor.simulator.control import provisioning
from lambdatutor.simulator.control.lookup import check_revision, function_of, target, version_of
from lambdatutor.simulator.control.versions import publish_latest
from lambdatutor.simulator.scenario import Code
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.version import LATEST, Configuration

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateFunction) -> Answer:
    """The simulated code takes no time in Init and 200 ms to run, until a scenario says more."""
    name = target(service, operation.FunctionName)[0]
    if name in service.functions:
        raise errors.resource_conflict(f"Function already exist: {name}")
    architectures = operation.Architectures or ["x86_64"]
    configuration = Configuration(
        runtime=operation.Runtime or "python3.13",
        memory_mb=operation.MemorySize or quotas.MEMORY_DEFAULT_MB.value,
        timeout_us=(operation.Timeout or quotas.TIMEOUT_DEFAULT_S.value) * SECOND,
        architecture="arm64" if architectures == ["arm64"] else "x86_64",
        code=Code(),
        release=operation.Code.S3Key or "",
        role=operation.Role,
        handler=operation.Handler or "lambda_function.lambda_handler",
        description=operation.Description or "",
    )
    function = service.add_function(name, configuration)
    if operation.Environment is not None or operation.EphemeralStorage is not None:
        function.latest.configure(_changed(configuration, operation))
    version = publish_latest(service, function) if operation.Publish else function.latest
    return answers.configuration(service.scenario.account, version)


def update_code(service: Service, operation: aws.UpdateFunctionCode) -> Answer:
    """New code: new requests start in new environments (LIF-017)."""
    function = function_of(service, operation.FunctionName)
    check_revision(operation.RevisionId, function.revision, "GetFunction/GetAlias")
    latest = function.latest
    if operation.DryRun:
        return answers.configuration(service.scenario.account, latest)
    function.deployments += 1
    release = operation.S3Key or f"upload-{function.deployments}"
    code = function.releases.get(release, latest.configuration.code)
    _replace(service, function, replace(latest.configuration, code=code, release=release))
    version = publish_latest(service, function) if operation.Publish else function.latest
    return answers.configuration(service.scenario.account, version)


def update_configuration(service: Service, operation: aws.UpdateFunctionConfiguration) -> Answer:
    function = function_of(service, operation.FunctionName)
    check_revision(operation.RevisionId, function.revision, "GetFunction/GetAlias")
    latest = function.latest
    changed = _changed(latest.configuration, operation)
    changed = replace(
        changed,
        memory_mb=operation.MemorySize or changed.memory_mb,
        timeout_us=operation.Timeout * SECOND if operation.Timeout else changed.timeout_us,
        runtime=operation.Runtime or changed.runtime,
        role=operation.Role or changed.role,
        handler=operation.Handler or changed.handler,
        description=(
            changed.description if operation.Description is None else operation.Description
        ),
    )
    if changed != latest.configuration:
        _replace(service, function, changed)
    return answers.configuration(service.scenario.account, function.latest)


def delete(service: Service, operation: aws.DeleteFunction) -> Answer:
    """The whole function, or one published version of it (VER-012)."""
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
    function = function_of(service, name)
    if qualifier is None:
        service.remove_function(function)
        return {}
    if qualifier == LATEST:
        raise errors.invalid_parameter_value(
            "$LATEST version cannot be deleted without deleting the function."
        )
    version = function.versions.get(qualifier)
    if version is None:
        return {}  # deleting a version that is not there is no error
    pointing = [
        each.name
        for each in function.aliases.values()
        if qualifier == each.version or (each.additional and qualifier == each.additional[0])
    ]
    if pointing:
        account = service.scenario.account
        arn = answers.arn(account, function.name, qualifier)
        raise errors.resource_conflict(f"Version {arn} is referenced by alias {pointing[0]}.")
    provisioning.give_back(service, function, qualifier)
    service.remove_version(version)
    return {}


def get(service: Service, operation: aws.GetFunction) -> Answer:
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
    function = function_of(service, name, qualifier)
    alias = function.aliases.get(qualifier or "")
    version = version_of(service, function, alias.version if alias else qualifier or LATEST)
    answer: Answer = {"Configuration": answers.configuration(service.scenario.account, version)}
    if function.reserved is not None:
        answer["Concurrency"] = {"ReservedConcurrentExecutions": function.reserved}
    return answer


def _changed(
    configuration: Configuration, operation: aws.CreateFunction | aws.UpdateFunctionConfiguration
) -> Configuration:
    """With the variables (the whole map is replaced: ENV-005) and /tmp of the operation."""
    variables = configuration.variables
    if operation.Environment is not None:
        variables = tuple(sorted((operation.Environment.Variables or {}).items()))
    storage = configuration.ephemeral_storage_mb
    if operation.EphemeralStorage is not None:
        storage = operation.EphemeralStorage.Size
    return replace(configuration, variables=variables, ephemeral_storage_mb=storage)


def _replace(service: Service, function: Function, configuration: Configuration) -> None:
    """Environments of `$LATEST` end; requests in them finish first, as they began (LIF-017)."""
    function.revision += 1
    service.retire(function.latest)
    service.add_version(function, LATEST, configuration)
