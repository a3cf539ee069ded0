"""A scenario: the account a run opens with, the traffic that reaches it, and what AWS leaves open.

It is plain data. The same structs are read from the `world` of a lesson, from a scenario file and
from the flags of `lambdatutor simulate`.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from lambdatutor.aws.operations import Operation
from lambdatutor.simulator.distributions import Distribution, Fixed, Uniform
from lambdatutor.simulator.time import HOUR, MILLISECOND, MINUTE, SECOND, Micros

Routing = Literal["most-recently-used", "newest-created", "oldest", "random"]
"""Which idle environment takes the next request. AWS does not publish it (LIF-007)."""

Failure = Literal["exception", "exit", "out-of-memory"]
"""How a failing invocation fails; a timeout follows from its duration."""


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """How long a function's code takes, and how often it fails."""

    init: Distribution = Fixed(Micros(0))
    """The whole Init phase of a new environment: extensions, runtime and function (LIF-001)."""
    extension_init: Micros = Micros(0)
    """The part of Init that its extensions take."""
    runtime_init: Micros = Micros(100 * MILLISECOND)
    """The part of Init that the runtime takes; what is left is code outside the handler."""
    run: Distribution = Fixed(Micros(200 * MILLISECOND))
    """The handler, at one vCPU or more."""
    compute: float = 0.0
    """The share of `run` that is computing, and so slower below 1,769 MB (PRC-002); 0 to 1."""
    cold_duration: Distribution | None = None
    """The whole time of a cold request, in place of init and run: published models use it."""
    errors: float = 0.0
    """The share of invocations that fail; 0 to 1."""
    failure: Failure = "exception"
    max_memory_used: int = 64
    """In MB, as REPORT shows it."""
    extensions: Literal["none", "internal", "external"] = "none"
    """Decides how long Shutdown may take (LIF-014)."""


class FunctionSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A function as it stands when the run opens."""

    name: str
    runtime: str = "python3.13"
    memory: int = 128
    """In MB (PRC-001)."""
    timeout: Micros = Micros(3 * SECOND)
    architecture: Literal["x86_64", "arm64"] = "x86_64"
    code: Code = Code()
    releases: dict[str, Code] = {}
    """What the code behaves like after `UpdateFunctionCode` with this `S3Key`."""
    idle_timeout: Distribution | None = None
    """Instead of the scenario's own."""
    warm: int = 0
    """Environments of `$LATEST` that are initialised and idle when the run opens."""


class Ramp(msgspec.Struct, frozen=True, kw_only=True):
    """A rate that grows or falls in a straight line, and then stays."""

    start: float
    """Requests a second at the beginning."""
    end: float
    over: Micros


class Traffic(msgspec.Struct, frozen=True, kw_only=True):
    """A client that calls a function: exactly one of `at`, `every`, `rate`, `ramp`, `rushes`."""

    name: str = ""
    """What `set:` and controls call it by; `traffic-1`, `traffic-2`, … where it is left out."""
    function: str = ""
    """The first function of the account where it is left out."""
    qualifier: str | None = None
    kind: str = "customer"
    """Measures can be filtered by it."""
    names: tuple[str, ...] = ()
    """What the first requests are called on screen."""
    at: Micros | tuple[Micros, ...] | None = None
    """A script of moments; `count` requests at each."""
    every: Micros | Literal["off"] | None = None
    """`count` requests each time, the first at `start`."""
    times: int | None = None
    """How often at most, with `every`."""
    rate: float | None = None
    """Requests a second."""
    ramp: Ramp | None = None
    arrivals: Literal["steady", "poisson"] = "steady"
    """How requests of `rate` and `ramp` are spaced."""
    rushes: int | None = None
    """That many moments nobody knows, between `start` and `until`; `count` requests at each."""
    count: int = 1
    start: Micros = Micros(0)
    until: Micros | None = None
    """No request at or after this moment."""
    run: Distribution | None = None
    """How long the handler takes for this client's requests, instead of the code's own."""


class AccountSetup(msgspec.Struct, frozen=True, kw_only=True):
    """One account in one Region."""

    concurrency: int = 1_000
    """The account's quota of concurrent executions in this Region (CON-002)."""
    account_id: str = "123456789012"
    region: str = "us-east-1"


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a run is a function of, besides the seed and the journal of operations."""

    account: AccountSetup = AccountSetup()
    functions: tuple[FunctionSetup, ...] = ()
    setup: tuple[Operation, ...] = ()
    """Operations done before the run opens; provisioned concurrency among them is READY at once."""
    traffic: tuple[Traffic, ...] = ()
    until: Micros | None = None
    """Where the run ends; left out: when all that is scripted has happened and nothing is busy."""
    routing: Routing = "most-recently-used"
    idle_timeout: Distribution = Uniform(Micros(5 * MINUTE), Micros(7 * MINUTE))
    """How long an idle environment lives. AWS does not publish it (LIF-015)."""
    max_lifetime: Distribution | None = None
    """How long any environment lives: "a few hours" (LIF-016). Left out: for ever."""
    provisioned_preparation: Distribution = Uniform(Micros(60 * SECOND), Micros(120 * SECOND))
    """From the request until allocation starts (CON-016)."""
    rate_window: Micros = SECOND
    """What the limit of ten times the concurrency is counted over; AWS names no window."""

    def fingerprint(self) -> str:
        """A short hash: two scenarios with the same one give the same history."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


LONGEST_RUN = Micros(48 * HOUR)
"""How far a run without `until` is followed."""
