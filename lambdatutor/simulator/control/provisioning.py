"""Provisioned concurrency: asking for it, looking at it, giving it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.simulator import answers
from lambdatutor.simulator.control.lookup import alias_of, function_of, target, version_of
from lambdatutor.simulator.function import Alias, Function
from lambdatutor.simulator.provisioned import Provisioned
from lambdatutor.simulator.snapstart.refusals import refuse_provisioned
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.aws import operations as aws
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Version


def put(service: Service, operation: aws.PutProvisionedConcurrencyConfig) -> Answer:
    function, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    shares = _shares(service, function, qualifier, operation.ProvisionedConcurrentExecutions)
    return answers.provisioned(_set(service, function, qualifier, shares))


def set_amount(service: Service, function: Function, qualifier: str, amount: int) -> Provisioned:
    """The same for Application Auto Scaling; raises what PutProvisionedConcurrencyConfig would."""
    return _set(service, function, qualifier, _shares(service, function, qualifier, amount))


def _set(
    service: Service, function: Function, qualifier: str, shares: dict[Version, int]
) -> Provisioned:
    _refuse_unpublished(shares)
    refuse_provisioned(shares)
    _refuse_overlap(function, qualifier, shares)
    _refuse_too_many(service, function, qualifier, sum(shares.values()))
    held = function.provisioned.get(qualifier)
    if held is not None and held.status == "READY" and held.amounts.keys() == shares.keys():
        held.resize(shares)
        service.share_out()
        return held
    _remove(service, function, qualifier)
    return _start(service, function, qualifier, shares)


def get(service: Service, operation: aws.GetProvisionedConcurrencyConfig) -> Answer:
    function, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    return answers.provisioned(_configured(service, function, qualifier))


def delete(service: Service, operation: aws.DeleteProvisionedConcurrencyConfig) -> Answer:
    function, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    _configured(service, function, qualifier)
    give_back(service, function, qualifier)
    return {}


def list_all(service: Service, operation: aws.ListProvisionedConcurrencyConfigs) -> Answer:
    function = function_of(service, operation.FunctionName)
    account = service.scenario.account
    return {
        "ProvisionedConcurrencyConfigs": [
            {"FunctionArn": answers.arn(account, function.name, name)} | answers.provisioned(each)
            for name, each in sorted(function.provisioned.items())
        ]
    }


def give_back(service: Service, function: Function, qualifier: str) -> None:
    """End the provisioned concurrency of a qualifier, if it has any."""
    _remove(service, function, qualifier)
    service.share_out()


def refuse_move(function: Function, alias: Alias, versions: tuple[Version, ...]) -> None:
    """An alias that holds provisioned concurrency cannot go where a new one could not be set."""
    if alias.name in function.provisioned:
        _refuse_unpublished(versions)
        _refuse_overlap(function, alias.name, versions)


def follow_alias(service: Service, function: Function, alias: Alias) -> None:
    """An alias that moved takes its provisioned concurrency along, built anew (CON-030)."""
    held = function.provisioned.get(alias.name)
    if held is None:
        return
    requested = held.requested
    _remove(service, function, alias.name)
    _start(service, function, alias.name, _shares(service, function, alias.name, requested))


def _found(service: Service, function_name: str, qualifier: str) -> tuple[Function, str]:
    function = service.functions.get(target(service, function_name, qualifier)[0])
    if function is None:
        name = target(service, function_name, qualifier)[0]
        account = service.scenario.account
        if qualifier.isdigit() or qualifier == LATEST:
            raise errors.function_not_found(answers.arn(account, name, qualifier))
        raise errors.resource_not_found(
            f"Cannot find alias arn: {answers.arn(account, name, qualifier)}"
        )
    return function, qualifier


def _configured(service: Service, function: Function, qualifier: str) -> Provisioned:
    if qualifier == LATEST:
        raise errors.invalid_parameter_value(
            "The function resource provided must be an alias or a published version."
        )
    _shares(service, function, qualifier, 1)
    held = function.provisioned.get(qualifier)
    if held is None:
        raise errors.provisioned_concurrency_config_not_found()
    return held


def _shares(
    service: Service, function: Function, qualifier: str, amount: int
) -> dict[Version, int]:
    """Which version gets how many: all one version's, or split by an alias's weight (CON-030)."""
    if qualifier.isdigit():
        return {version_of(service, function, qualifier): amount}
    alias = alias_of(service, function, qualifier)
    primary = version_of(service, function, alias.version)
    if alias.additional is None:
        return {primary: amount}
    number, weight = alias.additional
    second = round(amount * weight)
    shares = {primary: amount - second, function.versions[number]: second}
    return {version: share for version, share in shares.items() if share}


def _refuse_unpublished(versions: Iterable[Version]) -> None:
    """Only a published version can be provisioned, also by way of an alias (CON-009)."""
    if any(version.number == LATEST for version in versions):
        raise errors.invalid_parameter_value(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
        )


def _refuse_overlap(function: Function, qualifier: str, versions: Iterable[Version]) -> None:
    """One version holds provisioned concurrency by one name only."""
    for version in versions:
        held = version.provisioned
        if held is not None and held.qualifier != qualifier:
            by_alias = held.qualifier in function.aliases and qualifier.isdigit()
            raise errors.resource_conflict(
                "Version is pointed by a Provisioned Concurrency alias"
                if by_alias
                else "Alias can't be used for Provisioned Concurrency configuration on an "
                "already Provisioned version"
            )


def _refuse_too_many(service: Service, function: Function, qualifier: str, amount: int) -> None:
    held = function.provisioned.get(qualifier)
    others = function.claimed - (held.requested if held else 0)
    if function.reserved is not None:
        if others + amount > function.reserved:  # CON-010
            raise errors.invalid_parameter_value(
                "Requested Provisioned Concurrency should not be greater than the "
                "reservedConcurrentExecution for function"
            )
        return
    least = quotas.MINIMUM_UNRESERVED.value
    if service.unreserved(besides=function) - others - amount < least:  # CON-012
        raise errors.invalid_parameter_value(
            "Specified ConcurrentExecutions for function decreases account's "
            f"UnreservedConcurrentExecution below its minimum value of [{least}]."
        )


def _start(
    service: Service, function: Function, qualifier: str, shares: dict[Version, int]
) -> Provisioned:
    held = Provisioned(service, function, qualifier, shares)
    function.provisioned[qualifier] = held
    service.share_out()
    preparation = service.scenario.provisioned_preparation
    if service.opening:
        held.start_ready()
    else:
        held.start(preparation.at(function.luck.random()))
    return held


def _remove(service: Service, function: Function, qualifier: str) -> None:
    held = function.provisioned.pop(qualifier, None)
    if held is not None:
        service.charge(held)
        held.remove()
