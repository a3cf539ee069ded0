"""Packets as lines: what becomes of each, and the way of one as numbered steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lambdatutor.course.format import NetworkLab
from lambdatutor.course.networks.packets import call_views, packet_views
from lambdatutor.plain.prose import wrapped

if TYPE_CHECKING:
    from lambdatutor.course.networks.packets import PacketView
    from lambdatutor.plain.talk import Talk

HELP = "packets tells what becomes of each packet; packet and its number or name, its whole way."


def views_of(talk: Talk) -> tuple[PacketView, ...]:
    """The packets of this step as the networks are now; in any step but a network lab, none."""
    history, step = talk.run.history, talk.run.step
    if history is None or not isinstance(step, NetworkLab):
        return ()
    network = history.world.snapshot().network
    return () if network is None else packet_views(network, step.packets)


def obey(talk: Talk, line: str) -> bool:
    """Do what a line says of packets; whether it says anything of them."""
    match line.casefold().split():
        case ["packets"] if views_of(talk):
            show_packets(talk)
        case ["packet", named] if views_of(talk):
            show_way(talk, named)
        case _:
            return False
    return True


def show_packets(talk: Talk) -> None:
    """What becomes of each."""
    views = views_of(talk)
    if views:
        talk.say("Packets:")
        talk.show(packet_lines(views, talk.width))
        talk.say()


def show_way(talk: Talk, named: str) -> None:
    """The whole way of one packet, by its number or its name."""
    views = views_of(talk)
    for number, view in enumerate(views, start=1):
        if named in (str(number), view.id.casefold()):
            talk.show(way_lines(view, talk.width))
            talk.say()
            return
    known = ", ".join(f"packet {view.id}" for view in views)
    talk.say(f"You can type: {known}.")


def tell_changes(talk: Talk, before: Sequence[PacketView]) -> None:
    """Say which packets fare otherwise than before."""
    for then, now in zip(before, views_of(talk), strict=True):
        if (then.words, then.right) != (now.words, now.right):
            talk.say(f"Packet {now.id} now: {_verdict(now)}.")


def show_calls(talk: Talk) -> None:
    """The way of the last call of each function, after a run."""
    player = talk.run.player
    network = None if player is None else player.world.snapshot().network
    if player is None or network is None:
        return
    dependencies = {each.name: each for each in player.case.scenario.dependencies}
    for view in call_views(network, dependencies):
        talk.show(way_lines(view, talk.width))
        talk.say()


def packet_lines(views: Sequence[PacketView], width: int) -> list[str]:
    """Each as in `1. query, checkout asks the database: arrives, as it must`."""
    return [
        line
        for number, view in enumerate(views, start=1)
        for line in wrapped(
            f"{view.id}, {view.says}: {_verdict(view)}.", width, first=f"{number}. ", then="   "
        )
    ]


def way_lines(view: PacketView, width: int) -> list[str]:
    """Every hop of a packet, counted, and how it ends."""
    lines = wrapped(f"{view.says}: {view.words}.", width)
    hops = () if view.path is None else view.path.hops
    for number, hop in enumerate(hops, start=1):
        lines += wrapped(hop.sentence, width, first=f"{number}. ", then="   ")
    if view.why and not view.right:
        lines += wrapped(view.why, width)
    return lines


def _verdict(view: PacketView) -> str:
    """`dropped at rtb-private; it must arrive`."""
    arrive = view.must == "arrive"
    if view.right:
        return f"{view.words}, as it must" + ("" if arrive else " be")
    if view.fate == "arrives":
        return view.words
    return f"{view.words}; it must {'arrive' if arrive else 'be dropped'}"
