"""How measures are taken of a run: counting and timing its requests, and looking at its account."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lambdatutor.course.quantities import Quantity, Value

if TYPE_CHECKING:
    from lambdatutor.simulator.bill import FunctionBill
    from lambdatutor.simulator.events import EventLog
    from lambdatutor.simulator.logs.reading import Line
    from lambdatutor.simulator.metric_reading import Window
    from lambdatutor.simulator.period import Statistics
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.snapshot import FunctionView, Snapshot

Take = Callable[["Measurable", "Taken"], "Value | bool | None"]


class Measurable(Protocol):
    """What measures are taken of: a world, as it is now."""

    def records(self) -> tuple[Record, ...]: ...
    def open_records(self) -> tuple[Record, ...]: ...
    def snapshot(self) -> Snapshot: ...
    @property
    def log(self) -> EventLog: ...
    def bills(self) -> tuple[FunctionBill, ...]: ...
    def logged(self) -> tuple[Line, ...]: ...
    def counted(self) -> tuple[tuple[str, str], ...]: ...
    def counts(self, metric: str, of: str) -> tuple[tuple[int, Statistics], ...]: ...
    def statistics(self, name: str, of: str, window: Window) -> tuple[Statistics, ...]: ...


class Filters(NamedTuple):
    """Which requests are meant; None lets all pass."""

    kind: str | None = None
    function: str | None = None
    version: str | None = None
    after: int | None = None
    """Arrived at this moment or later, in microseconds."""
    before: int | None = None
    """Arrived earlier than this moment."""
    reason: str | None = None
    """AWS's Reason of a throttle, or the error code of a refusal."""
    name: str | None = None
    """Of the queue, source, stream, client, dependency or door that is meant."""
    status: str | None = None
    """An HTTP status, or a class of them such as 5xx."""
    statistic: str | None = None
    """CloudWatch's: Sum, Average, Maximum, Minimum or SampleCount."""
    port: str | None = None
    family: str | None = None
    """ipv4 or ipv6."""
    via: str | None = None
    """The id of something on a packet's way, or its kind, such as nat-gateway."""
    of: str | None = None
    """The case, or the number of the call, that real code was called with."""

    def let_pass(self, record: Record) -> bool:
        return (
            (self.kind is None or record.kind == self.kind)
            and (self.function is None or record.function == self.function)
            and (self.version is None or record.version == self.version)
            and (self.after is None or record.arrived_us >= self.after)
            and (self.before is None or record.arrived_us < self.before)
            and (self.reason is None or record.reason == self.reason)
        )

    def hold(self, at_us: int) -> bool:
        """Whether a moment lies between `after` and `before`."""
        return (self.after is None or at_us >= self.after) and (
            self.before is None or at_us < self.before
        )


class Taken(NamedTuple):
    """A measure as it is asked for."""

    arguments: tuple[str | int, ...] = ()
    filters: Filters = Filters()
    series: str = ""
    """For `max` and the like: what they run over."""

    @property
    def name(self) -> str | None:
        """The first argument where that is a name, or None."""
        return str(self.arguments[0]) if self.arguments else self.filters.name


def accepted(record: Record) -> bool:
    return not record.turned_away


def _all(run: Measurable, filters: Filters) -> list[Record]:
    return [record for record in (*run.records(), *run.open_records()) if filters.let_pass(record)]


def counting(wanted: Callable[[Record], bool]) -> Callable[[Measurable, Taken], Quantity]:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(1 for record in _all(run, taken.filters) if wanted(record)))

    return take


def ended(wanted: Callable[[Record], bool]) -> Callable[[Measurable, Taken], Quantity]:
    def take(run: Measurable, taken: Taken) -> Quantity:
        ended = filter(taken.filters.let_pass, run.records())
        return Quantity(sum(1 for record in ended if wanted(record)))

    return take


def share_of(wanted: Callable[[Record], bool]) -> Callable[[Measurable, Taken], Quantity | None]:
    """The share of finished requests that ran."""

    def take(run: Measurable, taken: Taken) -> Quantity | None:
        ran = [at for at in run.records() if taken.filters.let_pass(at) and accepted(at)]
        return Quantity(sum(map(wanted, ran)) / len(ran), "share") if ran else None

    return take


def version_share(run: Measurable, taken: Taken) -> Quantity | None:
    function, number = map(str, taken.arguments)
    filters = taken.filters._replace(function=function)
    versions = [at.version for at in _all(run, filters) if accepted(at)]
    return Quantity(versions.count(number) / len(versions), "share") if versions else None


SERIES: dict[str, Callable[[Record], int | None]] = {
    "latency": lambda record: record.latency_us,
    "duration": lambda record: record.duration_us,
    "init": lambda record: record.init_us if record.cold else None,
    "billed": lambda record: record.billed_ms * 1_000,
}
"""What is known of each finished request, in microseconds."""


