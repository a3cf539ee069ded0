"""A data stream of Kinesis."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.streams.names import kinesis_sequence, kinesis_shard
from lambdatutor.simulator.streams.stream import Stream
from lambdatutor.simulator.streams.throughput import KINESIS_SHARD
from lambdatutor.simulator.time import HOUR

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.record import StreamRecord
    from lambdatutor.simulator.streams.shard import Shard


class KinesisStream(Stream):
    """Producers put records into it by partition key."""

    service = "kinesis"
    polls_per_s = quotas.KINESIS_POLLS_PER_S.value
    retention_us = quotas.KINESIS_RETENTION_DEFAULT_H.value * HOUR
    limit = KINESIS_SHARD
    batch_info = "KinesisBatchInfo"
    on_demand = False
    """AWS minds the number of shards."""

    def shard_name(self, number: int) -> str:
        return kinesis_shard(number)

    def sequence_number(self, shard: Shard, position: int) -> str:
        return kinesis_sequence(shard, position)

    def document(self, shard: Shard, record: StreamRecord) -> dict[str, object]:
        """Filters see the data as JSON where it is JSON, else as text."""
        body = record.parcel.body
        try:
            data: object = msgspec.json.decode(body)
        except msgspec.DecodeError:
            data = body
        return self._kinesis(shard, record, data)

    def event(self, shard: Shard, record: StreamRecord) -> dict[str, object]:
        sequence = self.sequence_number(shard, record.position)
        data = b64encode(record.parcel.body.encode(errors="replace")).decode()
        return {
            "kinesis": self._kinesis(shard, record, data),
            "eventSource": "aws:kinesis",
            "eventVersion": "1.0",
            "eventID": f"{shard.name}:{sequence}",
            "eventName": "aws:kinesis:record",
            "awsRegion": self.account.scenario.account.region,
            "eventSourceARN": self.arn,
        }

    def _kinesis(self, shard: Shard, record: StreamRecord, data: object) -> dict[str, object]:
        return {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record.key,
            "sequenceNumber": self.sequence_number(shard, record.position),
            "data": data,
            "approximateArrivalTimestamp": date(record.at_us),
        }
