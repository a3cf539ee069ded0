"""The scenario that flags and a scenario file describe together."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from lambdatutor.aws import quotas
from lambdatutor.aws.operations import (
    CreateAlias,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.simulate.wanted import FlagError, Wanted
from lambdatutor.simulator.distributions import Lognormal
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import HOUR, MILLISECOND, SECOND, Micros, spoken

Changed = TypeVar("Changed", bound=msgspec.Struct)

ALIAS = "live"
"""What traffic goes to when there is provisioned concurrency."""

USUAL = Scenario(
    functions=(
        FunctionSetup(
            name="function",
            code=Code(init=Lognormal(Micros(300 * MILLISECOND), Micros(1 * SECOND))),
        ),
    ),
    traffic=(Traffic(rate=10.0, arrivals="poisson"),),
    until=HOUR,
)
"""What is simulated when nothing is said: a Python function, and traffic of many strangers."""


def plan(wanted: Wanted, given: Scenario | None = None) -> Scenario:
    """`given`, or what is usual, with its first function and first traffic as the flags want.

    Raises `FlagError` when there is no function to change.
    """
    scenario = USUAL if given is None else given
    if not scenario.functions:
        raise FlagError("", "the scenario", "has no function; add one under `functions:`")
    first = scenario.functions[0]
    if wanted.provisioned is not None and any(
        isinstance(each, PublishVersion | CreateAlias) for each in scenario.setup
    ):
        problem = "the scenario publishes versions itself; ask for it there, under `setup:`"
        raise FlagError("--provisioned", str(wanted.provisioned), problem)
    _in_time(wanted, scenario.until if wanted.length is None else wanted.length)
    return replace(
        scenario,
        functions=(_function(first, wanted), *scenario.functions[1:]),
        traffic=_traffic(scenario.traffic, first.name, wanted),
        setup=(*scenario.setup, *_setup(first.name, wanted)),
        account=_with(scenario.account, concurrency=wanted.account_limit),
        **_given(until=wanted.length, routing=wanted.routing, idle_timeout=wanted.idle_timeout),
    )


def _in_time(wanted: Wanted, until_us: Micros | None) -> None:
    """A burst after the end would be left out in silence. Raises `FlagError`."""
    for burst in wanted.bursts:
        if until_us is not None and burst.at >= until_us:
            problem = (
                f"the run ends at {spoken(until_us)}; ask for an earlier time or a longer --for"
            )
            raise FlagError("--burst", f"{burst.requests}@{spoken(burst.at)}", problem)


def _function(setup: FunctionSetup, wanted: Wanted) -> FunctionSetup:
    timeout = wanted.timeout
    if timeout is None and (wanted.duration or wanted.cold_duration):
        timeout = Micros(quotas.TIMEOUT_MAX_S.value * SECOND)
    code = _with(
        setup.code,
        run=wanted.duration,
        init=wanted.init,
        cold_duration=wanted.cold_duration,
        errors=wanted.errors,
    )
    idle = {} if wanted.idle_timeout is None else {"idle_timeout": None}
    return _with(replace(setup, **idle), code=code, memory=wanted.memory, timeout=timeout)


def _traffic(given: tuple[Traffic, ...], function: str, wanted: Wanted) -> tuple[Traffic, ...]:
    traffic = list(given)
    if not traffic and wanted.rate is not None:
        traffic.append(Traffic(arrivals="poisson"))
    if traffic and wanted.rate is not None:
        traffic[0] = replace(
            traffic[0], rate=wanted.rate, at=None, every=None, ramp=None, rushes=None
        )
    if traffic:
        traffic[0] = _with(traffic[0], arrivals=wanted.arrivals)
    traffic += [
        Traffic(name=f"burst-{number}", function=function, at=burst.at, count=burst.requests)
        for number, burst in enumerate(wanted.bursts, start=1)
    ]
    if wanted.provisioned is not None:
        traffic = [
            _with(each, qualifier=ALIAS if each.function in ("", function) else None)
            for each in traffic
        ]
    return tuple(traffic)


def _setup(function: str, wanted: Wanted) -> tuple[Operation, ...]:
    """What the flags ask of AWS before the run opens."""
    operations: list[Operation] = []
    if wanted.reserved is not None:
        operations.append(
            PutFunctionConcurrency(
                FunctionName=function, ReservedConcurrentExecutions=wanted.reserved
            )
        )
    if wanted.provisioned is not None:
        operations += (
            PublishVersion(FunctionName=function),
            CreateAlias(FunctionName=function, Name=ALIAS, FunctionVersion="1"),
            PutProvisionedConcurrencyConfig(
                FunctionName=function,
                Qualifier=ALIAS,
                ProvisionedConcurrentExecutions=wanted.provisioned,
            ),
        )
    return tuple(operations)


def _given(**fields: object) -> dict[str, Any]:
    """The fields that are wanted; their types are those of the struct that they are put into."""
    return {name: value for name, value in fields.items() if value is not None}


def _with(struct: Changed, **fields: object) -> Changed:
    return replace(struct, **_given(**fields))
