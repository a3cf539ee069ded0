"""What is nested in the parameters of EC2's networks."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class IpRange(Shape, frozen=True, kw_only=True):
    """A block of IPv4 addresses."""

    CidrIp: str | None = None
    Description: str | None = None


class Ipv6Range(Shape, frozen=True, kw_only=True):
    """A block of IPv6 addresses."""

    CidrIpv6: str | None = None
    Description: str | None = None


class PrefixListId(Shape, frozen=True, kw_only=True):
    """The addresses of a service of AWS."""

    PrefixListId: str | None = None
    Description: str | None = None


class UserIdGroupPair(Shape, frozen=True, kw_only=True):
    """All interfaces that carry a security group."""

    GroupId: str | None = None
    Description: str | None = None


class IpPermission(Shape, frozen=True, kw_only=True):
    """What some rules of a security group let through."""

    IpProtocol: str | None = None
    """`tcp`, `udp`, `icmp`, or `-1` for all."""
    FromPort: int | None = None
    ToPort: int | None = None
    UserIdGroupPairs: list[UserIdGroupPair] | None = None
    IpRanges: list[IpRange] | None = None
    Ipv6Ranges: list[Ipv6Range] | None = None
    PrefixListIds: list[PrefixListId] | None = None
