"""What AWS answers to an operation: its own field names, as much as the simulator knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.arn import function_arn
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Alias, Function
    from lambdatutor.simulator.network.parts import Placement
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.scenario import AccountSetup
    from lambdatutor.simulator.version import Version

Answer = dict[str, object]


def arn(account: AccountSetup, name: str, qualifier: str | None = None) -> str:
    return function_arn(name, qualifier, account=account.account_id, region=account.region)


def configuration(account: AccountSetup, version: Version) -> Answer:
    """As GetFunctionConfiguration shows a version."""
    update = version.function.update
    changing = update is not None and version.number == LATEST
    settings = update.configuration if update is not None and changing else version.configuration
    name = version.function.name
    answer: Answer = {
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
        **_state(version),
    }
    if update is not None and changing and update.kind == "update":
        answer |= IN_PROGRESS
    elif version.function.update_code and version.number == LATEST:
        answer |= {
            "LastUpdateStatus": "Failed",
            "LastUpdateStatusReason": _NO_INTERFACE,
            "LastUpdateStatusReasonCode": version.function.update_code,
        }
    if settings.placement is not None:
        answer["VpcConfig"] = _vpc_config(settings.placement)
    if settings.dead_letter:
        answer["DeadLetterConfig"] = {"TargetArn": settings.dead_letter}
    return answer


_NO_INTERFACE = "Lambda could not make a network interface for the function."
"""Why a state is Failed; the code beside it is AWS's, and tells more (VPC-009)."""

IN_PROGRESS: Answer = {
    "LastUpdateStatus": "InProgress",
    "LastUpdateStatusReason": "The function is being created.",
    "LastUpdateStatusReasonCode": "Creating",
}
"""What an update answers, however fast it is (INV-047)."""

PENDING: Answer = {
    "State": "Pending",
    "StateReason": "The function is being created.",
    "StateReasonCode": "Creating",
}
"""What CreateFunction answers, however fast it is (INV-047)."""


def _state(version: Version) -> Answer:
    """Whether it can be invoked, and its SnapStart (INV-046, SNP-004)."""
    snapshot, settings = version.snapshot, version.configuration
    answer: Answer = {"State": "Active", "LastUpdateStatus": "Successful"}
    if version.number not in version.function.invocable:
        failed = snapshot is not None and snapshot.state == "Failed"
        answer |= {"State": "Failed"} if failed else _pending(version.function)
    if settings.snap_start:
        on = snapshot is not None and snapshot.state == "Active"
        answer["SnapStart"] = {
            "ApplyOn": "PublishedVersions",
            "OptimizationStatus": "On" if on else "Off",
        }
    return answer


def _pending(function: Function) -> Answer:
    """Why a function in a VPC cannot be invoked, or that it is being made (VPC-003, VPC-009)."""
    code = function.state_code
    if not code:
        return PENDING
    state = {"Idle": "Inactive", "Restoring": "Pending"}.get(code, "Failed")
    reason = {"Idle": "The function is idle.", "Restoring": "The function is restoring."}
    return {
        "State": state,
        "StateReason": reason.get(code, _NO_INTERFACE),
        "StateReasonCode": code,
    }


def _vpc_config(placement: Placement) -> Answer:
    return {
        "SubnetIds": list(placement.subnets),
        "SecurityGroupIds": list(placement.groups),
        "VpcId": placement.vpc,
        "Ipv6AllowedForDualStack": placement.ipv6,
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
    answer: Answer = {
        "RequestedProvisionedConcurrentExecutions": found.requested,
        "AllocatedProvisionedConcurrentExecutions": found.ready,
        "AvailableProvisionedConcurrentExecutions": found.ready,
        "Status": found.status,
    }
    if found.status_reason:
        answer["StatusReason"] = found.status_reason
    return answer


def revision(number: int) -> str:
    """A RevisionId: it changes with every change, and says nothing else."""
    return f"00000000-0000-4000-8000-{number:012d}"
