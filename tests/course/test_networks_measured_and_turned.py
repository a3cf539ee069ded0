"""Measures of networks, and the controls that change them: each value is a call that EC2 takes."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "simulator"))

from msgspec.structs import replace
from network_shop import DUAL_STACK, IN_A, NETWORK, WITH_NAT, attach, inside, shop
from scenes import calls, function

from lambdatutor.aws import operations as aws
from lambdatutor.aws.command_line import from_cli, to_cli
from lambdatutor.course.controls import dial
from lambdatutor.course.door import read_line, refusal, set_operation
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import ExpressionError, parse_expression
from lambdatutor.course.lab_parts import Control
from lambdatutor.course.meaning import check
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.targets import ControlError, Value, turning
from lambdatutor.simulator.network.path import paths
from lambdatutor.simulator.network.setup import EndpointSetup, IngressSetup, SecurityGroupSetup
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import MINUTE
from lambdatutor.simulator.world import World


def truth(source: str, run: World) -> bool:
    expression = parse_expression(source)
    check(expression, wanted="truth")
    found = evaluate(expression, run)
    assert isinstance(found, bool)
    return found


def value(source: str, run: World) -> object:
    expression = parse_expression(source)
    check(expression, wanted="value")
    found = evaluate(expression, run)
    return found.number if isinstance(found, Quantity) else found


def test_who_reaches_what_and_where_it_stops() -> None:
    world = World(shop())

    assert truth('reaches("checkout", "database")', world), "on the port that it listens on"
    assert not truth('reaches("checkout", "database", port=22)', world)
    assert not truth('reaches("checkout", "internet")', world)
    assert truth('not reaches("internet", "database") and reaches("outside", "internet")', world)
    assert value('stopped_at("checkout", "internet")', world) == "rtb-private"
    assert value('stopped_at("checkout", "database", port=22)', world) == "sg-database"
    assert value('stopped_at("checkout", "database")', world) is None
    assert not truth('reaches("nobody", "database")', world)


def test_a_function_in_two_subnets_reaches_only_what_both_reach() -> None:
    subnets = (*NETWORK.subnets[:1], replace(NETWORK.subnets[1], route_table=""))
    network = replace(WITH_NAT, subnets=(*subnets, *NETWORK.subnets[2:]))
    both = replace(IN_A, subnets=("subnet-a", "subnet-b"))

    assert not truth(
        'reaches("checkout", "internet")', World(shop(inside(placement=both), network=network))
    )
    assert truth('reaches("checkout", "internet")', World(shop(network=network)))


def test_a_way_may_be_asked_for_what_it_passes() -> None:
    gateway = EndpointSetup(
        id="vpce-table", service="dynamodb", kind="gateway", route_tables=("rtb-private",)
    )
    world = World(shop(network=replace(WITH_NAT, endpoints=(gateway,))))

    assert truth('passes("checkout", "aws:s3", via="nat-a")', world)
    assert not truth('passes("checkout", "aws:dynamodb", via="nat-gateway")', world)
    assert truth('passes("checkout", "aws:dynamodb", via="vpce-table")', world)
    assert value("nat_gateways()", world) == value("endpoints()", world) == 1


def test_what_is_open_to_the_world() -> None:
    world = World(shop())

    assert value("open_to_world()", world) == 1
    assert value('open_to_world("sg-database")', world) == 0
    assert value("public_hosts()", world) == 1


def test_functions_interfaces_and_states() -> None:
    world = World(shop())

    assert truth('in_vpc("checkout") and not in_vpc("outside")', world)
    world.do(attach("outside", "subnet-b"))
    assert value('function_state("outside")', world) == "Active", "it goes on as it was"
    assert not truth('in_vpc("outside")', world)
    world.advance(2 * MINUTE)
    assert truth('in_vpc("outside")', world)
    assert value("interfaces()", world) == 2
    assert value("interfaces(function=outside)", world) == 1


def test_calls_that_are_lost_are_counted_by_what_they_called() -> None:
    scene = shop(
        inside("pay", calls=("payments",)),
        function("report", calls=("database",)),
        traffic=[calls("1s", "9s", function="pay"), calls("1s", function="report")],
    )
    world = World(scene)
    world.advance(MINUTE)

    assert value("lost_calls()", world) == 3
    assert value('lost_calls("payments")', world) == 2
    assert value("lost_calls(function=pay, after=5s)", world) == 1


@pytest.mark.parametrize(
    "source", ['reaches("checkout")', "reaches()", 'passes("a", "b", through="c")']
)
def test_a_way_has_two_ends(source: str) -> None:
    with pytest.raises(ExpressionError):
        check(parse_expression(source), wanted="truth")


# Controls

GATEWAY = EndpointSetup(
    id="vpce-table", service="dynamodb", kind="gateway", route_tables=("rtb-private",)
)
QUEUE = EndpointSetup(
    id="vpce-queue", service="sqs", subnets=("subnet-b",), security_groups=("sg-endpoint",)
)
RICH = shop(network=replace(WITH_NAT, endpoints=(GATEWAY, QUEUE)))

CONTROLS = {
    "vpc": Control(
        control="vpc",
        function="outside",
        values=("none", "subnet-a sg-function", "subnet-a subnet-b sg-function"),
    ),
    "ipv6": Control(
        control="vpc",
        function="outside",
        values=("none", "subnet-a sg-function", "subnet-a sg-function ipv6"),
    ),
    "route": Control(
        control="route", sets="rtb-private.default", values=("none", "nat-a", "igw-shop")
    ),
    "first route": Control(
        control="route", sets="rtb-public.default_ipv6", values=("none", "igw-shop")
    ),
    "rule": Control(control="rule", sets="sg-database.5432", values=("none", "sg-function")),
    "first rule": Control(control="rule", sets="sg-database.22", values=("none", "10.0.0.0/16")),
    "table": Control(control="table", sets="vpce-table.on", values=("on", "off")),
    "queue": Control(control="queue", sets="vpce-queue.on", values=("on", "off")),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_from_each_value_to_each_other_it_is_a_call_that_aws_takes(name: str) -> None:
    turned = dial(CONTROLS[name], RICH)
    for before in turned.values:
        for after in turned.values:
            if before == after:
                continue
            world = World(RICH)
            if before != turned.start:
                world.do(turned.target.operation(before))
                world.advance(world.now_us + 2 * MINUTE)
            operation = turning(turned.target, before, after)
            assert turned.target.read(operation) == after
            assert from_cli(to_cli(operation)) == operation
            world.do(operation)


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_opens_where_the_network_of_the_lesson_has_it(name: str) -> None:
    starts = {
        "vpc": "none",
        "ipv6": "none",
        "route": "nat-a",
        "first route": "none",
        "rule": "sg-function",
        "first rule": "none",
        "table": "on",
        "queue": "on",
    }

    assert dial(CONTROLS[name], RICH).start == starts[name]


def test_a_function_that_is_turned_to_ipv6_leaves_by_the_egress_only_gateway() -> None:
    scene = shop(network=DUAL_STACK)
    turned = dial(CONTROLS["ipv6"], scene)
    world = World(scene)
    fates: list[str] = []
    before: Value = "none"
    for value in ("subnet-a sg-function ipv6", "subnet-a sg-function"):
        world.do(turning(turned.target, before, value))
        world.advance(world.now_us + 2 * MINUTE)
        view = world.snapshot().network
        assert view is not None
        fates += [each.verdict for each in paths(view, "outside", "internet", 443, family="ipv6")]
        before = value

    assert fates == ["arrives", "dropped"]


def test_ipv6_stands_at_the_end_and_with_subnets_only() -> None:
    turned = dial(CONTROLS["ipv6"], RICH)

    for wrong in ("none ipv6", "ipv6", "ipv6 subnet-a sg-function", "subnet-a ipv6"):
        with pytest.raises(ControlError, match="not subnets and security groups"):
            turned.target.parse(wrong)


def test_a_line_for_the_cli_turns_the_control_as_well() -> None:
    turned = dial(CONTROLS["route"], RICH)
    line = "aws ec2 delete-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0"
    assert turned.read(read_line(line, (turned,))) == "none"
    line = (
        "aws ec2 authorize-security-group-ingress --group-id sg-database --protocol tcp "
        "--port 22 --cidr 10.0.0.0/16"
    )
    assert dial(CONTROLS["first rule"], RICH).read(read_line(line, ())) == "10.0.0.0/16"


def test_a_lab_answers_questions_about_its_network() -> None:
    turned = dial(CONTROLS["route"], RICH)

    assert refusal(aws.DescribeSubnets(), (turned,)) is None
    assert refusal(aws.DeleteSubnet(SubnetId="subnet-a"), (turned,)) is not None


def test_setting_a_route_asks_where_it_stands() -> None:
    turned = dial(CONTROLS["route"], RICH)

    assert isinstance(set_operation("route", "igw-shop", (turned,)), aws.ReplaceRoute)
    anew = set_operation("route", "igw-shop", (turned,), {"route": "none"})
    assert isinstance(anew, aws.CreateRoute)


def test_a_rule_takes_the_place_of_no_other() -> None:
    turned = dial(
        Control(control="rule", sets="sg-database.5432", values=("sg-function", "0.0.0.0/0")), RICH
    )

    with pytest.raises(ControlError, match="Set it to none first"):
        set_operation("rule", "0.0.0.0/0", (turned,))


@pytest.mark.parametrize(
    ("sets", "sentence"),
    [
        ("rtb-nope.default", "has no rtb-nope"),
        ("sg-nope.22", "has no sg-nope"),
        ("vpce-nope.on", "has no vpce-nope"),
    ],
)
def test_a_control_of_what_the_network_does_not_have_is_refused(sets: str, sentence: str) -> None:
    with pytest.raises(ControlError, match=sentence):
        dial(Control(control="x", sets=sets, values=("none",)), RICH)


def test_without_a_network_there_is_nothing_to_turn() -> None:
    with pytest.raises(ControlError, match="has no rtb-private"):
        dial(CONTROLS["route"], Scenario())


def test_a_group_that_lets_in_two_opens_at_the_first() -> None:
    two = SecurityGroupSetup(
        id="sg-database",
        ingress=(
            IngressSetup(peer="10.0.0.0/16", ports=5432),
            IngressSetup(peer="sg-function", ports=5432),
        ),
    )
    groups = (NETWORK.security_groups[0], two, *NETWORK.security_groups[2:])
    scene = shop(network=replace(NETWORK, security_groups=groups))

    assert dial(CONTROLS["rule"], scene).start == "10.0.0.0/16"
