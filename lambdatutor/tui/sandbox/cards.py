"""The account in short: a line for each part of it, with the two or three numbers that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.simulator.time import MILLISECOND, spoken
from lambdatutor.tui.panels.alarms import SIGNS, condition, figure
from lambdatutor.tui.panels.dependencies import connection_parts
from lambdatutor.tui.panels.pollers import poller_parts, source_name
from lambdatutor.tui.panels.queues import held, queue_parts
from lambdatutor.tui.panels.stacked import Part
from lambdatutor.tui.panels.streams import behind, oldest_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.simulator.polling.mapping_view import MappingView
    from lambdatutor.simulator.snapshot import FunctionView, Snapshot
    from lambdatutor.tui.panels.callers import CallerKind

Kind = Literal[
    "door",
    "source",
    "caller",
    "queue",
    "stream",
    "mapping",
    "function",
    "pool",
    "dependency",
    "network",
    "alarm",
]

GROUPS: dict[Kind, str] = {
    "caller": "Who calls",
    "door": "Front doors",
    "source": "Sources",
    "queue": "Queues",
    "stream": "Streams",
    "mapping": "Pollers",
    "pool": "Account",
    "function": "Functions",
    "dependency": "Dependencies",
    "network": "Networks",
    "alarm": "Alarms",
}
"""Headings, in the order in which a request goes through the account."""

LEFT: frozenset[Kind] = frozenset(("caller", "door", "source", "queue", "stream", "mapping"))
"""What stands on the left where there is room for two columns: what comes in."""


class Card(NamedTuple):
    """One part of the account."""

    kind: Kind
    key: str
    """What tells it from others of its kind: a name, an ARN, a UUID."""
    name: str
    says: tuple[str, ...]
    """Numbers, the most important first."""
    parts: tuple[Part, ...] = ()
    whole: int = 1
    """What a full bar stands for."""
    level: float = 0.0
    """The number that its spark follows."""
    trouble: bool = False
    """Something about it wants to be looked at."""
    sign: str = ""
    sign_ink: str = "ink"


def cards(snapshot: Snapshot, kinds: Sequence[CallerKind]) -> tuple[Card, ...]:
    """Every part of the account, in the order of `GROUPS`."""
    return (
        *_callers(kinds),
        *_doors(snapshot),
        *_sources(snapshot),
        *_queues(snapshot),
        *_streams(snapshot),
        *(_mapping(each) for each in snapshot.mappings),
        _pool(snapshot),
        *(_function(each, snapshot) for each in snapshot.functions),
        *_dependencies(snapshot),
        *_networks(snapshot),
        *_alarms(snapshot),
    )


def _callers(kinds: Sequence[CallerKind]) -> list[Card]:
    return [
        Card(
            "caller",
            each.name,
            each.name,
            (
                f"{each.sent:,} sent",
                f"{each.waiting:,} wait",
                f"{each.refused + each.given_up:,} lost",
            ),
            each.parts,
            max(1, each.sent),
            each.waiting,
            trouble=each.refused + each.given_up > 0,
        )
        for each in kinds
        if each.sent
    ]


def _doors(snapshot: Snapshot) -> list[Card]:
    found: list[Card] = []
    for each in snapshot.doors:
        bad = sum(count for status, count in each.statuses if status >= 500 or status == 429)
        answered = sum(count for _, count in each.statuses)
        parts = (
            Part(answered - bad, "█", "running", "answered"),
            Part(each.waiting, "░", "phase-frozen", "waiting"),
            Part(bad, "✗", "refused", "failed"),
        )
        says = (f"{each.requests:,} calls", f"{each.waiting:,} wait", f"{bad:,} failed")
        found.append(
            Card(
                "door", each.name, each.name, says, parts, max(1, each.requests), each.waiting,
                trouble=bad > 0,
            )
        )  # fmt: skip
    return found


def _sources(snapshot: Snapshot) -> list[Card]:
    found: list[Card] = []
    for each in snapshot.sources:
        lost = each.dropped + each.dead_lettered
        parts = (
            Part(each.taken, "█", "running", "taken"),
            Part(each.waiting, "░", "phase-frozen", "waiting"),
            Part(lost, "✗", "refused", "lost"),
        )
        target = source_name(each.target)
        says = (f"{each.sent:,} sent", f"▸ {target}", f"{each.retried:,} again", f"{lost:,} lost")
        key = f"{each.kind} {each.name} {each.target}"
        found.append(
            Card(
                "source", key, each.name, says, parts, max(1, each.sent), each.waiting,
                trouble=lost > 0,
            )
        )  # fmt: skip
    return found


def _queues(snapshot: Snapshot) -> list[Card]:
    dead = {each.dlq for each in snapshot.queues}
    return [
        Card(
            "queue",
            each.name,
            each.name,
            (
                f"{held(each):,} in it",
                f"{spoken(each.oldest_us)} old" if each.oldest_us else "empty",
                f"{each.moved_out:,} ▸ DLQ" if each.dlq else "a DLQ" if each.arn in dead else "",
            ),
            queue_parts(each),
            max(100, held(each)),
            held(each),
            trouble=each.arn in dead and held(each) > 0,
        )
        for each in snapshot.queues
    ]


def _streams(snapshot: Snapshot) -> list[Card]:
    found: list[Card] = []
    for each in snapshot.streams:
        readers = [reader for shard in each.shards for reader in shard.readers]
        blocked = sum(reader.state in {"blocked", "retrying"} for reader in readers)
        says = (
            f"{behind(each):,} behind",
            f"age {spoken(oldest_ms(each) * MILLISECOND)}",
            f"{blocked} blocked" if blocked else f"{len(each.shards)} shards",
        )
        parts = (Part(behind(each), "█", "phase-init-r", "behind"),)
        found.append(
            Card(
                "stream", each.name, each.name, says, parts, max(100, behind(each)), behind(each),
                trouble=blocked > 0,
            )
        )  # fmt: skip
    return found


def _mapping(each: MappingView) -> Card:
    most = max(each.most_pollers, each.pollers, 1)
    says = (
        f"{each.in_flight:,} busy of {each.pollers:,}",
        f"at most {most:,}" if each.state == "Enabled" else each.state,
        f"by {each.batch_size:,}",
    )
    name = f"{source_name(each.source)}▸{each.function}"
    whole = min(most, max(20, each.pollers))
    off = each.state != "Enabled"
    return Card(
        "mapping", each.uuid, name, says, poller_parts(each), whole, each.in_flight, trouble=off
    )


def _pool(snapshot: Snapshot) -> Card:
    running = sum(each.in_flight for each in snapshot.functions)
    throttles = snapshot.totals.throttles
    says = (
        f"{running:,} of {snapshot.account_limit:,}",
        f"{snapshot.unreserved:,} unreserved",
        f"{throttles:,} throttled",
    )
    parts = (Part(running, "█", "running", "in flight"),)
    return Card(
        "pool", "pool", "concurrency", says, parts, snapshot.account_limit, running,
        trouble=snapshot.account_in_flight >= snapshot.unreserved > 0,
    )  # fmt: skip


def _function(each: FunctionView, snapshot: Snapshot) -> Card:
    starting = max(0, each.in_flight - each.busy)
    parts = (
        Part(each.busy, "█", "running", "running"),
        Part(starting, "r", "phase-init-r", "starting"),
        Part(each.warm, "░", "phase-frozen", "warm"),
    )
    queue = next((q for q in snapshot.internal_queues if q.function == each.name), None)
    full = each.in_flight >= each.limit
    says = (
        f"{each.in_flight:,} in flight",
        f"{each.warm:,} warm",
        f"{each.reserved:,} reserved" if each.reserved is not None else f"{each.memory_mb:,} MB",
        f"{queue.waiting:,} events wait" if queue is not None and queue.waiting else "",
    )
    whole = max(each.reserved or 0, 20, each.in_flight + each.warm)
    return Card("function", each.name, each.name, says, parts, whole, each.in_flight, trouble=full)


def _dependencies(snapshot: Snapshot) -> list[Card]:
    return [
        Card(
            "dependency",
            each.name,
            each.name,
            (
                f"{each.connections:,} of {each.limit:,}"
                if each.limit is not None
                else f"{each.connections:,} connected",
                f"{spoken(each.latency_us)} a call",
                f"{each.refused:,} refused",
            ),
            connection_parts(each),
            each.limit or max(50, each.connections),
            each.connections,
            trouble=each.out or (each.limit is not None and each.connections >= each.limit),
        )
        for each in snapshot.dependencies
    ]


def _networks(snapshot: Snapshot) -> list[Card]:
    """A line for each VPC; what is lost are the last calls of functions in it."""
    found: list[Card] = []
    network = snapshot.network
    if network is None:
        return found
    for vpc in network.vpcs:
        subnets = {each.id for each in network.subnets if each.vpc == vpc.id}
        interfaces = [each for each in network.interfaces if each.subnet in subnets]
        inside = {name for each in interfaces for name in each.functions}
        lost = sum(call.function in inside and not call.arrived for call in network.calls)
        says = (
            f"{len(interfaces):,} interfaces",
            f"{lost:,} calls lost",
            f"{len(subnets):,} subnets",
        )
        found.append(Card("network", vpc.id, vpc.id, says, level=len(interfaces), trouble=lost > 0))
    return found


def _alarms(snapshot: Snapshot) -> list[Card]:
    found: list[Card] = []
    for each in snapshot.alarms:
        sign, ink, word = SIGNS[each.state]
        now = "" if each.composite else f"now {figure(each.value)}"
        says = (word, now, condition(each))
        found.append(
            Card(
                "alarm", each.name, each.name, says, trouble=each.state == "ALARM",
                sign=sign, sign_ink=ink,
            )
        )  # fmt: skip
    return found
