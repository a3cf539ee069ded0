"""Creating, updating and deleting functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.aws import operations as aws
from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.simulator import answers
from lambdatutor.simulator.control import event_invoke, provisioning, vpc_config
from lambdatutor.simulator.control.lookup import (
    check_revision,
    function_of,
    refuse_while_changing,
    target,
    version_of,
)
from lambdatutor.simulator.control.versions import publish_configuration
from lambdatutor.simulator.polling import sqs_source
from lambdatutor.simulator.scenario import Code
from lambdatutor.simulator.snapstart.refusals import refuse_image, refuse_settings
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.update import Update
from lambdatutor.simulator.version import LATEST, Configuration

if TYPE_CHECKING:
    from lambdatutor.aws.shapes import LoggingConfig
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Version


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
        handler=operation.Handler or DEFAULT_HANDLER,
        description=operation.Description or "",
    )
    configuration = _changed(service, configuration, operation)
    service.permissions.refuse_role(configuration.role)
    if configuration.snap_start and operation.PackageType == "Image":
        raise refuse_image()
    function = service.add_function(name, configuration)
    update = Update(service, function, "create", configuration)
    version = _published(service, update) if operation.Publish else function.latest
    update.begin()
    return answers.configuration(service.scenario.account, version) | answers.PENDING


def update_code(service: Service, operation: aws.UpdateFunctionCode) -> Answer:
    """New code: new requests start in new environments (LIF-017)."""
    function = function_of(service, operation.FunctionName)
    check_revision(operation.RevisionId, function.revision, "GetFunction/GetAlias")
    refuse_while_changing(service, function)
    latest = function.latest
    if operation.DryRun:
        return answers.configuration(service.scenario.account, latest)
    function.deployments += 1
    release = operation.S3Key or f"upload-{function.deployments}"
    code = function.releases.get(release, latest.configuration.code)
    changed = replace(latest.configuration, code=code, release=release)
    if operation.Architectures:
        arm = operation.Architectures == ["arm64"]
        changed = replace(changed, architecture="arm64" if arm else "x86_64")
    update = _update(service, function, changed)
    version = _published(service, update) if operation.Publish else None
    update.begin()
    found = version or function.latest
    return answers.configuration(service.scenario.account, found) | answers.IN_PROGRESS


def update_configuration(service: Service, operation: aws.UpdateFunctionConfiguration) -> Answer:
    function = function_of(service, operation.FunctionName)
    check_revision(operation.RevisionId, function.revision, "GetFunction/GetAlias")
    refuse_while_changing(service, function)
    latest = function.latest
    changed = _changed(service, latest.configuration, operation)
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
    refuse_settings(changed)
    if operation.Role is not None:
        service.permissions.refuse_role(changed.role)
    if operation.Timeout is not None:
        sqs_source.refuse_timeout(service, function, changed.timeout_us)
    if changed != latest.configuration:
        _update(service, function, changed).begin()
    return answers.configuration(service.scenario.account, function.latest) | answers.IN_PROGRESS


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


def list_all(service: Service, operation: aws.ListFunctions) -> Answer:
    """By name; with `FunctionVersion` ALL every version of each."""
    account = service.scenario.account
    return {
        "Functions": [
            answers.configuration(account, version)
            for _, function in sorted(service.functions.items())
            for version in function.versions.values()
            if operation.FunctionVersion == "ALL" or version.number == LATEST
        ]
    }


def get_configuration(service: Service, operation: aws.GetFunctionConfiguration) -> Answer:
    version = _found(service, operation.FunctionName, operation.Qualifier)
    return answers.configuration(service.scenario.account, version)


def get(service: Service, operation: aws.GetFunction) -> Answer:
    version = _found(service, operation.FunctionName, operation.Qualifier)
    function = version.function
    answer: Answer = {"Configuration": answers.configuration(service.scenario.account, version)}
    if function.reserved is not None:
        answer["Concurrency"] = {"ReservedConcurrentExecutions": function.reserved}
    return answer


def _found(service: Service, function_name: str, qualifier: str | None) -> Version:
    """The version that a name and a qualifier mean; an alias stands for its primary one."""
    name, qualifier = target(service, function_name, qualifier)
    function = function_of(service, name, qualifier)
    alias = function.aliases.get(qualifier or "")
    return version_of(service, function, alias.version if alias else qualifier or LATEST)


def _changed(
    service: Service,
    configuration: Configuration,
    operation: aws.CreateFunction | aws.UpdateFunctionConfiguration,
) -> Configuration:
    """With the operation's variables (the whole map is new: ENV-005), /tmp and dead letters."""
    dead_letter = configuration.dead_letter
    if operation.DeadLetterConfig is not None:
        dead_letter = operation.DeadLetterConfig.TargetArn or ""
        event_invoke.refuse_dead_letter(service, operation.FunctionName, dead_letter)
    variables = configuration.variables
    if operation.Environment is not None:
        variables = tuple(sorted((operation.Environment.Variables or {}).items()))
    storage = configuration.ephemeral_storage_mb
    if operation.EphemeralStorage is not None:
        storage = operation.EphemeralStorage.Size
    changed = replace(
        configuration,
        placement=vpc_config.placement(service, configuration, operation),
        variables=variables,
        ephemeral_storage_mb=storage,
        dead_letter=dead_letter,
    )
    if operation.SnapStart is not None:
        changed = replace(changed, snap_start=operation.SnapStart.ApplyOn == "PublishedVersions")
    changed = _logging(changed, operation.LoggingConfig)
    if isinstance(operation, aws.CreateFunction):
        refuse_settings(changed)
    return changed


def _logging(configuration: Configuration, config: LoggingConfig | None) -> Configuration:
    """How and where it logs; levels can be set with JSON only (LOG-008)."""
    if config is None:
        return configuration
    json = (config.LogFormat or configuration.log_format) == "JSON"
    if not json and (config.ApplicationLogLevel or config.SystemLogLevel):
        raise errors.invalid_parameter_value(
            "ApplicationLogLevel and SystemLogLevel can only be set when LogFormat is JSON."
        )
    return replace(
        configuration,
        log_format="JSON" if json else "Text",
        application_log_level=config.ApplicationLogLevel or configuration.application_log_level,
        system_log_level=config.SystemLogLevel or configuration.system_log_level,
        log_group=config.LogGroup or configuration.log_group,
    )


def _update(service: Service, function: Function, configuration: Configuration) -> Update:
    """Environments of `$LATEST` end; requests in them finish first, as they began (LIF-017)."""
    function.revision += 1
    return Update(service, function, "update", configuration)


def _published(service: Service, update: Update) -> Version:
    """The version that is published along with a change; it can run when the change is done."""
    version, new = publish_configuration(service, update.function, update.configuration)
    if new:
        update.published.append(version)
    return version
