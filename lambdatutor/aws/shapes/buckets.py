"""What is nested in the parameters of buckets."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class CreateBucketConfiguration(Shape, frozen=True, kw_only=True):
    """Where a bucket stands."""

    LocationConstraint: str | None = None


class FilterRule(Shape, frozen=True, kw_only=True):
    """A prefix or a suffix of the key."""

    Name: str | None = None
    Value: str | None = None


class S3KeyFilter(Shape, frozen=True, kw_only=True):
    """Rules about the key."""

    FilterRules: list[FilterRule] | None = None


class NotificationConfigurationFilter(Shape, frozen=True, kw_only=True):
    """Of which objects it is told."""

    Key: S3KeyFilter | None = None


class TopicConfiguration(Shape, frozen=True, kw_only=True):
    """A topic that is told."""

    TopicArn: str
    Events: list[str]
    Id: str | None = None
    Filter: NotificationConfigurationFilter | None = None


class QueueConfiguration(Shape, frozen=True, kw_only=True):
    """A queue that is told."""

    QueueArn: str
    Events: list[str]
    Id: str | None = None
    Filter: NotificationConfigurationFilter | None = None


class LambdaFunctionConfiguration(Shape, frozen=True, kw_only=True):
    """A function that is told."""

    LambdaFunctionArn: str
    Events: list[str]
    Id: str | None = None
    Filter: NotificationConfigurationFilter | None = None


class EventBridgeConfiguration(Shape, frozen=True, kw_only=True):
    """All events go to EventBridge too."""


class NotificationConfiguration(Shape, frozen=True, kw_only=True):
    """Whom a bucket tells about what happens to its objects."""

    TopicConfigurations: list[TopicConfiguration] | None = None
    QueueConfigurations: list[QueueConfiguration] | None = None
    LambdaFunctionConfigurations: list[LambdaFunctionConfiguration] | None = None
    EventBridgeConfiguration: EventBridgeConfiguration | None = None
