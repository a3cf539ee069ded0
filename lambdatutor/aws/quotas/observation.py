"""Metrics, and those who call."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

METRIC_PERIOD_S = Quota(60, "seconds", "MET-025", "The period of Lambda's metrics.")
EMBEDDED_METRICS = Quota(100, "metrics", "MET-028", "Metrics of one line in the embedded format.")
EMBEDDED_DIMENSIONS = Quota(
    30, "dimensions", "MET-028", "Dimensions of one line in the embedded format."
)
SCALE_OUT_MIN = Quota(
    3, "minutes", "CON-026", "How long load lasts before target tracking scales out."
)
SCALING_DATAPOINTS = Quota(
    3, "datapoints", "CON-026", "Data points of the metric that target tracking needs."
)
CLIENT_ATTEMPTS = Quota(3, "attempts", "BKO-002", "How often boto3 tries a call, by default.")
CLIENT_BACKOFF_MAX_S = Quota(
    20, "seconds", "BKO-002", "The longest wait of boto3 between two attempts."
)
CLIENT_READ_TIMEOUT_S = Quota(
    60, "seconds", "BKO-005", "How long boto3 waits for a response, by default."
)
GET_FUNCTION_PER_S = Quota(100, "calls a second", "PRC-011", "Calls of GetFunction.")
GET_POLICY_PER_S = Quota(15, "calls a second", "PRC-011", "Calls of GetPolicy.")
CONTROL_PER_S = Quota(
    15, "calls a second", "PRC-011", "All other calls that are not invocations, together."
)
