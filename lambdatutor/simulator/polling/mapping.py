"""An event source mapping: its settings, its state, and the poller that does its work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.filters import Pattern
    from lambdatutor.simulator.polling.state import State
    from lambdatutor.simulator.service import Service

NOTHING_YET = "No records processed"
OK = "OK"
CALL_FAILED = "PROBLEM: Function call failed"
"""AWS's words for LastProcessingResult."""

BATCH_BYTES = 6 * 1_024 * 1_024
"""What a batch holds at most (ESM-003)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSettings:
    """What can be set on a mapping; times in microseconds, None for what was not set."""

    batch_size: int
    window_us: int = 0
    """How long records are gathered (ESM-004)."""
    patterns: tuple[str, ...] = ()
    """The JSON text of each filter; one that matches is enough (ESM-009)."""
    reports_failures: bool = False
    """FunctionResponseTypes holds ReportBatchItemFailures (SQS-010)."""
    maximum_concurrency: int | None = None
    """ScalingConfig (SQS-002)."""
    minimum_pollers: int | None = None
    """ProvisionedPollerConfig; both or none are set (SQS-016)."""
    maximum_pollers: int | None = None
    on_failure: str | None = None
    """The ARN in DestinationConfig.OnFailure; streams only (STR-009, SQS-018)."""
    counts_events: bool = False
    """MetricsConfig holds EventCount (MET-023)."""
    starting_position: str | None = None
    """TRIM_HORIZON, LATEST or AT_TIMESTAMP; streams only, as all below (STR-007)."""
    starting_timestamp: str | None = None
    parallelization_factor: int = 1
    maximum_record_age_us: int | None = None
    """None: for ever (STR-004)."""
    maximum_retries: int | None = None
    """None: without end (STR-004)."""
    bisects: bool = False
    """BisectBatchOnFunctionError (STR-005)."""
    tumbling_window_us: int = 0


class Poller(Protocol):
    """Reads one source for one mapping, and invokes its function."""

    def start(self) -> None:
        """The mapping is enabled: poll from now on."""
        ...

    def stop(self) -> None:
        """Take nothing more; what the function is busy with ends in its own time."""
        ...

    def change(self) -> None:
        """The settings of the mapping are new; it polls on."""
        ...

    @property
    def pollers(self) -> int:
        """Batches it may have in flight now; with provisioned pollers, how many those are."""
        ...

    @property
    def most_pollers(self) -> int:
        """Where that ends."""
        ...

    @property
    def in_flight(self) -> int:
        """Batches that were taken and are neither done nor given up."""
        ...


class EventSourceMapping:
    """One source and one function, and how the one reaches the other."""

    def __init__(
        self,
        service: Service,
        *,
        source_arn: str,
        function: str,
        qualifier: str | None,
        settings: MappingSettings,
        patterns: tuple[Pattern, ...] = (),
    ) -> None:
        service.mappings_made += 1
        self.service = service
        self.uuid = uuid_of(service.mappings_made)
        self.source_arn = source_arn
        self.function = function
        """The function's name."""
        self.qualifier = qualifier
        self.settings = settings
        self.patterns = patterns
        """The filters of the settings, as `filters.read` gives them."""
        self.state: State = "Creating"
        self.last_result = NOTHING_YET
        self._then: State = "Enabled"
        """The state that the change under way ends in."""
        self.poller: Poller | None = None
        """Set by whoever makes the mapping, before `create`."""
        self.event = -1
        """The id of the last event about it."""
        luck = stream(service.seed, "mapping preparation", self.uuid)
        self.preparation_us = service.scenario.mapping_preparation.at(luck.random())
        """How long each of its changes takes: AWS publishes nothing."""
        self._arrived = Bell(service.clock, self._arrive)

    @property
    def source_service(self) -> str:
        """`sqs`, `kinesis` or `dynamodb`."""
        return self.source_arn.split(":")[2]

    def create(self, *, enabled: bool) -> None:
        """Poll, as soon as that is ready; at the opening it is."""
        self._go("Creating", "Enabled" if enabled else "Disabled")

    def change(
        self,
        settings: MappingSettings,
        patterns: tuple[Pattern, ...],
        function: str,
        qualifier: str | None,
        *,
        enabled: bool | None,
    ) -> None:
        """Take new settings, which hold at once for what is taken from now on."""
        self.settings = settings
        self.patterns = patterns
        self.function = function
        self.qualifier = qualifier
        polls = self.state == "Enabled"
        if enabled is None or enabled is polls:
            self._go("Updating", self.state)
        elif enabled:
            self._go("Enabling", "Enabled")
        else:
            if self.poller is not None:
                self.poller.stop()
            self._go("Disabling", "Disabled")

    def delete(self) -> None:
        """Take nothing more, and go."""
        if self.poller is not None:
            self.poller.stop()
        self._go("Deleting", "Disabled")

    @property
    def changing(self) -> bool:
        """Whether it is on its way from one state to another."""
        return self.state not in ("Enabled", "Disabled")

    def _go(self, state: State, then: State) -> None:
        service = self.service
        self.state = state
        self._then = then
        self._arrived.silence()
        if service.opening or not self.preparation_us:
            self._arrive()
            return
        self._note()
        self._arrived = Bell(service.clock, self._arrive)
        self._arrived.set(service.clock.now_us + self.preparation_us)

    def _arrive(self) -> None:
        """The change is through."""
        before, poller = self.state, self.poller
        if before == "Deleting":
            self._note()
            self.service.mappings.pop(self.uuid, None)
            return
        self.state = self._then
        self._note()
        if poller is None or self.state == "Disabled":
            return
        if before == "Updating":
            poller.change()
        else:
            poller.start()

    def _note(self) -> None:
        service = self.service
        cause = service.cause if service.cause >= 0 else self.event
        numbers = (self.uuid, self.source_arn, self.state)
        self.event = service.note("mapping.state", self.function, numbers, cause)


def uuid_of(number: int) -> str:
    """The UUID of the n-th mapping of an account, counted from 1.

    It is the same on every seed, so that what was done in one run can be done in another.
    """
    luck = stream(0, "mappings", str(number))
    return str(UUID(int=luck.getrandbits(128), version=4))
