"""Which of CloudWatch's metrics belong to a part of the account, as charts with alarm lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.metric_catalogue import METRICS
from lambdatutor.tui.metric_charts import ACCOUNT, account_charts, metric_chart

if TYPE_CHECKING:
    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.world import World
    from lambdatutor.tui.panels.metrics import MetricChart
    from lambdatutor.tui.sandbox.cards import Card


def charts_of(card: Card | None, world: World, snapshot: Snapshot) -> tuple[MetricChart, ...]:
    """The metrics of one part; without one, those of the whole account."""
    if card is None or card.kind == "pool":
        return account_charts(world, snapshot)
    return tuple(
        metric_chart(world, snapshot, name, of, statistic)
        for name, of, statistic in _metrics(card, snapshot)
    )


def _metrics(card: Card | None, snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Name, what it is of, and the statistic."""
    match card.kind if card is not None else "pool":
        case "function" if card is not None:
            return _of_function(card.key)
        case "queue" if card is not None:
            return [
                ("ApproximateNumberOfMessagesVisible", card.key, "Maximum"),
                ("ApproximateAgeOfOldestMessage", card.key, "Maximum"),
            ]
        case "stream" if card is not None:
            stream = next(each for each in snapshot.streams if each.name == card.key)
            functions = {
                reader.function: None for shard in stream.shards for reader in shard.readers
            }
            return [("IteratorAge", each, "Maximum") for each in functions]
        case "alarm" if card is not None:
            alarm = next(each for each in snapshot.alarms if each.name == card.key)
            if alarm.metric not in METRICS:
                return []
            return [(alarm.metric, alarm.of, alarm.statistic)]
        case "door" if card is not None:
            return _of_function(next(e.function for e in snapshot.doors if e.name == card.key))
        case "mapping" if card is not None:
            return _of_function(next(e.function for e in snapshot.mappings if e.uuid == card.key))
        case "source" if card is not None:
            target = card.key.rpartition(":")[2]
            known = {each.name for each in snapshot.functions}
            return _of_function(target) if target in known else []
        case "dependency" | "caller":
            return [("Invocations", "", "Sum"), ("Duration", "", "Average")]
        case _:
            return list(ACCOUNT)


def _of_function(name: str) -> list[tuple[str, str, str]]:
    return [
        ("Invocations", name, "Sum"),
        ("Errors", name, "Sum"),
        ("Duration", name, "Average"),
        ("Throttles", name, "Sum"),
    ]
