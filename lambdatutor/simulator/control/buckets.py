"""Operations of Amazon S3, as far as functions feel them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.aws.arn import function_reference
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.sources.bucket import PRINCIPAL, Bucket, Notification

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.aws.shapes.buckets import NotificationConfigurationFilter
    from lambdatutor.simulator.service import Service

_UNABLE = "Unable to validate the following destination configurations"


def create(service: Service, operation: aws.CreateBucket) -> Answer:
    arn = arn_of(f"s3:{operation.Bucket}", service.scenario.account)
    if arn in service.resources:
        raise errors.bucket_already_owned_by_you()
    service.resources[arn] = Bucket(service, operation.Bucket, arn)
    return {"Location": f"/{operation.Bucket}"}


def put_object(service: Service, operation: aws.PutObject) -> Answer:
    bucket = _bucket(service, operation.Bucket)
    parcel = Parcel(
        kind="upload",
        size_bytes=operation.ContentLength or 0,
        attributes=(("Key", operation.Key),),
    )
    bucket.accept(parcel, service.cause)
    return {}


def put_notification(service: Service, operation: aws.PutBucketNotificationConfiguration) -> Answer:
    """Every destination must be there and let the bucket in (PUS-008)."""
    bucket = _bucket(service, operation.Bucket)
    wanted = operation.NotificationConfiguration
    found = [
        *(
            _notification(each.LambdaFunctionArn, each.Events, each.Filter)
            for each in wanted.LambdaFunctionConfigurations or ()
        ),
        *(
            _notification(each.QueueArn, each.Events, each.Filter)
            for each in wanted.QueueConfigurations or ()
        ),
        *(
            _notification(each.TopicArn, each.Events, each.Filter)
            for each in wanted.TopicConfigurations or ()
        ),
    ]
    if not operation.SkipDestinationValidation:
        for each in found:
            _check_destination(service, bucket, each.arn)
    if wanted.EventBridgeConfiguration is not None:
        bus = arn_of("events:default", service.scenario.account)
        found.append(Notification(bus, ("s3:ObjectCreated:*",), "", ""))
    bucket.notify(found)
    return {}


def _notification(
    arn: str, events: list[str], about: NotificationConfigurationFilter | None
) -> Notification:
    rules = about.Key.FilterRules if about is not None and about.Key is not None else None
    said = {(rule.Name or "").lower(): rule.Value or "" for rule in rules or ()}
    return Notification(arn, tuple(events), said.get("prefix", ""), said.get("suffix", ""))


def _check_destination(service: Service, bucket: Bucket, arn: str) -> None:
    if service.resource(arn) is None:
        raise errors.invalid_argument(_UNABLE)
    found = function_reference(arn) if arn.startswith("arn:aws:lambda:") else None
    if found is None:
        return
    denial = service.permissions.source_denial(
        found.name, PRINCIPAL, bucket.arn, qualifier=found.qualifier
    )
    if denial is not None:
        service.cause = service.permissions.tell(denial, service.cause)
        raise errors.invalid_argument(_UNABLE)


def _bucket(service: Service, name: str) -> Bucket:
    found = service.resources.get(arn_of(f"s3:{name}", service.scenario.account))
    if not isinstance(found, Bucket):
        raise errors.no_such_bucket()
    return found


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateBucket: create,
    aws.PutObject: put_object,
    aws.PutBucketNotificationConfiguration: put_notification,
}
