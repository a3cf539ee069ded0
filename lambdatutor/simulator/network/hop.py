"""One place that a packet comes to, and what becomes of it there."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lambdatutor.simulator.network.parts import Family, Protocol

HopKind = Literal[
    "function",
    "host",
    "interface",
    "security-group",
    "route-table",
    "internet-gateway",
    "nat-gateway",
    "egress-only-gateway",
    "endpoint",
    "internet",
    "aws",
]

Verdict = Literal["passes", "drops", "refuses", "arrives"]
"""Dropped: nobody answers, so the caller waits. Refused: the answer is no, and comes at once."""


class Packet(NamedTuple):
    """What opens a connection."""

    port: int
    protocol: Protocol = "tcp"
    family: Family = "ipv4"


class Hop(NamedTuple):
    """A place on the way."""

    kind: HopKind
    id: str
    verdict: Verdict
    sentence: str
    """What decided, with the numbers it was decided on."""
    facts: tuple[str, ...] = ()
    """Ids of the rules that stand behind it."""


class Path(NamedTuple):
    """The way of the first packet of a connection; its answers come back the same way."""

    source: str
    destination: str
    port: int
    protocol: Protocol
    family: Family
    hops: tuple[Hop, ...]
    """From the source on; the last one says how it ends."""

    @property
    def verdict(self) -> Literal["arrives", "dropped", "refused"]:
        last = self.hops[-1].verdict
        if last == "arrives":
            return "arrives"
        return "refused" if last == "refuses" else "dropped"

    @property
    def arrives(self) -> bool:
        return self.hops[-1].verdict == "arrives"

    @property
    def stopped_at(self) -> Hop | None:
        """The hop that stops it; None if it arrives."""
        return None if self.arrives else self.hops[-1]

    @property
    def sentence(self) -> str:
        """How it ends."""
        return self.hops[-1].sentence
