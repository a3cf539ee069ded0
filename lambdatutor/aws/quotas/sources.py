"""Queues, streams and what else calls functions."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

VISIBILITY_DEFAULT_S = Quota(
    30, "seconds", "SQS-017", "The visibility timeout of a queue that sets none."
)
VISIBILITY_MAX_S = Quota(43_200, "seconds", "SQS-017", "The longest visibility timeout.")
MESSAGE_RETENTION_DEFAULT_S = Quota(
    345_600, "seconds", "SQS-017", "How long a queue that says nothing keeps a message."
)
MESSAGE_RETENTION_MAX_S = Quota(
    1_209_600, "seconds", "SQS-017", "The longest time a queue keeps a message."
)
MESSAGE_BYTES = Quota(1_048_576, "bytes", "SQS-017", "A message with its attributes.")
MAX_RECEIVES_DEFAULT = Quota(
    10, "receives", "SQS-009", "How often a message is received before it is moved, when not set."
)
MAX_RECEIVES_RECOMMENDED = Quota(
    5, "receives", "SQS-009", "The least maxReceiveCount that is recommended with Lambda."
)
KINESIS_RETENTION_DEFAULT_H = Quota(
    24, "hours", "STR-012", "How long a stream that says nothing keeps a record."
)
KINESIS_RETENTION_MAX_H = Quota(
    8_760, "hours", "STR-012", "The longest time a stream keeps a record."
)
TABLE_STREAM_RETENTION_H = Quota(
    24, "hours", "STR-012", "How long a table's stream keeps a record."
)
TABLE_STREAM_READERS = Quota(
    2, "readers", "STR-013", "How many functions should read one shard of a table's stream."
)

# Push sources


TOPIC_ATTEMPTS = Quota(
    100_015, "attempts", "PUS-001", "How often a topic tries a function that fails on AWS's side."
)
TOPIC_RETRY_DAYS = Quota(23, "days", "PUS-001", "For how long a topic tries.")
RULE_RETRIES = Quota(
    185, "retries", "PUS-003", "How often a rule tries its target again, by default and at most."
)
RULE_EVENT_AGE_H = Quota(
    24, "hours", "PUS-003", "For how long a rule tries its target, by default and at most."
)
SCHEDULE_RETRIES_MAX = Quota(
    185, "retries", "PUS-009", "The most retries of a schedule, and those of one that sets none."
)
SCHEDULE_AGE_MIN_S = Quota(60, "seconds", "PUS-009", "The shortest time a schedule tries.")
SCHEDULE_AGE_MAX_S = Quota(
    86_400,
    "seconds",
    "PUS-009",
    "The longest time a schedule tries, and that of one that sets none.",
)
SCHEDULE_PRECISION_S = Quota(60, "seconds", "PUS-004", "How exactly a schedule keeps its time.")
REST_API_TIMEOUT_S = Quota(
    29, "seconds", "PUS-005", "How long a REST API waits for a function, by default."
)
HTTP_API_TIMEOUT_S = Quota(30, "seconds", "PUS-005", "How long an HTTP API waits for a function.")
GATEWAY_PAYLOAD_MB = Quota(10, "MB", "PUS-005", "A request that API Gateway takes.")
LOAD_BALANCER_PAYLOAD_MB = Quota(
    1, "MB", "PUS-007", "A request to, or a response from, a function behind a load balancer."
)
STREAMED_RESPONSE_MB = Quota(200, "MB", "URL-005", "A streamed response.")
STREAMED_BURST_MB = Quota(6, "MB", "URL-005", "What of a streamed response goes at full speed.")
STREAMED_MB_PER_S = Quota(
    2, "MB a second", "URL-005", "How fast the rest of a streamed response goes."
)
