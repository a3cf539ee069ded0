"""Event source mappings: making, changing and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import event_source_mapping_arn
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.control.lookup import target
from lambdatutor.simulator.control.mapping_settings import answered, settings_of
from lambdatutor.simulator.polling import filters, sqs_source
from lambdatutor.simulator.polling.mapping import EventSourceMapping, MappingSettings
from lambdatutor.simulator.polling.source_kind import Proposal, SourceKind
from lambdatutor.simulator.streams import source

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.service import Service

SOURCES: dict[str, SourceKind] = {"sqs": sqs_source.KIND, **source.SOURCES}
"""By the service in the ARN of the source."""


def create(service: Service, operation: aws.CreateEventSourceMapping) -> Answer:
    """From now on Lambda polls for the function (ESM-001); it answers with status 202 (ESM-006)."""
    source_arn = operation.EventSourceArn or ""
    kind = SOURCES[source_arn.split(":")[2]]
    function, qualifier = _function(service, operation.FunctionName)
    settings = settings_of(operation, MappingSettings(batch_size=kind.batch_size))
    patterns = filters.read(settings.patterns)
    _refuse_second(service, source_arn, function.name)
    kind.check(service, Proposal(operation, source_arn, function, qualifier, settings))
    mapping = EventSourceMapping(
        service,
        source_arn=source_arn,
        function=function.name,
        qualifier=qualifier,
        settings=settings,
        patterns=patterns,
    )
    mapping.poller = kind.poller(service, mapping)
    service.mappings[mapping.uuid] = mapping
    mapping.create(enabled=operation.Enabled is not False)
    return _configuration(service, mapping)


def update(service: Service, operation: aws.UpdateEventSourceMapping) -> Answer:
    """What is given changes; the mapping polls on, or begins or ends to."""
    mapping = _mapping(service, operation.UUID)
    _refuse_changing(mapping, "update")
    kind = SOURCES[mapping.source_service]
    function, qualifier = _function(service, operation.FunctionName or _called(mapping))
    settings = settings_of(operation, mapping.settings)
    patterns = filters.read(settings.patterns)
    if function.name != mapping.function:
        _refuse_second(service, mapping.source_arn, function.name)
    kind.check(service, Proposal(operation, mapping.source_arn, function, qualifier, settings))
    mapping.change(settings, patterns, function.name, qualifier, enabled=operation.Enabled)
    return _configuration(service, mapping)


def delete(service: Service, operation: aws.DeleteEventSourceMapping) -> Answer:
    """Batches that were taken are finished."""
    mapping = _mapping(service, operation.UUID)
    _refuse_changing(mapping, "delete")
    mapping.delete()
    return _configuration(service, mapping)


def get(service: Service, operation: aws.GetEventSourceMapping) -> Answer:
    return _configuration(service, _mapping(service, operation.UUID))


def list_all(service: Service, operation: aws.ListEventSourceMappings) -> Answer:
    """Those of a function, of a source, or all."""
    found = list(service.mappings.values())
    if operation.EventSourceArn is not None:
        found = [each for each in found if each.source_arn == operation.EventSourceArn]
    if operation.FunctionName is not None:
        name, _ = target(service, operation.FunctionName)
        found = [each for each in found if each.function == name]
    return {"EventSourceMappings": [_configuration(service, each) for each in found]}


def _function(service: Service, function_name: str) -> tuple[Function, str | None]:
    name, qualifier = target(service, function_name)
    function = service.functions.get(name)
    known = function is not None and (
        qualifier is None or qualifier in function.versions or qualifier in function.aliases
    )
    if function is None or not known:
        raise errors.invalid_parameter_value("Function does not exist")
    return function, qualifier


def _called(mapping: EventSourceMapping) -> str:
    qualifier = mapping.qualifier
    return mapping.function if qualifier is None else f"{mapping.function}:{qualifier}"


def _mapping(service: Service, uuid: str) -> EventSourceMapping:
    mapping = service.mappings.get(uuid)
    if mapping is None:
        raise errors.resource_not_found("The resource you requested does not exist.")
    return mapping


def _refuse_second(service: Service, source_arn: str, function: str) -> None:
    """One source invokes one function through one mapping."""
    for each in service.mappings.values():
        if each.source_arn != source_arn or each.function != function:
            continue
        update = f"Please update or delete the existing mapping with UUID {each.uuid}"
        if each.source_service == "sqs":
            raise errors.resource_conflict(
                f'An event source mapping with SQS arn (" {source_arn} ") and '
                f'function (" {function} ") already exists. {update}'
            )
        raise errors.resource_conflict(
            f'The event source arn (" {source_arn} ") and function (" {function} ") '
            f"provided mapping already exists. {update}"
        )


def _refuse_changing(mapping: EventSourceMapping, verb: str) -> None:
    if mapping.changing:
        raise AwsError(
            "ResourceInUseException",
            400,
            f"Cannot {verb} the event source mapping because it is in use.",
        )


def _configuration(service: Service, mapping: EventSourceMapping) -> Answer:
    account = service.scenario.account
    return {
        "UUID": mapping.uuid,
        "EventSourceMappingArn": event_source_mapping_arn(mapping.uuid),
        "EventSourceArn": mapping.source_arn,
        "FunctionArn": arn(account, mapping.function, mapping.qualifier),
        "State": mapping.state,
        "StateTransitionReason": "USER_INITIATED",
        "LastProcessingResult": mapping.last_result,
        **answered(mapping.settings, mapping.source_service),
    }


HANDLERS = {
    aws.CreateEventSourceMapping: create,
    aws.UpdateEventSourceMapping: update,
    aws.DeleteEventSourceMapping: delete,
    aws.GetEventSourceMapping: get,
    aws.ListEventSourceMappings: list_all,
}
