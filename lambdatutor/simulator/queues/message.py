"""A message, and where in its queue it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from lambdatutor.simulator.parcel import Parcel

VISIBLE, DELAYED, HIDDEN, GONE = range(4)
"""Places. SQS calls the hidden ones in flight: received, and neither deleted nor visible again."""


class Message:
    """One message, from the moment it is sent until it is deleted or expires."""

    __slots__ = (
        "entered_us",
        "event",
        "first_received_us",
        "lane_us",
        "number",
        "origin",
        "parcel",
        "place",
        "received",
        "sent_us",
        "source",
        "until_us",
    )

    def __init__(self, parcel: Parcel, origin: str, number: int, now_us: int, event: int) -> None:
        self.parcel = parcel
        self.origin = origin
        """The name of the queue it was sent to; with the number, it is this message for good."""
        self.number = number
        """Counted from 1 over all that were sent to that queue."""
        self.sent_us = now_us
        """What retention is counted from."""
        self.entered_us = now_us
        """Since when it has been in the queue that it is in now."""
        self.place = VISIBLE
        self.received = 0
        """ApproximateReceiveCount."""
        self.first_received_us = -1
        self.until_us = 0
        """When it is visible, for a delayed or hidden one."""
        self.lane_us = 0
        """How long it is delayed or hidden."""
        self.source = ""
        """The ARN of the queue that gave it up, for a dead letter."""
        self.event = event
        """The id of the last event about it."""

    def identifier(self, seed: int) -> str:
        """Its MessageId."""
        luck = stream(seed, "message ids", self.origin, str(self.number))
        return str(UUID(int=luck.getrandbits(128), version=4))

    @property
    def receipt_handle(self) -> str:
        """What the last ReceiveMessage gave for it; each time another one."""
        return f"{self.origin}/{self.number}/{self.received}"
