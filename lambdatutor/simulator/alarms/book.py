"""All alarms of the account, and when each is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.alarms.composite_alarm import CompositeAlarm
from lambdatutor.simulator.alarms.metric_alarm import MetricAlarm
from lambdatutor.simulator.clock import Bell

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.alarms.alarm import Alarm
    from lambdatutor.simulator.alarms.alarm_view import AlarmView
    from lambdatutor.simulator.alarms.evaluation import State


class AlarmBook:
    """The alarms, by name. As long as there is none it costs nothing."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.alarms: dict[str, Alarm] = {}
        self._bell = Bell(account.clock, self._ring)
        self._rings_us = -1
        """When it rings next; -1 while it does not."""

    def put(self, alarm: Alarm) -> None:
        """Add an alarm, or replace the one of that name, whose state stays."""
        before = self.alarms.get(alarm.name)
        if before is not None:
            alarm.take_over(before)
        self.alarms[alarm.name] = alarm
        if isinstance(alarm, CompositeAlarm):
            alarm.follow(self.states(), alarm.event, None)
            self.spread(alarm)
        else:
            self.account.sampler.keep_minutes()
            self._set()

    def remove(self, name: str) -> None:
        """Composite alarms that look at it find it in no state any more."""
        del self.alarms[name]
        self._set()

    def states(self) -> dict[str, State]:
        return {each.name: each.state for each in self.alarms.values()}

    def views(self) -> tuple[AlarmView, ...]:
        return tuple(each.view() for each in self.alarms.values())

    def spread(self, changed: Alarm) -> None:
        """Let the composite alarms follow, those that look at composite alarms as well.

        Rules may go round in a circle; each round of changes looks at every alarm once, and there
        are never more rounds than alarms.
        """
        waiting = [changed]
        for _ in self.alarms:
            if not waiting:
                break
            mover, *waiting = waiting
            waiting += [each for each in self._above(mover)
                        if each.follow(self.states(), mover.event, mover)]  # fmt: skip
        for deployment in list(self.account.deployments.values()):
            deployment.heed(self.alarms)

    def _above(self, alarm: Alarm) -> list[CompositeAlarm]:
        """The composite alarms whose rules name this one."""
        composite = (each for each in self.alarms.values() if isinstance(each, CompositeAlarm))
        return [each for each in composite if each is not alarm and each.looks_at(alarm.name)]

    def _set(self) -> None:
        """Ring when the next alarm is due."""
        every = [each.every_us for each in self.alarms.values() if isinstance(each, MetricAlarm)]
        if not every:
            self._bell.silence()
            self._rings_us = -1
            return
        now = self.account.clock.now_us
        next_us = min(now - now % each + each for each in every)
        if next_us != self._rings_us:
            self._bell.silence()
            self._bell = Bell(self.account.clock, self._ring)
            self._rings_us = next_us
            self._bell.set(next_us)

    def _ring(self) -> None:
        """A period has ended, and the sampler has been there."""
        now = self.account.clock.now_us
        self._rings_us = -1
        self.account.meters.fold()
        changed: list[Alarm] = [
            each
            for each in list(self.alarms.values())
            if isinstance(each, MetricAlarm) and now % each.every_us == 0 and each.look()
        ]
        for each in changed:
            self.spread(each)
        self._set()
