"""SAM's simple table: a table with one key, and nothing to plan."""

from __future__ import annotations

from lambdatutor.sam.expansion import Origin, Resource
from lambdatutor.sam.stack import Stack
from lambdatutor.sam.template import Declared
from lambdatutor.sam.values import Data, mapping_of

_TYPES = {"String": "S", "Number": "N", "Binary": "B"}


def simple_table(stack: Stack, declared: Declared) -> Resource:
    """An AWS::Serverless::SimpleTable as the table it becomes."""
    given = stack.properties(declared)
    key = mapping_of(given.get("PrimaryKey")) or {"Name": "id", "Type": "String"}
    kind = _TYPES.get(str(key.get("Type")))
    if kind is None or "Name" not in key:
        problem = "a PrimaryKey has a Name, and a Type that is String, Number or Binary."
        raise stack.fault(declared.where("PrimaryKey"), problem)
    properties: Data = {
        "AttributeDefinitions": [{"AttributeName": key["Name"], "AttributeType": kind}],
        "KeySchema": [{"AttributeName": key["Name"], "KeyType": "HASH"}],
    }
    if "ProvisionedThroughput" in given:
        properties["ProvisionedThroughput"] = given["ProvisionedThroughput"]
    else:
        properties["BillingMode"] = "PAY_PER_REQUEST"
    for name in ("TableName", "SSESpecification"):
        if name in given:
            properties[name] = given[name]
    line = stack.template.line(("Resources", declared.logical_id))
    return Resource(
        declared.logical_id,
        "AWS::DynamoDB::Table",
        properties,
        Origin(declared.type, line),
        name=stack.name(declared.logical_id),
        arn=stack.arn(declared.logical_id),
    )
