"""Changing what lies outside AWS while a run goes on: a client, or what AWS leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.callers.modes import RULES
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.time import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.client import Client
    from lambdatutor.simulator.outside import SetCaller, SetRole, SetSimulator, SetTraffic
    from lambdatutor.simulator.scenario import Traffic


class SettingError(LambdaTutorError):
    """A client or a setting cannot take this value."""

    def __init__(self, what: str, problem: str) -> None:
        super().__init__(what, problem)
        self.what = what
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.what or 'an empty name'}: {self.problem}"


def set_traffic(clients: dict[str, Client], operation: SetTraffic) -> None:
    """Let a client go on in another way; raises `SettingError`."""
    client = clients.get(operation.Traffic)
    if client is None:
        known = ", ".join(clients) or "none"
        raise SettingError(operation.Traffic, f"there is no such traffic (there is: {known})")
    try:
        value = READ[operation.Field](operation.Value)
    except (KeyError, ValueError, LambdaTutorError):
        what = f"{operation.Traffic}.{operation.Field}"
        raise SettingError(what, f"cannot be {operation.Value!r}") from None
    changed: Traffic = replace(client.traffic, **{operation.Field: value})
    client.follow(changed)


def set_simulator(account: Account, operation: SetSimulator) -> None:
    """Change the idle life of all environments, those that stand idle included (LIF-015)."""
    try:
        idle_timeout = parse_distribution(operation.Value)
    except LambdaTutorError:
        raise SettingError("idle_timeout", f"cannot be {operation.Value!r}") from None
    for function in account.functions.values():
        function.set_idle_timeout(idle_timeout)
    for environment in list(account.environments.values()):
        environment.look_again()


def set_role(account: Account, operation: SetRole) -> None:
    """Change what a function's role may do from now on; raises `SettingError`."""
    name, action = operation.FunctionName, operation.Action
    if account.permissions.judge is not None:
        problem = "policies decide here; change the role's policies instead"
        raise SettingError(name, problem)
    if name not in account.functions:
        known = ", ".join(account.functions) or "none"
        raise SettingError(name, f"there is no such function (there is: {known})")
    service, colon, verb = action.partition(":")
    if not (service and colon and verb):
        raise SettingError(action, "is no action; write service:Action, such as sqs:SendMessage")
    allowed = operation.Allowed == "yes"
    if action == "logs:PutLogEvents" and allowed == ((name, action) in account.denied):
        account.log_gaps.setdefault(name, []).append(account.clock.now_us)
    if allowed:
        account.denied.pop((name, action), None)
    else:
        account.denied[name, action] = None


def set_caller(account: Account, operation: SetCaller) -> None:
    """Let another user or role do the operations; raises `SettingError`."""
    caller, permissions = operation.Caller, account.permissions
    if not permissions.knows(caller):
        raise SettingError(caller, "there is no user or role of this name")
    permissions.caller = caller
    account.note("caller.changed", "", (caller,), account.cause)


def _whole(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 1_000_000:
        raise ValueError(text)
    return number


def _rate(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1_000_000:
        raise ValueError(text)
    return number


def _tries(text: str) -> int | None:
    """How many in all; `off` for what the mode of retries does."""
    if text == "off":
        return None
    number = _whole(text)
    if not number:
        raise ValueError(text)
    return number


def _timeout(text: str) -> int | None:
    us = _time_or_off(text)
    return None if isinstance(us, str) else us


def _time_or_off(text: str) -> int | str:
    if text == "off":
        return text
    us = parse(text)
    if not us:
        raise ValueError(text)
    return us


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return read


READ: dict[str, Callable[[str], object]] = {
    "every": _time_or_off,
    "times": _whole,
    "rate": _rate,
    "count": _whole,
    "rushes": _whole,
    "start": parse,
    "until": parse,
    "arrivals": _one_of("steady", "poisson"),
    "run": parse_distribution,
    "retries": _one_of(*RULES),
    "max_attempts": _tries,
    "client_timeout": _timeout,
}
"""How each field of a client is read from text."""
