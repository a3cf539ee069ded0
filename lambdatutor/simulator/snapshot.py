"""How things are at one moment: immutable, and all that a face may hold of the account."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lambdatutor.simulator.alarms.alarm_view import AlarmView
from lambdatutor.simulator.asynchronous.queue_view import InternalQueueView
from lambdatutor.simulator.callers.ledger import CallerView
from lambdatutor.simulator.client_view import ClientView
from lambdatutor.simulator.dependencies.backend import DependencyView
from lambdatutor.simulator.deployments.deployment_view import DeploymentView
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.polling.mapping_view import MappingView
from lambdatutor.simulator.queues.queue_view import QueueView
from lambdatutor.simulator.sources.front_door import DoorView
from lambdatutor.simulator.sources.target import SourceView
from lambdatutor.simulator.streams.views import StreamView

Phase = Literal[
    "extension-init",
    "runtime-init",
    "function-init",
    "invoke",
    "frozen",
    "restore",
    "reset",
    "shutdown",
]
"""What an execution environment is doing (LIF-001, LIF-009, LIF-013, LIF-014)."""

LimitIs = Literal["reserved", "account"]
"""Which limit a function's requests meet first: its own, or the shared pool of the account."""


class RequestView(NamedTuple):
    """A request that is being served."""

    number: int
    """Counted from 1 over the whole run, in order of arrival."""
    name: str
    """`Ana`, or `#12` where the traffic gives no name."""
    kind: str
    arrived_us: int


class EnvironmentView(NamedTuple):
    """One execution environment."""

    number: int
    """Counted from 1 over the whole run, in order of creation."""
    function: str
    version: str
    phase: Phase
    since_us: int
    created_us: int
    provisioned: bool
    served: int
    """Requests it has finished."""
    request: RequestView | None
    """The request it serves, or is being built for."""
    remembered: int = 0
    """Requests that the globals of its process have seen; lost in a reset (LIF-010, LIF-011)."""
    tmp_files: int = 0
    """Files in /tmp, one a request; they survive a reset (LIF-011)."""
    tmp_mb: int = 0
    background_us: int = 0
    """What work left running needs yet; it waits for the next request (LIF-013)."""
    initialization: Literal["on-demand", "provisioned-concurrency", "snap-start"] = "on-demand"
    """How it was initialised, for as long as it lives (LIF-023)."""


class ProvisionedView(NamedTuple):
    """Provisioned concurrency on one version or alias (CON-014)."""

    qualifier: str
    version: str
    requested: int
    allocated: int
    available: int
    status: Literal["IN_PROGRESS", "READY", "FAILED"]


class FunctionView(NamedTuple):
    """One function."""

    name: str
    runtime: str
    memory_mb: int
    timeout_s: int
    in_flight: int
    """Requests being served now, cold starts under way included."""
    limit: int
    """How many may be in flight at once."""
    limit_is: LimitIs
    reserved: int | None
    warm: int
    """Environments that are initialised and idle."""
    starting: int
    """Environments in Init."""
    busy: int
    """Environments in Invoke."""
    versions: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    """Alias and the version it points at."""
    provisioned: tuple[ProvisionedView, ...]
    scaling_tokens: int
    """New environments it may add this instant (CON-019, CON-020)."""
    weights: tuple[tuple[str, str, float], ...] = ()
    """Alias, the second version it points at, and the share of requests that gets (VER-006)."""


class Totals(NamedTuple):
    """Counts since the run opened."""

    requests: int = 0
    """All that arrived."""
    accepted: int = 0
    throttles: int = 0
    refused: int = 0
    """Turned away for another reason than a limit: no such function, no such version."""
    served: int = 0
    """Finished without an error."""
    errors: int = 0
    cold_starts: int = 0
    billed_mb_ms: int = 0
    """Billed milliseconds times memory."""
    cost_usd: float = 0.0


class Snapshot(NamedTuple):
    """The account at one moment."""

    at_us: int
    account_limit: int
    account_in_flight: int
    """Requests in flight over all functions without reserved concurrency."""
    unreserved: int
    """What is left of the account's limit after all reservations."""
    functions: tuple[FunctionView, ...]
    environments: tuple[EnvironmentView, ...]
    """Those that exist now, in order of creation."""
    totals: Totals
    finished: bool
    """All that is scripted has happened and nothing is busy."""
    clients: tuple[ClientView, ...] = ()
    """All who send: the traffic, and the person at the keys."""
    callers: tuple[CallerView, ...] = ()
    """Clients that try again, by the traffic's name."""
    dependencies: tuple[DependencyView, ...] = ()
    doors: tuple[DoorView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    """What pushes events, one a target."""
    queues: tuple[QueueView, ...] = ()
    mappings: tuple[MappingView, ...] = ()
    """Event source mappings."""
    internal_queues: tuple[InternalQueueView, ...] = ()
    """Functions' own queues of asynchronous events, of those that ever had one."""
    streams: tuple[StreamView, ...] = ()
    """Streams of Kinesis and of tables, in order of creation."""
    alarms: tuple[AlarmView, ...] = ()
    deployments: tuple[DeploymentView, ...] = ()
    network: NetworkView | None = None
    """None where the account has no VPC."""


class Span(NamedTuple):
    """A stretch of one phase in the life of an environment."""

    phase: Phase
    start_us: int
    end_us: int | None
    """None while it lasts."""
    request: int | None
    """The number of the request it serves, in `invoke` and the Init phases."""


class Lane(NamedTuple):
    """The life of one environment, as the timeline draws it."""

    environment: int
    function: str
    version: str
    provisioned: bool
    spans: tuple[Span, ...]
