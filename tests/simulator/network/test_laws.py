"""Laws of networks: what no rule, route or order of changes can break."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import NamedTuple

import network_pools
import pytest
from any_value import Draw
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from network_shop import DUAL_STACK, IN_A, WITH_NAT, attach, inside, network_of, shop
from scenes import FEW, function

from lambdatutor.aws import operations as aws
from lambdatutor.aws.operations.operation import Ec2Operation
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.network.hop import Path
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.parts import Family, Route, Rule
from lambdatutor.simulator.network.path import path
from lambdatutor.simulator.network.setup import NetworkSetup, SecurityGroupSetup
from lambdatutor.simulator.time import MINUTE
from lambdatutor.simulator.world import World

KINDS = tuple(kind for kind in aws.OPERATIONS.values() if issubclass(kind, Ec2Operation))

PLACES = (
    *("checkout", "outside", "database", "bastion", "stranger", "internet"),
    *("aws:dynamodb", "aws:lambda", "10.0.1.4", "10.0.7.7", "192.0.2.1", "2001:db8:1:1::9"),
)
SOURCES = st.sampled_from(PLACES[:6])
TARGETS = st.sampled_from(PLACES)
PORTS = st.sampled_from((22, 80, 443, 5432))
FAMILIES = st.sampled_from(("ipv4", "ipv6"))
PEERS = st.sampled_from(
    ("0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "sg-function", "sg-database", "::/0", "pl-dynamodb")
)
RULES = st.builds(
    lambda protocol, ports, peer: Rule(protocol, *sorted(ports), peer),
    st.sampled_from(("tcp", "udp", "icmp", "-1")),
    st.tuples(PORTS, PORTS),
    PEERS,
)
NETWORKS = st.sampled_from((WITH_NAT, DUAL_STACK, replace(WITH_NAT, nat_gateways=())))


def view(of: NetworkSetup) -> NetworkView:
    tables = tuple(
        replace(each, routes=tuple(r for r in each.routes if r.via != "nat-a"))
        if not of.nat_gateways
        else each
        for each in of.route_tables
    )
    scene = shop(inside(), function("outside"), network=replace(of, route_tables=tables))
    return network_of(scene)


Rules = dict[str, tuple[list[Rule], list[Rule]]]
"""What comes in and what goes out, by group."""


def with_rules(network: NetworkView, rules: Rules) -> NetworkView:
    groups = tuple(
        each._replace(ingress=tuple(rules[each.id][0]), egress=tuple(rules[each.id][1]))
        if each.id in rules
        else each
        for each in network.groups
    )
    return network._replace(groups=groups)


ANY_RULES = st.dictionaries(
    st.sampled_from(("sg-function", "sg-database", "sg-world")),
    st.tuples(st.lists(RULES, max_size=3), st.lists(RULES, max_size=3)),
)


class Asked(NamedTuple):
    """A packet, and the rules that it meets."""

    rules: Rules
    source: str
    to: str
    port: int
    family: Family

    def way(self, network: NetworkView) -> Path:
        return path(network, self.source, self.to, self.port, family=self.family)


ASKED = st.builds(Asked, ANY_RULES, SOURCES, TARGETS, PORTS, FAMILIES)


@FEW
@given(NETWORKS, ASKED)
def test_every_way_ends_once_and_says_why(of: NetworkSetup, asked: Asked) -> None:
    found = asked.way(with_rules(view(of), asked.rules))

    *before, last = found.hops
    assert all(hop.verdict == "passes" for hop in before)
    assert last.verdict != "passes"
    assert all(hop.sentence.endswith(".") and "  " not in hop.sentence for hop in found.hops)
    assert found.arrives == (found.stopped_at is None)


@FEW
@given(NETWORKS, ASKED, RULES, st.sampled_from((0, 1)))
def test_another_rule_never_closes_what_was_open(
    of: NetworkSetup, asked: Asked, more: Rule, side: int
) -> None:
    wider: Rules = {}
    for name, rules in asked.rules.items():
        both = [list(each) for each in rules]
        both[side].append(more)
        wider[name] = (both[0], both[1])
    network = view(of)

    if asked.way(with_rules(network, asked.rules)).arrives:
        assert asked.way(with_rules(network, wider)).arrives


@FEW
@given(NETWORKS, ASKED)
def test_taking_all_routes_away_opens_nothing_and_keeps_all_in(
    of: NetworkSetup, asked: Asked
) -> None:
    network = with_rules(view(of), asked.rules)
    bare = network._replace(
        tables=tuple(
            each._replace(routes=tuple(r for r in each.routes if r.via == "local"))
            for each in network.tables
        )
    )
    if asked.way(bare).arrives:
        assert asked.way(network).arrives
        beyond = asked.to.startswith(("internet", "aws:", "192."))
        assert not beyond or asked.source in ("outside", "internet")


def test_taking_away_an_exact_route_can_open_a_way() -> None:
    """The longest prefix wins, even where it leads nowhere: why the law above is about all."""
    network = view(WITH_NAT)
    hole = Route("203.0.113.0/24", "igw-shop")
    tables = tuple(
        each._replace(routes=(*each.routes, hole)) if each.id == "rtb-private" else each
        for each in network.tables
    )

    assert path(network, "checkout", "internet").arrives
    assert not path(network._replace(tables=tables), "checkout", "internet").arrives


@FEW
@given(ASKED)
def test_no_rules_let_anything_in_to_a_function(asked: Asked) -> None:
    network = with_rules(view(WITH_NAT), asked.rules)

    for each in ("checkout", "outside"):
        assert asked._replace(to=each).way(network).verdict == "dropped"


@FEW
@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, len(KINDS) - 1)), max_size=25))
def test_after_any_operations_every_way_can_be_followed_and_nothing_is_lost(
    drawn: list[tuple[int, int]],
) -> None:
    world = World(shop(inside(), function("outside"), network=network_pools.NETWORK_OF_SHOP))
    for seed, at in drawn:
        luck = Random(seed)
        operation = Draw(luck, KINDS[at].__name__, luck.random() < 0.8).struct(KINDS[at])
        with suppress(LambdaTutorError):
            world.do(operation)  # type: ignore[arg-type]  an operation
        if luck.random() < 0.3:
            with suppress(LambdaTutorError):
                world.do(attach("outside", *luck.choice(((), ("subnet-a",), ("subnet-c",)))))
        world.advance(world.now_us + luck.choice((0, MINUTE, 30 * MINUTE)))

    network = network_of(world)
    names = ("checkout", "outside", "database", "internet")
    for source in names:
        for to in (*names, "aws:s3", "aws:lambda"):
            assert path(network, source, to).hops
    interfaces_are_what_is_needed(world)


def interfaces_are_what_is_needed(world: World) -> None:
    network = network_of(world)
    for each in network.attachments:
        if each.placement is not None and each.state == "Active":
            assert len(each.interfaces) == len(each.placement.subnets)
    for each in network.interfaces:
        assert bool(each.functions) == (each.status != "deleting")
    taken = [
        *((each.subnet, each.address) for each in network.interfaces),
        *((each.subnet, each.address) for each in network.hosts),
        *((each.subnet, each.address) for each in network.nat_gateways),
        *(
            pair
            for each in network.endpoints
            for pair in zip(each.subnets, each.addresses, strict=True)
        ),
    ]
    assert len(set(taken)) == len(taken), "no address is given twice"
    assert all(address for _, address in taken)
    for subnet in network.subnets:
        assert subnet.free >= 0


@pytest.mark.parametrize("group", ["sg-mute", "sg-function"])
def test_what_a_function_may_send_does_not_depend_on_what_may_come_in(group: str) -> None:
    """Groups are stateful: answers need no rule."""
    closed = SecurityGroupSetup(id="sg-function", ingress=())
    groups = (closed, *WITH_NAT.security_groups[1:])
    placed = inside(placement=replace(IN_A, security_groups=(group,)))
    found = network_of(shop(placed, network=replace(WITH_NAT, security_groups=groups)))

    assert path(found, "checkout", "internet").arrives == (group == "sg-function")
