"""Records that a mapping gives up: too many tries, too old, or gone from the stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.asynchronous.delivery import hand_over
from lambdatutor.simulator.streams.discarded import parcel

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.batch import Batch
    from lambdatutor.simulator.streams.discarded import Condition
    from lambdatutor.simulator.streams.reader import ShardReader


def give_up(reader: ShardReader, batch: Batch, condition: Condition, version: str) -> None:
    """Go on without a batch, and tell its destination where it lies (STR-009, STR-010)."""
    poller = reader.poller
    service, mapping = poller.service, poller.mapping
    count = len(batch.records)
    numbers = (mapping.uuid, reader.shard.name, count, condition, max(1, batch.tries))
    event = service.note("batch.discarded", poller.function, numbers, batch.event)
    reader.discarded += count
    poller.count("DroppedEventCount", count)
    destination = mapping.settings.on_failure
    if destination is None:
        return
    told = parcel(reader, batch, condition, version)
    refused = hand_over(service, poller.function, destination, told, event)
    if refused:
        now = service.clock.now_us
        service.counters.add("DestinationDeliveryFailures", poller.function, now)
        lost = (mapping.uuid, destination, refused)
        service.note("batch.untold", poller.function, lost, event)
    else:
        poller.count("OnFailureDestinationDeliveredEventCount", count)


def expire(reader: ShardReader, count: int, cause: int) -> None:
    """They left the stream before the function was done with them (STR-003, STR-012)."""
    poller = reader.poller
    numbers = (poller.mapping.uuid, reader.shard.name, count)
    poller.service.note("records.expired", poller.function, numbers, cause)
    reader.expired += count
    poller.count("DroppedEventCount", count)
