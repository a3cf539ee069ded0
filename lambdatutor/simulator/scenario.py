"""A scenario: the account a run opens with, the traffic that reaches it, and what AWS leaves open.

It is plain data. The same structs are read from the `world` of a lesson, from a scenario file and
from the flags of `lambdatutor simulate`.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.operations import Operation
from lambdatutor.simulator.aws_call import AwsCall
from lambdatutor.simulator.callers.modes import Mode
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import Distribution, Fixed, Uniform
from lambdatutor.simulator.identities.setup import IdentitiesSetup
from lambdatutor.simulator.network.setup import NetworkSetup, PlacementSetup
from lambdatutor.simulator.sources.door_rules import AnswerShape
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
    each: Distribution = Fixed(Micros(0))
    """What every message or record of a batch adds to `run`."""
    reports_failures: bool = False
    """It answers with `batchItemFailures`, and names the messages that failed (SQS-010)."""
    malformed_report: bool = False
    """That answer cannot be read, so the whole batch counts as failed (SQS-011)."""
    goes_on: bool = False
    """It goes on after a failure with a FIFO queue too, and so loses the order (SQS-012)."""
    calls: tuple[str, ...] = ()
    """Dependencies it needs for each request, by name."""
    uses: tuple[AwsCall, ...] = ()
    """Calls of AWS that it makes for each request, in the name of its role; they take no time."""
    answers: AnswerShape = "proxy"
    """What its answer looks like to a front door: with `statusCode`, any JSON, or malformed."""
    sends: tuple[str, ...] = ()
    """ARNs it sends one message to each time it succeeds."""
    passes_chain_on: bool = True
    """Its SDK says which chain of requests a message belongs to, so loops are found (REC-003)."""
    max_memory_used: int = 64
    """In MB, as REPORT shows it."""
    extensions: Literal["none", "internal", "external"] = "none"
    """Decides how long Shutdown may take (LIF-014)."""
    extension_count: int = 1
    """How many extensions register; the eleventh makes Init fail (LIF-020)."""
    extension_run: Micros = Micros(0)
    """What extensions go on with after the handler, under the function's timeout (LIF-008)."""
    extension_shutdown: Micros | None = None
    """How long extensions take to shut down; left out: as long as they may (LIF-014)."""
    init_errors: float = 0.0
    """The share of Inits that fail (LIF-005); 0 to 1."""
    init_failure: str = "Runtime.ExitError"
    """The error type of those: AWS's own, or the class of an exception (INV-019)."""
    handlers: tuple[str, ...] = ()
    """Every handler that the package holds; left out: it holds what the setting names."""
    reads: tuple[str, ...] = ()
    """Environment variables read outside the handler: one that is not set fails Init (ENV-007)."""
    reads_in_handler: tuple[str, ...] = ()
    """Environment variables read in the handler: one that is not set fails the invoke (ENV-007)."""
    background: Distribution | None = None
    """Work that is left running when the handler answers; it goes on when thawed (LIF-013)."""
    tmp: int = 0
    """In MB: what every request leaves in /tmp; when that is full, the code fails (LIF-019)."""
    restore: Distribution = Fixed(Micros(200 * MILLISECOND))
    """The whole Restore phase of SnapStart. AWS publishes no time for it (SNP-003)."""
    after_restore: Micros = Micros(0)
    """The part of `restore` that runtime hooks take: it is billed, and ends at 10 s (SNP-003)."""
    after_restore_fails: bool = False
    """The hook that runs after a restore raises (SNP-004)."""
    prints: tuple[str, ...] = ()
    """What it prints for every request: lines without a prefix (LOG-006)."""
    logs: tuple[str, ...] = ()
    """What it logs for every request, each with its level first: `INFO order taken` (LOG-006)."""


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
    role: str = ""
    """Its execution role, by the name it has under `identities`, or by ARN."""
    network: PlacementSetup | None = None
    """Its VpcConfig; left out: it is in no VPC of the account."""
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
    invocation: Literal["sync", "async"] = "sync"
    """Whether it waits for the answer (RequestResponse) or for the queue alone (Event)."""
    to: str | None = None
    """What it sends to instead of a function: `sqs:orders`, `sns:news`, `s3:uploads`, an ARN."""
    poison: float = 0.0
    """The share of its messages that the code fails at each time; 0 to 1."""
    groups: int = 0
    """Over how many message groups or partition keys its messages are spread; 0 for none."""
    size_bytes: int = 256
    """Of each message."""
    bodies: tuple[str, ...] = ()
    """The JSON texts that its messages carry, taken in turn; `{}` where there is none."""
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
    retries: Mode = "none"
    """How its SDK tries again: `none`, `legacy`, `standard`, `adaptive` (BKO-002), `immediate`."""
    max_attempts: int | None = None
    """Tries in all; left out: what the mode does (BKO-002)."""
    client_timeout: Micros | None = None
    """How long it waits for one answer; left out: 60 s in an SDK mode (BKO-005), or for ever."""
    caller: str = ""
    """The user or role that it calls as, by name or ARN; left out: one who may do everything."""


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
    dependencies: tuple[DependencySetup, ...] = ()
    """What code calls beside AWS, such as a database."""
    network: NetworkSetup | None = None
    """VPCs and what is in them; left out: the account has none, not even AWS's default one."""
    identities: IdentitiesSetup = IdentitiesSetup()
    """Roles, users and policies beside those of the functions."""
    permissions: Literal["assumed", "judged"] = "assumed"
    """Whether every call, every function and every source needs policies that allow it, as on AWS;
    or whether everybody may do everything."""
    caller: str = ""
    """The user or role in whose name operations are done, by name or ARN; left out: an
    administrator. `SetCaller` changes it."""
    source_permissions: Literal["assumed", "required"] = "assumed"
    """Whether push sources need a statement in the function's policy, as on AWS (PUS-008), or are
    let in as if the console had added it."""
    schedule_delay: Distribution = Fixed(Micros(0))
    """How late a schedule fires. AWS keeps the minute (PUS-004), and publishes no more."""
    until: Micros | None = None
    """Where the run ends; left out: when all that is scripted has happened and nothing is busy."""
    routing: Routing = "most-recently-used"
    idle_timeout: Distribution = Uniform(Micros(5 * MINUTE), Micros(7 * MINUTE))
    """How long an idle environment lives. AWS does not publish it (LIF-015)."""
    max_lifetime: Distribution | None = None
    """How long any environment lives: "a few hours" (LIF-016). Left out: for ever."""
    provisioned_preparation: Distribution = Uniform(
        Micros(quotas.PROVISIONED_PREPARATION_MIN_S.value * SECOND),
        Micros(quotas.PROVISIONED_PREPARATION_MAX_S.value * SECOND),
    )
    """From the request until allocation starts (CON-016)."""
    mapping_preparation: Distribution = Uniform(Micros(10 * SECOND), Micros(30 * SECOND))
    """How long a change of an event source mapping takes. AWS does not publish it."""
    quiet_window_wait: Distribution = Fixed(Micros(0))
    """How much longer than its window a batch of one message waits, up to 20 s in all.

    AWS says that it may with very little traffic, not how often (SQS-013).
    """
    stream_retry_pause: Micros = SECOND
    """Before a failed or throttled batch of a stream is sent again. AWS does not publish it."""
    stream_retry_longest: Micros = MINUTE
    """The pause doubles each time up to this. AWS does not publish it."""
    function_creation: Distribution = Fixed(Micros(0))
    """How long a new function stays Pending (INV-045). AWS publishes no time for it."""
    function_update: Distribution = Fixed(Micros(0))
    """How long an update stays InProgress (INV-047). AWS publishes no time for it."""
    snapshot_creation: Distribution = Fixed(Micros(0))
    """What SnapStart takes beside Init until a version is Active. AWS publishes no time for it."""
    proactive_init: float = 0.0
    """How many environments Lambda initialises ahead of requests for one that a request waits for.

    AWS says that it may do so, not how often (LIF-025); 0 to 1.
    """
    async_waiting: Literal["back-off", "first-in-first-out"] = "back-off"
    """How asynchronous events wait for a free place. AWS publishes the back-off (ASY-005), not what
    its pollers do in detail."""
    async_duplicates: float = 0.0
    """The share of asynchronous events that come twice (ASY-021), 0 to 1. AWS publishes none."""
    rate_window: Micros = SECOND
    """What the limit of ten times the concurrency is counted over; AWS names no window."""

    def fingerprint(self) -> str:
        """A short hash: two scenarios with the same one give the same history."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


LONGEST_RUN = Micros(48 * HOUR)
"""How far a run without `until` is followed."""
