"""What the flags ask for, read from their text."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, cast, get_args

from lambdatutor.aws import quotas
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.distributions import Distribution, DistributionError, parse_distribution
from lambdatutor.simulator.scenario import Routing
from lambdatutor.simulator.time import SECOND, Micros, TimeError, parse

if TYPE_CHECKING:
    from argparse import Namespace

Value = TypeVar("Value")
Arrivals = Literal["steady", "poisson"]

_MOST = 1_000_000
"""Requests a second, and requests of one burst: beyond this no run would come to an end."""


class FlagError(LambdaTutorError):
    """A flag cannot have this value."""

    exit_status = 2

    def __init__(self, flag: str, text: str, problem: str) -> None:
        super().__init__(flag, text, problem)
        self.flag = flag
        self.text = text
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.flag} {self.text}".strip() + f": {self.problem}"


class Burst(NamedTuple):
    """Requests that come at once."""

    requests: int
    at: Micros


class Wanted(NamedTuple):
    """The flags that were given; None for those that were not."""

    rate: float | None = None
    arrivals: Arrivals | None = None
    bursts: tuple[Burst, ...] = ()
    duration: Distribution | None = None
    init: Distribution | None = None
    cold_duration: Distribution | None = None
    timeout: Micros | None = None
    memory: int | None = None
    errors: float | None = None
    reserved: int | None = None
    provisioned: int | None = None
    account_limit: int | None = None
    idle_timeout: Distribution | None = None
    routing: Routing | None = None
    length: Micros | None = None
    seed: int = 1


def wanted(options: Namespace) -> Wanted:
    """Read all flags; raises `FlagError`."""

    def given(flag: str, read: Callable[[str], Value]) -> Value | None:
        text = getattr(options, "length" if flag == "for" else flag.replace("-", "_"))
        return None if text is None else _read(flag, text, read)

    seed = given("seed", _int("write a whole number, as in --seed 7"))
    return Wanted(
        rate=given("rate", _rate),
        arrivals=cast("Arrivals | None", given("arrivals", _one_of(get_args(Arrivals)))),
        bursts=tuple(_read("burst", text, _burst) for text in options.burst),
        duration=given("duration", _times),
        init=given("init", _times),
        cold_duration=given("cold-duration", _times),
        timeout=given("timeout", _timeout),
        memory=given("memory", _whole(quotas.MEMORY_MIN_MB.value, quotas.MEMORY_MAX_MB.value)),
        errors=given("errors", _share),
        reserved=given("reserved", _whole(0, _MOST)),
        provisioned=given("provisioned", _whole(1, _MOST)),
        account_limit=given("account-limit", _whole(1, _MOST)),
        idle_timeout=given("idle-timeout", _times),
        routing=cast("Routing | None", given("routing", _one_of(get_args(Routing)))),
        length=given("for", _length),
        seed=1 if seed is None else seed,
    )


def _read(flag: str, text: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(text)
    except (TimeError, DistributionError) as error:
        raise FlagError(f"--{flag}", text, error.problem) from None
    except ValueError as error:
        raise FlagError(f"--{flag}", text, str(error)) from None


def _int(problem: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise ValueError(problem) from None

    return read


def _number(text: str, problem: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(problem) from None
    if not math.isfinite(number):
        raise ValueError(problem)
    return number


def _rate(text: str) -> float:
    problem = f"write requests a second, above 0 and up to {_MOST:,}, as in --rate 0.9"
    rate = _number(text, problem)
    if not 0 < rate <= _MOST:
        raise ValueError(problem)
    return rate


def _share(text: str) -> float:
    problem = "write a share between 0 and 1, as in --errors 0.01"
    share = _number(text, problem)
    if not 0 <= share <= 1:
        raise ValueError(problem)
    return share


def _whole(least: int, most: int) -> Callable[[str], int]:
    problem = f"write a whole number from {least} to {most}"
    read_int = _int(problem)

    def read(text: str) -> int:
        number = read_int(text)
        if not least <= number <= most:
            raise ValueError(problem)
        return number

    return read


def _burst(text: str) -> Burst:
    count, at, moment = text.partition("@")
    if not at:
        raise ValueError("write how many and when, as in --burst 1000@60s")
    return Burst(_whole(1, _MOST)(count), parse(moment))


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"write {', '.join(words[:-1])} or {words[-1]}")
        return text

    return read


_times = parse_distribution


def _timeout(text: str) -> Micros:
    timeout, most_s = parse(text), quotas.TIMEOUT_MAX_S.value
    if not 0 < timeout <= most_s * SECOND:
        raise ValueError(f"write a time above 0s and up to {most_s}s, the longest on AWS")
    return timeout


def _length(text: str) -> Micros:
    length = parse(text)
    if not length:
        raise ValueError("write how long to simulate, as in --for 1h")
    return length
