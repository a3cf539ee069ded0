"""Retry modes of a caller's SDK: what is tried again, how often, and after what wait.

The numbers are botocore's: `retries/standard.py`, `retries/quota.py` and `data/_retry.json` of
release 1.44.5 (BKO-002, BKO-003). `immediate` is no mode of any SDK: it is the loop that people
write themselves, and the wait between its tries is the simulator's own.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lambdatutor.aws import quotas
from lambdatutor.simulator.time import MILLISECOND, SECOND

Mode = Literal["none", "immediate", "legacy", "standard", "adaptive"]
"""How a client tries again; the last three are botocore's modes."""

ROUND_TRIP_US = 20 * MILLISECOND
"""How long a refusal is on its way: a loop without a wait turns as fast. The simulator's own."""

READ_TIMEOUT_US = quotas.CLIENT_READ_TIMEOUT_S.value * SECOND
"""How long botocore waits for an answer before it tries again (BKO-005)."""

TRANSIENT = frozenset({500, 502, 503, 504})
"""Statuses that standard mode retries beside throttles (BKO-003)."""

THROTTLED = 429

NO_ANSWER = 0
"""Stands where a status would: the client's own timeout came first."""

_CAP_US = quotas.CLIENT_BACKOFF_MAX_S.value * SECOND
_THROTTLE_SCALE_US = SECOND
_SCALE_US = 50 * MILLISECOND


class RetryRule(NamedTuple):
    """What a mode does where the client says nothing else."""

    attempts: int
    """Tries in all, the first one included."""
    timeout_us: int | None
    """How long it waits for an answer; None for as long as it takes."""


RULES: dict[Mode, RetryRule] = {
    "none": RetryRule(1, None),
    "immediate": RetryRule(100, None),
    "legacy": RetryRule(5, READ_TIMEOUT_US),
    "standard": RetryRule(quotas.CLIENT_ATTEMPTS.value, READ_TIMEOUT_US),
    "adaptive": RetryRule(quotas.CLIENT_ATTEMPTS.value, READ_TIMEOUT_US),
}
"""BKO-002 and BKO-005 for the SDK's modes; a hundred tries of the loop are the simulator's own."""


def is_retried(status: int) -> bool:
    """Whether a failure is worth another try; other refusals will be refused again (BKO-003)."""
    return status in {THROTTLED, NO_ANSWER} or status in TRANSIENT


def wait_us(mode: Mode, tries: int, status: int, share: float) -> int:
    """From a failure to the next try, after so many tries; `share` is the client's luck.

    Legacy mode: random(0, 1) x 2^(tries - 1) seconds. Standard and adaptive mode: random(0, 1) x
    min(scale x 2^(tries - 1), 20 s), where scale is 1 s after a throttle and 50 ms after all else
    (BKO-001, BKO-002).
    """
    doublings = min(tries - 1, 40)
    if mode == "legacy":
        return int(share * (SECOND << doublings))
    if mode == "immediate":
        return ROUND_TRIP_US
    scale_us = _THROTTLE_SCALE_US if status == THROTTLED else _SCALE_US
    return int(share * min(scale_us << doublings, _CAP_US))
