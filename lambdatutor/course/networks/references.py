"""Whether what a network lab names is there: the ends of its packets, and packets in its checks."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.expressions import Expression, calls_in
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.format import NetworkLab
from lambdatutor.course.names import names_in
from lambdatutor.course.networks.packet_checks import asks_of, packet_named
from lambdatutor.course.walking import parts
from lambdatutor.simulator.network.endpoints import SERVICES, endpoint_service
from lambdatutor.simulator.network.ends import AWS, INTERNET
from lambdatutor.simulator.network.setup import EndpointSetup, HostSetup

if TYPE_CHECKING:
    import msgspec

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.networks.parts import LabPacket
    from lambdatutor.course.walking import Where

_LAST_PORT = 65_535


def network_references(lesson: Lesson) -> Complaints:
    """Every packet with an end that is not there, or that no check or no lab knows."""
    yield from _named_in_checks(lesson)
    functions, hosts, endpoints = _places(lesson)
    for at, lab in enumerate(lesson.steps):
        if not isinstance(lab, NetworkLab):
            continue
        where: Where = ("steps", at, "packets")
        if not lab.packets:
            yield Complaint(where, "a network lab has packets that must arrive or be dropped")
        seen: set[str] = set()
        for number, packet in enumerate(lab.packets):
            place = (*where, number)
            if packet.id in seen:
                yield Complaint((*place, "id"), f'the packet "{packet.id}" is there twice')
            seen.add(packet.id)
            yield from _ends(packet, place, functions | hosts, endpoints)
            if not any(
                asks_of(call, packet)
                for each in lab.objectives
                for call in calls_in(each.check.tree)
            ):
                sentence = f'no objective asks what becomes of the packet "{packet.id}"'
                word = "arrives" if packet.must == "arrive" else "dropped"
                yield Complaint(place, sentence, f'Add: {word}("{packet.id}").')


def _places(lesson: msgspec.Struct) -> tuple[set[str], set[str], set[str]]:
    """Names of functions and hosts, and ids of interface endpoints."""
    hosts: set[str] = set()
    endpoints: set[str] = set()
    for part, _ in parts(lesson):
        if isinstance(part, HostSetup):
            hosts.add(part.name)
        elif isinstance(part, EndpointSetup) and part.kind == "interface":
            endpoints.add(part.id)
    return set(names_in(lesson)["function"]), hosts, endpoints


def _ends(packet: LabPacket, where: Where, named: set[str], endpoints: set[str]) -> Complaints:
    if packet.source != INTERNET and packet.source not in named:
        sentence = f'no function and no host of this lesson is called "{packet.source}"'
        yield Complaint((*where, "from"), sentence, did_you_mean(packet.source, {*named, INTERNET}))
    if packet.to.startswith(AWS):
        service = packet.to.removeprefix(AWS)
        if endpoint_service(service) not in SERVICES:
            sentence = f'"{service}" is none of the services that networks know here'
            yield Complaint((*where, "to"), sentence, did_you_mean(service, SERVICES))
    elif packet.to not in {INTERNET, *named, *endpoints} and not _is_address(packet.to):
        sentence = f'there is no "{packet.to}" to send a packet to'
        yield Complaint((*where, "to"), sentence, did_you_mean(packet.to, {*named, INTERNET}))
    if packet.port is not None and not 0 < packet.port <= _LAST_PORT:
        yield Complaint((*where, "port"), f"a port is a number from 1 to {_LAST_PORT}")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _named_in_checks(lesson: Lesson) -> Complaints:
    """What still names a packet after reading names one that is not there."""
    for at, step in enumerate(lesson.steps):
        packets = step.packets if isinstance(step, NetworkLab) else ()
        known = {packet.id for packet in packets}
        for part, where in parts(step, ("steps", at)):
            for key in part.__struct_fields__:
                held = getattr(part, key)
                if not isinstance(held, Expression):
                    continue
                for name in filter(None, map(packet_named, calls_in(held.tree))):
                    sentence = (
                        f'this lab has no packet "{name}"'
                        if known
                        else f'"{name}" is a packet, and only a network lab has packets'
                    )
                    yield Complaint((*where, key), sentence, did_you_mean(name, known))
