"""What the panels count over a whole run: requests by version, and callers by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.record import read
from lambdatutor.tui.panels.callers import CallerKind

if TYPE_CHECKING:
    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.sources.front_door import DoorView
    from lambdatutor.simulator.world import World

_TURNED_AWAY = (429, 503)
_TOO_LATE = 504


class VersionCensus:
    """Requests that came to each version through an alias; follows a world forward."""

    def __init__(self) -> None:
        self._world: World | None = None
        self._seen = 0
        self.arrived: dict[tuple[str, str], int] = {}
        """By the resource that was named (`f:live`) and the version that served it."""

    def follow(self, world: World) -> None:
        """Take in what ended since the last look; another world is counted from its beginning."""
        meters = world.meters
        if world is not self._world or meters.forgotten + len(meters.records) < self._seen:
            self._world, self._seen, self.arrived = world, 0, {}
        arrived = self.arrived
        for record in map(read, meters.records_since(self._seen)):
            if record.resource and record.environment:
                key = record.resource, record.version
                arrived[key] = arrived.get(key, 0) + 1
        self._seen = meters.forgotten + len(meters.records)


def caller_kinds(snapshot: Snapshot) -> tuple[CallerKind, ...]:
    """The four kinds, as *snapshot* has them."""
    return (
        _synchronous(snapshot),
        _asynchronous(snapshot),
        _queue(snapshot),
        _stream(snapshot),
    )


def _synchronous(snapshot: Snapshot) -> CallerKind:
    """Clients that call a function, SDKs that try again, and callers of front doors."""
    plain = [each for each in snapshot.clients if each.plain]
    inside = sum(each.served_now for each in plain)
    refused = sum(each.refused for each in plain)
    doors = [door for door in snapshot.doors if not _has_sdk(snapshot, door)]
    late = sum(_statuses(door, (_TOO_LATE,)) for door in doors)
    away = sum(_statuses(door, _TURNED_AWAY) for door in doors)
    through = sum(door.requests - door.waiting for door in doors) - late - away
    customers = snapshot.callers
    return CallerKind(
        "synchronous",
        waiting=inside
        + sum(each.waiting for each in customers)
        + sum(door.waiting for door in doors),
        refused=refused + away,
        answered=sum(each.sent for each in plain)
        - inside
        - refused
        + sum(each.answered + each.failed for each in customers)
        + through,
        given_up=sum(each.given_up for each in customers) + late,
        again=sum(each.tries - each.customers for each in customers),
    )


def _statuses(door: DoorView, which: tuple[int, ...]) -> int:
    return sum(count for status, count in door.statuses if status in which)


def _has_sdk(snapshot: Snapshot, door: DoorView) -> bool:
    """Whether a client that tries again comes in there: its ledger knows more than the door."""
    return any(
        each.tries_again and each.target is not None and each.target.endswith(door.name)
        for each in snapshot.clients
    )


def _asynchronous(snapshot: Snapshot) -> CallerKind:
    queues = snapshot.internal_queues
    return CallerKind(
        "asynchronous",
        waiting=sum(each.waiting + each.running for each in queues),
        answered=sum(each.succeeded for each in queues),
        given_up=sum(each.dropped for each in queues),
        again=sum(each.retried + each.backed_off for each in queues),
    )


def _queue(snapshot: Snapshot) -> CallerKind:
    """Queues that a mapping polls; who has put a message there does not wait for it."""
    polled = {each.source for each in snapshot.mappings}
    queues = [each for each in snapshot.queues if each.arn in polled]
    return CallerKind(
        "queue",
        waiting=sum(each.visible + each.in_flight + each.delayed for each in queues),
        answered=sum(each.deleted for each in queues),
        given_up=sum(each.moved_out + each.expired for each in queues),
        again=sum(max(0, each.received - each.deleted - each.in_flight) for each in queues),
    )


def _stream(snapshot: Snapshot) -> CallerKind:
    """Records, once for each mapping that reads them."""
    readers = [
        reader for stream in snapshot.streams for shard in stream.shards for reader in shard.readers
    ]
    return CallerKind(
        "stream",
        waiting=sum(each.behind for each in readers),
        refused=sum(each.refused for each in snapshot.streams),
        answered=sum(each.done for each in readers),
        given_up=sum(each.discarded + each.expired for each in readers),
    )
