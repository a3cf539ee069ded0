"""Whether the ids and blocks of a scenario's networks are spelled as they have to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.network import endpoint_policy
from lambdatutor.simulator.network.endpoints import BY_GATEWAY, SERVICES
from lambdatutor.simulator.network.routing import PREFIX_LIST, network_of

if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Literal

_FORMS = {
    "vpc": r"vpc-[0-9a-z]+",
    "subnet": r"subnet-[0-9a-z]+",
    "rtb": r"rtb-[0-9a-z]+",
    "igw": r"igw-[0-9a-z]+",
    "nat": r"nat-[0-9a-z]+",
    "eigw": r"eigw-[0-9a-z]+",
    "vpce": r"vpce-[0-9a-z]+",
    "sg": r"sg-[0-9a-zA-Z]+",
}
"""Lambda's own patterns for subnets and groups; those of the others are of the same kind."""


class NetworkError(LambdaTutorError):
    """A network of a scenario that cannot be."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem


def new_id(kind: str, given: str, there: Container[str]) -> None:
    if re.fullmatch(_FORMS[kind], given) is None:
        raise NetworkError(
            f"{given!r} is no id of this kind; write {kind}- and letters or digits, without dashes"
        )
    if given in there:
        raise NetworkError(f"{given} is there twice; rename one")


def known(name: str, field: str, given: str, there: Container[str]) -> None:
    if given not in there:
        what = given or "nothing"
        raise NetworkError(f"{name}: {field} names {what}, which the network does not have; add it")


def check_block(name: str, block: str) -> None:
    try:
        if block:
            network_of(block)
    except ValueError:
        problem = f"{name}: {block!r} is no block of addresses such as 10.0.1.0/24"
        raise NetworkError(problem) from None


def check_inside(name: str, block: str, vpc: str, around: str) -> None:
    check_block(name, block)
    inner = network_of(block)
    outer = network_of(around) if around else None
    if (
        outer is None
        or inner.version != outer.version
        or inner[0] not in outer
        or inner[-1] not in outer
    ):
        raise NetworkError(f"{name}: {block} does not lie in {vpc} ({around or 'no such block'})")


def ports_of(name: str, ports: int | str) -> tuple[int, int]:
    """The first and the last port that `5432`, `8000-8999` or `all` means."""
    text = str(ports)
    if text == "all":
        return 0, 65_535
    found = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", text)
    if found is not None:
        first, last = int(found[1]), int(found[2] or found[1])
        if first <= last <= 65_535:
            return first, last
    raise NetworkError(f"{name}: {text!r} are no ports; write 5432, 8000-8999 or all")


def check_peer(name: str, peer: str, groups: Container[str]) -> None:
    """The other end of a rule is a block, a security group that is there, or a prefix list."""
    if peer.startswith("sg-"):
        known(name, "a rule", peer, groups)
    elif not peer.startswith(PREFIX_LIST):
        check_block(name, peer)


def check_service(name: str, service: str, kind: str) -> None:
    """The service has endpoints, and of this kind."""
    known_here = BY_GATEWAY if kind == "gateway" else SERVICES
    if service not in known_here:
        offered = ", ".join(known_here)
        raise NetworkError(f"{name}: there is no {kind} endpoint of {service!r}; use {offered}")


def check_policy(name: str, policy: str | None, kind: Literal["gateway", "interface"]) -> None:
    fault = endpoint_policy.fault(policy, kind) if policy is not None else ""
    if fault:
        raise NetworkError(f"{name}: policy: {fault}")
