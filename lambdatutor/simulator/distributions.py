"""How long things take: fixed, exponential, lognormal or uniform, in whole microseconds.

Each turns one share between 0 and 1 into a time. Who draws the share keeps it, so the same request
meets the same luck whatever else is changed around it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import NormalDist

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.time import Micros, TimeError, parse, written

_NORMAL = NormalDist()
_Z99 = _NORMAL.inv_cdf(0.99)


class DistributionError(LambdaTutorError):
    """A text that should have named a distribution of times does not."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text = text
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.text!r} is not a distribution of times: {self.problem}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same time."""

    us: Micros

    def at(self, share: float) -> int:  # noqa: ARG002  every distribution is asked alike
        return self.us

    def mean(self) -> float:
        return self.us

    def least(self) -> int:
        return self.us

    def __str__(self) -> str:
        return written(self.us)


@dataclass(frozen=True, slots=True)
class Exponential:
    """Memoryless: many short times and a long tail."""

    mean_us: Micros

    def at(self, share: float) -> int:
        return int(-math.log(1.0 - share) * self.mean_us + 0.5)

    def mean(self) -> float:
        return self.mean_us

    def least(self) -> int:
        return 0

    def __str__(self) -> str:
        return f"exp:{written(self.mean_us)}"


@dataclass(frozen=True, slots=True)
class Lognormal:
    """What measured durations mostly look like, given by its median and 99th percentile."""

    median_us: Micros
    p99_us: Micros
    sigma: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sigma", math.log(self.p99_us / self.median_us) / _Z99)

    def at(self, share: float) -> int:
        return int(self.median_us * math.exp(self.sigma * _NORMAL.inv_cdf(share or 0.5)) + 0.5)

    def mean(self) -> float:
        return self.median_us * math.exp(self.sigma**2 / 2)

    def least(self) -> int:
        return 0

    def __str__(self) -> str:
        return f"lognormal:{written(self.median_us)},p99={written(self.p99_us)}"


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any time between two, each as likely."""

    low_us: Micros
    high_us: Micros

    def at(self, share: float) -> int:
        return self.low_us + int(share * (self.high_us - self.low_us) + 0.5)

    def mean(self) -> float:
        return (self.low_us + self.high_us) / 2

    def least(self) -> int:
        return self.low_us

    def __str__(self) -> str:
        return f"uniform:{written(self.low_us)}..{written(self.high_us)}"


Distribution = Fixed | Exponential | Lognormal | Uniform


def parse_distribution(text: str) -> Distribution:
    """Read `200ms`, `fixed:200ms`, `exp:2s`, `lognormal:200ms,p99=1s` or `uniform:5min..7min`.

    Raises `DistributionError` for anything else.
    """
    kind, colon, rest = text.strip().partition(":")
    try:
        if not colon:
            return Fixed(parse(kind))
        match kind:
            case "fixed":
                return Fixed(parse(rest))
            case "exp":
                return Exponential(parse(rest))
            case "lognormal":
                return _lognormal(text, rest)
            case "uniform":
                return _uniform(text, rest)
            case _:
                raise DistributionError(text, "use fixed:, exp:, lognormal: or uniform:")
    except TimeError as error:
        raise DistributionError(text, str(error)) from None


def _lognormal(text: str, rest: str) -> Lognormal:
    median, comma, tail = rest.partition(",")
    if not comma or not tail.strip().startswith("p99="):
        raise DistributionError(text, "write it as lognormal:200ms,p99=1s")
    low, high = parse(median), parse(tail.strip().removeprefix("p99="))
    if not 0 < low <= high:
        raise DistributionError(text, "the 99th percentile must not be below the median")
    return Lognormal(low, high)


def _uniform(text: str, rest: str) -> Uniform:
    low_text, dots, high_text = rest.partition("..")
    if not dots:
        raise DistributionError(text, "write it as uniform:5min..7min")
    low, high = parse(low_text), parse(high_text)
    if low > high:
        raise DistributionError(text, "the lower bound comes first")
    return Uniform(low, high)
