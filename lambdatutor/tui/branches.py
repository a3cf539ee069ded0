"""Two futures of one run at the same moment, as a table."""

from __future__ import annotations

from lambdatutor.aws.command_text import to_cli
from lambdatutor.aws.operations import Operation
from lambdatutor.simulator.history import Branch, History
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.snapshot import Snapshot
from lambdatutor.simulator.time import clock, spoken
from lambdatutor.simulator.world import World
from lambdatutor.tui.compare import ComparePage, Difference
from lambdatutor.tui.panels.numbers import Numbers, dollars


def compare_page(history: History) -> ComparePage:
    """The present future beside the one that it left, as far as both were played."""
    other = _other(history)
    at_us = min(history.reached_us, other.reached_us)
    here, there = (history.world_of(name, at_us) for name in (history.branch.name, other.name))
    table = [
        Difference(name, left, right)
        for (name, left), (_, right) in zip(_rows(here), _rows(there), strict=True)
    ]
    return ComparePage(
        (history.branch.name, other.name),
        (_commands(history.branch), _commands(other)),
        table,
        f"Both at {clock(at_us)} with the same seed; what differs is what you did.",
    )


def _other(history: History) -> Branch:
    """The branch that this one left, else the newest of the others."""
    others = [each for each in history.branches if each is not history.branch]
    parents = [each for each in others if each.name == history.branch.parent]
    return (parents or others)[-1]


def _rows(world: World) -> list[tuple[str, str]]:
    snapshot: Snapshot = world.snapshot()
    waits = [each.latency_us for each in world.records() if each.environment]
    numbers = Numbers.of(snapshot, waits)

    def time(us: int | None) -> str:
        return "–" if us is None else spoken(us)

    return [
        ("requests", f"{snapshot.totals.requests:,}"),
        ("served", f"{numbers.served:,}"),
        ("cold starts", f"{numbers.cold_starts:,}"),
        ("refused", f"{numbers.refused:,}"),
        ("p50", time(numbers.p50_us)),
        ("p99", time(numbers.p99_us)),
        ("environments now", f"{len(snapshot.environments):,}"),
        ("cost", dollars(numbers.cost_usd)),
    ]


def _commands(branch: Branch) -> list[str]:
    return [f"{clock(each.at_us)}  {command(each.operation)}" for each in branch.journal]


def command(operation: Operation) -> str:
    """What does this: a line for the AWS CLI, or words for what lies outside AWS."""
    if isinstance(operation, SetTraffic):
        return f"set {operation.Traffic}.{operation.Field} {operation.Value}"
    if isinstance(operation, SetSimulator):
        return f"set simulator.{operation.Setting} {operation.Value}"
    return to_cli(operation)
