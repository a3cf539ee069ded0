"""An alarm on the states of other alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.alarms import rule as rules
from lambdatutor.simulator.alarms.alarm import Alarm
from lambdatutor.simulator.alarms.alarm_view import AlarmView
from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.alarms.alarm import Actions
    from lambdatutor.simulator.alarms.evaluation import State
    from lambdatutor.simulator.alarms.rule import Rule
    from lambdatutor.simulator.answers import Answer


class CompositeAlarm(Alarm):
    """In ALARM while its rule holds, and in OK while it does not."""

    composite = True

    def __init__(
        self,
        account: Account,
        name: str,
        arn: str,
        actions: Actions,
        description: str,
        *,
        text: str,
        rule: Rule,
    ) -> None:
        super().__init__(account, name, arn, actions, description)
        self.text = text
        self.rule = rule

    def looks_at(self, name: str) -> bool:
        """Whether its rule names this alarm."""
        return name in rules.children(self.rule)

    def follow(self, states: dict[str, State], cause: int, changed: Alarm | None) -> bool:
        """Look at the others; whether its own state has changed."""
        state: State = "ALARM" if rules.holds(self.rule, states) else "OK"
        return self.become(state, self._reason(state, changed), cause)

    def _reason(self, state: State, changed: Alarm | None) -> str:
        if changed is None:
            return f"{self.arn} was created and its alarm rule evaluates to {state}"
        when = date(self.account.clock.now_us)
        return f"{changed.arn} transitioned to {changed.state} at {when}"

    def trigger(self) -> Answer:
        return {"AlarmRule": self.text}

    def configuration(self) -> Answer:
        return {"AlarmRule": self.text}

    def view(self) -> AlarmView:
        return AlarmView(
            name=self.name,
            metric="",
            of="",
            statistic="",
            comparison="",
            threshold=None,
            period_s=0,
            state=self.state,
            since_us=self.since_us,
            value=None,
            breaching=0,
            evaluated=0,
            to_alarm=0,
            periods=0,
            reason=self.reason,
            composite=True,
        )
