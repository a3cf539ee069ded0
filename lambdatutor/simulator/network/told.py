"""The events of networks, and how they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.interfaces import NO_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

_CALL = ("called", "to", "port", "stopped_at", "why")
_INTERFACE = ("interface", "subnet")

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "network.no_internet": (("VPC-004",), _CALL),
    "network.dropped": ((), _CALL),
    "network.refused": ((), _CALL),
    "interface.made": (("VPC-001", "VPC-002"), (*_INTERFACE, "takes_us")),
    "interface.ready": (("VPC-001",), _INTERFACE),
    "interface.unneeded": (("VPC-007",), (*_INTERFACE, "takes_us")),
    "interface.gone": (("VPC-007",), _INTERFACE),
    "interface.stays": (("VPC-005",), (*_INTERFACE, "role")),
    "function.inactive": (("VPC-003",), ()),
    "function.restoring": (("VPC-003",), ()),
    "function.restored": (("VPC-003",), ()),
    "function.no_interface": (("VPC-009",), ("change", "code")),
}
"""Rules and names of numbers, by kind."""


def _dropped(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Request #{event.request} gets no answer from {numbers['called']}, port "
        f"{numbers['port']}: {numbers['why']} It waits until it may not wait any longer."
    )


def _refused(event: Event) -> str:
    numbers = event.numbers
    return f"Request #{event.request} cannot call {numbers['called']}: {numbers['why']}"


def _made(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Lambda makes {numbers['interface']} in {numbers['subnet']}: all functions with this "
        f"subnet and these security groups will share it. That takes {event.spoken('takes_us')} "
        "(the simulator's own; AWS says up to minutes)."
    )


def _unneeded(event: Event) -> str:
    numbers = event.numbers
    return (
        f"No function needs {numbers['interface']} any more; Lambda takes it away in "
        f"{event.spoken('takes_us')}."
    )


def _no_interface(event: Event) -> str:
    numbers = event.numbers
    why = (
        "a subnet has no address left"
        if numbers["code"] == NO_ADDRESS
        else "the VPC has as many interfaces of Lambda as it may"
    )
    then = "it is Failed" if numbers["change"] == "create" else "it goes on as it was"
    return f"{event.function} gets no interface, for {why} ({numbers['code']}): {then}."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "network.no_internet": _dropped,
    "network.dropped": _dropped,
    "network.refused": _refused,
    "interface.made": _made,
    "interface.ready": lambda e: f"{e.numbers['interface']} stands in {e.numbers['subnet']}.",
    "interface.unneeded": _unneeded,
    "interface.gone": lambda e: (
        f"{e.numbers['interface']} is gone, and its address in {e.numbers['subnet']} is free."
    ),
    "interface.stays": lambda e: (
        f"Lambda cannot take {e.numbers['interface']} away: it does that in the name of "
        f"{e.numbers['role']}, which was deleted or may not. "
        f"Its address in {e.numbers['subnet']} stays taken."
    ),
    "function.inactive": lambda e: (
        f"Nobody has called {e.function} for 14 days: it is Inactive, and Lambda takes its "
        "interface back."
    ),
    "function.restoring": lambda e: (
        f"The call of {e.function} has failed, but it wakes it up: it is Pending until its "
        "interface is there again."
    ),
    "function.restored": lambda e: f"{e.function} is Active again.",
    "function.no_interface": _no_interface,
}
