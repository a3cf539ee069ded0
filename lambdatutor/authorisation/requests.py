"""Everything that a call has to be allowed: itself, and what it does beside itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lambdatutor.authorisation.need import Context, Need
from lambdatutor.authorisation.resources import (
    ANY,
    arn_in,
    field,
    function_of,
    is_arn,
    resource_of,
)
from lambdatutor.aws import operations as aws

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.account import Account

_VPC_READS = (
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "ec2:GetSecurityGroupsForVpc",
)
"""What whoever attaches a function to a VPC must be allowed (VPC-006)."""


def requests_of(operation: Operation, account: Account) -> tuple[Need, ...]:
    """In the order in which AWS is asked: the call first."""
    action, context = operation.iam_action, _context(operation, account)
    if isinstance(operation, aws.DeleteAlarms):
        return tuple(
            Need(action, arn_in("cloudwatch", f"alarm:{name}", account))
            for name in operation.AlarmNames
        )
    first = Need(action, resource_of(operation, account), context)
    return (first, *_passed(operation, account), *_vpc(operation))


def _context(operation: Operation, account: Account) -> Context:
    """Lambda's condition keys that the call fills in (IAM-021), and IAM's of what is attached."""
    said = {
        "lambda:Principal": field(operation, "Principal"),
        "lambda:FunctionUrlAuthType": field(operation, "FunctionUrlAuthType", "AuthType"),
        "lambda:FunctionArn": _mapped_function(operation, account),
        "lambda:VpcIds": _vpc_of(operation, account),
    }
    if operation.service == "iam":
        attached = field(operation, "RoleName", "UserName")
        said["iam:PolicyARN"] = field(operation, "PolicyArn") if attached else ""
        said["iam:PermissionsBoundary"] = field(operation, "PermissionsBoundary")
    found: list[tuple[str, str | tuple[str, ...]]] = [
        (key, value) for key, value in said.items() if value
    ]
    found += [
        (key, values)
        for key, values in (
            ("lambda:Layer", _listed(operation, "Layers")),
            ("lambda:SubnetIds", _listed(_vpc_config(operation), "SubnetIds")),
            ("lambda:SecurityGroupIds", _listed(_vpc_config(operation), "SecurityGroupIds")),
        )
        if values
    ]
    return tuple(found)


def _mapped_function(operation: Operation, account: Account) -> str:
    """The function of an event source mapping: its calls are authorised by this key alone."""
    if isinstance(operation, aws.CreateEventSourceMapping):
        return function_of(operation.FunctionName, "", account)
    mapping = account.mappings.get(field(operation, "UUID"))
    if mapping is None:
        return ""
    return function_of(mapping.function, mapping.qualifier or "", account)


def _passed(operation: Operation, account: Account) -> tuple[Need, ...]:
    """Handing a role to a service needs a permission of its own (PER-011)."""
    if isinstance(operation, aws.CreateFunction | aws.UpdateFunctionConfiguration):
        role, service = operation.Role, "lambda.amazonaws.com"
    elif isinstance(operation, aws.CreateSchedule):
        role, service = operation.Target.RoleArn, "scheduler.amazonaws.com"
    elif isinstance(operation, aws.PutRule):
        role, service = operation.RoleArn, "events.amazonaws.com"
    else:
        return ()
    if not role or not is_arn(role):
        return ()
    context: Context = (("iam:PassedToService", service),)
    if operation.service == "lambda":
        context = (*context, ("iam:AssociatedResourceArn", resource_of(operation, account)))
    return (Need("iam:PassRole", role, context),)


def _vpc(operation: Operation) -> tuple[Need, ...]:
    """Attaching a function to a VPC reads the VPC in the caller's name (VPC-006)."""
    if not _listed(_vpc_config(operation), "SubnetIds"):
        return ()
    return tuple(Need(action, ANY) for action in _VPC_READS)


def _vpc_of(operation: Operation, account: Account) -> str:
    """The VPC that its subnets are in, as far as they are there."""
    known = account.network.subnets
    found = (
        known[each].vpc for each in _listed(_vpc_config(operation), "SubnetIds") if each in known
    )
    return next(found, "")


def _vpc_config(operation: Operation) -> object:
    return getattr(operation, "VpcConfig", None)


def _listed(of: object, name: str) -> tuple[str, ...]:
    value: object = getattr(of, name, None)
    return tuple(cast("list[str]", value)) if isinstance(value, list) else ()
