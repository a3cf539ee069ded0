"""A schedule: a clock that calls its targets (PUS-004)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.randomness import share, stream
from lambdatutor.simulator.sources.event_texts import BusEvent, identifier

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.sources.schedule_expression import Expression
    from lambdatutor.simulator.sources.target import SourceView, Target


class Schedule:
    """Fires when it is due, for as long as it is enabled.

    AWS keeps the minute, not the second: how late in it a schedule fires is a setting of the
    scenario.
    """

    def __init__(
        self,
        account: Account,
        name: str,
        arn: str,
        expression: Expression,
        *,
        window_us: int = 0,
        start_us: int | None = None,
        end_us: int | None = None,
    ) -> None:
        self.account = account
        self.name = name
        self.arn = arn
        self.expression = expression
        self.window_us = window_us
        """A flexible time window: it fires at any moment in it."""
        self.start_us = start_us
        self.end_us = end_us
        self.targets: list[Target] = []
        self.texts: list[str | None] = []
        """What each target is called with; None for the event that EventBridge makes."""
        self.enabled = True
        self.fired = 0
        self.made_us = account.clock.now_us
        self.luck_seed = stream(account.seed, "schedules", arn).getrandbits(64)
        self.ids = stream(account.seed, "event-ids", arn)
        self.due_us: int | None = None
        self.bell = Bell(account.clock, self._ring)
        self._aim(self.made_us)

    def enable(self, *, enabled: bool) -> None:
        """Wake it up, or put it to sleep; asleep it misses what it was due for."""
        if enabled and not self.enabled:
            self._aim(self.account.clock.now_us)
        self.enabled = enabled

    def stop(self) -> None:
        """It is replaced or deleted."""
        self.enabled = False
        self.bell.silence()
        self.due_us = None

    def _aim(self, after_us: int) -> None:
        """Set the bell for the next time it is due after `after_us`."""
        self.bell.silence()
        self.bell = Bell(self.account.clock, self._ring)
        from_us = after_us if self.start_us is None else max(after_us, self.start_us - 1)
        due = self.expression.after(from_us, self.made_us)
        if due is not None and self.end_us is not None and due > self.end_us:
            due = None
        self.due_us = due
        if due is not None:
            luck = share(self.luck_seed, due)
            late_us = self.account.scenario.schedule_delay.at(luck)
            self.bell.set(due + late_us + int(luck * self.window_us))

    def _ring(self) -> None:
        due = self.due_us
        if due is None:
            return
        if self.enabled:
            self.fire()
        self._aim(due)

    def fire(self) -> None:
        """Call every target now."""
        account = self.account
        self.fired += 1
        event = account.note("schedule.fired", "", (self.name,), -1)
        luck = share(self.luck_seed, -self.fired)
        for target, text in zip(self.targets, self.texts, strict=True):
            body = self._event() if text is None else text
            parcel = Parcel(body=body, kind="schedule", share=luck, size_bytes=len(body))
            target.send(parcel, event)

    def _event(self) -> str:
        """What a target gets that asks for nothing else."""
        setup, now = self.account.scenario.account, self.account.clock.now_us
        return BusEvent(
            id=identifier(self.ids),
            detail_type="Scheduled Event",
            source="aws.events" if ":rule/" in self.arn else "aws.scheduler",
            account=setup.account_id,
            time=date(now)[:19] + "Z",
            region=setup.region,
            resources=(self.arn,),
            detail={},
        ).text()

    def accept(self, parcel: Parcel, cause: int) -> str:  # noqa: ARG002  asked as all are
        """Nothing can be sent to a schedule."""
        return "ResourceNotFoundException"

    @property
    def idle(self) -> bool:
        """Whether it will not fire again and nothing waits."""
        sleeps = self.due_us is None or not self.enabled
        return sleeps and not any(each.waiting for each in self.targets)

    def views(self) -> tuple[SourceView, ...]:
        return tuple(each.view() for each in self.targets)
