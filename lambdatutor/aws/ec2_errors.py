"""How Amazon EC2 refuses what has to do with networks.

The codes are those of EC2's list of error codes. The wordings are those that people meet; only
those of InvalidSubnetID.NotFound and InvalidGroup.NotFound are among the recorded refusals, in what
Lambda hands on.
"""

from __future__ import annotations

from lambdatutor.aws.errors import AwsError

_KINDS = {
    "vpc": ("InvalidVpcID.NotFound", "The vpc ID '{}' does not exist"),
    "subnet": ("InvalidSubnetID.NotFound", "The subnet ID '{}' does not exist"),
    "rtb": ("InvalidRouteTableID.NotFound", "The routeTable ID '{}' does not exist"),
    "igw": ("InvalidInternetGatewayID.NotFound", "The internetGateway ID '{}' does not exist"),
    "nat": ("NatGatewayNotFound", "The Nat Gateway {} was not found"),
    "eigw": (
        "InvalidEgressOnlyInternetGatewayId.NotFound",
        "The egressOnlyInternetGateway ID '{}' does not exist",
    ),
    "vpce": ("InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '{}' does not exist"),
    "sg": ("InvalidGroup.NotFound", "The security group '{}' does not exist"),
    "eni": ("InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '{}' does not exist"),
    "rtbassoc": ("InvalidAssociationID.NotFound", "The association ID '{}' does not exist"),
    "eipalloc": ("InvalidAllocationID.NotFound", "The allocation ID '{}' does not exist"),
}
"""By what the id begins with."""


def not_there(kind: str, given: str) -> AwsError:
    """The refusal of an id that nothing has; `kind` is what such ids begin with."""
    code, says = _KINDS[kind]
    return AwsError(code, 400, says.format(given))


def missing_parameter(name: str) -> AwsError:
    return AwsError("MissingParameter", 400, f"The request must contain the parameter {name}")


def not_a_block(value: str, parameter: str) -> AwsError:
    return AwsError(
        "InvalidParameterValue",
        400,
        f"Value ({value}) for parameter {parameter} is invalid. This is not a valid CIDR block.",
    )


def invalid_value(message: str) -> AwsError:
    return AwsError("InvalidParameterValue", 400, message)


def invalid_parameter(message: str) -> AwsError:
    return AwsError("InvalidParameter", 400, message)


def combined(first: str, second: str) -> AwsError:
    return AwsError(
        "InvalidParameterCombination",
        400,
        f"The parameter {first} cannot be used with the parameter {second}",
    )


def bad_policy(message: str) -> AwsError:
    return AwsError("InvalidPolicyDocument", 400, message)


def bad_vpc_range(block: str) -> AwsError:
    """A VPC has between 16 and 65,536 addresses."""
    return AwsError("InvalidVpc.Range", 400, f"The CIDR '{block}' is invalid.")


def bad_subnet_range(block: str) -> AwsError:
    return AwsError("InvalidSubnet.Range", 400, f"The CIDR '{block}' is invalid.")


def subnet_conflict(block: str) -> AwsError:
    return AwsError(
        "InvalidSubnet.Conflict", 400, f"The CIDR '{block}' conflicts with another subnet"
    )


def subnet_full(subnet: str) -> AwsError:
    return AwsError(
        "InsufficientFreeAddressesInSubnet",
        400,
        f"There are not enough free addresses in subnet '{subnet}' to satisfy the request.",
    )


def route_exists(to: str) -> AwsError:
    return AwsError("RouteAlreadyExists", 400, f"The route identified by {to} already exists.")


def no_route_to_replace(to: str) -> AwsError:
    return invalid_value(
        f"There is no route defined for '{to}' in the route table. Use CreateRoute instead."
    )


def no_route(table: str, to: str) -> AwsError:
    return AwsError(
        "InvalidRoute.NotFound",
        400,
        f"no route with destination-cidr-block {to} in route table {table}",
    )


def already_associated(message: str) -> AwsError:
    return AwsError("Resource.AlreadyAssociated", 400, message)


def not_attached(gateway: str, vpc: str) -> AwsError:
    return AwsError(
        "Gateway.NotAttached", 400, f"resource {gateway} is not attached to network {vpc}"
    )


def dependency_violation(message: str) -> AwsError:
    """The refusal to delete what something else needs."""
    return AwsError("DependencyViolation", 400, message)


def other_network() -> AwsError:
    return invalid_parameter("You have specified two resources that belong to different networks.")


def group_exists(name: str, vpc: str) -> AwsError:
    return AwsError(
        "InvalidGroup.Duplicate", 400, f"The security group '{name}' already exists for VPC '{vpc}'"
    )


def default_group_stays() -> AwsError:
    return AwsError(
        "CannotDelete",
        400,
        'the specified group: "default" name: "default" cannot be deleted by a user',
    )


def rule_exists(peer: str, protocol: str, first: int, last: int) -> AwsError:
    ports = f", from port: {first}, to port: {last}" if protocol != "-1" else ""
    kind = "ALL" if protocol == "-1" else protocol.upper()
    return AwsError(
        "InvalidPermission.Duplicate",
        400,
        f'the specified rule "peer: {peer}, {kind}{ports}, ALLOW" already exists',
    )


def no_such_rule() -> AwsError:
    return AwsError(
        "InvalidPermission.NotFound",
        400,
        "The specified rule does not exist in this security group.",
    )


def no_such_prefix_list(given: str) -> AwsError:
    return AwsError(
        "InvalidPrefixListID.NotFound", 400, f"The prefix list ID '{given}' does not exist"
    )


def no_such_service(name: str) -> AwsError:
    return AwsError("InvalidServiceName", 400, f"The Vpc Endpoint Service '{name}' does not exist")
