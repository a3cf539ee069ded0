"""The record of a discarded batch: what a failure destination is sent (STR-009, STR-010)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

import msgspec

from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.asynchronous.delivery import service_of
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.randomness import stream as chance

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.batch import Batch
    from lambdatutor.simulator.streams.reader import ShardReader

Condition = Literal["RetryAttemptsExhausted", "RecordAgeExceeded"]
"""Why a batch was given up (STR-010)."""


def parcel(reader: ShardReader, batch: Batch, condition: Condition, version: str) -> Parcel:
    """What is sent to the destination; only a bucket gets the records as well (STR-009)."""
    mapping, stream, shard = reader.poller.mapping, reader.poller.stream, reader.shard
    account = stream.account
    now = account.clock.now_us
    luck = chance(account.seed, "discarded", mapping.uuid, shard.name, str(batch.first.position))
    told: dict[str, object] = {
        "requestContext": {
            "requestId": str(UUID(int=luck.getrandbits(128), version=4)),
            "functionArn": arn(account.scenario.account, mapping.function, mapping.qualifier),
            "condition": condition,
            "approximateInvokeCount": max(1, batch.tries),
        }
    }
    if condition == "RetryAttemptsExhausted":
        told["responseContext"] = {
            "statusCode": 200,
            "executedVersion": version,
            "functionError": "Unhandled",
        }
    told |= {
        "version": "1.0",
        "timestamp": date(now),
        stream.batch_info: {
            "shardId": shard.name,
            "startSequenceNumber": stream.sequence_number(shard, batch.first.position),
            "endSequenceNumber": stream.sequence_number(shard, batch.last.position),
            "approximateArrivalOfFirstRecord": date(batch.first.at_us),
            "approximateArrivalOfLastRecord": date(batch.last.at_us),
            "batchSize": len(batch.records),
            "streamArn": stream.arn,
        },
    }
    attributes: tuple[tuple[str, str], ...] = ()
    if service_of(mapping.settings.on_failure or "") == "s3":
        records = [stream.event(shard, record) for record in batch.records]
        told["payload"] = {"Records": records}
        name = f"{_stamp(date(now))}-{UUID(int=luck.getrandbits(128), version=4)}"
        attributes = (("Key", f"aws/lambda/{mapping.uuid}/{shard.name}/{name}"),)
    body = msgspec.json.encode(told).decode()
    first = batch.first.parcel
    return Parcel(
        body=body,
        kind=first.kind,
        name=first.name if len(batch.records) == 1 else "",
        share=first.share,
        size_bytes=len(body),
        attributes=attributes,
    )


def _stamp(written: str) -> str:
    """Year, month and day as folders, then the moment: `2026/01/31/2026-01-31T12.00.00`."""
    day, clock = written[:19].replace(":", ".").split("T")
    return f"{day.replace('-', '/')}/{day}T{clock}"
