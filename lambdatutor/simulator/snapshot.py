"""How things are at one moment: immutable, and all that a face may hold of the account."""

from __future__ import annotations

from typing import Literal, NamedTuple

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
