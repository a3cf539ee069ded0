"""The presets of CodeDeploy for Lambda: how much of the traffic moves when (VER-013)."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.time import MINUTE

PREFIX = "CodeDeployDefault.Lambda"

ALL_AT_ONCE = f"{PREFIX}AllAtOnce"

_STEP = 10
"""Percent of the first step, and of each step of a linear preset."""


class Step(NamedTuple):
    """How much of the traffic goes to the new version from then on."""

    after_us: int
    """Since the deployment began."""
    percent: int


def _canary(minutes: int) -> tuple[Step, ...]:
    return (Step(0, _STEP), Step(minutes * MINUTE, 100))


def _linear(minutes: int) -> tuple[Step, ...]:
    return tuple(
        Step(number * minutes * MINUTE, (number + 1) * _STEP) for number in range(100 // _STEP)
    )


PLANS: dict[str, tuple[Step, ...]] = {
    ALL_AT_ONCE: (Step(0, 100),),
    **{f"{PREFIX}Canary10Percent{each}Minutes": _canary(each) for each in (5, 10, 15, 30)},
    **{
        f"{PREFIX}Linear10PercentEvery{each}Minute{'' if each == 1 else 's'}": _linear(each)
        for each in (1, 2, 3, 10)
    },
}
"""By name."""
