"""One request on its way through the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.simulator.client import Client


class Request:
    """A call of a function, from the moment it arrives."""

    __slots__ = ("arrived_us", "client", "event", "index", "number", "share")

    def __init__(
        self, client: Client, number: int, index: int, arrived_us: int, share: float
    ) -> None:
        self.client = client
        self.number = number
        """Counted from 1 over the run."""
        self.index = index
        """Counted from 1 over its client."""
        self.arrived_us = arrived_us
        self.share = share
        """Its luck: decides its duration, whatever the distribution."""
        self.event = -1
        """The id of its arrival in the log."""

    @property
    def name(self) -> str:
        """What it is called on screen, where the traffic gives names."""
        names = self.client.names
        return names[self.index - 1] if self.index <= len(names) else ""
