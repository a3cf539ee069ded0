"""A change of a function that is not done yet: its creation, or an update of code or settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.network import states
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.version import Configuration, Version


class Update:
    """What a function changes to; requests run on what was there until it is done (INV-047)."""

    def __init__(
        self,
        account: Account,
        function: Function,
        kind: Literal["create", "update"],
        configuration: Configuration,
    ) -> None:
        self.account = account
        self.function = function
        self.kind: Literal["create", "update"] = kind
        self.configuration = configuration
        self.published: list[Version] = []
        """Versions that were published along with it."""
        scenario = account.scenario
        time = scenario.function_creation if kind == "create" else scenario.function_update
        luck = stream(account.seed, kind, function.name, str(function.revision)).random()
        self.takes_us = time.at(luck)
        self.fault = ""
        """Why it will fail, as a StateReasonCode: its interfaces cannot be made (VPC-009)."""
        self.bell = Bell(account.clock, self._done)
        self.event = -1

    def begin(self) -> None:
        """Be done at once where it takes no time, and for an account that opens with it."""
        account, function = self.account, self.function
        function.update = self
        states.prepare(account, self)
        if account.opening or not self.takes_us:
            function.update = None
            self._apply()
            return
        if self.kind == "create":
            function.invocable.pop(LATEST, None)
        numbers = (self.kind, self.takes_us)
        self.event = account.note("function.changing", function.name, numbers, account.cause)
        self.bell.set(account.clock.now_us + self.takes_us)

    def _done(self) -> None:
        account, function = self.account, self.function
        function.update = None
        before = account.cause
        account.cause = account.note("function.changed", function.name, (self.kind,), self.event)
        self._apply()
        account.cause = before

    def _apply(self) -> None:
        account, function = self.account, self.function
        if self.fault:
            if self.kind == "create":
                function.invocable.pop(LATEST, None)
            states.failed(account, self)
            return
        function.update_code = ""
        if self.kind == "create":
            function.invocable[LATEST] = function.latest
        else:
            account.retire(function.latest)
            account.add_version(function, LATEST, self.configuration)
        for version in self.published:
            account.make_invocable(version)
        states.settled(account, function)
