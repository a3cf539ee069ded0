"""How a source tries again when its target does not take an event."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lambdatutor.aws import quotas
from lambdatutor.simulator.time import HOUR, SECOND

_TOPIC_AT_ONCE = 3
_TOPIC_EVERY_SECOND = 2
_TOPIC_GROWING = 10
_TOPIC_LONGEST_S = 20
"""The phases of SNS for targets that AWS runs; with 100,000 tries 20 s apart they are PUS-001's
100,015 in 23 days (docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html)."""

_LONGEST_US = 512 * SECOND
"""Between two tries of EventBridge: the simulator's own. AWS says "exponential back off and jitter"
and publishes no numbers."""


class RetryRule(NamedTuple):
    """How often and how long, and after what waits."""

    retries: int
    max_age_us: int
    waits: Literal["topic", "doubling"]

    def wait_us(self, tries: int, luck: float) -> int:
        """From a refusal to the next try, after so many tries; half of a doubling wait is luck."""
        if self.waits == "topic":
            return _topic_wait_us(tries)
        return int(min(_LONGEST_US, SECOND << min(tries - 1, 30)) * (0.5 + luck / 2))


def _topic_wait_us(tries: int) -> int:
    if tries <= _TOPIC_AT_ONCE:
        return 0
    if tries <= _TOPIC_AT_ONCE + _TOPIC_EVERY_SECOND:
        return SECOND
    step = tries - _TOPIC_AT_ONCE - _TOPIC_EVERY_SECOND - 1
    if step < _TOPIC_GROWING:
        return int(SECOND * _TOPIC_LONGEST_S ** (step / (_TOPIC_GROWING - 1)))
    return _TOPIC_LONGEST_S * SECOND


TOPIC = RetryRule(quotas.TOPIC_ATTEMPTS.value, quotas.TOPIC_RETRY_DAYS.value * 24 * HOUR, "topic")
"""Of a subscription (PUS-001)."""

RULE = RetryRule(quotas.RULE_RETRIES.value, quotas.RULE_EVENT_AGE_H.value * HOUR, "doubling")
"""Of a rule's or a schedule's target, where it sets nothing else (PUS-003, PUS-009)."""

BUCKET = RULE
"""Of a bucket: the simulator's own. AWS promises "at least once" (PUS-002) and no more."""
