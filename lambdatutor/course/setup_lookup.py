"""What the setup of a lesson makes: its queues, mappings and aliases, as controls name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lambdatutor.aws.operations import CreateAlias, CreateEventSourceMapping, CreateQueue
from lambdatutor.aws.queue_rules import redrive_policy
from lambdatutor.aws.resource_arns import parse_arn
from lambdatutor.course.targets import ControlError
from lambdatutor.simulator.polling.mapping import uuid_of
from lambdatutor.simulator.scenario import Scenario


class Mapping(NamedTuple):
    """An event source mapping of the setup."""

    uuid: str
    source: str
    """The name of the queue, stream or table."""
    created: CreateEventSourceMapping


def mappings(scenario: Scenario) -> Iterator[Mapping]:
    """In the order in which they are made."""
    number = 0
    for operation in scenario.setup:
        if isinstance(operation, CreateEventSourceMapping):
            number += 1
            arn = parse_arn(operation.EventSourceArn or "")
            yield Mapping(uuid_of(number), "" if arn is None else arn.name, operation)


def mapping_of(scenario: Scenario, source: str | None, function: str | None) -> Mapping:
    """The first of that source and function; raises `ControlError`."""
    for each in mappings(scenario):
        if source in (None, each.source) and function in (None, each.created.FunctionName):
            return each
    of = f" of {source}" if source else ""
    raise ControlError(f"There is no event source mapping{of}: add one to setup.")


def queues(scenario: Scenario) -> tuple[CreateQueue, ...]:
    return tuple(each for each in scenario.setup if isinstance(each, CreateQueue))


def queue_of(scenario: Scenario, name: str | None) -> CreateQueue:
    """The queue of that name, or the first that is polled, or the first; raises `ControlError`."""
    polled = [each.source for each in mappings(scenario)]
    found = sorted(queues(scenario), key=lambda queue: queue.QueueName not in polled)
    for each in found:
        if name in (None, each.QueueName):
            return each
    raise ControlError(f"There is no queue {name or ''}: add CreateQueue to setup.")


def dead_letter_queue_of(queue: CreateQueue) -> str:
    """The ARN that its RedrivePolicy names; raises `ControlError`."""
    policy = redrive_policy((queue.Attributes or {}).get("RedrivePolicy", ""))
    if policy is None:
        raise ControlError(
            f"{queue.QueueName} has no dead-letter queue: give it a RedrivePolicy in setup."
        )
    return policy[0]


def alias_of(scenario: Scenario, function: str, name: str | None) -> CreateAlias:
    """The alias of that name, or the first; raises `ControlError`."""
    for each in scenario.setup:
        if (
            isinstance(each, CreateAlias)
            and each.FunctionName == function
            and name in (None, each.Name)
        ):
            return each
    raise ControlError(f"{function} has no alias {name or ''}: add CreateAlias to setup.")
