"""One metric that an alarm watches, with one of its statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.metric_reading import Window, periods
from lambdatutor.simulator.period import percentile_share
from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.metric_catalogue import MetricKind

_FEW = 10


class Watched(NamedTuple):
    """A metric of one thing."""

    id: str
    """What an expression calls it."""
    kind: MetricKind
    of: str | None
    """None where CloudWatch has no such dimensions: there is never any data."""
    dimensions: dict[str, str]
    statistic: str

    @property
    def function(self) -> str:
        """The function that it is about; empty for all, and for what is no function."""
        return self.dimensions.get("FunctionName", "")

    def values(self, account: Account, window: Window, *, few_left_out: bool) -> dict[int, float]:
        """By the start of each period that has a value.

        Services send a value a minute (MET-025). An alarm with a shorter period finds it in the
        last part of the minute, when it is complete, and nothing in the others.
        """
        if self.of is None:
            return {}
        period_us, start_us, end_us = window
        length_us = max(period_us, MINUTE)
        first_us = start_us - start_us % length_us
        longer = Window(length_us, first_us, end_us)
        found: dict[int, float] = {}
        for each in periods(account, self.kind, self.of, longer):
            at_us = each.start_us + length_us - period_us
            value = each.value(self.statistic)
            if value is None or not start_us <= at_us <= end_us - period_us:
                continue
            if not few_left_out or each.statistics.samples >= self._enough():
                found[at_us] = value
        return found

    def _enough(self) -> float:
        """How many values make a percentile meaningful: 10 ÷ (1 - p), from the median up."""
        share = percentile_share(self.statistic)
        if share is None:
            return 0.0
        rest = 1 - share if share >= 0.5 else share
        return _FEW / rest if rest else 0.0

    def answer(self) -> Answer:
        """As DescribeAlarms shows it."""
        percentile = percentile_share(self.statistic) is not None
        return {
            "MetricName": self.kind.name,
            "Namespace": self.kind.namespace,
            "ExtendedStatistic" if percentile else "Statistic": self.statistic,
            "Dimensions": [
                {"Name": name, "Value": value} for name, value in self.dimensions.items()
            ],
        }
