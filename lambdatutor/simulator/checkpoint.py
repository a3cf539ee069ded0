"""Copying a world: everything in it is plain data and callbacks, so it can be packed and unpacked.

What has happened is not packed: lists of events and records only ever grow, so a checkpoint
remembers how long they were, and a restored world takes that much of them.
"""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.authoriser import Authoriser
    from lambdatutor.simulator.events import Entry
    from lambdatutor.simulator.record import RecordEntry
    from lambdatutor.simulator.scenario import Scenario
    from lambdatutor.simulator.world import World


class Checkpoint(NamedTuple):
    """A world at one moment, packed."""

    at_us: int
    packed: bytes
    authoriser: Authoriser | None
    scenario: Scenario
    entries: list[Entry]
    entries_count: int
    records: list[RecordEntry]
    records_count: int
    events: int
    """How many had happened, those that are no longer kept included."""
    ended: int
    """The same for records."""


class _Packer(pickle.Pickler):
    """Leaves out what is shared: it is named instead."""

    def __init__(self, file: BytesIO, world: World) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = {
            id(world.scenario): "scenario",
            id(world.log.entries): "entries",
            id(world.meters.records): "records",
        }
        if world.authoriser is not None:
            self._names[id(world.authoriser)] = "authoriser"

    def persistent_id(self, obj: object) -> str | None:
        return self._names.get(id(obj))


class _Unpacker(pickle.Unpickler):
    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(BytesIO(checkpoint.packed))
        self._shared: dict[str, object] = {
            "authoriser": checkpoint.authoriser,
            "scenario": checkpoint.scenario,
            "entries": checkpoint.entries[: checkpoint.entries_count],
            "records": checkpoint.records[: checkpoint.records_count],
        }

    def persistent_load(self, pid: str) -> object:
        return self._shared[pid]


def freeze(world: World, *, past: bool = True) -> Checkpoint:
    """Pack a world as it stands; without its `past`, it wakes up with an empty log."""
    if not past:
        world.meters.fold()
    file = BytesIO()
    _Packer(file, world).dump(world)
    log, meters = world.log, world.meters
    entries, records = (log.entries, meters.records) if past else ([], [])
    return Checkpoint(
        at_us=world.now_us,
        packed=file.getvalue(),
        authoriser=world.authoriser,
        scenario=world.scenario,
        entries=entries,
        entries_count=len(entries),
        records=records,
        records_count=len(records),
        events=len(log),
        ended=meters.forgotten + len(meters.records),
    )


def restore(checkpoint: Checkpoint) -> World:
    """A world as it stood then; it goes its own way."""
    world: World = _Unpacker(checkpoint).load()
    log, meters = world.log, world.meters
    log.base = checkpoint.events - len(log.entries)
    folded = meters.forgotten + meters.folded
    meters.forgotten = checkpoint.ended - len(meters.records)
    meters.folded = max(0, folded - meters.forgotten)
    return world
