"""Changing a dependency while a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.dependencies.backend import Backend
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.settings import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.outside import SetDependency


def set_dependency(account: Account, operation: SetDependency) -> None:
    """Let a dependency be otherwise from now on; raises `SettingError`."""
    name = operation.Dependency
    found = account.dependencies.get(name)
    if not isinstance(found, Backend):
        known = ", ".join(account.dependencies) or "none"
        raise SettingError(name, f"there is no such dependency (there is: {known})")
    try:
        value = READ[operation.Field](operation.Value)
    except (KeyError, ValueError, LambdaTutorError):
        raise SettingError(f"{name}.{operation.Field}", f"cannot be {operation.Value!r}") from None
    found.follow(replace(found.setup, **{operation.Field: value}))


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError(text)
    return number


def _count_or_none(text: str) -> int | None:
    if text == "none":
        return None
    number = int(text)
    if not 0 <= number <= 1_000_000:
        raise ValueError(text)
    return number


READ: dict[str, Callable[[str], object]] = {
    "latency": parse_distribution,
    "connect": parse_distribution,
    "refused_after": parse_distribution,
    "errors": _share,
    "connections": _count_or_none,
    "capacity": _count_or_none,
}
"""How each field of a dependency is read from text."""
