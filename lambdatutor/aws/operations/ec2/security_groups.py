"""Amazon VPC: security groups."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation
from lambdatutor.aws.shapes.networks import IpPermission


class CreateSecurityGroup(Ec2Operation, frozen=True, kw_only=True):
    """Makes a security group: nothing comes in, everything goes out."""

    GroupName: str
    Description: str
    VpcId: str | None = None


class DeleteSecurityGroup(Ec2Operation, frozen=True, kw_only=True):
    """Deletes a security group that nothing carries or names."""

    GroupId: str | None = None


class DescribeSecurityGroups(Ec2Operation, frozen=True, kw_only=True):
    """Asks for security groups and their rules."""

    GroupIds: list[str] | None = None


class AuthorizeSecurityGroupIngress(Ec2Operation, frozen=True, kw_only=True):
    """Lets something come in."""

    GroupId: str | None = None
    IpPermissions: list[IpPermission] | None = None


class AuthorizeSecurityGroupEgress(Ec2Operation, frozen=True, kw_only=True):
    """Lets something go out."""

    GroupId: str
    IpPermissions: list[IpPermission] | None = None


class RevokeSecurityGroupIngress(Ec2Operation, frozen=True, kw_only=True):
    """Takes rules out of what may come in."""

    GroupId: str | None = None
    IpPermissions: list[IpPermission] | None = None


class RevokeSecurityGroupEgress(Ec2Operation, frozen=True, kw_only=True):
    """Takes rules out of what may go out."""

    GroupId: str
    IpPermissions: list[IpPermission] | None = None


SecurityGroupOperation: TypeAlias = (
    CreateSecurityGroup
    | DeleteSecurityGroup
    | DescribeSecurityGroups
    | AuthorizeSecurityGroupIngress
    | AuthorizeSecurityGroupEgress
    | RevokeSecurityGroupIngress
    | RevokeSecurityGroupEgress
)
