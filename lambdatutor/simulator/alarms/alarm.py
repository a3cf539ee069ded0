"""What metric alarms and composite alarms have in common: a state, its history, and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.alarms.messages import to_function, to_topic
from lambdatutor.simulator.parcel import Parcel

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.alarms.alarm_view import AlarmView
    from lambdatutor.simulator.alarms.evaluation import State
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.authoriser import Denial

PRINCIPAL = "lambda.alarms.cloudwatch.amazonaws.com"
"""Who calls a function that an alarm names as an action."""

_KEPT = 1_000
"""Changes of one alarm that are remembered. CloudWatch keeps them for 30 days."""

_KINDS: dict[State, str] = {
    "OK": "alarm.cleared",
    "ALARM": "alarm.raised",
    "INSUFFICIENT_DATA": "alarm.starved",
}

CREATED = "Unchecked: Initial alarm creation"
"""The reason of the first state."""


class Change(NamedTuple):
    """One change of state."""

    at_us: int
    before: State
    after: State
    reason: str


class Actions(NamedTuple):
    """ARNs that are told, by the state that an alarm goes into."""

    ok: tuple[str, ...] = ()
    alarm: tuple[str, ...] = ()
    insufficient_data: tuple[str, ...] = ()
    enabled: bool = True

    def on(self, state: State) -> tuple[str, ...]:
        if not self.enabled:
            return ()
        return {"OK": self.ok, "ALARM": self.alarm}.get(state, self.insufficient_data)


class Alarm:
    """One alarm of the account."""

    composite = False

    def __init__(
        self, account: Account, name: str, arn: str, actions: Actions, description: str
    ) -> None:
        self.account = account
        self.name = name
        self.arn = arn
        self.actions = actions
        self.description = description
        self.state: State = "INSUFFICIENT_DATA"
        self.since_us = self.updated_us = self.configured_us = account.clock.now_us
        self.reason = CREATED
        self.history: list[Change] = []
        self.event = account.cause
        """The id of the event that made it, or of its last change."""

    def take_over(self, before: Alarm) -> None:
        """It replaces an alarm of the same name, and keeps its state."""
        self.state, self.since_us, self.updated_us = (
            before.state,
            before.since_us,
            before.updated_us,
        )
        self.reason, self.history, self.event = before.reason, before.history, before.event

    def become(self, state: State, reason: str, cause: int) -> bool:
        """Go into a state; the same one again is no change, and nobody is told."""
        account, before = self.account, self.state
        now = account.clock.now_us
        self.reason = reason
        self.updated_us = now
        if state == before:
            return False
        self.state = state
        self.since_us = now
        self.history.append(Change(now, before, state, reason))
        del self.history[:-_KEPT]
        self.event = account.note(_KINDS[state], "", (self.name, before, reason), cause)
        for arn in self.actions.on(state):
            self._tell(arn, self.history[-1])
        return True

    def _tell(self, arn: str, change: Change) -> None:
        account = self.account
        is_function = arn.startswith("arn:aws:lambda:")
        denial = self._denial(arn) if is_function else None
        cause, code = self.event, ""
        if denial is not None:
            cause, code = account.permissions.tell(denial, cause), denial.code
        else:
            event = account.note("alarm.action", "", (self.name, arn), self.event)
            body = (to_function if is_function else to_topic)(self, change)
            parcel = Parcel(body=body, kind="alarm", size_bytes=len(body.encode(errors="replace")))
            code = account.deliver(arn, parcel, event)
        if code:
            account.note("alarm.action_failed", "", (self.name, arn, code), cause)

    def _denial(self, arn: str) -> Denial | None:
        name, _, qualifier = arn.partition(":function:")[2].partition(":")
        return self.account.permissions.source_denial(
            name, PRINCIPAL, self.arn, qualifier=qualifier or None
        )

    # What each kind of alarm has of its own

    def trigger(self) -> Answer:
        """What it watches, as a notification shows it."""
        raise NotImplementedError

    def configuration(self) -> Answer:
        """What it watches, as DescribeAlarms shows it."""
        raise NotImplementedError

    def view(self) -> AlarmView:
        raise NotImplementedError
