"""One customer of a program that tries again, and the tries made for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.request import Request

if TYPE_CHECKING:
    from lambdatutor.simulator.callers.sdk import Sdk
    from lambdatutor.simulator.client import Client

_APART = 1 << 32
"""Between the luck of two tries for one customer."""


class Customer:
    """Somebody who waits, over all tries."""

    __slots__ = ("arrived_us", "call", "cause", "event", "number", "paid", "sdk", "share", "tries")

    def __init__(self, sdk: Sdk, number: int, arrived_us: int, share: float, cause: int) -> None:
        self.sdk = sdk
        self.number = number
        """Counted from 1 over the client."""
        self.arrived_us = arrived_us
        self.share = share
        """Their luck: what they ask for is as much work each time."""
        self.cause = cause
        """The id of the event that the next try follows from."""
        self.event = -1
        """The id of the last thing that happened to them."""
        self.tries = 0
        self.call: object = None
        """The try that is waited for; one that was given up on may still be running."""
        self.paid = 0
        """What the last retry took from the retry quota."""

    def again(self) -> None:
        """The wait before the next try is over."""
        self.sdk.send(self)


class Try(Request):
    """One try: a request of its own, for a customer who may have made others."""

    __slots__ = ("attempt", "customer")

    def __init__(self, client: Client, number: int, customer: Customer, now_us: int) -> None:
        attempt = customer.tries
        index = customer.number + (attempt - 1) * _APART  # the code may fail once and not again
        super().__init__(client, number, index, now_us, customer.share)
        self.customer = customer
        self.attempt = attempt
        """Counted from 1."""

    @property
    def name(self) -> str:
        names = self.client.names
        number = self.customer.number
        return names[number - 1] if number <= len(names) else ""
