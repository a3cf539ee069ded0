"""Amazon DynamoDB: tables that may have a stream."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import DynamoDbOperation
from lambdatutor.aws.shapes.tables import (
    AttributeDefinition,
    AttributeValue,
    KeySchemaElement,
    ProvisionedThroughput,
    StreamSpecification,
)


class CreateTable(DynamoDbOperation, frozen=True, kw_only=True):
    """Creates a table."""

    TableName: str
    AttributeDefinitions: list[AttributeDefinition] | None = None
    KeySchema: list[KeySchemaElement] | None = None
    BillingMode: str | None = None
    ProvisionedThroughput: ProvisionedThroughput | None = None
    StreamSpecification: StreamSpecification | None = None


class PutItem(DynamoDbOperation, frozen=True, kw_only=True):
    """Stores an item, or replaces it."""

    TableName: str
    Item: dict[str, AttributeValue]
    ConditionExpression: str | None = None
    ReturnValues: str | None = None


TableOperation: TypeAlias = CreateTable | PutItem
