"""What AWS answers to an operation: its own field names, as much as the simulator knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.arn import function_arn
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Alias, Function
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.scenario import AccountSetup
    from lambdatutor.simulator.version import Version

Answer = dict[str, object]


def arn(account: AccountSetup, name: str, qualifier: str | None = None) -> str:
    return function_arn(name, qualifier, account=account.account_id, region=account.region)


def configuration(account: AccountSetup, version: Version) -> Answer:
    """As GetFunctionConfiguration shows a version."""
    settings = version.configuration
    name = version.function.name
    return {
        "FunctionName": name,
        "FunctionArn": arn(account, name, version.number),
        "Runtime": settings.runtime,
        "Role": settings.role,
        "Handler": settings.handler,
        "Description": settings.description,
        "Timeout": settings.timeout_us // SECOND,
        "MemorySize": settings.memory_mb,
        "EphemeralStorage": {"Size": settings.ephemeral_storage_mb},
        "Environment": {"Variables": dict(settings.variables)},
        "Architectures": [settings.architecture],
        "Version": version.number,
        "RevisionId": revision(version.function.revision),
        "State": "Active",
        "LastUpdateStatus": "Successful",
    }


def alias(account: AccountSetup, function: Function, found: Alias) -> Answer:
    """As GetAlias shows it."""
    answer: Answer = {
        "AliasArn": arn(account, function.name, found.name),
        "Name": found.name,
        "FunctionVersion": found.version,
        "Description": found.description,
        "RevisionId": revision(found.revision),
    }
    if found.additional is not None:
        number, weight = found.additional
        answer["RoutingConfig"] = {"AdditionalVersionWeights": {number: weight}}
    return answer


def provisioned(found: Provisioned) -> Answer:
    """As GetProvisionedConcurrencyConfig shows it (CON-014)."""
    return {
        "RequestedProvisionedConcurrentExecutions": found.requested,
        "AllocatedProvisionedConcurrentExecutions": found.ready,
        "AvailableProvisionedConcurrentExecutions": found.ready,
        "Status": found.status,
    }


def revision(number: int) -> str:
    """A RevisionId: it changes with every change, and says nothing else."""
    return f"00000000-0000-4000-8000-{number:012d}"
