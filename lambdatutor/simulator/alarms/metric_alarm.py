"""An alarm on one metric, or on metric math over several (MET-027)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.alarms import arithmetic
from lambdatutor.simulator.alarms.alarm import Alarm
from lambdatutor.simulator.alarms.alarm_view import AlarmView
from lambdatutor.simulator.alarms.causes import last_mover
from lambdatutor.simulator.alarms.evaluation import (
    BEYOND,
    COMPARISONS,
    Missing,
    Verdict,
    breaches,
    evaluate,
)
from lambdatutor.simulator.alarms.reasons import threshold_crossed
from lambdatutor.simulator.alarms.watched import Watched
from lambdatutor.simulator.metric_reading import Window
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.alarms.alarm import Actions
    from lambdatutor.simulator.alarms.arithmetic import Part
    from lambdatutor.simulator.answers import Answer


class Condition(NamedTuple):
    """When it is in ALARM: so many of so many data points on the wrong side of the threshold."""

    operator: str
    threshold: float
    period_us: int
    periods: int
    to_alarm: int
    missing: Missing
    """How periods without data count."""
    few_samples: str = "evaluate"
    """With a percentile of too few values: `evaluate` it all the same, or `ignore` it."""


class MetricAlarm(Alarm):
    """It looks at its metric each time a period ends."""

    def __init__(
        self,
        account: Account,
        name: str,
        arn: str,
        actions: Actions,
        description: str,
        *,
        watched: tuple[Watched, ...],
        expression: Part | None,
        condition: Condition,
    ) -> None:
        super().__init__(account, name, arn, actions, description)
        self.watched = watched
        self.expression = expression
        """Over the ids of what it watches; without one it watches a single metric."""
        self.condition = condition
        self.verdict = Verdict("INSUFFICIENT_DATA", 0, 0, 0)
        self.latest: float | None = None

    def look(self) -> bool:
        """Evaluate the data points up to now; whether the state has changed."""
        account, condition = self.account, self.condition
        now, period_us = account.clock.now_us, condition.period_us
        reach = condition.periods + BEYOND
        end_us = now - now % period_us
        start_us = max(0, end_us - reach * period_us)
        found = self._values(start_us, end_us)
        starts = range(start_us, end_us, period_us)
        values = [found.get(at_us) for at_us in starts]
        points = [
            None if each is None else breaches(each, condition.operator, condition.threshold)
            for each in values
        ]
        self.latest = next((each for each in reversed(values) if each is not None), None)
        verdict = self.verdict = evaluate(
            points, condition.periods, condition.to_alarm, condition.missing, self.state
        )
        if verdict.state == self.state:
            return False
        recent = [(at_us, value) for at_us, value in zip(starts, values, strict=True)
                  if value is not None][-condition.periods :]  # fmt: skip
        reason = threshold_crossed(condition, verdict, recent)
        return self.become(verdict.state, reason, self._cause(start_us))

    def _values(self, start_us: int, end_us: int) -> dict[int, float]:
        """By the start of each period that has one."""
        window = Window(self.condition.period_us, start_us, end_us)
        few_left_out = self.condition.few_samples == "ignore"
        by_id = {
            each.id: each.values(self.account, window, few_left_out=few_left_out)
            for each in self.watched
        }
        if self.expression is None:
            return by_id[self.watched[0].id]
        found: dict[int, float] = {}
        for at_us in sorted({at_us for each in by_id.values() for at_us in each}):
            there = {name: each[at_us] for name, each in by_id.items() if at_us in each}
            value = arithmetic.compute(self.expression, there)
            if value is not None:
                found[at_us] = value
        return found

    def _cause(self, start_us: int) -> int:
        if self.verdict.state == "ALARM":
            for each in self.watched:
                found = last_mover(self.account.log, each.kind.name, each.function, start_us)
                if found >= 0:
                    return found
        return self.event

    @property
    def every_us(self) -> int:
        """How often it is evaluated: whenever a period ends."""
        return self.condition.period_us

    # Shown

    def configuration(self) -> Answer:
        condition = self.condition
        answer: Answer = {
            "EvaluationPeriods": condition.periods,
            "DatapointsToAlarm": condition.to_alarm,
            "Threshold": condition.threshold,
            "ComparisonOperator": condition.operator,
            "TreatMissingData": condition.missing,
        }
        if self.expression is None:
            (watched,) = self.watched
            return {**watched.answer(), "Period": condition.period_us // SECOND, **answer}
        return answer

    def trigger(self) -> Answer:
        """Dimensions have lower-case keys here, on AWS too."""
        found = self.configuration()
        if self.expression is None:
            found["Dimensions"] = [
                {"name": name, "value": value} for name, value in self.watched[0].dimensions.items()
            ]
        return {"Trigger": found}

    def view(self) -> AlarmView:
        condition, watched = self.condition, self.watched[0]
        names = " and ".join(each.kind.name for each in self.watched)
        return AlarmView(
            name=self.name,
            metric=names,
            of=watched.of or "",
            statistic=watched.statistic if self.expression is None else "",
            comparison=COMPARISONS[condition.operator],
            threshold=condition.threshold,
            period_s=condition.period_us // SECOND,
            state=self.state,
            since_us=self.since_us,
            value=self.latest,
            breaching=self.verdict.breaching,
            evaluated=self.verdict.evaluated,
            to_alarm=condition.to_alarm,
            periods=condition.periods,
            reason=self.reason,
        )
