"""The model that every contestant simulates, as published for SimFaaS."""

from __future__ import annotations

from lambdatutor.simulator.distributions import Exponential, Fixed
from lambdatutor.simulator.scenario import AccountSetup, Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import SECOND, Micros

WARM_S, COLD_S, IDLE_S = 1.991, 2.244, 600
"""Means of a warm and of a cold request (exponential), and how long an idle environment lives."""

MANY = 100_000
"""A concurrency limit that no contestant meets."""


def scenario(rate: float) -> Scenario:
    code = Code(
        run=Exponential(Micros(int(WARM_S * SECOND))),
        cold_duration=Exponential(Micros(int(COLD_S * SECOND))),
    )
    return Scenario(
        account=AccountSetup(concurrency=MANY),
        functions=(FunctionSetup(name="f", timeout=Micros(900 * SECOND), code=code),),
        traffic=(Traffic(rate=rate, arrivals="poisson"),),
        routing="newest-created",
        idle_timeout=Fixed(Micros(IDLE_S * SECOND)),
    )
