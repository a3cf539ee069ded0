"""The VpcConfig of a function: which subnets and groups it names, and when Lambda refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.simulator.network.parts import Placement

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.aws.shapes import VpcConfig
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Configuration

_NEEDED = (
    "CreateNetworkInterface",
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "DeleteNetworkInterface",
    "AssignPrivateIpAddresses",
    "UnassignPrivateIpAddresses",
)
"""Actions of EC2 that the execution role must allow to attach, not to invoke (VPC-005)."""


def placement(
    service: Service,
    configuration: Configuration,
    operation: aws.CreateFunction | aws.UpdateFunctionConfiguration,
) -> Placement | None:
    """Where the function is after this; raises `AwsError`.

    Two empty lists take it out of its VPC. What was attached once stays so, whatever becomes of the
    role (VPC-005).
    """
    config, before = operation.VpcConfig, configuration.placement
    if config is None:
        return before
    subnets = _given(config.SubnetIds, before.subnets if before else ())
    groups = _given(config.SecurityGroupIds, before.groups if before else ())
    if bool(subnets) != bool(groups):
        raise errors.invalid_parameter_value(
            "SubnetIds and SecurityIds must coexist or be both empty list."
        )
    if not subnets:
        return None
    refuse_role(service, operation.FunctionName, operation.Role or configuration.role)
    vpc = _vpc(service.network, subnets)
    _refuse_groups(service.network, groups, vpc)
    return Placement(subnets, groups, _ipv6(config, before), vpc)


def refuse_role(service: Service, name: str, role: str) -> None:
    """Raises `AwsError` for a role that may not make network interfaces (VPC-005)."""
    judge = service.permissions.judge
    for action in _NEEDED:
        if judge is None:
            allowed = (name, f"ec2:{action}") not in service.denied
        else:
            allowed = judge.role_may(service, role, name, f"ec2:{action}", "*") is None
        if not allowed:
            raise errors.invalid_parameter_value(
                f"The provided execution role does not have permissions to call {action} on EC2"
            )


def _given(ids: list[str] | None, before: tuple[str, ...]) -> tuple[str, ...]:
    return before if ids is None else tuple(dict.fromkeys(ids))


def _ipv6(config: VpcConfig, before: Placement | None) -> bool:
    if config.Ipv6AllowedForDualStack is None:
        return before is not None and before.ipv6
    return config.Ipv6AllowedForDualStack


def _vpc(network: Network, subnets: tuple[str, ...]) -> str:
    for each in subnets:
        if each not in network.subnets:
            raise _from_ec2(
                "DescribeSubnets",
                "InvalidSubnetID.NotFound",
                f"The subnet ID '{each}' does not exist",
            )
    vpcs = {network.subnets[each].vpc: None for each in subnets}
    if len(vpcs) > 1:
        raise errors.invalid_parameter_value("Subnets must all belong to the same VPC.")
    return next(iter(vpcs))


def _refuse_groups(network: Network, groups: tuple[str, ...], vpc: str) -> None:
    for each in groups:
        group = network.groups.get(each)
        if group is None:
            raise _from_ec2(
                "DescribeSecurityGroups",
                "InvalidGroup.NotFound",
                f"The security group '{each}' does not exist",
            )
        if group.vpc != vpc:
            raise _from_ec2(
                "CreateNetworkInterface",
                "InvalidParameter",
                "You have specified two resources that belong to different networks.",
            )


def _from_ec2(call: str, code: str, message: str) -> errors.AwsError:
    """EC2's refusal, as Lambda hands it on."""
    return errors.invalid_parameter_value(
        f"Error occurred while {call}. EC2 Error Code: {code}. EC2 Error Message: {message}"
    )
