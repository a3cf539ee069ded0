"""What networks are made of: frozen values, as they stand in the account and in a snapshot."""

from __future__ import annotations

from typing import Literal, NamedTuple

Protocol = Literal["tcp", "udp", "icmp", "-1"]
"""As EC2 writes it in a rule; `-1` is every protocol."""

Family = Literal["ipv4", "ipv6"]

EVERYWHERE = "0.0.0.0/0"
EVERYWHERE_IPV6 = "::/0"


class Vpc(NamedTuple):
    """One virtual private cloud."""

    id: str
    cidr: str
    ipv6_cidr: str = ""
    """Nothing where it has no IPv6."""


class Subnet(NamedTuple):
    """A part of a VPC's addresses, in one Availability Zone."""

    id: str
    vpc: str
    cidr: str
    zone: str
    table: str
    """Its route table: its own, or the VPC's main one."""
    ipv6_cidr: str = ""
    """Nothing where it is not dual-stack."""
    public_addresses: bool = False
    """Hosts in it get a public address (`MapPublicIpOnLaunch`); Lambda's interfaces never do."""
    free: int = 0
    """Addresses that nothing has taken; EC2 keeps five of each subnet for itself."""


class Route(NamedTuple):
    """One line of a route table."""

    to: str
    """A CIDR block, or a prefix list such as `pl-dynamodb`."""
    via: str
    """`local`, or the id of a gateway or an endpoint."""


class RouteTable(NamedTuple):
    """Where packets that leave its subnets go next."""

    id: str
    vpc: str
    routes: tuple[Route, ...]
    main: bool = False
    """It holds for subnets that name none."""


class InternetGateway(NamedTuple):
    """A VPC's door to the internet, for what has a public address."""

    id: str
    vpc: str
    """Nothing while it is not attached."""


class NatGateway(NamedTuple):
    """Lends its own public address to packets that leave; it stands in a subnet itself."""

    id: str
    subnet: str
    address: str
    """Its private address there."""


class EgressOnlyGateway(NamedTuple):
    """A VPC's way out over IPv6, with no way in."""

    id: str
    vpc: str


class Endpoint(NamedTuple):
    """A way from a VPC to one of AWS's services that does not touch the internet."""

    id: str
    vpc: str
    service: str
    """`dynamodb`, `s3`, `lambda`, `sqs` and so on."""
    kind: Literal["gateway", "interface"]
    tables: tuple[str, ...] = ()
    """Of a gateway endpoint: the route tables that lead to it."""
    subnets: tuple[str, ...] = ()
    """Of an interface endpoint: where it has an interface."""
    groups: tuple[str, ...] = ()
    private_dns: bool = True
    """The service's ordinary name leads to it from inside the VPC."""
    addresses: tuple[str, ...] = ()
    """Its private addresses, one a subnet."""
    policy: str = ""
    """Its policy as JSON text; nothing where it lets everything through."""


class Rule(NamedTuple):
    """What one rule of a security group lets through."""

    protocol: Protocol
    first_port: int
    last_port: int
    peer: str
    """The other end: a CIDR block, a security group, or a prefix list."""

    def ports(self) -> str:
        """`5432`, `1024-65535`, or `any port`."""
        if self.protocol == "-1" or (self.first_port, self.last_port) == (0, 65_535):
            return "any port"
        if self.first_port == self.last_port:
            return str(self.first_port)
        return f"{self.first_port}-{self.last_port}"


class SecurityGroup(NamedTuple):
    """What may come in and go out of the interfaces that carry it; answers need no rule."""

    id: str
    vpc: str
    name: str
    ingress: tuple[Rule, ...] = ()
    egress: tuple[Rule, ...] = ()
    description: str = ""


class Host(NamedTuple):
    """Something of one's own in a subnet that listens on one port, such as a database."""

    name: str
    subnet: str
    groups: tuple[str, ...]
    port: int
    address: str
    public: bool = False
    """It has a public address as well."""


InterfaceStatus = Literal["pending", "in-use", "deleting"]


class Interface(NamedTuple):
    """A Hyperplane interface: one for each pair of subnet and security groups (VPC-001)."""

    id: str
    subnet: str
    groups: tuple[str, ...]
    address: str
    ipv6_address: str
    """Nothing in a subnet that is not dual-stack."""
    status: InterfaceStatus
    functions: tuple[str, ...]
    """All that share it."""


class Placement(NamedTuple):
    """A function's VpcConfig: where it may open connections from."""

    subnets: tuple[str, ...]
    groups: tuple[str, ...]
    ipv6: bool = False
    """`Ipv6AllowedForDualStack`."""
    vpc: str = ""
    """The VPC of all its subnets."""


class Attachment(NamedTuple):
    """A function and where it stands in the networks."""

    function: str
    placement: Placement | None
    """None: it is in no VPC of the account, and reaches the internet as it is."""
    interfaces: tuple[str, ...] = ()
    """Their ids, in the order of its subnets."""
    state: Literal["Active", "Pending", "Inactive", "Failed"] = "Active"
    """Of `$LATEST`."""
    updating: bool = False
    """`LastUpdateStatus` is InProgress; what was there before goes on (VPC-002)."""
    reason: str = ""
    """`StateReasonCode` or `LastUpdateStatusReasonCode` where something failed."""


class Call(NamedTuple):
    """The last time a function called something through its network."""

    function: str
    to: str
    """The name of the dependency, or `aws:sqs`."""
    at_us: int
    arrived: bool
    stopped_at: str
    """The id of the hop that dropped it; nothing if it arrived."""
