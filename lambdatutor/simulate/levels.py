"""How things stood at the end of each period: what waits, and how far pollers are behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.time import Micros
    from lambdatutor.simulator.world import World


class Levels:
    """Lines over time, by what they show; a line begins when the thing is there."""

    def __init__(self, world: World, period_us: Micros) -> None:
        self.world = world
        self.period_us = period_us
        self.next_us: int = period_us
        """When it is looked at next."""
        self.lines: dict[str, list[float]] = {}
        self._looks = 0

    def look(self) -> None:
        """Note how things stand."""
        for name, level in levels(self.world.snapshot()):
            line = self.lines.setdefault(name, [])
            line.extend([0.0] * (self._looks - len(line)))
            line.append(level)
        self._looks += 1
        self.next_us += self.period_us

    def whole(self) -> dict[str, list[float]]:
        """Every line in full length: what is gone stands at nothing."""
        return {
            name: [*line, *[0.0] * (self._looks - len(line))] for name, line in self.lines.items()
        }


def levels(snapshot: Snapshot) -> Iterator[tuple[str, float]]:
    """What stands at some height, with its name for people."""
    for queue in snapshot.queues:
        yield f"Messages waiting in {queue.name}", queue.visible + queue.delayed
        yield f"Messages in flight of {queue.name}", queue.in_flight
    for each in snapshot.internal_queues:
        yield f"Asynchronous events of {each.function} that wait", each.waiting
    for mapping in snapshot.mappings:
        source = _name(mapping.source)
        if mapping.most_pollers:
            yield f"Pollers of {source} for {mapping.function}", mapping.pollers
        yield f"Batches of {source} in flight at {mapping.function}", mapping.in_flight
    for stream in snapshot.streams:
        readers = [reader for shard in stream.shards for reader in shard.readers]
        for function in dict.fromkeys(reader.function for reader in readers):
            ages = [each.iterator_age_ms for each in readers if each.function == function]
            yield f"Iterator age of {stream.name} for {function}, in seconds", max(ages) / 1_000
    for caller in snapshot.callers:
        yield f"Customers of {caller.name} that wait", caller.waiting
    for alarm in snapshot.alarms:
        yield f"Alarm {alarm.name} rings", float(alarm.state == "ALARM")
    for dependency in snapshot.dependencies:
        yield f"Connections of {dependency.name}", dependency.connections


def _name(arn: str) -> str:
    """What an ARN ends with; a table's stream is called by its table."""
    last = arn.rpartition(":")[2]
    parts = arn.split("/")
    return parts[1] if len(parts) > 1 else last
