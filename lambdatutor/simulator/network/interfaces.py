"""Lambda's Hyperplane interfaces: made when a function is configured, shared, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.network.parts import Interface, Placement
from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import InterfaceStatus
    from lambdatutor.simulator.version import Configuration

Key = tuple[str, tuple[str, ...]]
"""A subnet and a set of security groups, in the order of their ids (VPC-001)."""

NO_ADDRESS = "SubnetOutOfIPAddresses"
NO_MORE = "EniLimitExceeded"
IDLE = "Idle"
RESTORING = "Restoring"
"""Lambda's own StateReasonCodes, as `Function.state_code` has them."""


def keys(placement: Placement) -> tuple[Key, ...]:
    """One a subnet."""
    groups = tuple(sorted(placement.groups))
    return tuple((subnet, groups) for subnet in placement.subnets)


class SharedInterface:
    """One interface. It carries 65,000 connections (VPC-001); more than that are not simulated."""

    def __init__(self, interfaces: Interfaces, key: Key, interface_id: str) -> None:
        self.interfaces = interfaces
        self.key = key
        self.id = interface_id
        self.address, self.ipv6_address = interfaces.network.addresses.take(key[0])
        self.status: InterfaceStatus = "pending"
        self.ready_us = interfaces.account.clock.now_us
        self.roles: tuple[str, ...] = ()
        """Of the functions that need it, or needed it last: Lambda takes it away in their name."""
        self.event = -1
        self.bell = Bell(interfaces.account.clock, self.become_ready)

    def become_ready(self) -> None:
        self.status = "in-use"
        self.interfaces.note("interface.ready", self, (self.id, self.key[0]), self.event)
        self.interfaces.network.changed()

    def go(self) -> None:
        """Nothing has needed it for as long as AWS takes to look (VPC-007).

        A role that was deleted cannot take it away (VPC-005), nor can one that may not: AWS says
        that Lambda relies on permissions in the role.
        """
        interfaces, permissions = self.interfaces, self.interfaces.account.permissions
        if any(permissions.may_delete_interfaces(each) for each in self.roles):
            interfaces.remove(self)
        else:
            numbers = (self.id, self.key[0], ", ".join(self.roles))
            self.event = interfaces.note("interface.stays", self, numbers, self.event)


class Interfaces:
    """All of the account's, by what they are for."""

    def __init__(self, account: Account, network: Network) -> None:
        self.account = account
        self.network = network
        self.by_key: dict[Key, SharedInterface] = {}

    # What functions need

    def lack(self, placement: Placement) -> str:
        """Why its interfaces cannot be made, as a StateReasonCode; or nothing (VPC-009)."""
        missing = [each for each in keys(placement) if each not in self.by_key]
        if any(not self.network.addresses.free(subnet) for subnet, _ in missing):
            return NO_ADDRESS
        vpc = self.network.subnets[placement.subnets[0]].vpc
        there = sum(self.network.subnets[key[0]].vpc == vpc for key in self.by_key)
        return NO_MORE if there + len(missing) > self.network.setup.interfaces else ""

    def settle(self) -> None:
        """Make what is missing, and let go of what no function needs any more."""
        needed = self._needed()
        for key, roles in needed.items():
            self._make(key)
            self.by_key[key].roles = tuple(roles)
        for key, each in self.by_key.items():
            if key not in needed and each.status != "deleting":
                self._let_go(each)
        self.network.changed()

    def ready_in_us(self, placement: Placement) -> int:
        """How long until all of them are there."""
        now = self.account.clock.now_us
        return max(max(0, self.by_key[each].ready_us - now) for each in keys(placement))

    def _needed(self) -> dict[Key, dict[str, None]]:
        """With the roles of the functions that need each."""
        found: dict[Key, dict[str, None]] = {}
        for function in self.account.functions.values():
            for configuration in _placed(function):
                if configuration.placement is not None:
                    for key in keys(configuration.placement):
                        found.setdefault(key, {})[configuration.role] = None
        return found

    def _make(self, key: Key) -> None:
        there = self.by_key.get(key)
        now = self.account.clock.now_us
        if there is not None:
            if there.status == "deleting":  # what AWS does then it does not say
                there.bell.silence()
                there.status = "in-use"
            return
        made = self.by_key[key] = SharedInterface(self, key, self.network.next_id("eni"))
        if self.account.opening:
            made.status = "in-use"
            return
        luck = stream(self.account.seed, "interface-creation", made.id).random()
        made.ready_us = now + self.network.setup.interface_creation.at(luck)
        numbers = (made.id, key[0], made.ready_us - now)
        made.event = self.note("interface.made", made, numbers, self.account.cause)
        made.bell.set(made.ready_us)

    def _let_go(self, interface: SharedInterface) -> None:
        interface.bell.silence()
        interface.status = "deleting"
        luck = stream(self.account.seed, "interface-deletion", interface.id).random()
        takes_us = self.network.setup.interface_deletion.at(luck)
        numbers = (interface.id, interface.key[0], takes_us)
        cause = self.account.cause
        interface.event = self.note("interface.unneeded", interface, numbers, cause)
        interface.bell = Bell(self.account.clock, interface.go)
        interface.bell.set(self.account.clock.now_us + takes_us)

    def remove(self, interface: SharedInterface) -> None:
        """Its address is free again."""
        del self.by_key[interface.key]
        self.network.addresses.give_back(interface.key[0], interface.address)
        self.note("interface.gone", interface, (interface.id, interface.key[0]), interface.event)
        self.network.changed()

    def note(
        self, kind: str, interface: SharedInterface, numbers: tuple[int | str, ...], cause: int
    ) -> int:
        users = self.users(interface.key)
        return self.account.note(kind, users[0] if users else "", numbers, cause)

    # Looking

    def users(self, key: Key) -> tuple[str, ...]:
        """The functions that share one."""
        return tuple(
            function.name
            for function in self.account.functions.values()
            if any(key in keys(each) for each in placements(function))
        )

    def views(self) -> tuple[Interface, ...]:
        return tuple(
            Interface(
                each.id,
                key[0],
                key[1],
                each.address,
                each.ipv6_address,
                each.status,
                self.users(key),
            )
            for key, each in self.by_key.items()
        )


def placements(function: Function) -> tuple[Placement, ...]:
    """Where a function's versions are, if it is not asleep, and where `$LATEST` will be."""
    found = [each.placement for each in _placed(function)]
    return tuple(each for each in found if each is not None)


def _placed(function: Function) -> list[Configuration]:
    """All that have to be in their place."""
    asleep = function.state_code not in ("", RESTORING)
    versions = () if asleep else function.versions.values()
    configurations = [each.configuration for each in versions]
    update = function.update
    if update is not None and not update.fault:
        configurations.append(update.configuration)
    return configurations
