"""Changing what lies outside AWS while a run goes on: a client, or what AWS leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.time import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.client import Client
    from lambdatutor.simulator.outside import SetSimulator, SetTraffic
    from lambdatutor.simulator.scenario import Traffic


class SettingError(LambdaTutorError):
    """A client or a setting cannot take this value."""

    def __init__(self, what: str, problem: str) -> None:
        super().__init__(what, problem)
        self.what = what
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.what}: {self.problem}"


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
}
"""How each field of a client is read from text."""
