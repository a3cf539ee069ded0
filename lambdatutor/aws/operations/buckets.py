"""Amazon S3: buckets, objects and their notifications."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import S3Operation
from lambdatutor.aws.shapes.buckets import CreateBucketConfiguration, NotificationConfiguration
from lambdatutor.aws.shapes.policies import PolicyText


class CreateBucket(S3Operation, frozen=True, kw_only=True):
    """Creates a bucket."""

    Bucket: str
    CreateBucketConfiguration: CreateBucketConfiguration | None = None


class PutObject(S3Operation, frozen=True, kw_only=True):
    """Stores an object."""

    Bucket: str
    Key: str
    Body: str | None = None
    """The name of a file. Nothing here opens it: ContentLength says its size."""
    ContentLength: int | None = None
    """In bytes."""
    ContentType: str | None = None
    Metadata: dict[str, str] | None = None


class PutBucketNotificationConfiguration(S3Operation, frozen=True, kw_only=True):
    """Says whom a bucket tells about its objects; replaces all it told before."""

    Bucket: str
    NotificationConfiguration: NotificationConfiguration
    SkipDestinationValidation: bool | None = None


class PutBucketPolicy(S3Operation, frozen=True, kw_only=True):
    """Writes the policy of a bucket: who may do what with it."""

    Bucket: str
    Policy: PolicyText
    ConfirmRemoveSelfBucketAccess: bool | None = None
    ExpectedBucketOwner: str | None = None


class GetBucketPolicy(S3Operation, frozen=True, kw_only=True):
    """Asks for the policy of a bucket."""

    Bucket: str
    ExpectedBucketOwner: str | None = None


class DeleteBucketPolicy(S3Operation, frozen=True, kw_only=True):
    """Deletes the policy of a bucket."""

    Bucket: str
    ExpectedBucketOwner: str | None = None


BucketOperation: TypeAlias = (
    CreateBucket
    | PutObject
    | PutBucketNotificationConfiguration
    | PutBucketPolicy
    | GetBucketPolicy
    | DeleteBucketPolicy
)
