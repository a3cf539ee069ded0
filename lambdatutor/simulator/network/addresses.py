"""The addresses of subnets: who has which, and how many are left."""

from __future__ import annotations

from lambdatutor.simulator.network.routing import network_of

_KEPT_FIRST = 4
_KEPT = 5
"""EC2 keeps the first four addresses of each subnet for itself, and the last one."""


class Addresses:
    """Private addresses; each is given to one thing at a time."""

    def __init__(self) -> None:
        self._blocks: dict[str, tuple[str, str]] = {}
        """By subnet: its IPv4 block and its IPv6 block."""
        self._room: dict[str, int] = {}
        """By subnet: how many it can give."""
        self._taken: dict[str, dict[int, None]] = {}
        """By subnet: places that are taken, counted from the start of its block."""

    def open(self, subnet: str, cidr: str, ipv6_cidr: str, free: int | None = None) -> None:
        """A new subnet; with `free` it has no more than so many."""
        room = max(0, network_of(cidr).num_addresses - _KEPT)
        self._blocks[subnet] = (cidr, ipv6_cidr)
        self._room[subnet] = room if free is None else min(room, free)
        self._taken[subnet] = {}

    def close(self, subnet: str) -> None:
        for kept in (self._blocks, self._room, self._taken):
            del kept[subnet]

    def free(self, subnet: str) -> int:
        return self._room[subnet] - len(self._taken[subnet])

    def used(self, subnet: str) -> bool:
        """Whether anything has an address in it."""
        return bool(self._taken[subnet])

    def take(self, subnet: str) -> tuple[str, str]:
        """The lowest address that is free, and the IPv6 one in the same place; or nothing."""
        taken = self._taken[subnet]
        if not self.free(subnet):
            return "", ""
        place = next(each for each in range(_KEPT_FIRST, 1 << 32) if each not in taken)
        taken[place] = None
        cidr, ipv6_cidr = self._blocks[subnet]
        address = network_of(cidr)[place]
        return str(address), str(network_of(ipv6_cidr)[place]) if ipv6_cidr else ""

    def give_back(self, subnet: str, address: str) -> None:
        cidr, _ = self._blocks[subnet]
        taken = self._taken[subnet]
        network = network_of(cidr)
        for place in taken:
            if str(network[place]) == address:
                del taken[place]
                return
