"""Networks as a scenario writes them; ids are AWS's in form, and a person may choose them."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.simulator.distributions import Distribution, Fixed
from lambdatutor.simulator.time import MINUTE, SECOND, Micros


class VpcSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A VPC. It comes with a main route table and a default security group, as on AWS."""

    id: str
    """`vpc-shop`."""
    cidr: str = "10.0.0.0/16"
    ipv6: str = ""
    """A block such as `2001:db8:1::/56`; left out: none."""


class SubnetSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A subnet."""

    id: str
    """`subnet-privatea`: small letters and digits, as Lambda wants it."""
    cidr: str
    vpc: str = ""
    """The first VPC where it is left out; so it is everywhere here."""
    zone: str = "us-east-1a"
    route_table: str = ""
    """The VPC's main one where it is left out."""
    public_addresses: bool = False
    """Hosts in it get a public address."""
    ipv6: str = ""
    """Its own block of 64 bits of the VPC's; left out: it is not dual-stack."""
    free: int | None = None
    """Addresses that are left; left out: all but the five that EC2 keeps."""


class RouteSetup(msgspec.Struct, frozen=True, kw_only=True):
    """One route."""

    to: str
    """A block such as `0.0.0.0/0`."""
    via: str
    """The id of a gateway."""


class RouteTableSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A route table. The routes inside the VPC, and those of gateway endpoints, come by themselves.

    One with the id of a VPC's main table, such as `rtb-shop` of `vpc-shop`, says more of that.
    """

    id: str
    vpc: str = ""
    routes: tuple[RouteSetup, ...] = ()


Ports = int | str
"""`5432`, `8000-8999` or `all`."""

RuleProtocol = Literal["tcp", "udp", "icmp", "all"]


class IngressSetup(msgspec.Struct, frozen=True, kw_only=True, rename={"peer": "from"}):
    """What may come in."""

    peer: str
    """`from`: a block such as `0.0.0.0/0`, or a security group."""
    protocol: RuleProtocol = "tcp"
    ports: Ports = "all"


class EgressSetup(msgspec.Struct, frozen=True, kw_only=True, rename={"peer": "to"}):
    """What may go out."""

    peer: str
    """`to`: a block, a security group, or a prefix list such as `pl-s3`."""
    protocol: RuleProtocol = "tcp"
    ports: Ports = "all"


class SecurityGroupSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A security group: nothing comes in but what it says, and everything goes out."""

    id: str
    """`sg-database`: letters and digits, as Lambda wants it."""
    vpc: str = ""
    description: str = ""
    ingress: tuple[IngressSetup, ...] = ()
    egress: tuple[EgressSetup, ...] | None = None
    """Left out: everything, as in every new group."""


class InternetGatewaySetup(msgspec.Struct, frozen=True, kw_only=True):
    """An internet gateway, attached to its VPC."""

    id: str
    vpc: str = ""


class NatGatewaySetup(msgspec.Struct, frozen=True, kw_only=True):
    """A public NAT gateway."""

    id: str
    subnet: str
    """Where it stands: to be of use, one that leads to an internet gateway."""


class EgressOnlyGatewaySetup(msgspec.Struct, frozen=True, kw_only=True):
    """An egress-only internet gateway, for IPv6."""

    id: str
    vpc: str = ""


class EndpointSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A VPC endpoint of one of AWS's services."""

    id: str
    service: str
    """`dynamodb`, `s3`, `lambda`, `sqs` and so on."""
    kind: Literal["gateway", "interface"] = "interface"
    vpc: str = ""
    route_tables: tuple[str, ...] = ()
    """Of a gateway endpoint."""
    subnets: tuple[str, ...] = ()
    """Of an interface endpoint."""
    security_groups: tuple[str, ...] = ()
    """Of an interface endpoint; the VPC's default one where they are left out."""
    private_dns: bool = True
    policy: PolicyText | None = None
    """What may be called through it, where permissions are judged; left out: everything."""


class HostSetup(msgspec.Struct, frozen=True, kw_only=True):
    """Something of one's own in a subnet, such as a database."""

    name: str
    subnet: str
    port: int
    """What it listens on."""
    security_groups: tuple[str, ...] = ()
    """The VPC's default one where they are left out."""
    public: bool | None = None
    """Whether it has a public address; left out: as its subnet says."""


class PlacementSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A function's VpcConfig when the run opens."""

    subnets: tuple[str, ...]
    security_groups: tuple[str, ...]
    ipv6: bool = False
    """`Ipv6AllowedForDualStack`."""


class NetworkSetup(msgspec.Struct, frozen=True, kw_only=True):
    """All networks of the account, and what AWS leaves open about them."""

    vpcs: tuple[VpcSetup, ...] = ()
    route_tables: tuple[RouteTableSetup, ...] = ()
    subnets: tuple[SubnetSetup, ...] = ()
    internet_gateways: tuple[InternetGatewaySetup, ...] = ()
    nat_gateways: tuple[NatGatewaySetup, ...] = ()
    egress_only_gateways: tuple[EgressOnlyGatewaySetup, ...] = ()
    endpoints: tuple[EndpointSetup, ...] = ()
    security_groups: tuple[SecurityGroupSetup, ...] = ()
    hosts: tuple[HostSetup, ...] = ()
    interface_creation: Distribution = Fixed(Micros(90 * SECOND))
    """How long a new interface of Lambda takes. AWS says "up to minutes" (VPC-002)."""
    interface_deletion: Distribution = Fixed(Micros(quotas.INTERFACE_DELETION_MIN.value * MINUTE))
    """How long an interface stays that nothing needs. AWS says up to 20 minutes (VPC-007)."""
    interfaces: int = quotas.VPC_INTERFACES.value
    """The quota of Lambda's interfaces in each VPC (VPC-007)."""
