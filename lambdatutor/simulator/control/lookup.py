"""Finding what an operation names, or refusing as AWS does when it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws.arn import function_reference
from lambdatutor.simulator.answers import arn, revision
from lambdatutor.simulator.network.interfaces import RESTORING

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Alias, Function
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Version


def target(
    service: Service, function_name: str, qualifier: str | None = None
) -> tuple[str, str | None]:
    """The name and qualifier meant, whether by name, partial ARN or full ARN."""
    found = function_reference(function_name)
    if found is None:
        raise AssertionError(function_name)  # validate() has refused it
    account = service.scenario.account
    if found.region not in (None, account.region):
        sentence = f"Functions from '{found.region}' are not reachable in this region"
        raise errors.resource_not_found(f"{sentence} ('{account.region}')")
    if found.account not in (None, account.account_id):
        raise errors.access_denied(
            "User is not authorized to perform this operation on a function of another account"
        )
    if found.qualifier and qualifier and found.qualifier != qualifier:
        raise errors.invalid_parameter_value(
            "The derived qualifier from the function name does not match the specified qualifier."
        )
    return found.name, found.qualifier or qualifier


def function_of(service: Service, function_name: str, qualifier: str | None = None) -> Function:
    """The function; the message names the qualifier that was asked for (INV-011)."""
    name, qualifier = target(service, function_name, qualifier)
    found = service.functions.get(name)
    if found is None:
        raise errors.function_not_found(arn(service.scenario.account, name, qualifier))
    return found


def version_of(service: Service, function: Function, number: str) -> Version:
    found = function.versions.get(number)
    if found is None:
        account = service.scenario.account
        raise errors.function_not_found(arn(account, function.name, number))
    return found


def alias_of(service: Service, function: Function, name: str) -> Alias:
    found = function.aliases.get(name)
    if found is None:
        account = service.scenario.account
        raise errors.resource_not_found(
            f"Cannot find alias arn: {arn(account, function.name, name)}"
        )
    return found


def refuse_while_changing(service: Service, function: Function) -> None:
    """One change at a time: the next waits for the last (INV-047)."""
    update = function.update
    restoring = function.state_code == RESTORING
    if update is None and not restoring:
        return
    if restoring or (update is not None and update.kind == "create"):
        raise errors.resource_conflict(
            "The operation cannot be performed at this time. "
            "The function is currently in the following state: Pending"
        )
    raise errors.resource_conflict(
        "The operation cannot be performed at this time. An update is in progress for resource: "
        f"{arn(service.scenario.account, function.name)}"
    )


def check_revision(given: str | None, now: int, read_by: str) -> None:
    """A stale RevisionId is refused (VER-014)."""
    if given is not None and given != revision(now):
        raise errors.precondition_failed(
            "The Revision Id provided does not match the latest Revision Id. "
            f"Call the {read_by} API to retrieve the latest Revision Id"
        )
