"""A world: the simulated account, its clients and its clock; the one door into the simulator.

A world is a function of a scenario, a seed and the operations done to it. It knows no wall clock,
and looking at it changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import Invoke
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.bill import FunctionBill, bills
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.clock import Clock
from lambdatutor.simulator.control import carry_out
from lambdatutor.simulator.dependencies.change import set_dependency
from lambdatutor.simulator.events import EventLog
from lambdatutor.simulator.invoking import invoke
from lambdatutor.simulator.logs import rights
from lambdatutor.simulator.logs.reading import lines_of
from lambdatutor.simulator.meters import Meters
from lambdatutor.simulator.metric_catalogue import METRICS
from lambdatutor.simulator.metric_reading import Wanted, Window, periods, values
from lambdatutor.simulator.opening import clients, open_account
from lambdatutor.simulator.outside import (
    SetCaller,
    SetDependency,
    SetRole,
    SetSimulator,
    SetTraffic,
)
from lambdatutor.simulator.record import Record, read
from lambdatutor.simulator.sampler import Sampler
from lambdatutor.simulator.service import Service
from lambdatutor.simulator.settings import set_caller, set_role, set_simulator, set_traffic
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.view import open_records, view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.authoriser import Authoriser
    from lambdatutor.simulator.client import Client
    from lambdatutor.simulator.logs.reading import Line
    from lambdatutor.simulator.metrics import Datapoint
    from lambdatutor.simulator.outside import Script
    from lambdatutor.simulator.period import Statistics
    from lambdatutor.simulator.scenario import Scenario
    from lambdatutor.simulator.snapshot import Snapshot

_AT_ONCE = 2_000
"""Events between two foldings of the meters, so that memory stays flat and in the near cache."""

EVERY_SECOND = (SECOND, 3 * 60 * 60)
EVERY_MINUTE = (MINUTE, 15 * 24 * 60)
"""Period and how many datapoints are kept, as long as CloudWatch keeps each.

