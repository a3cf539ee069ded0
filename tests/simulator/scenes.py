"""Small worlds to look at: functions and traffic in the words of a scenario file."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from thorough import examples

from lambdatutor.aws.operations import (
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.simulator.distributions import Distribution, parse_distribution
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.scenario import (
    AccountSetup,
    Code,
    FunctionSetup,
    Routing,
    Scenario,
    Traffic,
)
from lambdatutor.simulator.time import MILLISECOND, Micros, parse
from lambdatutor.simulator.world import World

FEW = settings(
    max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
"""Each example is a run, so there are fewer of them."""

LONG = {"run": "5min", "timeout": "15min"}
"""A function that is still busy when the test looks."""

ROLE = "arn:aws:iam::123456789012:role/lambda-role"


def code(
    *,
    init: str = "0s",
    run: str = "200ms",
    cold: str | None = None,
    extension_init: str = "0s",
    runtime_init: str = "100ms",
    **rest: object,
) -> Code:
    return Code(
        init=parse_distribution(init),
        run=parse_distribution(run),
        cold_duration=parse_distribution(cold) if cold else None,
        extension_init=parse(extension_init),
        runtime_init=parse(runtime_init),
        **rest,
    )


def function(
    name: str = "f",
    *,
    memory: int = 128,
    timeout: str = "3s",
    warm: int = 0,
    architecture: str = "x86_64",
    releases: dict[str, Code] | None = None,
    **behaviour: object,
) -> FunctionSetup:
    return FunctionSetup(
        name=name,
        memory=memory,
        timeout=parse(timeout),
        warm=warm,
        architecture=architecture,
        releases=releases or {},
        code=code(**behaviour),
    )


def calls(*moments: str, function: str = "f", **rest: object) -> Traffic:
    """Requests at moments that are written down."""
    return Traffic(function=function, at=tuple(map(parse, moments)), **rest)


def poisson(rate: float, *, function: str = "f", **rest: object) -> Traffic:
    """As many strangers a second, on average."""
    return Traffic(function=function, rate=rate, arrivals="poisson", **rest)


def scenario(
    *functions: FunctionSetup,
    traffic: Sequence[Traffic] = (),
    setup: Sequence[Operation] = (),
    quota: int = 1_000,
    routing: Routing = "most-recently-used",
    idle: str = "10min",
    lifetime: str | None = None,
    preparation: str = "90s",
) -> Scenario:
    return Scenario(
        account=AccountSetup(concurrency=quota),
        functions=functions or (function(),),
        traffic=tuple(traffic),
        setup=tuple(setup),
        routing=routing,
        idle_timeout=parse_distribution(idle),
        max_lifetime=_maybe(lifetime),
        provisioned_preparation=parse_distribution(preparation),
    )


def _maybe(text: str | None) -> Distribution | None:
    return parse_distribution(text) if text else None


def reserve(amount: int, name: str = "f") -> PutFunctionConcurrency:
    return PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=amount)


def provision(
    amount: int, qualifier: str = "1", name: str = "f"
) -> PutProvisionedConcurrencyConfig:
    return PutProvisionedConcurrencyConfig(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=amount
    )


def published(name: str = "f") -> PublishVersion:
    return PublishVersion(FunctionName=name)


def opened(*functions: FunctionSetup, seed: int = 0, **rest: object) -> World:
    """The account at its opening."""
    return World(scenario(*functions, **rest), seed=seed)


def played(*functions: FunctionSetup, until: str = "1min", seed: int = 0, **rest: object) -> World:
    """The account after some time."""
    world = opened(*functions, seed=seed, **rest)
    world.advance(parse(until))
    return world


def later(world: World, by: str) -> World:
    """The same world, some time on."""
    world.advance(world.now_us + parse(by))
    return world


def counting(of: Scenario, seed: int, until: Micros) -> World:
    """A long run of which only counts are kept."""
    world = World(of, seed=seed, keep_events=False, keep_records=False, periods=())
    world.advance(until)
    return world


def records(world: World) -> tuple[Record, ...]:
    """What became of the requests, in order of arrival."""
    return tuple(sorted(world.records()))


def statuses(world: World) -> list[str]:
    return [record.status for record in records(world)]


def kinds(world: World) -> list[str]:
    """The kinds of events, in order."""
    return [event.kind for event in world.log.since(0)]


def moments_of(world: World, kind: str) -> list[int]:
    """When events of a kind happened, in milliseconds."""
    return [event.at_us // MILLISECOND for event in world.log.since(0) if event.kind == kind]


def reasons(world: World) -> dict[str, int]:
    """How many were turned away, by AWS's Reason."""
    found: dict[str, int] = {}
    for record in world.records():
        if record.status == "throttled":
            found[record.reason] = found.get(record.reason, 0) + 1
    return found
