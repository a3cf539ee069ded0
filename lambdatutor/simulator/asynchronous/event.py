"""An event that was accepted and waits to be run, and the request that each try of it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.simulator.request import Request

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.poller import Poller
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.version import Version

Condition = Literal[
    "Success",
    "RetriesExhausted",
    "EventAgeExceeded",
    "ZeroReservedConcurrency",
    "RecursiveInvocationException",
]
"""How it ended for good, in the words of a destination record (ASY-010).

The word for a chain that was stopped is not published; the simulator says the name of the error.
"""


class QueuedEvent:
    """One event in a function's queue, until it ends for good."""

    __slots__ = (
        "accepted_us",
        "attempts",
        "identity",
        "number",
        "parcel",
        "qualifier",
        "raised",
        "status",
        "told",
        "turned_away",
        "version",
    )

    def __init__(
        self, number: int, identity: int, parcel: Parcel, qualifier: str | None, accepted_us: int
    ) -> None:
        self.number = number
        """Counted from 1 over its function; a copy has a number of its own."""
        self.identity = identity
        """The number of the event it is a copy of, or its own (ASY-021)."""
        self.parcel = parcel
        self.qualifier = qualifier
        self.accepted_us = accepted_us
        self.attempts = 0
        """How often the function ran for it."""
        self.turned_away = 0
        """How often in a row it was throttled; uses up no retry (ASY-005)."""
        self.status = ""
        """How its last run ended."""
        self.raised = ""
        """What a denied call of AWS raised in that run."""
        self.version: Version | None = None
        """What its last run ran on (LIF-018)."""
        self.told = -1
        """The id of the last thing that happened to it."""


class EventRequest(Request):
    """One try of an event."""

    __slots__ = ("event_of", "hops")

    def __init__(self, poller: Poller, number: int, event: QueuedEvent, now_us: int) -> None:
        # Every try of every event has luck of its own, whatever else waits in the queue.
        index = event.number * _TRIES + event.attempts
        super().__init__(poller, number, index, now_us, event.parcel.share)
        self.event_of = event
        self.hops = event.parcel.hops

    @property
    def name(self) -> str:
        return self.event_of.parcel.name


_TRIES = 4
"""More than an event can have (ASY-003)."""
