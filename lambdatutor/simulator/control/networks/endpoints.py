"""Operations about endpoints of AWS's services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.lookup import chosen, find
from lambdatutor.simulator.network import endpoint_policy
from lambdatutor.simulator.network.endpoints import (
    BY_GATEWAY,
    SERVICES,
    add_endpoint,
    change_endpoint,
    remove_endpoint,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import Endpoint
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateVpcEndpoint) -> Answer:
    """Of a gateway where nothing else is said, as on AWS."""
    network = service.network
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    before = f"com.amazonaws.{service.scenario.account.region}."
    name = operation.ServiceName
    if name is None:
        raise ec2_errors.missing_parameter("ServiceName")
    of = name.removeprefix(before)
    if of == name or of not in SERVICES:
        raise ec2_errors.no_such_service(name)
    kind = operation.VpcEndpointType or "Gateway"
    if kind not in ("Gateway", "Interface"):
        raise ec2_errors.invalid_parameter(f"Invalid value '{kind}' for VpcEndpointType.")
    if kind == "Gateway" and of not in BY_GATEWAY:
        raise ec2_errors.invalid_parameter(
            f"Endpoint type ({kind}) does not match available service types ([Interface])."
        )
    tables, subnets, groups = (
        tuple(each or ())
        for each in (operation.RouteTableIds, operation.SubnetIds, operation.SecurityGroupIds)
    )
    _refuse_strangers(network, vpc.id, tables, subnets, groups)
    _refuse_second(network, vpc.id, of, tables, subnets)
    made: Literal["gateway", "interface"] = "gateway" if kind == "Gateway" else "interface"
    policy = operation.PolicyDocument or ""
    _refuse_policy(policy, made)
    endpoint = add_endpoint(
        network,
        network.next_id("vpce"),
        vpc.id,
        of,
        made,
        tables=tables,
        subnets=subnets,
        groups=groups,
        private_dns=operation.PrivateDnsEnabled is not False,
        policy=policy,
    )
    return {"VpcEndpoint": _shown(service, endpoint)}


def modify(service: Service, operation: aws.ModifyVpcEndpoint) -> Answer:
    """What is there already may be added again, and what is not there taken away."""
    network = service.network
    endpoint = find(network.endpoints, "vpce", operation.VpcEndpointId)
    tables = _changed(endpoint.tables, operation.AddRouteTableIds, operation.RemoveRouteTableIds)
    subnets = _changed(endpoint.subnets, operation.AddSubnetIds, operation.RemoveSubnetIds)
    groups = _changed(
        endpoint.groups, operation.AddSecurityGroupIds, operation.RemoveSecurityGroupIds
    )
    if endpoint.kind == "gateway" and (subnets or groups):
        raise ec2_errors.invalid_parameter("Gateway endpoints have route tables, and no subnets.")
    if endpoint.kind == "interface" and tables:
        raise ec2_errors.invalid_parameter("Interface endpoints have subnets, and no route tables.")
    _refuse_strangers(network, endpoint.vpc, tables, subnets, groups)
    new = tuple(each for each in subnets if each not in endpoint.subnets)
    _refuse_second(network, endpoint.vpc, endpoint.service, tables, new, besides=endpoint.id)
    policy = _policy_after(endpoint, operation)
    private_dns = operation.PrivateDnsEnabled
    change_endpoint(
        network,
        endpoint,
        tables=tables,
        subnets=subnets,
        groups=groups,
        private_dns=endpoint.private_dns if private_dns is None else private_dns,
        policy=policy,
    )
    return {"Return": True}


def _policy_after(endpoint: Endpoint, operation: aws.ModifyVpcEndpoint) -> str:
    if operation.ResetPolicy:
        if operation.PolicyDocument is not None:
            raise ec2_errors.combined("ResetPolicy", "PolicyDocument")
        return ""
    policy = operation.PolicyDocument or endpoint.policy
    _refuse_policy(policy, endpoint.kind)
    return policy


def delete(service: Service, operation: aws.DeleteVpcEndpoints) -> Answer:
    """Those that are there go; the others are told one by one."""
    network = service.network
    unsuccessful: list[Answer] = []
    for each in dict.fromkeys(operation.VpcEndpointIds):
        endpoint = network.endpoints.get(each)
        if endpoint is not None:
            remove_endpoint(network, endpoint)
            continue
        refusal = ec2_errors.not_there("vpce", each)
        error = {"Code": refusal.code, "Message": refusal.message}
        unsuccessful.append({"ResourceId": each, "Error": error})
    return {"Unsuccessful": unsuccessful}


def describe(service: Service, operation: aws.DescribeVpcEndpoints) -> Answer:
    found = chosen(service.network.endpoints, "vpce", operation.VpcEndpointIds)
    return {"VpcEndpoints": [_shown(service, each) for each in found]}


def _changed(
    before: tuple[str, ...], added: list[str] | None, removed: list[str] | None
) -> tuple[str, ...]:
    gone = removed or ()
    return tuple(each for each in dict.fromkeys((*before, *(added or ()))) if each not in gone)


def _refuse_strangers(
    network: Network,
    vpc: str,
    tables: tuple[str, ...],
    subnets: tuple[str, ...],
    groups: tuple[str, ...],
) -> None:
    """All that it names is there, and in its VPC."""
    found = (
        *(find(network.tables, "rtb", each) for each in tables),
        *(find(network.subnets, "subnet", each) for each in subnets),
        *(find(network.groups, "sg", each) for each in groups),
    )
    if any(each.vpc != vpc for each in found):
        raise ec2_errors.other_network()


def _refuse_policy(policy: str, kind: Literal["gateway", "interface"]) -> None:
    fault = endpoint_policy.fault(policy, kind) if policy else ""
    if fault:
        raise ec2_errors.bad_policy(fault)


def _refuse_second(
    network: Network,
    vpc: str,
    service: str,
    tables: tuple[str, ...],
    new_subnets: tuple[str, ...],
    *,
    besides: str = "",
) -> None:
    """A table leads to one endpoint of a service, and each subnet has an address for it."""
    for each in network.endpoints.values():
        shared = [table for table in each.tables if table in tables]
        if each.id != besides and each.service == service and each.vpc == vpc and shared:
            raise ec2_errors.route_exists(f"pl-{service} in {shared[0]}")
    for subnet in new_subnets:
        if not network.addresses.free(subnet):
            raise ec2_errors.subnet_full(subnet)


def _shown(service: Service, endpoint: Endpoint) -> Answer:
    region = service.scenario.account.region
    answer: Answer = {
        "VpcEndpointId": endpoint.id,
        "VpcEndpointType": endpoint.kind.capitalize(),
        "VpcId": endpoint.vpc,
        "ServiceName": f"com.amazonaws.{region}.{endpoint.service}",
        "State": "available",
        "RouteTableIds": list(endpoint.tables),
        "SubnetIds": list(endpoint.subnets),
        "PolicyDocument": endpoint.policy or endpoint_policy.FULL_ACCESS,
    }
    if endpoint.kind == "interface":
        answer["Groups"] = [{"GroupId": each} for each in endpoint.groups]
        answer["PrivateDnsEnabled"] = endpoint.private_dns
    return answer


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateVpcEndpoint: create,
    aws.ModifyVpcEndpoint: modify,
    aws.DeleteVpcEndpoints: delete,
    aws.DescribeVpcEndpoints: describe,
}
