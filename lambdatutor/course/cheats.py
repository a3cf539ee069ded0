"""Ways to satisfy a lab's checks without its idea; `lambdatutor check` tries each on every lab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunction,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateFunctionConfiguration,
)
from lambdatutor.course.targets import first_alias

if TYPE_CHECKING:
    from lambdatutor.course.controls import Dial
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario


class Cheat(NamedTuple):
    """A way that must fail."""

    name: str
    """As in "a learner who …"."""
    operations: tuple[AnyAction, ...]
    always: bool = False
    """It must fail even where the lab does not let it in: it takes away what the lab is about."""


def cheats(scenario: Scenario, dials: tuple[Dial, ...]) -> Iterator[Cheat]:
    """The suite for one lab (CURRICULUM: labs that cannot be gamed).

    Retries, mappings and policies have no operation in the simulated account yet.
    """
    yield Cheat("does nothing", (), always=True)
    yield Cheat("turns every control to its last value", _all_at(dials, -1))
    for function in scenario.functions:
        yield from _at_function(function.name, scenario)


def _at_function(name: str, scenario: Scenario) -> Iterator[Cheat]:
    reserve = PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    yield Cheat(f"reserves 0 for {name}", (reserve,), always=True)
    yield Cheat(f"deletes {name}", (DeleteFunction(FunctionName=name),), always=True)
    longest = UpdateFunctionConfiguration(FunctionName=name, Timeout=900)
    yield Cheat(f"gives {name} a timeout of 900 s", (longest,))
    largest = UpdateFunctionConfiguration(FunctionName=name, MemorySize=10_240)
    yield Cheat(f"gives {name} 10,240 MB", (largest,))
    yield Cheat(f"provisions 900 for {name}", _provision(name, scenario))


def _provision(name: str, scenario: Scenario) -> tuple[AnyAction, ...]:
    qualifier = first_alias(scenario, name)
    put = PutProvisionedConcurrencyConfig(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=900
    )
    published = any(isinstance(each, PublishVersion | CreateAlias) for each in scenario.setup)
    return (put,) if published else (PublishVersion(FunctionName=name), put)


def _all_at(dials: tuple[Dial, ...], position: int) -> tuple[AnyAction, ...]:
    return tuple(dial.target.operation(dial.values[position]) for dial in dials)
