"""One HTTP request on its way through a front door, and who waits for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.request import Request

if TYPE_CHECKING:
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.request import Caller


class Waiter(Protocol):
    """Who is told the status of a call; most clients only send, and are told nothing."""

    def http_answered(self, call: HttpCall, status: int, cause: int) -> None:
        """`cause` is the id of the event that the answer follows from."""
        ...


class HttpCall:
    """A call of a front door."""

    __slots__ = ("arrived_us", "cause", "customer", "event", "parcel", "status", "waiter")

    def __init__(
        self,
        parcel: Parcel,
        cause: int,
        arrived_us: int,
        waiter: Waiter | None = None,
        customer: object = None,
    ) -> None:
        self.parcel = parcel
        self.cause = cause
        self.arrived_us = arrived_us
        self.waiter = waiter
        self.customer = customer
        """Who it is made for, as the waiter knows them."""
        self.event = -1
        """The id of its arrival in the log."""
        self.status = 0
        """What the door answered; 0 while it has not."""


class HttpRequest(Request):
    """The invocation that a front door makes for a call; no loop is seen through it (REC-002)."""

    __slots__ = ("call",)

    def __init__(
        self, client: Caller, number: int, index: int, arrived_us: int, call: HttpCall
    ) -> None:
        super().__init__(client, number, index, arrived_us, call.parcel.share)
        self.call = call

    @property
    def name(self) -> str:
        return self.call.parcel.name
