"""A function in a VPC that nobody calls: after 14 days it loses its interface (VPC-003)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.network.interfaces import IDLE, RESTORING
from lambdatutor.simulator.time import DAY

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Function


class Idleness:
    """Watches one function, puts it to sleep, and wakes it up when somebody has called in vain."""

    def __init__(self, account: Account, function: Function) -> None:
        self.account = account
        self.function = function
        self.used_us = account.clock.now_us
        """When it was called last, or configured."""
        self.asleep: list[str] = []
        """The versions that cannot be called while it sleeps."""
        self.event = -1
        self._watch()

    def _watch(self) -> None:
        self.bell = Bell(self.account.clock, self._look)
        self.bell.set(self._due_us())

    def _due_us(self) -> int:
        return self.used_us + quotas.NETWORK_IDLE_DAYS.value * DAY

    def _look(self) -> None:
        function, now = self.function, self.account.clock.now_us
        if self._due_us() > now:
            self.bell.set(self._due_us())
        elif function.update is not None or function.provisioned:
            # AWS does not say so: here provisioned environments are in use all the time
            self.bell.set(now + DAY)
        else:
            self._sleep()

    def _sleep(self) -> None:
        function = self.function
        function.state_code = IDLE
        self.asleep = [
            number
            for number, version in function.versions.items()
            if version.configuration.placement is not None and number in function.invocable
        ]
        for number in self.asleep:
            del function.invocable[number]
        self.event = self.account.note("function.inactive", function.name, (), -1)
        self._settle()

    def wake(self, cause: int) -> None:
        """Build the way into its VPC again; it stays Inactive where that cannot be."""
        account, function = self.account, self.function
        interfaces = account.network.interfaces
        placement = function.latest.configuration.placement
        lack = interfaces.lack(placement) if placement is not None else ""
        if lack:
            function.state_code = lack
            return
        function.state_code = RESTORING
        self.event = account.note("function.restoring", function.name, (), cause)
        self._settle()
        ready_us = interfaces.ready_in_us(placement) if placement is not None else 0
        self.bell = Bell(account.clock, self._restored)
        self.bell.set(account.clock.now_us + ready_us)

    def _restored(self) -> None:
        self.account.note("function.restored", self.function.name, (), self.event)
        self.rouse()

    def rouse(self) -> None:
        """All its versions can be called again, and it is watched as before."""
        function = self.function
        function.state_code = ""
        for number in self.asleep:
            if number in function.versions:
                function.invocable[number] = function.versions[number]
        self.asleep = []
        self.used_us = self.account.clock.now_us
        self._watch()

    def _settle(self) -> None:
        account = self.account
        before, account.cause = account.cause, self.event
        account.network.interfaces.settle()
        account.cause = before

    def end(self) -> None:
        self.bell.silence()
