"""Completion at the sandbox's prompt: AWS's commands and flags, and what exists in the account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lambdatutor.aws.completion import complete
from lambdatutor.aws.resource_arns import queue_url

if TYPE_CHECKING:
    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.tui.sandbox.run import SandboxRun

_TRAFFIC = ("rate", "every", "count", "until", "run", "retries", "max_attempts", "client_timeout")
_DEPENDENCY = ("latency", "errors", "connections", "capacity", "connect", "refused_after")


def _functions(snapshot: Snapshot) -> list[str]:
    return [each.name for each in snapshot.functions]


_VALUES: dict[str, Callable[[Snapshot], list[str]]] = {
    "--function-name": _functions,
    "--queue-name": lambda now: [each.name for each in now.queues],
    "--queue-url": lambda now: [queue_url(each.name) for each in now.queues],
    "--uuid": lambda now: [each.uuid for each in now.mappings],
    "--event-source-arn": lambda now: [each.arn for each in (*now.queues, *now.streams)],
    "--stream-name": lambda now: [each.name for each in now.streams],
    "--alarm-names": lambda now: [each.name for each in now.alarms],
    "--alarm-name": lambda now: [each.name for each in now.alarms],
    "--name": lambda now: [name for each in now.functions for name, _ in each.aliases],
    "--qualifier": lambda now: [
        name
        for each in now.functions
        for name in (*(alias for alias, _ in each.aliases), *each.versions)
    ],
}
"""What exists, by the flag that names it."""


def candidates(text: str, run: SandboxRun) -> list[str]:
    """What the last word of a line may become."""
    words = text.split()
    start = words.pop() if words and not text[-1].isspace() else ""
    if words == ["set"]:
        return [each for each in settable(run) if each.startswith(start)]
    if not words:
        return [each for each in ("aws", "set", *complete(text)) if each.startswith(start)]
    values = _VALUES.get(words[-1])
    if values is None:
        return complete(text)
    return [each for each in values(run.world.snapshot()) if each.startswith(start)]


def settable(run: SandboxRun) -> Sequence[str]:
    """Places outside AWS that `set PLACE VALUE` changes."""
    clients = [f"{name}.{field}" for name in run.world.clients for field in _TRAFFIC]
    dependencies = [
        f"{each.name}.{field}" for each in run.scenario.dependencies for field in _DEPENDENCY
    ]
    return [*clients, *dependencies, "simulator.idle_timeout"]
