"""Settings of a function."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

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
