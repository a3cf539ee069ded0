"""Making VPC endpoints and taking them away, with the routes and addresses that they bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.simulator.network.parts import Endpoint, Route
from lambdatutor.simulator.network.routing import PREFIX_LIST

if TYPE_CHECKING:
    from lambdatutor.simulator.network.network import Network

BY_GATEWAY = ("dynamodb", "s3")
"""The services that have gateway endpoints; the others have interface endpoints only."""

SERVICES = (
    *BY_GATEWAY,
    *("events", "kinesis-streams", "lambda", "logs", "monitoring", "scheduler", "secretsmanager"),
    *("sns", "sqs", "ssm", "states", "sts", "execute-api", "kms"),
)
"""The services whose endpoints can be made here, by the last word of their name."""

_NAMED: dict[str, str] = {"kinesis": "kinesis-streams", "cloudwatch": "monitoring"}
"""Where a service's endpoint has another name than its actions."""


def endpoint_service(service: str) -> str:
    """The service of an endpoint for calls such as `kinesis:PutRecord`."""
    return _NAMED.get(service, service)


def add_endpoint(
    network: Network,
    endpoint_id: str,
    vpc: str,
    service: str,
    kind: Literal["gateway", "interface"],
    *,
    tables: tuple[str, ...] = (),
    subnets: tuple[str, ...] = (),
    groups: tuple[str, ...] = (),
    private_dns: bool = True,
    policy: str = "",
) -> Endpoint:
    """A gateway endpoint brings a route into each table, an interface one an address a subnet."""
    interface = kind == "interface"
    endpoint = network.endpoints[endpoint_id] = Endpoint(
        endpoint_id,
        vpc,
        service,
        kind,
        () if interface else tables,
        subnets if interface else (),
        (groups or (network.default_groups[vpc],)) if interface else (),
        private_dns,
        tuple(network.addresses.take(each)[0] for each in subnets) if interface else (),
        policy,
    )
    for table in endpoint.tables:
        network.set_route(table, Route(PREFIX_LIST + service, endpoint_id))
    _changed(network, "", policy)
    return endpoint


def change_endpoint(
    network: Network,
    endpoint: Endpoint,
    *,
    tables: tuple[str, ...],
    subnets: tuple[str, ...],
    groups: tuple[str, ...],
    private_dns: bool,
    policy: str,
) -> None:
    """Let an endpoint be reached from elsewhere; what stays keeps its address."""
    to = PREFIX_LIST + endpoint.service
    for table in endpoint.tables:
        if table not in tables:
            network.drop_route(table, to)
    for table in tables:
        network.set_route(table, Route(to, endpoint.id))
    before = dict(zip(endpoint.subnets, endpoint.addresses, strict=True))
    for subnet, address in before.items():
        if subnet not in subnets:
            network.addresses.give_back(subnet, address)
    network.endpoints[endpoint.id] = endpoint._replace(
        tables=tables,
        subnets=subnets,
        groups=groups,
        private_dns=private_dns,
        addresses=tuple(before.get(each) or network.addresses.take(each)[0] for each in subnets),
        policy=policy,
    )
    _changed(network, endpoint.policy, policy)


def remove_endpoint(network: Network, endpoint: Endpoint) -> None:
    """With it go its routes and addresses."""
    for table in endpoint.tables:
        network.drop_route(table, PREFIX_LIST + endpoint.service)
    for subnet, address in zip(endpoint.subnets, endpoint.addresses, strict=True):
        network.addresses.give_back(subnet, address)
    del network.endpoints[endpoint.id]
    _changed(network, endpoint.policy, "")


def _changed(network: Network, before: str, after: str) -> None:
    network.changed()
    if before != after:
        network.account.identities.changed()
