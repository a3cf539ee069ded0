"""The retry quota of standard mode: a program that meets only failures stops trying again."""

from __future__ import annotations

CAPACITY = 500
"""Tokens of a new SDK client (BKO-002)."""

THROTTLING_COST = 5
OTHER_COST = 14
NO_RETRY_REFUND = 1
"""What a retry takes, and what a success without one gives back.

botocore 1.44.5, `RetryQuotaChecker`; older releases took 5 for each, and 10 after a timeout.
"""


class RetryQuota:
    """Tokens that all calls of one SDK client share."""

    __slots__ = ("available",)

    def __init__(self) -> None:
        self.available = CAPACITY

    def take(self, cost: int) -> bool:
        """Pay for a retry; False when there is too little left, and no retry is made."""
        if cost > self.available:
            return False
        self.available -= cost
        return True

    def give_back(self, tokens: int) -> None:
        """A call succeeded: what its last retry had taken, or one token if it needed none."""
        self.available = min(CAPACITY, self.available + tokens)
