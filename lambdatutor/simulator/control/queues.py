"""Queues: making, changing and deleting them, and moving dead letters back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_of_url, queue_url
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.control import messages, resource_policies
from lambdatutor.simulator.queues.attributes import QueueAttributes, read, written
from lambdatutor.simulator.queues.move_task import MOST_PER_SECOND, MoveTask
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service

_AGAIN_US = 60 * SECOND
"""Between deleting a queue and creating one of its name, and between two purges."""


def create(service: Service, operation: aws.CreateQueue) -> Answer:
    """A queue that is there with the same attributes is the answer as well."""
    name = operation.QueueName
    arn = arn_of(f"sqs:{name}", service.scenario.account)
    given = operation.Attributes or {}
    before = service.resources.get(arn)
    answer: Answer = {"QueueUrl": queue_url(name)}
    if isinstance(before, Queue):
        if read(given, before.attributes, fifo=before.fifo) != before.attributes:
            raise service_errors.queue_name_exists()
        return answer
    deleted_us = service.queues_deleted.get(name)
    if deleted_us is not None and service.clock.now_us < deleted_us + _AGAIN_US:
        raise service_errors.queue_deleted_recently()
    attributes = read(given, QueueAttributes(), fifo=name.endswith(".fifo"))
    _check_redrive(service, arn, given, attributes)
    if "Policy" in given:
        resource_policies.keep(service, arn, given["Policy"])
    service.resources[arn] = service.gauges[arn] = Queue(service, arn, attributes)
    return answer


def set_attributes(service: Service, operation: aws.SetQueueAttributes) -> Answer:
    queue = messages.queue_of(service, operation.QueueUrl)
    attributes = read(operation.Attributes, queue.attributes, fifo=queue.fifo)
    _check_redrive(service, queue.arn, operation.Attributes, attributes)
    queue.attributes = attributes
    if "Policy" in operation.Attributes:
        resource_policies.keep(service, queue.arn, operation.Attributes["Policy"])
    queue.look_again()
    return {}


def get_attributes(service: Service, operation: aws.GetQueueAttributes) -> Answer:
    """Those that are asked for by name; `All` for all."""
    queue = messages.queue_of(service, operation.QueueUrl)
    known = {
        "QueueArn": queue.arn,
        "ApproximateNumberOfMessages": str(queue.visible),
        "ApproximateNumberOfMessagesNotVisible": str(queue.hidden.count),
        "ApproximateNumberOfMessagesDelayed": str(queue.delayed.count),
        "CreatedTimestamp": str(queue.created_us // SECOND),
        **written(queue.attributes, fifo=queue.fifo),
    }
    policy = service.identities.resource_policies.get(queue.arn)
    if policy is not None:
        known["Policy"] = policy
    wanted = operation.AttributeNames or []
    if "All" in wanted:
        return {"Attributes": known}
    found = {name: known[name] for name in wanted if name in known}
    return {"Attributes": found} if found else {}


def purge(service: Service, operation: aws.PurgeQueue) -> Answer:
    """At once; AWS takes up to a minute."""
    queue = messages.queue_of(service, operation.QueueUrl)
    if service.clock.now_us < queue.purged_us + _AGAIN_US:
        raise service_errors.purge_in_progress(queue.name)
    queue.purge()
    return {}


def delete(service: Service, operation: aws.DeleteQueue) -> Answer:
    """Its messages go with it; mappings stay, and find nothing."""
    queue = service.resources.get(_arn(service, operation.QueueUrl))
    if not isinstance(queue, Queue):
        return {}  # SQS deletes what is not there without a word
    if queue.task is not None:
        queue.task.cancel()
    queue.close()
    resource_policies.keep(service, queue.arn, "")
    del service.resources[queue.arn], service.gauges[queue.arn]
    service.queues_deleted[queue.name] = service.clock.now_us
    return {}


def move_back(service: Service, operation: aws.StartMessageMoveTask) -> Answer:
    """Dead letters go to where they came from, or to the queue that is named."""
    queue = service.resources.get(operation.SourceArn)
    if not isinstance(queue, Queue):
        raise service_errors.move_task_source_not_found()
    if not any(_gives_to(each, queue.arn) for each in service.resources.values()):
        raise service_errors.invalid_queue_parameter(
            "Source queue must be configured as a Dead Letter Queue."
        )
    destination, per_second = operation.DestinationArn, operation.MaxNumberOfMessagesPerSecond
    if destination is not None and not isinstance(service.resources.get(destination), Queue):
        raise service_errors.not_found(
            "The resource that you specified for the DestinationArn parameter doesn't exist."
        )
    if per_second is not None and not 1 <= per_second <= MOST_PER_SECOND:
        raise service_errors.invalid_queue_parameter(
            f"Value {per_second} for parameter MaxNumberOfMessagesPerSecond is invalid. "
            f"Reason: Must be between 1 and {MOST_PER_SECOND}."
        )
    if queue.task is not None:
        raise AwsError(
            "AWS.SimpleQueueService.UnsupportedOperation",
            400,
            "There is already a task running. Only one active task is allowed for a source queue "
            "arn at a given time.",
        )
    task = MoveTask(queue, destination, per_second)
    task.start()
    return {"TaskHandle": task.handle}


def _arn(service: Service, url: str) -> str:
    return arn_of(f"sqs:{queue_of_url(url)}", service.scenario.account)


def _gives_to(resource: object, target: str) -> bool:
    if not isinstance(resource, Queue):
        return False
    redrive = resource.attributes.redrive
    return redrive is not None and redrive.target == target


def _check_redrive(
    service: Service, arn: str, given: dict[str, str], attributes: QueueAttributes
) -> None:
    """The dead-letter queue is there, of the same type, and takes this queue's (SQS-009)."""
    if not given.get("RedrivePolicy") or attributes.redrive is None:
        return
    queue = service.resources.get(attributes.redrive.target)
    reason = ""
    if not isinstance(queue, Queue):
        reason = "Dead letter target does not exist."
    elif queue.fifo != arn.endswith(".fifo"):
        reason = "Dead-letter queue must be same type of queue as the source."
    elif not queue.attributes.admits(arn):
        reason = "The dead-letter queue's RedriveAllowPolicy does not allow this source queue."
    if reason:
        raise service_errors.invalid_queue_parameter(
            f"Value {given['RedrivePolicy']} for parameter RedrivePolicy is invalid. "
            f"Reason: {reason}"
        )


HANDLERS = {
    aws.CreateQueue: create,
    aws.SetQueueAttributes: set_attributes,
    aws.GetQueueAttributes: get_attributes,
    aws.PurgeQueue: purge,
    aws.DeleteQueue: delete,
    aws.StartMessageMoveTask: move_back,
    **messages.HANDLERS,
}
