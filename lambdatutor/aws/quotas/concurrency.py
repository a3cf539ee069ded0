"""Concurrency: how many environments there may be, and how fast they come."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

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
