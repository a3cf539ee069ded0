"""Publishing versions, and naming them with aliases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.simulator import answers
from lambdatutor.simulator.control import provisioning
from lambdatutor.simulator.control.lookup import (
    alias_of,
    check_revision,
    function_of,
    refuse_while_changing,
    version_of,
)
from lambdatutor.simulator.function import Alias, Function
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.aws.shapes import AliasRoutingConfiguration
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Configuration, Version


def publish(service: Service, operation: aws.PublishVersion) -> Answer:
    """Also with a description of its own, which alone is no change (VER-002)."""
    function = function_of(service, operation.FunctionName)
    check_revision(operation.RevisionId, function.revision, "GetFunction/GetAlias")
    refuse_while_changing(service, function)
    settings = function.latest.configuration
    version, new = publish_configuration(service, function, settings, operation.Description)
    if new:
        service.make_invocable(version)
    return answers.configuration(service.scenario.account, version)


def publish_configuration(
    service: Service, function: Function, settings: Configuration, description: str | None = None
) -> tuple[Version, bool]:
    """Copy settings into the next version, or give the last one if nothing changed (VER-002)."""
    last = function.versions.get(str(function.published))
    if last is not None and function.published_from == settings:
        return last, False
    function.published += 1
    function.published_from = settings
    if description is not None:
        settings = replace(settings, description=description)
    return service.add_version(function, str(function.published), settings), True


def list_versions(service: Service, operation: aws.ListVersionsByFunction) -> Answer:
    """`$LATEST` first, then the published ones as they came."""
    function = function_of(service, operation.FunctionName)
    account = service.scenario.account
    published = [each for each in function.versions.values() if each.number != LATEST]
    return {
        "Versions": [answers.configuration(account, each) for each in (function.latest, *published)]
    }


def list_aliases(service: Service, operation: aws.ListAliases) -> Answer:
    """By name; those that point at a version, as primary or additional one, if it is named."""
    function = function_of(service, operation.FunctionName)
    wanted = operation.FunctionVersion
    return {
        "Aliases": [
            answers.alias(service.scenario.account, function, each)
            for _, each in sorted(function.aliases.items())
            if wanted is None
            or wanted == each.version
            or (each.additional is not None and wanted == each.additional[0])
        ]
    }


def create_alias(service: Service, operation: aws.CreateAlias) -> Answer:
    function = function_of(service, operation.FunctionName)
    if operation.Name in function.aliases:
        arn = answers.arn(service.scenario.account, function.name, operation.Name)
        raise errors.resource_conflict(f"Alias already exists: {arn}")
    version_of(service, function, operation.FunctionVersion)
    alias = Alias(
        operation.Name,
        operation.FunctionVersion,
        _second(service, function, operation.FunctionVersion, operation.RoutingConfig),
        operation.Description or "",
    )
    function.aliases[alias.name] = alias
    return answers.alias(service.scenario.account, function, alias)


def update_alias(service: Service, operation: aws.UpdateAlias) -> Answer:
    function = function_of(service, operation.FunctionName)
    alias = function.aliases.get(operation.Name)
    if alias is None:
        arn = answers.arn(service.scenario.account, function.name, operation.Name)
        raise errors.resource_not_found(f"Alias not found: {arn}")
    check_revision(operation.RevisionId, alias.revision, "GetAlias")
    number = operation.FunctionVersion or alias.version
    primary = version_of(service, function, number)
    second = alias.additional
    if operation.RoutingConfig is not None:
        second = _second(service, function, number, operation.RoutingConfig)
    elif second is not None:
        _refuse_pair(function, number, second[0])
    versions = (primary,) if second is None else (primary, function.versions[second[0]])
    provisioning.refuse_move(function, alias, versions)
    moved = (alias.version, alias.additional) != (number, second)
    alias.version, alias.additional = number, second
    alias.revision += 1
    if operation.Description is not None:
        alias.description = operation.Description
    if moved:
        provisioning.follow_alias(service, function, alias)
    return answers.alias(service.scenario.account, function, alias)


def get_alias(service: Service, operation: aws.GetAlias) -> Answer:
    function = function_of(service, operation.FunctionName)
    alias = alias_of(service, function, operation.Name)
    return answers.alias(service.scenario.account, function, alias)


def delete_alias(service: Service, operation: aws.DeleteAlias) -> Answer:
    """Deleting an alias that is not there is no error."""
    function = function_of(service, operation.FunctionName)
    provisioning.give_back(service, function, operation.Name)
    function.aliases.pop(operation.Name, None)
    return {}


def _second(
    service: Service, function: Function, number: str, routing: AliasRoutingConfiguration | None
) -> tuple[str, float] | None:
    """The weighted version of a routing configuration (VER-006 to VER-009)."""
    weights = (routing.AdditionalVersionWeights if routing else None) or {}
    if not weights:
        return None
    if len(weights) > 1:
        raise errors.invalid_parameter_value(
            "Number of items in AdditionalVersionWeights cannot be greater than 1"
        )
    ((second, weight),) = weights.items()
    version_of(service, function, second)
    _refuse_pair(function, number, second)
    return second, weight


def _refuse_pair(function: Function, number: str, second: str) -> None:
    if LATEST in (number, second):
        raise errors.invalid_parameter_value(
            "$LATEST is not supported for an alias pointing to more than 1 version"
        )
    if number == second:
        raise errors.invalid_parameter_value(
            f"Invalid function version {second}. Function version {second} is already included "
            "in routing configuration."
        )
    roles = {function.versions[each].configuration.role for each in (number, second)}
    if len(roles) > 1:  # VER-010
        raise errors.invalid_parameter_value(
            "Both function versions of an alias must have the same execution role."
        )
    targets = {function.versions[each].configuration.dead_letter for each in (number, second)}
    if len(targets) > 1:  # VER-010
        raise errors.invalid_parameter_value(
            "Both function versions of an alias must have the same dead-letter configuration."
        )
