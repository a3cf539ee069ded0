"""Packets as they fare in the networks of a run: those of a lab, and the calls of functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.simulator.network.ends import AWS
from lambdatutor.simulator.network.path import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.course.networks.parts import LabPacket
    from lambdatutor.simulator.dependencies.setup import DependencySetup
    from lambdatutor.simulator.network.hop import Path
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.simulator.network.parts import Call, Family

HTTPS = 443

Fate = Literal["arrives", "dropped", "refused", "nowhere"]
"""`nowhere`: one of its ends is not there."""


class PacketView(NamedTuple):
    """One packet, and its way as the networks are now."""

    id: str
    says: str
    path: Path | None
    """Of several ways, from several subnets, the one that decides; None if an end is not there."""
    must: Literal["arrive", "be-dropped", ""]
    """Empty for a call of a run, which is what it is."""
    why: str = ""

    @property
    def fate(self) -> Fate:
        return "nowhere" if self.path is None else self.path.verdict

    @property
    def words(self) -> str:
        """What becomes of it and where, in short: `dropped at rtb-private`."""
        stopped = None if self.path is None else self.path.stopped_at
        if self.path is None:
            return "one end is not there"
        if stopped is None:
            return "arrives, and must not" if self.must == "be-dropped" else "arrives"
        if stopped.verdict == "refuses":
            return f"refused by {stopped.id}"
        word = "dropped" if self.must else "hangs"
        place = {"interface": "its interface", "internet": "the wall of the VPC"}
        return f"{word} at {place.get(stopped.kind, stopped.id)}"

    @property
    def right(self) -> bool:
        """Whether it fares as it must; a call of a run does if it arrives."""
        return self.fate == ("dropped" if self.must == "be-dropped" else "arrives")


def ways(
    network: NetworkView, source: str, to: str, port: int | None, family: Family
) -> tuple[Path, ...]:
    """The ways from each subnet of the source; none where an end is not there."""
    host = network.host(to)
    number = port if port is not None else HTTPS if host is None else host.port
    try:
        return paths(network, source, to, number, family=family)
    except KeyError:
        return ()


def packet_views(network: NetworkView, packets: Sequence[LabPacket]) -> tuple[PacketView, ...]:
    """The packets of a lab: each by the first of its ways that does not do as it must."""
    found: list[PacketView] = []
    for packet in packets:
        wanted = "arrives" if packet.must == "arrive" else "dropped"
        led = ways(network, packet.source, packet.to, packet.port, packet.family)
        shown = next((way for way in led if way.verdict != wanted), led[0] if led else None)
        found.append(PacketView(packet.id, packet.says, shown, packet.must, packet.why))
    return tuple(found)


def call_views(
    network: NetworkView, dependencies: Mapping[str, DependencySetup]
) -> tuple[PacketView, ...]:
    """The last call of each function to each thing it calls, the latest one first.

    Of one moment's calls, those that did not arrive come first: they need to be looked at.
    """
    calls = sorted(network.calls, key=lambda call: (-call.at_us, call.arrived))
    return tuple(_call_view(network, call, dependencies) for call in calls)


def _call_view(
    network: NetworkView, call: Call, dependencies: Mapping[str, DependencySetup]
) -> PacketView:
    setup = dependencies.get(call.to)
    to = call.to if setup is None else setup.at
    port = None if setup is None else setup.port
    led = ways(network, call.function, to, port, "ipv4")
    if setup is not None and setup.ipv6:
        led += ways(network, call.function, to, port, "ipv6")
    shown = next((way for way in led if way.arrives is call.arrived), led[0] if led else None)
    says = f"{call.function} calls {call.to.removeprefix(AWS)}"
    return PacketView(f"{call.function} {call.to}", says, shown, "")
