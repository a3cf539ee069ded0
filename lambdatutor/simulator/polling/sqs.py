"""Lambda's pollers of one queue: they take batches and invoke one function with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.polling import intake, outcome
from lambdatutor.simulator.polling.batch import Batch, BatchRequest
from lambdatutor.simulator.polling.mapping import BATCH_BYTES, CALL_FAILED
from lambdatutor.simulator.polling.scaling import Scaling
from lambdatutor.simulator.polling.throttled import REASONS, Throttled
from lambdatutor.simulator.polling.throughput import Throughput
from lambdatutor.simulator.polling.window import Window
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from lambdatutor.simulator.authoriser import Denial
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.events import Number
    from lambdatutor.simulator.polling.mapping import EventSourceMapping
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Version

LOOKS_AGAIN_US = MINUTE
"""How soon a poller that may not read, or has no function, looks again. AWS publishes nothing."""

NO_ACCESS = "PROBLEM: Lambda was denied access to the queue"
NO_FUNCTION = "PROBLEM: The function does not exist"
"""LastProcessingResult in the simulator's own words."""


class SqsPoller:
    """All pollers of one mapping. They sleep until something is visible."""

    kind = "sqs"
    names: tuple[str, ...] = ()
    run: Distribution | None = None
    synchronous = True
    listens = True

    def __init__(self, service: Service, mapping: EventSourceMapping) -> None:
        self.service = service
        self.mapping = mapping
        self.function = mapping.function
        self.qualifier = mapping.qualifier
        self.queue_name = mapping.source_arn.rpartition(":")[2]
        self.in_order = self.queue_name.endswith(".fifo")
        self.cause = -1
        self.last_event = mapping.event
        """The id of the last event about one of its batches."""
        luck = stream(service.seed, "pollers", mapping.uuid)
        self.failure_seed = luck.getrandbits(64)
        self.weight_seed = luck.getrandbits(64)
        self.running = False
        self.batches = self.sent = 0
        """How many batches, and how many requests with them, there ever were."""
        self.in_flight = self.peak = 0
        """Batches that were taken and are not done; and the most of them in this minute."""
        self.window = Window(self)
        self.throttled = Throttled(self)
        self.throughput = Throughput()
        self.scaling = Scaling(self)
        self._wakes_us = -1
        """When it wakes next, or -1."""
        self._wakes = Bell(service.clock, self._look)

    # As a poller of its mapping

    def start(self) -> None:
        self.running = True
        self.change()

    def change(self) -> None:
        """The pollers begin anew, with what is in flight still in flight."""
        mapping = self.mapping
        self.function, self.qualifier = mapping.function, mapping.qualifier
        self.last_event = mapping.event
        self.scaling.configure()
        self.scaling.settle_later()
        queue = self.queue
        if queue is not None:
            queue.consumers[mapping.uuid] = self
        self.wake()

    def stop(self) -> None:
        """What waits is given up; its messages become visible in their time."""
        self.running = False
        why = "the mapping takes nothing more"
        self.throttled.give_up(why)
        self.window.give_up(why)
        queue = self.queue
        if queue is not None:
            queue.consumers.pop(self.mapping.uuid, None)

    @property
    def pollers(self) -> int:
        return self.scaling.pollers

    @property
    def most_pollers(self) -> int:
        return self.scaling.most

    # As a consumer of its queue

    @property
    def queue(self) -> Queue | None:
        found = self.service.resources.get(self.mapping.source_arn)
        return found if isinstance(found, Queue) else None

    @property
    def idle(self) -> bool:
        if self.in_flight:
            return False
        queue = self.queue
        return queue is None or not queue.available or not self.running or bool(self._obstacle())

    def wake(self) -> None:
        """Look when all that happens at this moment has happened, if there is a use in it."""
        scaling = self.scaling
        if (
            self.in_flight < scaling.limit
            or self.window.batch is not None
            or not (scaling.growing or scaling.at_most)
        ):
            self._wake_at(self.service.clock.now_us)

    def _wake_at(self, at_us: int) -> None:
        if 0 <= self._wakes_us <= at_us:
            return
        if self._wakes_us >= 0:
            self._wakes.silence()
            self._wakes = Bell(self.service.clock, self._look)
        self._wakes_us = at_us
        self._wakes.set(at_us)

    def _look(self) -> None:
        self._wakes_us = -1
        self.poll()

    # Taking batches

    @property
    def short_of_room(self) -> bool:
        """Whether messages wait while all pollers are busy."""
        queue = self.queue
        if not self.running or queue is None or not queue.available:
            return False
        return self.in_flight >= self.scaling.limit or self.scaling.provisioned

    def poll(self) -> None:
        """Take what there is, as far as there are pollers for it."""
        queue = self.queue
        if not self.running or queue is None or not queue.available:
            return
        obstacle = self._obstacle()
        if obstacle:
            self._wait_for(obstacle)
            return
        settings = self.mapping.settings
        while queue.available and self._has_room():
            if settings.window_us:
                self.window.gather(queue)
                continue
            batch = self.new_batch(queue)
            if not intake.receive(
                self, queue, batch, min(intake.RECEIVE_MOST, settings.batch_size)
            ):
                return
            self.dispatch(batch, "poll")
        if queue.available:
            self.scaling.grow_later()

    def _obstacle(self) -> str:
        """Why it may not poll, or nothing."""
        function = self.service.functions.get(self.function)
        qualifier = self.qualifier
        if function is None or not (
            qualifier is None or qualifier in function.aliases or qualifier in function.versions
        ):
            return NO_FUNCTION
        return NO_ACCESS if self.denial("sqs:ReceiveMessage") else ""

    def _wait_for(self, obstacle: str) -> None:
        mapping = self.mapping
        if obstacle == NO_ACCESS and mapping.last_result != NO_ACCESS:
            cause, denial = mapping.event, self.denial("sqs:ReceiveMessage")
            if denial is not None:
                cause = self.service.permissions.tell(denial, cause, function=self.function)
            numbers = (mapping.uuid, mapping.source_arn, "sqs:ReceiveMessage")
            self.service.note("mapping.denied", self.function, numbers, cause)
        mapping.last_result = obstacle
        self._wake_at(self.service.clock.now_us + LOOKS_AGAIN_US)

    def _has_room(self) -> bool:
        scaling = self.scaling
        if self.in_flight >= scaling.limit and self.window.batch is None:
            return False
        if not scaling.provisioned:
            return True
        if self.throughput.has_room(scaling.pollers, self.service.clock.now_us):
            return True
        self._wake_at(self.throughput.ends_us)
        return False

    def new_batch(self, queue: Queue) -> Batch:
        self.batches += 1
        until_us = self.service.clock.now_us + queue.attributes.visibility_us
        return Batch(self, self.batches, BATCH_BYTES, until_us)

    # Invoking

    def dispatch(self, batch: Batch, closed_by: str) -> None:
        """Send a closed batch on its way; one that was filtered empty invokes nothing."""
        size = len(batch.messages)
        if not size:
            return
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        if self.service.log is not None:
            batch.event = batch.messages[0].event
            batch.event = self.tell("batch.taken", batch, size, closed_by)
        self.count("InvokedEventCount", size)
        self.invoke(batch)

    def invoke(self, batch: Batch) -> None:
        service = self.service
        service.requests += 1
        self.sent += 1
        self.cause = batch.event
        request = BatchRequest(batch, service.requests, self.sent, service.clock.now_us)
        reason = service.receive(request)
        if not reason:
            return
        if request.event >= 0:
            batch.event = request.event
        if reason in REASONS:
            self.throttled.add(batch, reason)
        else:
            self.give_up(batch, reason)

    def works(
        self, request: Request, version: Version, duration_us: int, status: str
    ) -> tuple[int, str]:
        return _batch(request).works(version, duration_us, status)

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        self.in_flight -= 1
        failed = outcome.settle(self, _batch(request), environment.status, environment.event)
        if failed and not self.mapping.settings.reports_failures:  # SQS-007
            self.scaling.shrink("errors")
        self.poll()

    def give_up(self, batch: Batch, why: str) -> None:
        """Its messages stay hidden until their time is over (SQS-008, REC-005)."""
        batch.bell.silence()
        self.in_flight -= 1
        self.mapping.last_result = CALL_FAILED
        self.count("FailedInvokeEventCount", len(batch.messages))
        event = self.tell("batch.given_up", batch, len(batch.messages), why)
        if event >= 0:
            for message in batch.messages:
                message.event = event

    # Reports

    def denial(self, action: str) -> Denial | None:
        """Whether the function's role allows it (ESM-002)."""
        return self.service.permissions.role_denial(
            self.function, action, self.mapping.source_arn, qualifier=self.qualifier
        )

    def count(self, metric: str, value: int) -> None:
        """A metric of the mapping, where it was asked for (MET-023)."""
        if value and self.mapping.settings.counts_events:
            self.service.counters.add(metric, self.mapping.uuid, self.service.clock.now_us, value)

    def tell(self, kind: str, batch: Batch, *numbers: Number) -> int:
        """Write down what happens to a batch; it follows from the last thing that did."""
        service = self.service
        if service.log is None:
            return -1
        first = (self.mapping.uuid, self.queue_name, batch.number)
        self.last_event = service.note(kind, self.function, (*first, *numbers), batch.event)
        return self.last_event


def _batch(request: Request) -> Batch:
    if not isinstance(request, BatchRequest):
        raise TypeError(request)
    return request.batch
