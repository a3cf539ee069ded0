"""How a function's asynchronous events are treated, by qualifier (ASY-024)."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.aws import quotas
from lambdatutor.simulator.time import SECOND

RETRY_DELAYS_US = (
    quotas.ASYNCHRONOUS_FIRST_DELAY_S.value * SECOND,
    quotas.ASYNCHRONOUS_SECOND_DELAY_S.value * SECOND,
)
"""Before the second and the third try (ASY-002)."""

_ENOUGH = 64
"""No wait grows any more after so many; without a bound the number itself would grow."""


def back_off_us(turned_away: int) -> int:
    """How long it waits after being throttled that often before: 1, 2, 4 … 300 s.

    AWS publishes 1 s and 5 minutes (ASY-005); that it doubles is inferred (ASY-006).
    """
    grown_s = quotas.BACKOFF_INITIAL_S.value * quotas.BACKOFF_FACTOR.value ** min(
        turned_away, _ENOUGH
    )
    return min(quotas.BACKOFF_MAX_S.value, grown_s) * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInvokeConfig:
    """What PutFunctionEventInvokeConfig sets; None where it is left at its default."""

    retries: int | None = None
    """Only function errors count (ASY-003)."""
    max_age_s: int | None = None
    """An event that is older is not run (ASY-004)."""
    on_success: str = ""
    """The ARN that takes a record of each success (ASY-013)."""
    on_failure: str = ""
    """The ARN that takes a record of each event that is given up."""
    modified_us: int = 0

    @property
    def most_retries(self) -> int:
        return quotas.ASYNCHRONOUS_RETRIES.value if self.retries is None else self.retries

    @property
    def max_age_us(self) -> int:
        age_s = quotas.EVENT_AGE_DEFAULT_S.value if self.max_age_s is None else self.max_age_s
        return age_s * SECOND


DEFAULT = EventInvokeConfig()
"""Of a qualifier that has no configuration of its own."""
