"""Functions in VPCs: their interfaces and states, what Lambda refuses, and what calls come to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from network_shop import DUAL_STACK, IN_A, NETWORK, WITH_NAT, attach, inside, network_of, shop, way
from scenes import ROLE, calls, function, kinds, later, published, records, statuses

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.shapes import FunctionCode, VpcConfig
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.network.setup import NetworkSetup
from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import DAY, MINUTE, SECOND
from lambdatutor.simulator.world import World


def opened(*functions: object, **rest: object) -> World:
    return World(shop(*functions, **rest))


def creation(name: str = "new", *subnets: str, group: str = "sg-function") -> aws.CreateFunction:
    return aws.CreateFunction(
        FunctionName=name,
        Role=ROLE,
        Code=FunctionCode(ZipFile="f.zip"),
        VpcConfig=VpcConfig(SubnetIds=list(subnets or ("subnet-a",)), SecurityGroupIds=[group]),
    )


def configuration(world: World, name: str) -> dict[str, object]:
    return world.do(aws.GetFunctionConfiguration(FunctionName=name))


def refusal(world: World, operation: aws.Operation) -> AwsError:
    with pytest.raises(AwsError) as caught:
        world.do(operation)
    return caught.value


def nearly_full(free: int, **rest: object) -> NetworkSetup:
    """A network whose first subnet has so many addresses left."""
    full = replace(NETWORK.subnets[0], free=free)
    return replace(NETWORK, subnets=(full, *NETWORK.subnets[1:]), **rest)


# Interfaces


@pytest.mark.fact("VPC-001")
def test_functions_with_the_same_subnet_and_groups_share_an_interface() -> None:
    both = replace(IN_A, security_groups=("sg-function", "sg-mute"))
    turned = replace(IN_A, security_groups=("sg-mute", "sg-function"))
    world = opened(inside("one"), inside("two"), inside("three", both), inside("four", turned))

    shared = {each.functions for each in network_of(world).interfaces}
    assert shared == {("one", "two"), ("three", "four")}


@pytest.mark.fact("VPC-001")
def test_one_interface_a_subnet_and_one_address_each() -> None:
    spread = replace(IN_A, subnets=("subnet-a", "subnet-b"))
    found = network_of(opened(inside(placement=spread)))

    assert [each.subnet for each in found.interfaces] == ["subnet-a", "subnet-b"]
    assert [each.free for each in found.subnets][:2] == [250, 249], "the database has one, too"


@pytest.mark.fact("VPC-002")
def test_a_new_function_is_pending_until_its_interface_is_there() -> None:
    world = opened(function("f"))
    world.do(creation())

    assert configuration(world, "new")["State"] == "Pending"
    no = refusal(world, aws.Invoke(FunctionName="new"))
    assert (no.code, no.status) == ("ResourceConflictException", 409)
    later(world, "89s")
    assert configuration(world, "new")["State"] == "Pending"
    later(world, "1s")
    assert configuration(world, "new")["State"] == "Active"
    assert world.do(aws.Invoke(FunctionName="new"))["StatusCode"] == 200


@pytest.mark.fact("VPC-002")
def test_during_an_update_the_function_goes_on_as_it_was_and_takes_no_other_change() -> None:
    world = opened(function("f", calls=("payments",)))
    world.do(attach("f", "subnet-a"))

    assert configuration(world, "f")["LastUpdateStatus"] == "InProgress"
    for change in (attach("f"), published(), aws.UpdateFunctionCode(FunctionName="f", S3Key="x")):
        assert refusal(world, change).code == "ResourceConflictException"
    world.do(aws.Invoke(FunctionName="f"))
    later(world, "91s")
    world.do(aws.Invoke(FunctionName="f"))
    later(world, "10s")
    assert configuration(world, "f")["LastUpdateStatus"] == "Successful"
    assert statuses(world) == ["ok", "timeout"], "the second has lost the internet"


@pytest.mark.fact("VPC-001", "VPC-002")
def test_an_interface_that_is_there_already_costs_no_time() -> None:
    world = opened(inside("one"), function("two"))
    world.do(attach("two", "subnet-a"))

    assert configuration(world, "two")["LastUpdateStatus"] == "Successful"
    (only,) = network_of(world).interfaces
    assert only.functions == ("one", "two")


@pytest.mark.fact("VPC-001")
def test_a_cold_start_takes_no_longer_in_a_vpc() -> None:
    """The interface was made when the function was configured, not when it is called."""
    world = opened(
        inside("f", init="400ms"),
        function("g", init="400ms"),
        traffic=[calls("1s", function=each) for each in "fg"],
    )
    later(world, "10s")

    assert len({(each.init_us, each.duration_us) for each in records(world)}) == 1


@pytest.mark.fact("VPC-007")
def test_an_interface_that_nobody_needs_is_gone_after_20_minutes() -> None:
    world = opened(inside())
    world.do(aws.DeleteFunction(FunctionName="checkout"))

    assert [each.status for each in network_of(world).interfaces] == ["deleting"]
    assert refusal(world, aws.DeleteSubnet(SubnetId="subnet-a")).code == "DependencyViolation"
    later(world, "20min")
    assert network_of(world).interfaces == ()
    assert world.do(aws.DeleteSubnet(SubnetId="subnet-a")) == {}


def test_a_published_version_keeps_the_interface_that_it_was_published_with() -> None:
    world = opened(inside("f"), setup=[published()])
    world.do(attach("f"))
    later(world, "1h")

    assert len(network_of(world).interfaces) == 1
    world.do(aws.DeleteFunction(FunctionName="f", Qualifier="1"))
    later(world, "20min")
    assert network_of(world).interfaces == ()


def test_one_that_is_needed_again_while_it_is_taken_away_stays() -> None:
    world = opened(inside("f"))
    world.do(attach("f"))
    later(world, "10min")
    world.do(attach("f", "subnet-a"))
    later(world, "1h")

    assert [each.status for each in network_of(world).interfaces] == ["in-use"]


# When it cannot be


@pytest.mark.fact("VPC-009")
def test_a_new_function_without_an_address_fails_and_says_so_with_status_502() -> None:
    world = opened(function("f"), network=nearly_full(0))
    world.do(creation())
    later(world, "5min")

    found = configuration(world, "new")
    assert (found["State"], found["StateReasonCode"]) == ("Failed", "SubnetOutOfIPAddresses")
    no = refusal(world, aws.Invoke(FunctionName="new"))
    assert (no.code, no.status) == ("SubnetIPAddressLimitReachedException", 502)
    assert network_of(world).interfaces == ()


@pytest.mark.fact("VPC-009")
def test_an_update_without_an_address_fails_and_the_function_goes_on() -> None:
    world = opened(function("f"), network=nearly_full(0))
    world.do(attach("f", "subnet-a"))
    later(world, "5min")

    found = configuration(world, "f")
    assert (found["State"], found["LastUpdateStatus"]) == ("Active", "Failed")
    assert found["LastUpdateStatusReasonCode"] == "SubnetOutOfIPAddresses"
    assert "VpcConfig" not in found
    assert world.do(aws.Invoke(FunctionName="f"))["StatusCode"] == 200
    world.do(attach("f", "subnet-b"))
    later(world, "5min")
    assert configuration(world, "f")["LastUpdateStatus"] == "Successful"


@pytest.mark.fact("VPC-007", "VPC-009")
def test_a_vpc_has_so_many_interfaces_of_lambda_and_no_more() -> None:
    world = opened(inside("one"), function("two"), network=replace(NETWORK, interfaces=1))
    world.do(creation("three", "subnet-b"))
    later(world, "5min")

    assert NETWORK.interfaces == 500, "unless the quota is raised"
    assert configuration(world, "three")["StateReasonCode"] == "EniLimitExceeded"
    no = refusal(world, aws.Invoke(FunctionName="three"))
    assert (no.code, no.status) == ("ENILimitReachedException", 502)


@pytest.mark.fact("VPC-007")
def test_a_function_has_at_most_16_subnets_and_5_groups() -> None:
    world = opened(function("f"))
    many = VpcConfig(SubnetIds=["subnet-a"] * 17, SecurityGroupIds=["sg-function"] * 6)
    no = refusal(world, aws.UpdateFunctionConfiguration(FunctionName="f", VpcConfig=many))

    assert no.code == "ValidationException"
    assert "2 validation errors detected" in no.message
    assert "length less than or equal to 16" in no.message
    assert "length less than or equal to 5" in no.message


# What Lambda refuses


def config(*subnets: str, groups: tuple[str, ...] = ("sg-function",)) -> aws.Operation:
    found = VpcConfig(SubnetIds=list(subnets), SecurityGroupIds=list(groups))
    return aws.UpdateFunctionConfiguration(FunctionName="outside", VpcConfig=found)


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (
            config("subnet-nope"),
            (
                "Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound. "
                "EC2 Error Message: The subnet ID 'subnet-nope' does not exist"
            ),
        ),
        (
            config("subnet-a", groups=("sg-nope",)),
            (
                "Error occurred while DescribeSecurityGroups. EC2 Error Code: "
                "InvalidGroup.NotFound. EC2 Error Message: The security group 'sg-nope' does not "
                "exist"
            ),
        ),
        (
            config("subnet-a", groups=()),
            "SubnetIds and SecurityIds must coexist or be both empty list.",
        ),
        (config("subnet-a", "subnet-other"), "Subnets must all belong to the same VPC."),
        (
            config("subnet-a", groups=("sg-other",)),
            (
                "Error occurred while CreateNetworkInterface. EC2 Error Code: InvalidParameter. "
                "EC2 Error Message: You have specified two resources that belong to different "
                "networks."
            ),
        ),
    ],
)
def test_a_vpc_config_that_cannot_be_is_refused(operation: aws.Operation, message: str) -> None:
    no = refusal(opened(), operation)

    assert (no.code, no.status, no.message) == ("InvalidParameterValueException", 400, message)


def test_a_group_whose_id_is_none_is_refused_by_its_form() -> None:
    no = refusal(opened(), config("subnet-a", groups=("my-group",)))

    assert no.message == (
        "1 validation error detected: Value '[my-group]' at 'vpcConfig.securityGroupIds' failed to "
        "satisfy constraint: Member must satisfy constraint: [Member must have length less than or "
        "equal to 1024, Member must have length greater than or equal to 0, Member must satisfy "
        "regular expression pattern: sg-[0-9a-zA-Z]*]"
    )


@pytest.mark.fact("VPC-005")
def test_the_role_needs_ec2_to_attach_and_no_more_to_run() -> None:
    world = opened(inside(), function("outside"))
    world.do(SetRole(FunctionName="outside", Action="ec2:CreateNetworkInterface", Allowed="no"))
    world.do(SetRole(FunctionName="checkout", Action="ec2:CreateNetworkInterface", Allowed="no"))

    assert refusal(world, attach("outside", "subnet-a")).message == (
        "The provided execution role does not have permissions to call CreateNetworkInterface on "
        "EC2"
    )
    assert world.do(aws.Invoke(FunctionName="checkout"))["StatusCode"] == 200
    world.do(SetRole(FunctionName="outside", Action="ec2:CreateNetworkInterface", Allowed="yes"))
    world.do(attach("outside", "subnet-a"))


# Fourteen days


def idle_for(days: int) -> World:
    world = opened(inside())
    world.do(aws.Invoke(FunctionName="checkout"))
    world.advance(world.now_us + days * DAY)
    return world


@pytest.mark.fact("VPC-003")
def test_after_14_idle_days_the_function_is_inactive_and_its_interface_goes() -> None:
    assert configuration(idle_for(13), "checkout")["State"] == "Active"
    world = idle_for(15)

    found = configuration(world, "checkout")
    assert (found["State"], found["StateReasonCode"]) == ("Inactive", "Idle")
    assert network_of(world).interfaces == ()


@pytest.mark.fact("VPC-003")
def test_the_next_call_fails_with_502_and_wakes_it_up() -> None:
    world = idle_for(15)
    no = refusal(world, aws.Invoke(FunctionName="checkout"))

    assert (no.code, no.status) == ("ResourceNotReadyException", 502)
    assert configuration(world, "checkout")["State"] == "Pending"
    assert refusal(world, aws.Invoke(FunctionName="checkout")).status == 409
    assert refusal(world, attach("checkout")).code == "ResourceConflictException"
    later(world, "90s")
    assert configuration(world, "checkout")["State"] == "Active"
    assert world.do(aws.Invoke(FunctionName="checkout"))["StatusCode"] == 200


@pytest.mark.fact("VPC-003")
def test_a_call_every_week_keeps_it_active() -> None:
    world = opened(inside())
    for _ in range(5):
        later(world, "7d")
        world.do(aws.Invoke(FunctionName="checkout"))

    assert "function.inactive" not in kinds(world)


def test_versions_sleep_and_wake_with_the_function() -> None:
    world = opened(inside(), setup=[aws.PublishVersion(FunctionName="checkout")])
    world.advance(15 * DAY)

    assert refusal(world, aws.Invoke(FunctionName="checkout", Qualifier="1")).status == 502
    later(world, "90s")
    assert world.do(aws.Invoke(FunctionName="checkout", Qualifier="1"))["StatusCode"] == 200


def test_an_update_wakes_it_too() -> None:
    world = idle_for(15)
    world.do(aws.UpdateFunctionConfiguration(FunctionName="checkout", MemorySize=512))
    later(world, "2min")

    assert configuration(world, "checkout")["State"] == "Active"
    assert world.do(aws.Invoke(FunctionName="checkout"))["StatusCode"] == 200


def test_an_update_wakes_all_versions_of_it() -> None:
    world = opened(inside(), setup=[aws.PublishVersion(FunctionName="checkout")])
    world.advance(15 * DAY)
    world.do(aws.UpdateFunctionConfiguration(FunctionName="checkout", MemorySize=512))
    later(world, "2min")

    assert world.do(aws.Invoke(FunctionName="checkout", Qualifier="1"))["StatusCode"] == 200
    world.advance(world.now_us + 15 * DAY)
    assert configuration(world, "checkout")["State"] == "Inactive", "and it falls asleep again"


def test_out_of_its_vpc_it_does_not_sleep() -> None:
    world = opened(inside())
    world.do(attach("checkout"))
    world.advance(30 * DAY)

    assert configuration(world, "checkout")["State"] == "Active"


def test_one_that_cannot_wake_for_want_of_an_address_says_so_and_tries_again() -> None:
    world = idle_for(15)
    addresses = world.service.network.addresses
    while addresses.free("subnet-a"):
        last = addresses.take("subnet-a")[0]
    refusal(world, aws.Invoke(FunctionName="checkout"))

    no = refusal(world, aws.Invoke(FunctionName="checkout"))
    assert no.code == "SubnetIPAddressLimitReachedException"
    addresses.give_back("subnet-a", last)
    refusal(world, aws.Invoke(FunctionName="checkout"))
    later(world, "90s")
    assert world.do(aws.Invoke(FunctionName="checkout"))["StatusCode"] == 200


# Calls


def outcomes(of: Scenario, until_s: int = 200) -> list[tuple[str, str]]:
    world = World(of)
    world.advance(until_s * SECOND)
    return [(each.function, each.status) for each in records(world)]


def test_a_call_that_nobody_answers_lasts_until_the_function_times_out() -> None:
    scene = shop(
        inside("pay", calls=("payments",), timeout="10s"),
        inside("order", calls=("database",), timeout="10s"),
        traffic=[calls("1s", function="pay"), calls("1s", function="order")],
    )
    world = World(scene)
    world.advance(MINUTE)

    assert [(each.status, each.duration_us) for each in records(world)] == [
        ("timeout", 10 * SECOND),
        ("ok", 205_000),
    ]
    (unreached,) = (each for each in world.snapshot().dependencies if each.unreached)
    assert (unreached.name, unreached.calls) == ("payments", 1)
    assert {(each.function, each.to): each.arrived for each in network_of(world).calls} == {
        ("pay", "payments"): False,
        ("order", "database"): True,
    }


def test_a_connection_is_opened_outside_the_handler_only_where_there_is_a_way() -> None:
    held = replace(shop().dependencies[0], held="environment")
    scene = shop(
        inside("order", calls=("database",)),
        function("report", calls=("database",)),
        dependencies=[held],
        traffic=[calls("1s", function="order"), calls("1s", function="report")],
    )
    world = World(scene)
    world.advance(2 * SECOND)

    (found,) = world.snapshot().dependencies
    assert (found.connections, found.unreached) == (1, 1)


def test_a_connect_timeout_gives_up_sooner_and_a_closed_port_at_once() -> None:
    places = (
        replace(shop().dependencies[1], connect_timeout=2 * SECOND),
        replace(shop().dependencies[0], name="wrong", at="bastion", port=22),
    )
    hosts = (NETWORK.hosts[0], replace(NETWORK.hosts[1], port=8_022), NETWORK.hosts[2])
    world = opened(
        inside("pay", calls=("payments",), timeout="10s"),
        inside("typo", calls=("wrong",), timeout="10s"),
        network=replace(NETWORK, hosts=hosts),
        dependencies=places,
        traffic=[calls("1s", function="pay"), calls("1s", function="typo")],
    )
    later(world, "1min")

    assert [(each.status, each.duration_us) for each in records(world)] == [
        ("error", 2_200_000),
        ("error", 200_000),
    ]


@pytest.mark.parametrize(("ipv6", "status"), [(True, "ok"), (False, "timeout")])
def test_code_tries_ipv6_where_the_other_end_has_it(ipv6: bool, status: str) -> None:
    scene = shop(
        inside("pay", replace(IN_A, ipv6=True), calls=("payments",)),
        network=DUAL_STACK,
        dependencies=[replace(shop().dependencies[1], ipv6=ipv6)],
        traffic=[calls("1s", function="pay")],
    )

    assert outcomes(scene) == [("pay", status)]


def test_what_a_function_sends_to_aws_hangs_too_without_a_way_there() -> None:
    queue = aws.CreateQueue(QueueName="orders")
    sends = ("arn:aws:sqs:us-east-1:123456789012:orders",)
    traffic = [calls("1s", function="order")]

    lost = shop(inside("order", sends=sends), setup=[queue], traffic=traffic)
    found = shop(inside("order", sends=sends), network=WITH_NAT, setup=[queue], traffic=traffic)
    assert outcomes(lost) == [("order", "timeout")]
    assert outcomes(found) == [("order", "ok")]


def test_environments_are_spread_over_the_subnets_so_one_without_a_way_fails_its_share() -> None:
    subnets = (*NETWORK.subnets[:1], replace(NETWORK.subnets[1], route_table=""))
    network = replace(WITH_NAT, subnets=(*subnets, *NETWORK.subnets[2:]))
    both = replace(IN_A, subnets=("subnet-a", "subnet-b"))
    scene = shop(
        inside("pay", both, calls=("payments",)),
        network=network,
        traffic=[calls("1s", function="pay", count=10)],
    )

    assert sorted(status for _, status in outcomes(scene)) == ["ok"] * 5 + ["timeout"] * 5


def test_a_change_of_the_network_counts_from_the_next_call_on() -> None:
    world = opened(
        inside("pay", calls=("payments",)),
        network=WITH_NAT,
        traffic=[calls("1s", "11s", "21s", function="pay")],
    )
    later(world, "5s")
    world.do(aws.DeleteNatGateway(NatGatewayId="nat-a"))
    assert way(world, "pay", "internet").sentence == (
        "there is no nat-a any more: the route is a black hole."
    )
    later(world, "10s")
    world.do(
        aws.ReplaceRoute(
            RouteTableId="rtb-private", DestinationCidrBlock="0.0.0.0/0", GatewayId="igw-shop"
        )
    )
    later(world, "1min")

    assert statuses(world) == ["ok", "timeout", "timeout"], "the public way is none for Lambda"


def test_a_world_with_networks_can_be_copied_and_goes_on_alike() -> None:
    world = opened(inside("pay", calls=("payments",)), traffic=[calls("1s", function="pay")])
    world.do(creation("new", "subnet-b"))
    twin = world.copy()
    for each in (world, twin):
        each.advance(20 * DAY)

    assert twin.log.digest() == world.log.digest()
    assert twin.snapshot() == world.snapshot()


def test_without_a_vpc_the_snapshot_has_no_network() -> None:
    assert World(Scenario()).snapshot().network is None


def test_interfaces_take_as_long_as_the_scenario_says() -> None:
    quick = replace(NETWORK, interface_creation=parse_distribution("5s"))
    world = opened(function("f"), network=quick)
    world.do(attach("f", "subnet-a"))
    later(world, "5s")

    assert configuration(world, "f")["LastUpdateStatus"] == "Successful"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"placement": replace(IN_A, subnets=("subnet-nope",))}, "checkout: subnets names"),
        ({"placement": replace(IN_A, subnets=())}, "its network needs subnets"),
        ({"placement": replace(IN_A, subnets=("subnet-a", "subnet-other"))}, "is not in vpc-shop"),
    ],
)
def test_a_scenario_that_contradicts_itself_says_where(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ScenarioError, match=sentence):
        World(shop(inside(**changes)))


def test_a_dependency_is_at_a_place_that_there_is() -> None:
    places = (replace(shop().dependencies[0], at="nowhere"),)

    with pytest.raises(ScenarioError, match="database is at nowhere, but the network has no host"):
        World(shop(dependencies=places))
