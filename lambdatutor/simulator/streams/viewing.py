"""Taking a look at the streams of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.streams.poller import StreamPoller
from lambdatutor.simulator.streams.stream import Stream
from lambdatutor.simulator.streams.views import ReaderView, ShardView, StreamView
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.streams.reader import ShardReader
    from lambdatutor.simulator.streams.shard import Shard
    from lambdatutor.simulator.streams.views import ReaderState


def streams_view(account: Account) -> tuple[StreamView, ...]:
    """Every stream, in order of creation."""
    return tuple(_stream(each) for each in account.resources.values() if isinstance(each, Stream))


def _stream(stream: Stream) -> StreamView:
    shards = tuple(_shard(stream, each) for each in stream.shards.values())
    return StreamView(
        name=stream.name,
        arn=stream.arn,
        service=stream.service,
        shards=shards,
        put=stream.put_count,
        refused=stream.refused_count,
    )


def _shard(stream: Stream, shard: Shard) -> ShardView:
    readers = tuple(
        _reader(poller.readers[shard.number])
        for poller in stream.pollers.values()
        if isinstance(poller, StreamPoller) and shard.number in poller.readers
    )
    return ShardView(shard.name, len(shard.records), shard.closed, readers)


def _reader(reader: ShardReader) -> ReaderView:
    poller, oldest = reader.poller, reader.oldest
    now_us = poller.service.clock.now_us
    batches = [lane.batch for lane in reader.lanes if lane.batch is not None]
    return ReaderView(
        mapping=poller.mapping.uuid,
        function=poller.function,
        state=state_of(reader),
        behind=reader.behind,
        iterator_age_ms=0 if oldest is None else (now_us - oldest.at_us) // MILLISECOND,
        in_flight=sum(lane.in_flight for lane in reader.lanes),
        lanes=len(reader.lanes),
        invocation=max((batch.tries + 1 for batch in batches), default=0),
        done=reader.done,
        filtered=reader.filtered,
        discarded=reader.discarded,
        expired=reader.expired,
    )


def state_of(reader: ShardReader) -> ReaderState:
    busy = [lane.batch for lane in reader.lanes if lane.in_flight]
    if any(batch is not None and batch.tries for batch in busy):
        return "retrying"
    if busy:
        return "running"
    if not reader.poller.running:
        return "stopped"
    if not reader.behind:
        return "idle"
    if any(not lane.free for lane in reader.lanes):
        return "blocked"
    return "waiting"
