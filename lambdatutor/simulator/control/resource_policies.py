"""Operations on the policies of buckets and topics; a queue's is one of its attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.identities.documents import read_document
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.bucket import Bucket
from lambdatutor.simulator.sources.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def put_of_bucket(service: Service, operation: aws.PutBucketPolicy) -> Answer:
    arn = _bucket(service, operation.Bucket)
    if read_document(operation.Policy) is None:
        raise errors.malformed_bucket_policy("This policy contains invalid Json")
    keep(service, arn, operation.Policy)
    return {}


def get_of_bucket(service: Service, operation: aws.GetBucketPolicy) -> Answer:
    text = service.identities.resource_policies.get(_bucket(service, operation.Bucket))
    if text is None:
        raise errors.no_such_bucket_policy()
    return {"Policy": text}


def delete_of_bucket(service: Service, operation: aws.DeleteBucketPolicy) -> Answer:
    """Deleting none is no error."""
    keep(service, _bucket(service, operation.Bucket), "")
    return {}


def set_of_topic(service: Service, operation: aws.SetTopicAttributes) -> Answer:
    """Of a topic's attributes only the policy changes anything here."""
    arn = _topic(service, operation.TopicArn)
    if operation.AttributeName != "Policy":
        raise SettingError(
            operation.AttributeName, "is not simulated; of a topic's attributes only Policy is"
        )
    text = operation.AttributeValue or ""
    if text and read_document(text) is None:
        raise errors.invalid_topic_parameter("Policy Error: null")
    keep(service, arn, text)
    return {}


def get_of_topic(service: Service, operation: aws.GetTopicAttributes) -> Answer:
    arn = _topic(service, operation.TopicArn)
    found = {"TopicArn": arn, "Owner": service.identities.account_id}
    text = service.identities.resource_policies.get(arn)
    if text is not None:
        found["Policy"] = text
    return {"Attributes": found}


def keep(service: Service, arn: str, text: str) -> None:
    """Put a policy in place of the one there was; an empty text takes it away."""
    policies = service.identities.resource_policies
    if text:
        policies[arn] = PolicyText(text)
    else:
        policies.pop(arn, None)
    service.identities.changed()


def _bucket(service: Service, name: str) -> str:
    arn = arn_of(f"s3:{name}", service.scenario.account)
    if not isinstance(service.resources.get(arn), Bucket):
        raise errors.no_such_bucket()
    return arn


def _topic(service: Service, arn: str) -> str:
    if not isinstance(service.resources.get(arn), Topic):
        raise errors.topic_not_found()
    return arn


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.PutBucketPolicy: put_of_bucket,
    aws.GetBucketPolicy: get_of_bucket,
    aws.DeleteBucketPolicy: delete_of_bucket,
    aws.SetTopicAttributes: set_of_topic,
    aws.GetTopicAttributes: get_of_topic,
}
