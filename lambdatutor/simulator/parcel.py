"""A parcel: what travels between clients, queues, topics, streams and functions."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Parcel(NamedTuple):
    """An event or a message on its way, with the luck that decides what becomes of it."""

    body: str = "{}"
    """JSON text."""
    kind: str = "customer"
    name: str = ""
    """What it is called on screen; empty where nobody gave it a name."""
    share: float = 0.5
    """Its luck, from 0 to below 1: how long the handler is busy with it."""
    poison: bool = False
    """The code fails each time it meets this one."""
    group: str = ""
    """The message group of a FIFO queue, or the partition key of a stream."""
    size_bytes: int = 256
    hops: int = 0
    """How many functions stand before it in its chain (REC-001)."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Message attributes: names and text."""
    caller: str = ""
    """The user or role that signed it; a function URL may ask for one."""


class Resource(Protocol):
    """What has an ARN and takes parcels: a queue, a topic, a stream, a function's own queue."""

    arn: str

    def accept(self, parcel: Parcel, cause: int) -> str:
        """Take it now; `cause` is the id of the event it follows from.

        The answer is AWS's error code when it is turned away, or nothing.
        """
        ...

    @property
    def idle(self) -> bool:
        """Whether nothing in it is on its way: a run may end with what stays here."""
        ...
