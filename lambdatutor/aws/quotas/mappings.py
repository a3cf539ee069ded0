"""Event source mappings."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

BATCHING_WINDOW_MIN_S = Quota(
    0, "seconds", "ESM-004", "The shortest batching window, and that of a mapping that sets none."
)
BATCHING_WINDOW_MAX_S = Quota(300, "seconds", "ESM-004", "The longest batching window.")
BATCH_SIZE_QUEUE_DEFAULT = Quota(
    10, "records", "ESM-005", "The batch size of a queue's mapping that sets none."
)
BATCH_SIZE_STREAM_DEFAULT = Quota(
    100, "records", "ESM-005", "The batch size of a stream's mapping that sets none."
)
BATCH_SIZE_MAX = Quota(10_000, "records", "ESM-005", "The largest batch size.")
BATCH_SIZE_FIFO_MAX = Quota(
    10, "records", "ESM-005", "The largest batch size of a FIFO queue's mapping."
)
BATCH_SIZE_WITHOUT_WINDOW = Quota(
    10,
    "records",
    "ESM-005",
    "The largest batch size of a queue's mapping without a batching window.",
)
FILTERS = Quota(5, "filters", "ESM-009", "Filters of one mapping.")
FILTERS_RAISED = Quota(10, "filters", "ESM-009", "Filters of one mapping, on request.")
FILTER_PATTERN_CHARACTERS = Quota(4_096, "characters", "ESM-009", "The pattern of one filter.")
QUEUE_POLLERS_INITIAL = Quota(
    5,
    "batches",
    "SQS-001",
    "Batches at the same time, when the mapping of a standard queue starts.",
)
QUEUE_POLLERS_PER_MINUTE = Quota(
    300, "batches a minute", "SQS-001", "How fast a standard queue's mapping scales up."
)
QUEUE_POLLERS_MAX = Quota(
    1_250, "batches", "SQS-001", "The most batches at the same time of a standard queue's mapping."
)
QUEUE_POLLERS_MIN = Quota(
    2, "batches", "SQS-001", "The fewest batches at the same time, with low traffic."
)
MAPPING_CONCURRENCY_MIN = Quota(
    2, "invocations", "SQS-002", "The lowest maximum concurrency of a mapping."
)
MAPPING_CONCURRENCY_MAX = Quota(
    1_000, "invocations", "SQS-002", "The highest maximum concurrency of a mapping."
)
VISIBILITY_FACTOR = Quota(
    6, "times", "SQS-005", "How many function timeouts a visibility timeout should last."
)
QUEUE_RECEIVE = Quota(
    10, "messages", "SQS-014", "Messages of one receive, and so of a batch without a window."
)
LONG_POLL_S = Quota(
    20,
    "seconds",
    "SQS-013",
    "How long a batching window can last at low traffic, even if it is shorter.",
)
QUEUE_MIN_POLLERS_MIN = Quota(
    2, "pollers", "SQS-016", "The lowest minimum of provisioned pollers of a queue."
)
QUEUE_MIN_POLLERS_MAX = Quota(
    200, "pollers", "SQS-016", "The highest minimum of provisioned pollers of a queue."
)
QUEUE_MAX_POLLERS_MAX = Quota(
    10_000, "pollers", "SQS-016", "The highest maximum of provisioned pollers of a queue."
)
QUEUE_MAX_POLLERS_DEFAULT = Quota(
    200, "pollers", "SQS-016", "The maximum of provisioned pollers of a queue, when none is set."
)
CONCURRENCY_PER_POLLER = Quota(
    10, "invocations", "SQS-016", "Invocations at the same time of one provisioned poller."
)
POLLS_PER_POLLER_PER_S = Quota(
    10, "polls a second", "SQS-016", "Polls a second of one provisioned poller."
)
PROVISIONED_POLLERS_PER_MINUTE = Quota(
    1_000, "invocations a minute", "SQS-016", "How fast provisioned pollers scale up."
)
PARALLELIZATION_MIN = Quota(
    1,
    "batches",
    "STR-001",
    "Batches of one shard at the same time, and those of a mapping that sets none.",
)
PARALLELIZATION_MAX = Quota(
    10, "batches", "STR-001", "The most batches of one shard at the same time."
)
KINESIS_POLLS_PER_S = Quota(
    1, "polls a second", "STR-002", "Polls a second of one shard of a stream."
)
TABLE_STREAM_POLLS_PER_S = Quota(
    4, "polls a second", "STR-002", "Polls a second of one shard of a table's stream."
)
STREAM_RETRIES_MIN = Quota(
    -1, "retries", "STR-004", "Retries without end, as of a mapping that sets none."
)
STREAM_RETRIES_MAX = Quota(
    10_000, "retries", "STR-004", "The most retries of a stream's batch that can be set."
)
RECORD_AGE_FOREVER_S = Quota(
    -1, "seconds", "STR-004", "A maximum age without end, as of a mapping that sets none."
)
RECORD_AGE_MIN_S = Quota(60, "seconds", "STR-004", "The lowest maximum age of a stream's record.")
RECORD_AGE_MAX_S = Quota(
    604_800, "seconds", "STR-004", "The highest maximum age of a stream's record."
)
TUMBLING_WINDOW_MAX_S = Quota(900, "seconds", "STR-014", "The longest tumbling window.")
TUMBLING_STATE_MB = Quota(1, "MB", "STR-014", "The state that one invocation of a window hands on.")