def one(name: str) -> Callable[[Measurable, Taken], Quantity | None]:
    """The n-th request to arrive among those that the filters let pass; unset until it ends."""

    def take(run: Measurable, taken: Taken) -> Quantity | None:
        number = int(taken.arguments[0])
        arrived = sorted(_all(run, taken.filters), key=lambda record: record.number)
        if not 0 < number <= len(arrived):
            return None
        record = arrived[number - 1]
        if not accepted(record) or record.status == "open":
            return None
        us = SERIES[name](record)
        return None if us is None else Quantity(us, "time")

    return take


def of_requests(name: str) -> Callable[[Measurable, Taken], Sequence[float]]:
    """What is known of all finished requests that were not turned away."""
    of = SERIES[name]

    def values(run: Measurable, taken: Taken) -> Sequence[float]:
        return [
            us
            for record in run.records()
            if taken.filters.let_pass(record)
            and accepted(record)
            and (us := of(record)) is not None
        ]

    return values


def percentile(share: float) -> Callable[[Sequence[float]], float]:
    """The nearest-rank percentile: a value that occurred, and no value in between."""
    return lambda times: sorted(times)[math.ceil(share * len(times)) - 1]


def _functions(run: Measurable, name: str | None) -> Iterable[FunctionView]:
    return (view for view in run.snapshot().functions if name is None or view.name == name)


def summing(of: Callable[[FunctionView], int]) -> Callable[[Measurable, Taken], Quantity]:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(of(view) for view in _functions(run, taken.filters.function)))

    return take


def setting(
    of: Callable[[FunctionView, Taken], Value | None],
) -> Callable[[Measurable, Taken], Value | None]:
    """A setting of the named function, or of the first one."""

    def take(run: Measurable, taken: Taken) -> Value | None:
        name = str(taken.arguments[0]) if taken.arguments else None
        view = next(iter(_functions(run, name)), None)
        return None if view is None else of(view, taken)

    return take


def reserved(view: FunctionView, _: Taken) -> Quantity | None:
    return None if view.reserved is None else Quantity(view.reserved)


def provisioned(view: FunctionView, taken: Taken) -> Quantity | None:
    wanted = str(taken.arguments[1]) if len(taken.arguments) > 1 else None
    numbers = [at.requested for at in view.provisioned if wanted in (None, at.qualifier)]
    return Quantity(sum(numbers)) if numbers else None


def version(view: FunctionView, taken: Taken) -> str | None:
    return dict(view.aliases).get(str(taken.arguments[1]))


def environments(run: Measurable, taken: Taken) -> Quantity:
    wanted = taken.filters
    return Quantity(
        sum(
            wanted.function in (None, at.function) and wanted.version in (None, at.version)
            for at in run.snapshot().environments
        )
    )


def environments_created(run: Measurable, _: Taken) -> Quantity:
    """Environments are numbered from 1 in order of creation."""
    seen = (at.number for at in run.snapshot().environments)
    served = (record.environment for record in (*run.records(), *run.open_records()))
    return Quantity(max((*seen, *served), default=0))


def peak_environments(run: Measurable, taken: Taken) -> Quantity:
    """The most that existed at once, off the events of the run; it must keep them."""
    changes = {"environment.created": 1, "environment.gone": -1}
    highest = now = 0
    for _, kind, _, _, _, function, _ in run.log.entries_since(0):
        if kind in changes and taken.filters.function in (None, function):
            now += changes[kind]
            highest = max(highest, now)
    return Quantity(max(highest, environments(run, taken).number))


def peak(run: Measurable, taken: Taken) -> Quantity:
    """The most requests in flight at once: an end counts before a start at the same moment."""
    changes: list[tuple[int, int]] = []
    for record in run.records():
        if taken.filters.let_pass(record) and accepted(record):
            changes += ((record.started_us, 1), (record.ended_us, -1))
    changes += (
        (record.started_us, 1) for record in run.open_records() if taken.filters.let_pass(record)
    )
    highest = now = 0
    for _, change in sorted(changes):
        now += change
        highest = max(highest, now)
    return Quantity(highest)


def per_second(run: Measurable, taken: Taken) -> Quantity | None:
    start = taken.filters.after or 0
    end = run.snapshot().at_us if taken.filters.before is None else taken.filters.before
    if end <= start:
        return None
    return Quantity(len(_all(run, taken.filters)) * 1_000_000 / (end - start))


def cost(run: Measurable, taken: Taken) -> Quantity:
    """Of the account, or of one function, also of one that is deleted."""
    if taken.name is None:
        return Quantity(run.snapshot().totals.cost_usd, "money")
    found = (each.total_usd for each in run.bills() if each.function == taken.name)
    return Quantity(sum(found), "money")
