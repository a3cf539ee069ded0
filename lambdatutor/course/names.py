"""What is called by a name in a lesson: functions, queues, streams, clients, dependencies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lambdatutor.aws.operations import (
    CreateFunction,
    CreateQueue,
    CreateStream,
    CreateTable,
    PutCompositeAlarm,
    PutMetricAlarm,
)
from lambdatutor.course.walking import parts
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.scenario import FunctionSetup, Traffic

if TYPE_CHECKING:
    import msgspec

NAMED = ("function", "kind", "queue", "stream", "source", "client", "dependency", "alarm")
"""What an expression may name and is looked up; all else may be made while a run goes on."""


def names_in(lesson: msgspec.Struct) -> dict[str, set[str]]:
    """Every name by what it is a name of."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    found["kind"] |= {"customer", "invoke"}
    for part, where in parts(lesson):
        match part:
            case FunctionSetup(name=name) | CreateFunction(FunctionName=name):
                found["function"].add(name)
            case Traffic():
                found["kind"].add(part.kind)
                found["client"].add(part.name or f"traffic-{int(where[-1]) + 1}")
            case CreateQueue(QueueName=name):
                found["queue"].add(name)
                found["source"].add(name)
            case CreateStream(StreamName=name) | CreateTable(TableName=name):
                found["stream"].add(name)
                found["source"].add(name)
            case DependencySetup(name=name):
                found["dependency"].add(name)
            case PutMetricAlarm(AlarmName=name) | PutCompositeAlarm(AlarmName=name):
                found["alarm"].add(name)
            case _:
                pass
    return found
