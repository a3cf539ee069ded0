"""Who calls, at one moment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.simulator.client import Client
    from lambdatutor.simulator.service import Service


class ClientView(NamedTuple):
    """One entry of the traffic, or the person at the keys."""

    name: str
    sent: int
    refused: int
    """Turned away at once, of those that nothing tries again."""
    served_now: int
    """Its requests that an environment serves, or is being built for."""
    target: str | None
    """The ARN it sends to; None where it waits for a function's answer."""
    tries_again: bool
    """It has an SDK, and what became of its customers is in `Snapshot.callers`."""

    @property
    def plain(self) -> bool:
        """Whether it calls a function itself, once for each request, and waits."""
        return self.target is None and not self.tries_again


def client_views(service: Service, clients: Iterable[Client]) -> tuple[ClientView, ...]:
    served = Counter(
        id(each.request.client)
        for each in service.environments.values()
        if each.request is not None
    )
    return tuple(
        ClientView(
            each.name, each.sent, each.refused, served[id(each)], each.target, each.sdk is not None
        )
        for each in clients
    )
