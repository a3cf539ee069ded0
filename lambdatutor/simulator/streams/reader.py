"""A reader: follows one shard for one mapping and shares its records out among lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.polling.filters import passes
from lambdatutor.simulator.streams.giving_up import expire
from lambdatutor.simulator.streams.hashing import part
from lambdatutor.simulator.streams.lane import Lane
from lambdatutor.simulator.time import NEVER

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.poller import StreamPoller
    from lambdatutor.simulator.streams.record import StreamRecord
    from lambdatutor.simulator.streams.shard import Shard


class ShardReader:
    """Where one mapping stands in one shard.

    Lambda looks into a shard at its own pace (STR-002). What a look has shown is worked off batch
    by batch without a pause; what came later is seen by the next look. So records count as there
    up to the last look, and no time is spent on looks that would show nothing.
    """

    def __init__(self, poller: StreamPoller, shard: Shard, position: int) -> None:
        self.poller = poller
        self.shard = shard
        self.read = position
        """The position of the first record that no look has taken."""
        self.done = 0
        """Records that the function is done with."""
        self.filtered = 0
        self.discarded = 0
        self.expired = 0
        self.lanes = [Lane(self, n) for n in range(poller.settings.parallelization_factor)]
        self.asleep = False
        self.relaning = False
        """The number of lanes changes as soon as none of them is busy."""
        self.bell = Bell(poller.service.clock, self._ring)
        self.bell_us = NEVER
        shard.readers[poller.mapping.uuid] = self

    @property
    def needs(self) -> int:
        oldest = self.oldest_held
        return self.read if oldest is None else oldest.position

    @property
    def oldest_held(self) -> StreamRecord | None:
        """The first record that was read and that it is not done with."""
        held = [each for lane in self.lanes if (each := lane.oldest) is not None]
        return min(held) if held else None

    @property
    def oldest(self) -> StreamRecord | None:
        """The first record that it is not done with."""
        held = self.oldest_held
        if held is not None:
            return held
        unread = self.shard.between(self.read, self.read + 1) or self.shard.records[:1]
        return unread[0] if unread and self.read < self.shard.next else None

    @property
    def behind(self) -> int:
        """Records that it is not done with."""
        return self.shard.next - self.read + sum(len(lane.held()) for lane in self.lanes)

    @property
    def finished(self) -> bool:
        """The shard takes no more, and all that it had is done."""
        shard = self.shard
        return shard.closed and self.read >= shard.next and all(lane.empty for lane in self.lanes)

    # Looking

    def look(self) -> None:
        """Take what the last look has shown, and let free lanes go on."""
        poller = self.poller
        if not poller.running:
            return
        now = poller.service.clock.now_us
        if self.relaning and not self._relane():
            return
        if poller.may_read():
            self._take(self.shard.until(poller.last_look_us(now)), now)
        for lane in self.lanes:
            lane.go(now)
        if self.finished:
            poller.finish(self)
        else:
            self._rest(now)

    def wake(self) -> None:
        """A record came: the next look sees it."""
        self.asleep = False
        poller = self.poller
        if poller.running and any(lane.free for lane in self.lanes):
            self._ring_by(poller.next_look_us(poller.service.clock.now_us))

    def pause(self) -> None:
        for lane in self.lanes:
            lane.pause()

    def _take(self, end: int, now_us: int) -> None:
        """Read up to `end`, as far as lanes have room for another batch."""
        shard, size = self.shard, self.poller.settings.batch_size
        if shard.base > self.read:
            expire(self, shard.base - self.read, -1)
            self.read = shard.base
        while self.read < end:
            room = max((size - len(lane.waiting) for lane in self.lanes if lane.free), default=0)
            if room <= 0:
                return
            after = min(end, self.read + room)
            records = self._filtered(shard.between(self.read, after))
            self.read = after
            if len(self.lanes) == 1:
                self.lanes[0].take(records, now_us)
            else:
                self._share_out(records, now_us)

    def _filtered(self, records: list[StreamRecord]) -> list[StreamRecord]:
        """Without what no filter lets pass: it is skipped and never billed (ESM-010)."""
        poller = self.poller
        poller.count("PolledEventCount", len(records))
        patterns = poller.patterns
        if not patterns:
            return records
        document = poller.stream.document
        kept = [each for each in records if passes(patterns, document(self.shard, each))]
        skipped = len(records) - len(kept)
        if skipped:
            self.filtered += skipped
            poller.count("FilteredOutEventCount", skipped)
            numbers = (poller.mapping.uuid, poller.stream.arn, skipped)
            poller.service.note("records.filtered", poller.function, numbers, records[-1].event)
        return kept

    def _share_out(self, records: list[StreamRecord], now_us: int) -> None:
        """A key always goes to the same lane, so its records stay in order (STR-001)."""
        lanes = self.lanes
        for record in records:
            lanes[part(record.key, len(lanes))].take([record], now_us)

    # Resting

    def _rest(self, now_us: int) -> None:
        """Look again when there can be something to do."""
        poller, shard = self.poller, self.shard
        unread = self.read < shard.next
        if not unread and not self.asleep and not shard.closed:
            self.asleep = True
            shard.sleepers.append(self)
        window_us = poller.settings.window_us
        for lane in self.lanes:
            if lane.free:
                if unread:
                    self._ring_by(poller.look_after_us(now_us))
                if lane.waiting:
                    self._ring_by(max(now_us + 1, lane.since_us + window_us))

    def _ring_by(self, at_us: int) -> None:
        if at_us >= self.bell_us:
            return
        self.bell.silence()
        self.bell = Bell(self.poller.service.clock, self._ring)
        self.bell_us = at_us
        self.bell.set(at_us)

    def _ring(self) -> None:
        self.bell_us = NEVER
        self.look()

    # Changing

    def change(self) -> None:
        """The mapping has new settings."""
        poller = self.poller
        for lane in self.lanes:
            lane.function, lane.qualifier = poller.function, poller.qualifier
        if len(self.lanes) != poller.settings.parallelization_factor:
            self.relaning = True
            self.pause()
        self.look()

    def _relane(self) -> bool:
        """Share out anew what no function is busy with; whether that could be done."""
        if any(lane.in_flight for lane in self.lanes):
            return False
        self.pause()  # no lane that is left behind sends anything again
        poller = self.poller
        held = sorted(record for lane in self.lanes for record in lane.held())
        sent = sum(lane.sent for lane in self.lanes)
        self.lanes = [Lane(self, n) for n in range(poller.settings.parallelization_factor)]
        for lane in self.lanes:
            lane.sent = sent
        self._share_out(held, poller.service.clock.now_us)
        self.relaning = False
        return True
