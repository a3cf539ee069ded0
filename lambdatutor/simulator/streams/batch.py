"""A batch of records of one shard: sent, sent again, halved, or cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.request import Request

if TYPE_CHECKING:
    from lambdatutor.simulator.request import Caller
    from lambdatutor.simulator.streams.record import StreamRecord

NOTHING = -1
"""In place of a place in a batch: none of its records failed."""


class Batch:
    """Records that go to the function together, in their order."""

    __slots__ = ("event", "records", "tries", "waits")

    def __init__(self, records: list[StreamRecord], event: int, tries: int = 0) -> None:
        self.records = records
        self.event = event
        """The id of what its next invocation follows from: an arrival, or a failure."""
        self.tries = tries
        """Invocations that failed and count: neither throttled nor followed by a split."""
        self.waits = 0
        """How often in a row it has waited for its next invocation."""

    @property
    def first(self) -> StreamRecord:
        return self.records[0]

    @property
    def last(self) -> StreamRecord:
        return self.records[-1]

    def split(self, at: int) -> tuple[Batch, Batch]:
        """Two batches that have been tried as often as this one (STR-005)."""
        return (
            Batch(self.records[:at], self.event, self.tries),
            Batch(self.records[at:], self.event, self.tries),
        )

    def older_than(self, moment_us: int) -> int:
        """How many of its records arrived at that moment or before; the oldest come first."""
        records = self.records
        if records[0].at_us > moment_us:
            return 0
        return next(
            (count for count, each in enumerate(records) if each.at_us > moment_us), len(records)
        )


class BatchRequest(Request):
    """An invocation with a batch."""

    __slots__ = ("batch", "failed_at")

    def __init__(
        self, client: Caller, number: int, index: int, arrived_us: int, batch: Batch
    ) -> None:
        super().__init__(client, number, index, arrived_us, batch.first.parcel.share)
        self.batch = batch
        self.failed_at = NOTHING
        """The lowest place in the batch that the function named as failed (STR-006)."""

    @property
    def name(self) -> str:
        """A record that is alone in its batch lends its name."""
        records = self.batch.records
        return records[0].parcel.name if len(records) == 1 else f"{len(records)} records"
