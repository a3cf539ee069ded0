"""Lambda's quotas, each with the fact it stands on."""

from __future__ import annotations

from typing import NamedTuple


class Quota(NamedTuple):
    """A limit or a default of Lambda."""

    value: int
    unit: str
    fact: str
    """The id in facts.yaml."""
    says: str


# Concurrency

CONCURRENT_EXECUTIONS = Quota(
    1_000, "environments", "CON-002", "Requests in flight in one account and Region, by default."
)
MINIMUM_UNRESERVED = Quota(
    100, "environments", "CON-003", "What has to stay unreserved in the account's pool."
)
MINIMUM_PROVISIONED = Quota(1, "environments", "CON-009", "The least that can be provisioned.")
SCALING_BURST = Quota(
    1_000, "environments", "CON-020", "New environments a function may add at once."
)
SCALING_REFILL_PER_S = Quota(
    100, "environments a second", "CON-020", "How fast the allowance for new environments refills."
)
SCALING_ENVIRONMENTS = Quota(
    1_000, "environments", "CON-019", "New environments a function may add within 10 seconds."
)
SCALING_WINDOW_S = Quota(10, "seconds", "CON-019", "The time that scaling is measured over.")
REQUESTS_PER_CONCURRENCY = Quota(
    10,
    "requests a second",
    "CON-021",
    "Synchronous requests a second for each unit of concurrency.",
)
PROVISIONED_REQUESTS_PER_CONCURRENCY = Quota(
    10,
    "requests a second",
    "CON-018",
    "Requests a second for each provisioned environment, in all.",
)
PROVISIONED_PER_MINUTE = Quota(
    6_000, "environments a minute", "CON-016", "How fast provisioned environments are allocated."
)
PROVISIONED_PREPARATION_MIN_S = Quota(
    60, "seconds", "CON-016", "The least time before an allocation starts."
)
PROVISIONED_PREPARATION_MAX_S = Quota(
    120, "seconds", "CON-016", "The most time before an allocation starts."
)

# The life of an environment

INIT_LIMIT_S = Quota(10, "seconds", "LIF-002", "The Init phase of an on-demand environment.")
PROVISIONED_INIT_LIMIT_S = Quota(
    130,
    "seconds",
    "LIF-004",
    "Init of a provisioned environment, or the timeout if that is longer.",
)
PROVISIONED_INIT_CAP_S = Quota(
    900, "seconds", "LIF-004", "Init of a provisioned environment, at the very most."
)
SHUTDOWN_MS = Quota(0, "milliseconds", "LIF-014", "Shutdown without extensions.")
SHUTDOWN_INTERNAL_MS = Quota(500, "milliseconds", "LIF-014", "Shutdown with internal extensions.")
SHUTDOWN_EXTERNAL_MS = Quota(
    2_000, "milliseconds", "LIF-014", "Shutdown with external extensions, then SIGKILL."
)
EXTENSIONS = Quota(10, "extensions", "LIF-020", "Extensions of one environment.")
FILE_DESCRIPTORS = Quota(1_024, "files", "LIF-026", "Open files of one environment.")
THREADS = Quota(1_024, "threads", "LIF-026", "Processes and threads of one environment.")

# Settings of a function

TIMEOUT_DEFAULT_S = Quota(3, "seconds", "INV-034", "The timeout of a function that sets none.")
TIMEOUT_MIN_S = Quota(1, "seconds", "INV-034", "The shortest timeout.")
TIMEOUT_MAX_S = Quota(900, "seconds", "INV-034", "The longest timeout of a standard function.")
TIMEOUT_SHAPE_MAX_S = Quota(
    5_400, "seconds", "INV-035", "The longest timeout that the API's own shape lets through."
)
MEMORY_DEFAULT_MB = Quota(128, "MB", "PRC-001", "The memory of a function that sets none.")
MEMORY_MIN_MB = Quota(128, "MB", "PRC-001", "The least memory.")
MEMORY_MAX_MB = Quota(10_240, "MB", "PRC-001", "The most memory of a standard function.")
MEMORY_SHAPE_MAX_MB = Quota(
    32_768, "MB", "PRC-001", "The most memory that the API's own shape lets through."
)
MB_PER_VCPU = Quota(1_769, "MB", "PRC-002", "The memory that comes with one vCPU.")
VCPU_MAX = Quota(6, "vCPUs", "PRC-002", "The cores a function can see at most.")
EPHEMERAL_STORAGE_DEFAULT_MB = Quota(512, "MB", "LIF-019", "The size of /tmp when none is set.")
EPHEMERAL_STORAGE_MIN_MB = Quota(512, "MB", "LIF-019", "The smallest /tmp.")
EPHEMERAL_STORAGE_MAX_MB = Quota(10_240, "MB", "LIF-019", "The largest /tmp.")
ENVIRONMENT_BYTES = Quota(
    4_096, "bytes", "ENV-001", "All environment variables of a function, as JSON."
)
LAYERS = Quota(5, "layers", "PKG-006", "Layers of one function.")
FUNCTION_NAME_CHARACTERS = Quota(64, "characters", "INV-051", "A function's name.")
HANDLER_CHARACTERS = Quota(128, "characters", "INV-051", "The handler setting.")
DESCRIPTION_CHARACTERS = Quota(256, "characters", "INV-051", "A description.")
ALIAS_CHARACTERS = Quota(128, "characters", "VER-005", "An alias's name.")
ADDITIONAL_VERSIONS = Quota(
    1, "versions", "VER-006", "Versions an alias has beside its primary one."
)

# Payloads and packages

MB_BYTES = Quota(1_048_576, "bytes", "INV-006", "What AWS calls 1 MB in its payload limits.")
SYNCHRONOUS_PAYLOAD_MB = Quota(
    6, "MB", "INV-006", "An event, or a response, of a synchronous call."
)
ASYNCHRONOUS_PAYLOAD_BYTES = Quota(
    1_048_576, "bytes", "INV-007", "An event of an asynchronous call."
)
RESPONSE_BYTES = Quota(6_291_556, "bytes", "INV-008", "A buffered response, before it is refused.")
CLIENT_CONTEXT_BYTES = Quota(3_583, "bytes", "INV-032", "The client context, in base64.")
ZIPPED_CODE_BYTES = Quota(52_428_800, "bytes", "PKG-001", "A zip file that is uploaded directly.")
UNZIPPED_CODE_BYTES = Quota(262_144_000, "bytes", "PKG-002", "Code and layers, unzipped.")

# Asynchronous events

ASYNCHRONOUS_RETRIES = Quota(
    2, "retries", "ASY-002", "Retries after an error of an asynchronous event, by default."
)
