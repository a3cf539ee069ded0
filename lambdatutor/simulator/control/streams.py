"""Streams and tables: making them, putting records and items, and splitting shards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError, validation
from lambdatutor.aws.service_errors import not_found, resource_in_use, shard_throughput_exceeded
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.streams.hashing import PLACES
from lambdatutor.simulator.streams.kinesis import KinesisStream

if TYPE_CHECKING:
    from lambdatutor.aws.shapes.streams import PutRecordsRequestEntry
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.streams.shard import Shard

ON_DEMAND_SHARDS = 4
"""What a stream on demand begins with; that it grows by itself is not simulated."""

RECORD_BYTES = 1_048_576
"""What one record holds at most; Kinesis's own quota, which no fact here holds."""


def create(service: Service, operation: aws.CreateStream) -> Answer:
    """At once: that it is CREATING for a while is left out."""
    account, name = service.scenario.account, operation.StreamName
    arn = arn_of(f"kinesis:{name}", account)
    if arn in service.resources:
        raise resource_in_use(f"Stream {name} under account {account.account_id} already exists.")
    mode = operation.StreamModeDetails and operation.StreamModeDetails.StreamMode
    if mode == "ON_DEMAND":
        shards = ON_DEMAND_SHARDS
    elif operation.ShardCount is None:
        raise _invalid("ShardCount is required for a stream in PROVISIONED mode.")
    else:
        shards = operation.ShardCount
    stream = KinesisStream(service, arn, name, shards)
    stream.on_demand = mode == "ON_DEMAND"
    service.resources[arn] = stream
    return {}


def put_record(service: Service, operation: aws.PutRecord) -> Answer:
    """One record; refused when its shard has taken 1 MB or 1,000 records this second."""
    stream = _stream(service, operation.StreamName, operation.StreamARN)
    entry = (operation.Data, operation.PartitionKey, operation.ExplicitHashKey)
    shard = _put(service, stream, *entry)
    if shard is None:
        raise _rate_exceeded(stream, *entry[1:])
    return _placed(stream, shard)


def put_records(service: Service, operation: aws.PutRecords) -> Answer:
    """Each record for itself: those that are refused are named, and the call succeeds."""
    stream = _stream(service, operation.StreamName, operation.StreamARN)
    for each in operation.Records:  # before the first is put: a call is refused as a whole
        _check(each.Data, each.PartitionKey, each.ExplicitHashKey)
    placed = [_put_entry(service, stream, each) for each in operation.Records]
    return {
        "FailedRecordCount": sum("ErrorCode" in each for each in placed),
        "Records": placed,
    }


def update_shard_count(service: Service, operation: aws.UpdateShardCount) -> Answer:
    """Half to double the number of open shards at a time."""
    stream = _stream(service, operation.StreamName, operation.StreamARN)
    now, wanted = len(stream.open_shards), operation.TargetShardCount
    if stream.on_demand:
        raise _invalid("UpdateShardCount cannot be used with a stream in ON_DEMAND mode.")
    if wanted > 2 * now:
        raise _invalid(
            "UpdateShardCount cannot be used to more than double the current open shard count "
            f"from {now} to {wanted}."
        )
    if 2 * wanted < now or wanted < 1:
        raise _invalid(
            "UpdateShardCount cannot be used to scale below half of the current open shard count "
            f"from {now} to {wanted}."
        )
    stream.reshard(wanted)
    return {
        "StreamName": stream.name,
        "CurrentShardCount": now,
        "TargetShardCount": wanted,
        "StreamARN": stream.arn,
    }


def _stream(service: Service, name: str | None, arn: str | None) -> KinesisStream:
    account = service.scenario.account
    found = service.resources.get(arn or arn_of(f"kinesis:{name}", account))
    if not isinstance(found, KinesisStream):
        name = name or (arn or "").rpartition("/")[2]
        raise not_found(f"Stream {name} under account {account.account_id} not found.")
    return found


def _put_entry(service: Service, stream: KinesisStream, entry: PutRecordsRequestEntry) -> Answer:
    shard = _put(service, stream, entry.Data, entry.PartitionKey, entry.ExplicitHashKey)
    if shard is None:
        refusal = _rate_exceeded(stream, entry.PartitionKey, entry.ExplicitHashKey)
        return {"ErrorCode": refusal.code, "ErrorMessage": refusal.message}
    return _placed(stream, shard)


def _put(
    service: Service, stream: KinesisStream, data: str, key: str | None, hash_key: str | None
) -> Shard | None:
    key, size_bytes, place = _check(data, key, hash_key)
    parcel = Parcel(body=data, share=stream.share(), group=key, size_bytes=size_bytes)
    return stream.put(key, parcel, service.cause, place)


def _check(data: str, key: str | None, hash_key: str | None) -> tuple[str, int, int | None]:
    """The key, the size in bytes, and the place that takes the key's; raises `AwsError`."""
    if key is None:
        raise validation(
            "Value null at 'partitionKey' failed to satisfy constraint: Member must not be null"
        )
    size_bytes = len(data.encode(errors="replace"))
    if size_bytes > RECORD_BYTES:
        raise validation(
            "Value at 'data' failed to satisfy constraint: "
            f"Member must have length less than or equal to {RECORD_BYTES}"
        )
    return key, size_bytes, _place(hash_key)


def _place(hash_key: str | None) -> int | None:
    """An ExplicitHashKey takes the place of the partition key's own."""
    if hash_key is None:
        return None
    if int(hash_key) >= PLACES:
        raise _invalid(
            "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
            f"Specified value was {hash_key}"
        )
    return int(hash_key)


def _placed(stream: KinesisStream, shard: Shard) -> Answer:
    return {
        "ShardId": shard.name,
        "SequenceNumber": stream.sequence_number(shard, shard.next - 1),
    }


def _rate_exceeded(stream: KinesisStream, key: str | None, hash_key: str | None) -> AwsError:
    shard = stream.shard_of(key or "", _place(hash_key))
    account_id = stream.account.scenario.account.account_id
    return shard_throughput_exceeded(shard.name, stream.name, account_id)


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidArgumentException", 400, message)


HANDLERS = {
    aws.CreateStream: create,
    aws.PutRecord: put_record,
    aws.PutRecords: put_records,
    aws.UpdateShardCount: update_shard_count,
}
"""What does the work of each operation of Kinesis."""
