"""A scalable target: provisioned concurrency that Application Auto Scaling may change (CON-025)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.errors import AwsError
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.control import provisioning
from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from lambdatutor.simulator.autoscaling.scheduled import ScheduledAction
    from lambdatutor.simulator.autoscaling.tracking import TargetTracking
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.service import Service


class ScalableTarget:
    """One qualifier of one function, with bounds, policies and scheduled actions."""

    def __init__(
        self, service: Service, function: Function, qualifier: str, minimum: int, maximum: int
    ) -> None:
        self.service = service
        self.function = function
        self.qualifier = qualifier
        self.minimum = minimum
        self.maximum = maximum
        self.out_suspended = self.in_suspended = self.schedule_suspended = False
        self.policies: dict[str, TargetTracking] = {}
        self.actions: dict[str, ScheduledAction] = {}
        self.scaled_out_us = self.scaled_in_us = -(1 << 60)
        """When it did so last, for the cooldowns."""
        self.minute = Bell(service.clock, self._look)
        self.watches = False

    @property
    def held(self) -> Provisioned | None:
        return self.function.provisioned.get(self.qualifier)

    def bound(self, minimum: int | None, maximum: int | None, cause: int) -> None:
        """New bounds; a capacity that is outside of them is brought inside at once."""
        self.minimum = self.minimum if minimum is None else minimum
        self.maximum = self.maximum if maximum is None else maximum
        held = self.held
        if held is None:
            if self.minimum:
                self._set(self.minimum, cause)
        elif not self.minimum <= held.requested <= self.maximum:
            self._set(min(max(held.requested, self.minimum), self.maximum), cause)

    def follow(self, policy: TargetTracking) -> None:
        """Look at the metric every minute from now on."""
        self.policies[policy.name] = policy
        if not self.watches:
            self.watches = True
            now = self.service.clock.now_us
            self.minute.set_first(now - now % MINUTE + MINUTE)

    def schedule(self, action: ScheduledAction) -> None:
        """Put an action in, in place of one of the same name."""
        before = self.actions.get(action.name)
        if before is not None:
            before.cancel()
        self.actions[action.name] = action

    def act(self, action: ScheduledAction) -> None:
        """A scheduled action is due."""
        if self.schedule_suspended or not self._stands():
            return
        minimum = self.minimum if action.minimum is None else action.minimum
        maximum = self.maximum if action.maximum is None else action.maximum
        numbers = (self.qualifier, action.name, minimum, maximum)
        cause = self.service.note("schedule.rang", self.function.name, numbers, -1)
        self.bound(action.minimum, action.maximum, cause)

    def deregister(self) -> None:
        """What is provisioned stays as it is."""
        self.minute.silence()
        for action in self.actions.values():
            action.cancel()

    def _stands(self) -> bool:
        return self.service.functions.get(self.function.name) is self.function

    def _look(self) -> None:
        """Once a minute: the alarms, and what they ask for (CON-026)."""
        if not self._stands():
            return
        now = self.service.clock.now_us
        self.minute.set_first(now + MINUTE)
        held = self.held
        if held is None:
            return
        held.close_minutes(now)
        if held.status != "READY":
            return  # one change at a time
        last_three = held.meter.last_three(now)
        for policy in self.policies.values():
            self._heed(policy, held, last_three)

    def _heed(
        self, policy: TargetTracking, held: Provisioned, last_three: tuple[float, ...]
    ) -> None:
        now = self.service.clock.now_us
        wanted = policy.wanted(last_three, held.requested)
        if wanted is None:
            return
        out = wanted.alarm == "alarm.high"
        suspended = self.out_suspended if out else self.in_suspended
        cooled_us = (
            self.scaled_out_us + policy.scale_out_cooldown_us
            if out
            else max(self.scaled_out_us, self.scaled_in_us) + policy.scale_in_cooldown_us
        )
        capacity = min(max(wanted.capacity, self.minimum), self.maximum)
        if suspended or now < cooled_us or capacity == held.requested:
            return
        numbers = (self.qualifier, wanted.threshold, wanted.utilisation)
        cause = self.service.note(wanted.alarm, self.function.name, numbers, -1)
        if self._set(capacity, cause):
            if out:
                self.scaled_out_us = now
            else:
                self.scaled_in_us = now

    def _set(self, capacity: int, cause: int) -> bool:
        """Change the provisioned concurrency; False when Lambda refuses it."""
        service, name, held = self.service, self.function.name, self.held
        before_us, service.cause = service.cause, cause
        try:
            if capacity:
                provisioning.set_amount(service, self.function, self.qualifier, capacity)
            else:
                provisioning.give_back(service, self.function, self.qualifier)
        except AwsError as error:
            numbers = (self.qualifier, capacity, error.message)
            service.note("capacity.refused", name, numbers, cause)
            return False
        finally:
            service.cause = before_us
        numbers = (self.qualifier, 0 if held is None else held.requested, capacity)
        service.note("capacity.changed", name, numbers, cause)
        return True
