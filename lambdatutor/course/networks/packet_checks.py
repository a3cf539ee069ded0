"""In the checks of a network lab, the id of a packet stands for its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from lambdatutor.course.expressions import Binary, Call, Expression, Literal, Tree, Unary, Word
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.course.format import NetworkLab
    from lambdatutor.course.networks.parts import LabPacket

BY_ENDS = {"arrives": "reaches", "dropped": "kept_out"}
"""What is asked of a packet, and what that asks of two ends."""

_Asked = TypeVar("_Asked", bound=Expression)


def resolved(lab: NetworkLab) -> NetworkLab:
    """The lab with `reaches("checkout", "database")` for `arrives("query")`, in checks and hints.

    What names no packet of the lab stays as it is.
    """
    packets = {packet.id: packet for packet in lab.packets}
    objectives = tuple(replace(at, check=_known(at.check, packets)) for at in lab.objectives)
    hints = tuple(
        at if at.when is None else replace(at, when=_known(at.when, packets)) for at in lab.hints
    )
    return replace(lab, objectives=objectives, hints=hints)


def packet_named(call: Call) -> str | None:
    """The id in `arrives("query")`; None for a call that asks of no packet."""
    if call.name not in BY_ENDS or len(call.arguments) != 1:
        return None
    match call.arguments[0]:
        case Word(name) | Literal(str(name)):
            return name
        case _:
            return None


def asks_of(call: Call, packet: LabPacket) -> bool:
    """Whether a measure of two ends asks of this packet."""
    return any(call._replace(column=0) == _of_ends(name, packet, 0) for name in BY_ENDS)


def _known(expression: _Asked, packets: dict[str, LabPacket]) -> _Asked:
    return replace(expression, tree=_in(expression.tree, packets))


def _in(tree: Tree, packets: dict[str, LabPacket]) -> Tree:
    match tree:
        case Call():
            packet = packets.get(packet_named(tree) or "")
            return tree if packet is None else _of_ends(tree.name, packet, tree.column)
        case Unary(_, operand):
            return tree._replace(operand=_in(operand, packets))
        case Binary(_, left, right):
            return tree._replace(left=_in(left, packets), right=_in(right, packets))
        case _:
            return tree


def _of_ends(name: str, packet: LabPacket, column: int) -> Call:
    """Columns inside are 0, as they stand in no source."""
    named: tuple[tuple[str, Tree], ...] = ()
    if packet.port is not None:
        named += (("port", Literal(Quantity(packet.port), 0)),)
    if packet.family != "ipv4":
        named += (("family", Word(packet.family, 0)),)
    ends = (Literal(packet.source, 0), Literal(packet.to, 0))
    return Call(BY_ENDS[name], ends, named, column)
