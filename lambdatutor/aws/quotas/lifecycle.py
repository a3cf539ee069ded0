"""The life of an environment."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

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


# Snapshots


RESTORE_LIMIT_S = Quota(
    10, "seconds", "SNP-003", "Loading a snapshot and running the hooks after it."
)
SNAPSHOT_CACHE_MIN_H = Quota(
    3, "hours", "SNP-007", "The least time that the caching of a snapshot is charged for."
)
