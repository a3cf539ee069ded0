"""Tables: making one, with a stream of its changes or without, and putting items."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.service_errors import (
    not_found,
    resource_in_use,
    table_throughput_exceeded,
    validation_exception,
)
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.streams.table import Table, TableStream

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.streams.table import Item

ON_DEMAND_PARTITIONS = 4
"""A new table on demand takes 4,000 writes a second, and each partition 1,000."""

_CONDITION = re.compile(r"attribute_(not_)?exists\s*\(\s*([A-Za-z_]\w*)\s*\)")


def create(service: Service, operation: aws.CreateTable) -> Answer:
    """At once: that it is CREATING for a while is left out."""
    account, name = service.scenario.account, operation.TableName
    arn = arn_of(f"dynamodb:{name}", account)
    if arn in service.resources:
        raise resource_in_use(f"Table already exists: {name}")
    keys, sees = _keys(operation), _stream_sees(operation)
    table = Table(service, arn, name, keys, _partitions(operation))
    service.resources[arn] = table
    answer: Answer = {"TableName": name, "TableArn": arn, "TableStatus": "ACTIVE"}
    if sees is not None:
        label = date(service.clock.now_us).removesuffix("Z")
        stream = TableStream(service, f"{arn}/stream/{label}", name, table.partitions, sees)
        table.stream = service.resources[stream.arn] = stream
        answer |= {"LatestStreamArn": stream.arn, "LatestStreamLabel": label}
    return {"TableDescription": answer}


def _stream_sees(operation: aws.CreateTable) -> str | None:
    """What the table's stream shows of a change; None for a table without a stream."""
    wanted = operation.StreamSpecification
    if wanted is None or not wanted.StreamEnabled:
        return None
    if wanted.StreamViewType is None:
        raise validation_exception(
            "One or more parameter values were invalid: Stream StreamEnabled was true, "
            "however StreamViewType was not specified"
        )
    return wanted.StreamViewType


def put_item(service: Service, operation: aws.PutItem) -> Answer:
    """Store an item, or replace the one with its key; a change goes to the stream."""
    table = _table(service, operation.TableName)
    item: Item = msgspec.to_builtins(operation.Item)
    try:
        before = table.item(table.key_of(item))
    except KeyError as missing:
        raise validation_exception(
            "One or more parameter values were invalid: "
            f"Missing the key {missing.args[0]} in the item"
        ) from None
    if operation.ConditionExpression and not _holds(operation.ConditionExpression, before or {}):
        raise AwsError("ConditionalCheckFailedException", 400, "The conditional request failed")
    size_bytes = len(msgspec.json.encode(item))
    parcel = Parcel(share=table.share(), size_bytes=size_bytes)
    if not table.put(item, parcel, service.cause):
        raise table_throughput_exceeded()
    return {"Attributes": before} if before and operation.ReturnValues == "ALL_OLD" else {}


def _holds(condition: str, before: Item) -> bool:
    """`attribute_exists(name)` and `attribute_not_exists(name)`, looked up in the old item."""
    found = _CONDITION.fullmatch(condition.strip())
    if found is None:
        raise validation_exception(
            f"Invalid ConditionExpression: {condition!r} is not simulated; "
            "write attribute_exists(name) or attribute_not_exists(name)"
        )
    return (found[2] in before) is (found[1] is None)


def _table(service: Service, name: str) -> Table:
    found = service.resources.get(arn_of(f"dynamodb:{name}", service.scenario.account))
    if not isinstance(found, Table):
        raise not_found("Requested resource not found")
    return found


def _keys(operation: aws.CreateTable) -> tuple[str, ...]:
    """The partition key and then the sort key, each of which has to be defined."""
    schema = operation.KeySchema or []
    ordered = sorted(schema, key=lambda each: each.KeyType != "HASH")
    keys = tuple(each.AttributeName for each in ordered)
    if not ordered or [each.KeyType for each in ordered] not in (["HASH"], ["HASH", "RANGE"]):
        raise validation_exception(
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"
        )
    defined = {each.AttributeName for each in operation.AttributeDefinitions or []}
    if not set(keys) <= defined:
        raise validation_exception(
            "One or more parameter values were invalid: Some index key attributes are not "
            f"defined in AttributeDefinitions. Keys: [{', '.join(keys)}], "
            f"AttributeDefinitions: [{', '.join(sorted(defined))}]"
        )
    return keys


def _partitions(operation: aws.CreateTable) -> int:
    """One for each 1,000 writes or 3,000 reads a second; AWS promises no number."""
    provisioned = operation.ProvisionedThroughput
    if operation.BillingMode == "PAY_PER_REQUEST" or provisioned is None:
        return ON_DEMAND_PARTITIONS
    writes, reads = provisioned.WriteCapacityUnits, provisioned.ReadCapacityUnits
    return max(1, ceil(writes / 1_000 + reads / 3_000))


HANDLERS = {aws.CreateTable: create, aws.PutItem: put_item}
"""What does the work of each operation of DynamoDB."""
