"""Small worlds for what seldom happens in networks, by the kind of event to be seen in each."""

from __future__ import annotations

from a_judge import Everybody, judged
from msgspec.structs import replace
from network_shop import IN_A, NETWORK, attach, inside, shop
from scenes import calls, function

from lambdatutor.aws import operations as aws
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.identities.setup import IdentitiesSetup, RoleSetup
from lambdatutor.simulator.time import DAY, HOUR, SECOND
from lambdatutor.simulator.world import World


def _unreached() -> World:
    """One finds no way to the internet, one is in no VPC, one asks for the wrong port."""
    world = World(
        shop(
            inside("pay", calls=("payments",)),
            function("report", calls=("database",)),
            inside("tool", replace(IN_A, security_groups=("sg-function",)), calls=("bastion",)),
            traffic=[calls("1s", function=name) for name in ("pay", "report", "tool")],
            network=replace(
                NETWORK,
                hosts=(*NETWORK.hosts[:1], replace(NETWORK.hosts[1], port=80)),
            ),
            dependencies=(
                *shop().dependencies,
                DependencySetup(name="bastion", at="bastion", port=22),
            ),
        )
    )
    world.advance(10 * SECOND)
    return world


def _moved() -> World:
    """A function goes into the VPC and out again."""
    world = World(shop(function("mail")))
    world.do(attach("mail", "subnet-a"))
    world.advance(HOUR)
    world.do(attach("mail"))
    world.advance(2 * HOUR)
    return world


def _orphaned() -> World:
    """The role of a function in the VPC is deleted, and then the function."""
    scene = replace(
        shop(replace(inside("mail"), role="mailer")),
        identities=IdentitiesSetup(roles=(RoleSetup(name="mailer"),)),
    )
    world = World(judged(scene), authoriser=Everybody())
    world.do(aws.DeleteRole(RoleName="mailer"))
    world.do(aws.DeleteFunction(FunctionName="mail"))
    world.advance(HOUR)
    return world


def _asleep() -> World:
    """Nobody calls it for more than 14 days, and then somebody does."""
    world = World(shop(inside(), traffic=[calls("15d", function="checkout")]))
    world.advance(16 * DAY)
    return world


def _no_address() -> World:
    full = replace(NETWORK.subnets[0], free=0)
    network = replace(NETWORK, subnets=(full, *NETWORK.subnets[1:]))
    world = World(shop(function("mail"), network=network))
    world.do(attach("mail", "subnet-a"))
    world.advance(HOUR)
    return world


RARE = {
    "network.no_internet": _unreached,
    "network.dropped": _unreached,
    "network.refused": _unreached,
    "interface.made": _moved,
    "interface.ready": _moved,
    "interface.unneeded": _moved,
    "interface.gone": _moved,
    "interface.stays": _orphaned,
    "function.inactive": _asleep,
    "function.restoring": _asleep,
    "function.restored": _asleep,
    "function.no_interface": _no_address,
}
