"""What a function's code asks of AWS while it runs, in the name of its role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.asynchronous.delivery import ACTIONS, service_of

if TYPE_CHECKING:
    from lambdatutor.simulator.scenario import AccountSetup, Code

CLIENT_ERROR = "ClientError"
"""The class of what boto3 raises where AWS refuses a call."""

_ACTION = re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+")
_CALLED = {"lambda:InvokeFunction": "Invoke", "s3:ListBucket": "ListObjectsV2"}
"""Where boto3's name of a call is not the action that allows it (INV-050)."""


class AwsCall(msgspec.Struct, frozen=True, kw_only=True):
    """One call that the handler makes for every request."""

    action: str
    """As a policy names it: `dynamodb:PutItem`."""
    resource: str
    """An ARN, an address such as `dynamodb:orders`, or `*`."""
    on_denied: Literal["raises", "goes-on"] = "raises"
    """Whether a denied call fails the invocation, or the code catches the exception."""

    def arn(self, account: AccountSetup) -> str:
        """The resource as a policy is compared with it; raises `AddressError`."""
        return "*" if self.resource == "*" else arn_of(self.resource, account)


class CallError(LambdaTutorError):
    """A call of AWS that cannot be one."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action

    def __str__(self) -> str:
        return f"{self.action!r} is no action; write service:Action, such as dynamodb:PutItem"


def client_error(action: str, code: str, message: str) -> str:
    """What boto3 says where AWS refuses a call."""
    name = _CALLED.get(action, action.partition(":")[2])
    return f"An error occurred ({code}) when calling the {name} operation: {message}"


def check_uses(code: Code, account: AccountSetup) -> None:
    """Raises `CallError` or `AddressError` for a call of this code that names nothing."""
    for call in code.uses:
        if _ACTION.fullmatch(call.action) is None:
            raise CallError(call.action)
        call.arn(account)


def sent_by(code: Code) -> tuple[AwsCall, ...]:
    """The calls with which its messages are sent; a bus takes them by PutEvents (ASY-020)."""
    return tuple(
        AwsCall(action=ACTIONS[service_of(arn)][0], resource=arn)
        for arn in code.sends
        if service_of(arn) in ACTIONS
    )
