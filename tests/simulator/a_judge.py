"""Authorisers for tests of the simulator, which knows no policies: one lets all in, one nobody."""

from __future__ import annotations

from msgspec.structs import replace

from lambdatutor.aws.operations import Operation
from lambdatutor.simulator.account import Account
from lambdatutor.simulator.authoriser import Denial
from lambdatutor.simulator.scenario import Scenario


class Everybody:
    """Allows everything, and remembers which operations it was asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.trusted = True
        """Whether roles let Lambda assume them."""

    def call(self, account: Account, caller: str, operation: Operation) -> Denial | None:
        self.asked.append(operation.name)
        return None

    def malformed(self, operation: Operation) -> None:
        return None

    def caller_may(
        self, account: Account, caller: str, action: str, resource: str, *, via_url: bool = False
    ) -> Denial | None:
        return None

    def role_may(
        self,
        account: Account,
        role: str,
        session: str,
        action: str,
        resource: str,
        *,
        code_of: str = "",
        through: str = "",
    ) -> Denial | None:
        return None

    def source_may(
        self, account: Account, function_arn: str, principal: str, source_arn: str, action: str
    ) -> Denial | None:
        return None

    def assumable(self, account: Account, role: str) -> bool:
        return self.trusted

    def known(self, account: Account, caller: str) -> bool:
        return True


class Nobody(Everybody):
    """Allows no call; functions and sources may do what they want."""

    def call(self, account: Account, caller: str, operation: Operation) -> Denial | None:
        action = operation.iam_action
        message = f"User: {caller} is not authorized to perform: {action}"
        because = f"no identity-based policy allows the {action} action"
        return Denial(caller, action, "*", message=message, because=because)


def judged(scenario: Scenario, caller: str = "ana") -> Scenario:
    """The same scenario with permissions judged, and somebody who needs them."""
    return replace(scenario, permissions="judged", caller=caller)
