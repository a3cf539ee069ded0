"""The constraints of streams, tables, buckets, APIs and load balancers."""

from __future__ import annotations

from lambdatutor.aws.constraints import (
    Constraint,
    at_least,
    at_most,
    like,
    not_longer,
    not_shorter,
    one_of,
)

_HASH_KEY = (like(r"^(0|([1-9]\d{0,38}))$"),)
_PARTITION_KEY = (not_longer(256), not_shorter(1))
_ATTRIBUTE = (not_longer(255), not_shorter(1))
_COUNT = (at_most(10), at_least(2))

CONSTRAINTS: dict[str, dict[str, tuple[Constraint, ...]]] = {
    "kinesis": {
        "StreamName": (not_longer(128), not_shorter(1), like(r"[a-zA-Z0-9_.-]+")),
        "StreamARN": (not_longer(2048), like(r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")),
        "ShardCount": (at_least(1),),
        "TargetShardCount": (at_least(1),),
        "ScalingType": (one_of("UNIFORM_SCALING"),),
        "StreamModeDetails.StreamMode": (one_of("PROVISIONED", "ON_DEMAND"),),
        "PartitionKey": _PARTITION_KEY,
        "ExplicitHashKey": _HASH_KEY,
        "SequenceNumberForOrdering": (like(r"^(0|([1-9]\d{0,128}))$"),),
        "Records": (not_longer(500), not_shorter(1)),
        "Records.PartitionKey": _PARTITION_KEY,
        "Records.ExplicitHashKey": _HASH_KEY,
    },
    "dynamodb": {
        "TableName": (not_longer(1024), not_shorter(1)),
        "AttributeDefinitions.AttributeName": _ATTRIBUTE,
        "AttributeDefinitions.AttributeType": (one_of("S", "N", "B"),),
        "KeySchema": (not_longer(2), not_shorter(1)),
        "KeySchema.AttributeName": _ATTRIBUTE,
        "KeySchema.KeyType": (one_of("HASH", "RANGE"),),
        "BillingMode": (one_of("PROVISIONED", "PAY_PER_REQUEST"),),
        "ProvisionedThroughput.ReadCapacityUnits": (at_least(1),),
        "ProvisionedThroughput.WriteCapacityUnits": (at_least(1),),
        "StreamSpecification.StreamViewType": (
            one_of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
        ),
        "ReturnValues": (one_of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),),
    },
    "apigateway": {
        "type": (one_of("HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY"),),
    },
    "elbv2": {
        "TargetType": (one_of("instance", "ip", "lambda", "alb"),),
        "HealthCheckPath": (not_longer(1024), not_shorter(1)),
        "HealthCheckIntervalSeconds": (at_most(300), at_least(5)),
        "HealthCheckTimeoutSeconds": (at_most(120), at_least(2)),
        "HealthyThresholdCount": _COUNT,
        "UnhealthyThresholdCount": _COUNT,
        "Targets.Port": (at_most(65_535), at_least(1)),
    },
}
"""By service, then by parameter; a dot leads into a nested value."""