Lambda sends its metrics every minute; seconds cost time, and are kept for those who ask for them.
"""


class World:
    """One run, from its opening to now."""

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int = 0,
        keep_events: bool = True,
        keep_records: bool = True,
        room: int | None = None,
        periods: tuple[tuple[Micros, int], ...] = (EVERY_MINUTE,),
        authoriser: Authoriser | None = None,
        script: Script = (),
    ) -> None:
        """Open the account; with a `room`, about so many of the last events and records are kept.

        What is done by the `script` is told as somebody else's doing. The authoriser is asked
        where the scenario has permissions judged.
        Raises `ScenarioError` when the scenario contradicts itself, and `AwsError` when AWS would
        refuse what it sets up.
        """
        self.scenario = scenario
        self.seed = seed
        self.authoriser = authoriser
        self.script = script
        self.clock = Clock()
        self.room = room
        self.log = EventLog(room)
        self.meters = Meters(keep_records=keep_records, periods=periods, room=room)
        log = self.log if keep_events else None
        self.service = Service(self.clock, scenario, seed, log, self.meters, authoriser=authoriser)
        self.sampler = Sampler(self.service)
        open_account(self.service, scenario)
        self.sampler.follow()
        self.clients = clients(self.service, scenario)
        self.callers: dict[str, Client] = {}
        """Who calls by an operation: the person at the keys."""

    @property
    def now_us(self) -> int:
        return self.clock.now_us

    @property
    def requests(self) -> int:
        """How many have arrived, at little cost."""
        return self.service.requests

    @property
    def finished(self) -> bool:
        """Whether all that is scripted has happened and nothing is being served."""
        return (
            all(each.silent for each in self.clients.values())
            and all(each.idle for each in self.service.resources.values())
            and not any(each.changing for each in self.service.mappings.values())
            and not any(each.status == "InProgress" for each in self.service.deployments.values())
            and not any(each.request is not None for each in self.service.environments.values())
        )

    def do(self, operation: Operation) -> Answer:
        """Carry out an operation now; raises `AwsError` or `SettingError` when it is refused.

        It comes after all that was asked for at this moment, so that it does not matter how far
        the moment had been played. Only at the opening does it come first.
        """
        service = self.service
        if self.now_us:
            self.advance(self.now_us)
        own = (self.now_us, operation) not in self.script
        kind = "operation.called" if own else "operation.scripted"
        service.cause = service.note(kind, "", (operation.name,), -1)
        try:
            service.permissions.check(operation)
            answer = self._carry_out(operation)
            if service.permissions.judge is not None:
                rights.look_again(service)
            return answer
        except LambdaTutorError as error:
            code = error.code if isinstance(error, AwsError) else "refused"
            numbers = (operation.name, code, str(error))
            service.note("operation.refused", "", numbers, service.cause)
            raise
        finally:
            service.cause = -1
            self._make_room()

    def _carry_out(self, operation: Operation) -> Answer:
        if isinstance(operation, Invoke):
            return invoke(self.service, self.callers, operation)
        if isinstance(operation, SetTraffic):
            set_traffic(self.clients, operation)
            return {}
        if isinstance(operation, SetSimulator):
            set_simulator(self.service, operation)
            return {}
        if isinstance(operation, SetDependency):
            set_dependency(self.service, operation)
            return {}
        if isinstance(operation, SetRole):
            set_role(self.service, operation)
            return {}
        if isinstance(operation, SetCaller):
            set_caller(self.service, operation)
            return {}
        return carry_out(self.service, operation)

    def advance(self, until_us: int, *, at_most: int | None = None) -> bool:
        """Let everything happen up to and including `until_us`.

        False when `at_most` events happened before that; ask again to go on.
        """
        left = at_most
        while True:
            step = _AT_ONCE if left is None else min(left, _AT_ONCE)
            arrived = self.clock.advance(until_us, step)
            if not self.meters.keep_records:
                self.meters.fold()
            self._make_room()
            if arrived:
                return True
            if left is not None:
                left -= step
                if left <= 0:
                    return False

    def _make_room(self) -> None:
        if self.room is not None:
            self.log.make_room()
            self.meters.make_room()

    def next_moment_us(self) -> int | None:
        """When something happens next; the reading of the meters is nothing that happens."""
        queue = self.clock.queue
        if queue and queue[0][3] is self.sampler.bell:
            return min(
                (entry[0] for entry in queue if entry[3] is not self.sampler.bell), default=None
            )
        return queue[0][0] if queue else None

    def snapshot(self) -> Snapshot:
        """How things are now."""
        clients = (*self.clients.values(), *self.callers.values())
        return view(self.service, clients, finished=self.finished)

    def records(self) -> tuple[Record, ...]:
        """What became of the requests that have ended, in order of ending, as far as is kept."""
        return tuple(read(each) for each in self.meters.records)

    def open_records(self) -> tuple[Record, ...]:
        """The requests in flight, as if they ended now."""
        return open_records(self.service)

    def datapoints(self, function: str, period_us: int = MINUTE) -> tuple[Datapoint, ...]:
        """CloudWatch's metrics of a function; `period_us` is one of the world's periods."""
        self.meters.fold()
        self.sampler.note(self.now_us)
        for metrics in self.meters.metrics:
            if metrics.period_us == period_us:
                return metrics.datapoints(function)
        raise ValueError(period_us)

    def metric(
        self,
        name: str,
        dimensions: Mapping[str, str] | None = None,
        statistic: str | None = None,
        period_us: int = MINUTE,
        *,
        start_us: int = 0,
        end_us: int | None = None,
    ) -> tuple[tuple[int, float], ...]:
        """A metric by CloudWatch's name: the start of each period that has a value, and the value.

        Without a statistic it is the one to look at. Any multiple of a period that is kept will
        do, so a chart can have as many points as it has columns. Raises `MetricError`.
        """
        self.meters.fold()
        self.sampler.note(self.now_us)
        beyond_us = self.now_us + 1 if end_us is None else end_us
        wanted = Wanted(name, dimensions or {}, statistic)
        return values(self.service, wanted, Window(period_us, start_us, beyond_us))

    def statistics(self, name: str, of: str, window: Window) -> tuple[Statistics, ...]:
        """What CloudWatch keeps of a metric of one function, queue or mapping, by period.

        Raises `MetricError`.
        """
        self.meters.fold()
        self.sampler.note(self.now_us)
        found = periods(self.service, METRICS[name], of, window)
        return tuple(each.statistics for each in found)

    def counts(self, metric: str, of: str) -> tuple[tuple[int, Statistics], ...]:
        """A metric that is noted as things happen: each period with a value, from its start."""
        return self.service.counters.periods(metric, of)

    def counted(self) -> tuple[tuple[str, str], ...]:
        """The metrics that were noted so far, each with what it is of."""
        return self.service.counters.names()

    def bills(self) -> tuple[FunctionBill, ...]:
        """What each function came to, those included that are deleted."""
        return bills(self.service)

    def logged(self) -> tuple[Line, ...]:
        """All lines of log so far, in order."""
        return lines_of(self)

    def copy(self) -> World:
        """A world of its own that stands where this one does; each then goes its own way."""
        return restore(freeze(self))
