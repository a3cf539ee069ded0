"""What holds of everything in an account at every instant, whatever was done to it."""

from __future__ import annotations

import json
from collections import Counter

from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
from lambdatutor.simulator.polling.sqs import SqsPoller
from lambdatutor.simulator.queues.message import DELAYED, HIDDEN, VISIBLE
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.request import Request
from lambdatutor.simulator.streams.poller import StreamPoller
from lambdatutor.simulator.streams.reader import ShardReader
from lambdatutor.simulator.streams.stream import Stream
from lambdatutor.simulator.world import World


def check(world: World) -> None:
    """Object to what cannot be."""
    running = [
        each.request for each in world.service.environments.values() if each.request is not None
    ]
    messages_are_in_one_place(world)
    for mapping in world.service.mappings.values():
        if isinstance(mapping.poller, SqsPoller):
            pollers_know_their_batches(mapping.poller, running)
    for queue in world.service.internal_queues.values():
        events_are_in_one_place(queue, running)
    for resource in world.service.resources.values():
        if isinstance(resource, Stream):
            records_are_in_one_place(resource)
    policies_are_what_they_were_written_as(world)
    everybody_is_answered_once(world)


def policies_are_what_they_were_written_as(world: World) -> None:
    """Each is JSON with statements and not too large, and none is attached that is not there."""
    identities, functions = world.service.identities, world.service.functions
    holders = [*identities.roles.values(), *identities.users.values()]
    for arn, holder in (identities.roles | identities.users).items():
        assert arn == holder.arn
        bounded = () if holder.boundary is None else (holder.boundary,)
        assert all(identities.policy_text(each) for each in (*holder.attached, *bounded))
        assert len(holder.attached) <= 10
    texts = [text for each in holders for text in each.inline.values()]
    texts += [each.trust for each in identities.roles.values()]
    texts += identities.resource_policies.values()
    for policy in identities.policies.values():
        assert policy.default in policy.versions
        assert len(policy.versions) <= 5
        texts += policy.versions.values()
    for (name, _), policy in world.service.policies.items():
        assert name in functions
        assert len(policy.text()) <= 20_480
        texts.append(policy.text())
    assert all(isinstance(json.loads(each)["Statement"], list | dict) for each in texts)


def messages_are_in_one_place(world: World) -> None:
    """Each message is visible, hidden, delayed, or gone for one reason; and in one queue."""
    held: Counter[int] = Counter()
    for each in world.service.resources.values():
        if not isinstance(each, Queue):
            continue
        places = Counter(message.place for message in each.messages)
        assert places[VISIBLE] == each.visible >= 0
        assert places[HIDDEN] == each.hidden.count
        assert places[DELAYED] == each.delayed.count
        assert sum(places.values()) == len(each.messages)
        went = each.deleted + each.expired + each.purged + each.moved_out
        assert each.sent + each.moved_in == went + len(each.messages)
        held.update(id(message) for message in each.messages)
    assert not held or max(held.values()) == 1


def pollers_know_their_batches(poller: SqsPoller, running: list[Request]) -> None:
    """A batch that was taken runs, waits for a free place, or is being gathered (SQS-002)."""
    served = sum(each.client is poller for each in running)
    gathered = poller.window.batch is not None
    assert poller.in_flight == served + len(poller.throttled.batches) + gathered
    if poller.running:
        assert poller.in_flight - gathered <= max(poller.scaling.limit, poller.peak)


def events_are_in_one_place(queue: InternalQueue, running: list[Request]) -> None:
    """Each asynchronous event waits, runs, went well, was dropped, or was lost."""
    waiting = sum(1 for _ in queue.ladder)
    served = sum(
        getattr(each, "event_of", None) is not None and each.client.queue is queue  # type: ignore[attr-defined]  such requests come from a queue
        for each in running
    )
    ended = queue.succeeded + queue.dropped + queue.lost
    assert queue.received + queue.copied == waiting + served + ended
    assert len(queue.open) == waiting + served


def records_are_in_one_place(stream: Stream) -> None:
    """Each record of a shard is unread, held by one lane, done, filtered, discarded or expired."""
    assert stream.put_count == sum(shard.next for shard in stream.shards.values())
    for poller in stream.pollers.values():
        assert isinstance(poller, StreamPoller)
        for reader in poller.readers.values():
            _check_reader(reader)


def _check_reader(reader: ShardReader) -> None:
    held = [record.position for lane in reader.lanes for record in lane.held()]
    ended = reader.done + reader.filtered + reader.discarded + reader.expired
    assert ended + len(held) == reader.read
    assert len(set(held)) == len(held)
    assert all(position < reader.read for position in held)
    keys: dict[str, int] = {}
    for lane in reader.lanes:
        mine = [record.position for record in lane.held()]
        assert mine == sorted(mine), "out of order"
        for record in lane.held():
            assert keys.setdefault(record.key, lane.number) == lane.number


def everybody_is_answered_once(world: World) -> None:
    """Callers at front doors, customers of SDKs, events of sources."""
    snapshot = world.snapshot()
    for door in snapshot.doors:
        assert door.waiting >= 0
        assert door.requests == door.waiting + sum(times for _, times in door.statuses)
    for source in snapshot.sources:
        assert source.waiting >= 0
        assert source.taken + source.refused <= source.sent + source.retried
    for caller in snapshot.callers:
        ended = caller.answered + caller.failed + caller.given_up
        assert caller.customers == ended + caller.waiting
        assert caller.waiting >= 0


def nothing_is_left(world: World) -> None:
    """After all traffic, nobody waits, nothing runs, and every event has ended."""
    snapshot, service = world.snapshot(), world.service
    assert service.pool.in_flight == 0
    assert all(each.in_flight == each.limit.in_flight == 0 for each in service.functions.values())
    assert all(each.request is None for each in service.environments.values())
    assert all(queue.idle for queue in service.internal_queues.values())
    assert all(not each.waiting for each in (*snapshot.doors, *snapshot.callers))
    assert all(not mapping.in_flight for mapping in snapshot.mappings)
