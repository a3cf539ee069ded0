"""How the other services refuse; each has codes and a wording of its own.

The codes and statuses are those of the services' API descriptions. The wordings are those that
people meet; none of them is among the recorded refusals.
"""

from __future__ import annotations

from lambdatutor.aws.errors import AwsError

_BATCH = "AWS.SimpleQueueService."

# SQS


def queue_does_not_exist() -> AwsError:
    """The refusal of a queue that is not there; the AWS CLI prints the code of the older API."""
    return AwsError(
        "AWS.SimpleQueueService.NonExistentQueue", 400, "The specified queue does not exist."
    )


def queue_name_exists() -> AwsError:
    """The refusal of a second queue of the same name with other attributes."""
    return AwsError(
        "QueueAlreadyExists",
        400,
        "A queue already exists with the same name and a different value for attribute.",
    )


def queue_deleted_recently() -> AwsError:
    return AwsError(
        "AWS.SimpleQueueService.QueueDeletedRecently",
        400,
        "You must wait 60 seconds after deleting a queue before you can create another "
        "with the same name.",
    )


def purge_in_progress(name: str) -> AwsError:
    return AwsError(
        "AWS.SimpleQueueService.PurgeQueueInProgress",
        403,
        f"Only one PurgeQueue operation on {name} is allowed every 60 seconds.",
    )


def invalid_attribute_name(name: str) -> AwsError:
    return AwsError("InvalidAttributeName", 400, f"Unknown Attribute {name}.")


def invalid_attribute_value(name: str) -> AwsError:
    return AwsError("InvalidAttributeValue", 400, f"Invalid value for the parameter {name}.")


def invalid_queue_parameter(message: str) -> AwsError:
    """SQS's refusal of a parameter that is out of its range."""
    return AwsError("InvalidParameterValue", 400, message)


def missing_queue_parameter(name: str) -> AwsError:
    return AwsError("MissingParameter", 400, f"The request must contain the parameter {name}.")


def empty_batch() -> AwsError:
    return AwsError(
        f"{_BATCH}EmptyBatchRequest", 400, "There should be at least one request in the batch."
    )


def too_many_entries(count: int, most: int) -> AwsError:
    return AwsError(
        f"{_BATCH}TooManyEntriesInBatchRequest",
        400,
        f"Maximum number of entries per request are {most}. You have sent {count}.",
    )


def batch_ids_not_distinct(entry_id: str) -> AwsError:
    return AwsError(f"{_BATCH}BatchEntryIdsNotDistinct", 400, f"Id {entry_id} repeated.")


def batch_too_long(most: int, size: int) -> AwsError:
    return AwsError(
        f"{_BATCH}BatchRequestTooLong",
        400,
        f"Batch requests cannot be longer than {most} bytes. You have sent {size} bytes.",
    )


def receipt_handle_is_invalid(handle: str) -> AwsError:
    return AwsError(
        "ReceiptHandleIsInvalid", 404, f'The input receipt handle "{handle}" is not valid.'
    )


def message_not_in_flight(message: str) -> AwsError:
    """The refusal to change the visibility of a message that nobody holds."""
    return AwsError(f"{_BATCH}MessageNotInflight", 400, message)


def move_task_source_not_found() -> AwsError:
    return AwsError(
        "ResourceNotFoundException",
        404,
        "The resource that you specified for the SourceArn parameter doesn't exist.",
    )


# SNS


def topic_not_found() -> AwsError:
    return AwsError("NotFound", 404, "Topic does not exist")


def invalid_topic_parameter(message: str) -> AwsError:
    return AwsError("InvalidParameter", 400, f"Invalid parameter: {message}")


# S3


def no_such_bucket() -> AwsError:
    return AwsError("NoSuchBucket", 404, "The specified bucket does not exist")


def bucket_already_owned_by_you() -> AwsError:
    return AwsError(
        "BucketAlreadyOwnedByYou",
        409,
        "Your previous request to create the named bucket succeeded and you already own it.",
    )


def invalid_bucket_name() -> AwsError:
    return AwsError("InvalidBucketName", 400, "The specified bucket is not valid.")


def malformed_bucket_policy(message: str) -> AwsError:
    return AwsError("MalformedPolicy", 400, message)


def no_such_bucket_policy() -> AwsError:
    return AwsError("NoSuchBucketPolicy", 404, "The bucket policy does not exist")


def invalid_argument(message: str) -> AwsError:
    """S3's refusal of a notification that it cannot set up."""
    return AwsError("InvalidArgument", 400, message)


# EventBridge, Kinesis, DynamoDB, Application Auto Scaling


def not_found(message: str) -> AwsError:
    """ResourceNotFoundException as EventBridge, Kinesis and DynamoDB send it: with status 400."""
    return AwsError("ResourceNotFoundException", 400, message)


def invalid_event_pattern(why: str) -> AwsError:
    return AwsError(
        "InvalidEventPatternException", 400, f"Event pattern is not valid. Reason: {why}"
    )


def validation_exception(message: str) -> AwsError:
    """A refusal in the words of the rule itself; Lambda counts its own, and points at a place."""
    return AwsError("ValidationException", 400, message)


def bad_schedule() -> AwsError:
    return validation_exception("Parameter ScheduleExpression is not valid.")


def resource_in_use(message: str) -> AwsError:
    """The refusal to create a stream or a table that is there, or to change one that is busy."""
    return AwsError("ResourceInUseException", 400, message)


def shard_throughput_exceeded(shard: str, stream: str, account_id: str) -> AwsError:
    return AwsError(
        "ProvisionedThroughputExceededException",
        400,
        f"Rate exceeded for shard {shard} in stream {stream} under account {account_id}.",
    )


def table_throughput_exceeded() -> AwsError:
    return AwsError(
        "ProvisionedThroughputExceededException",
        400,
        "The level of configured provisioned throughput for the table was exceeded. "
        "Consider increasing your provisioning level with the UpdateTable API.",
    )


def scalable_target_not_found(namespace: str, resource: str, dimension: str) -> AwsError:
    return AwsError(
        "ObjectNotFoundException",
        400,
        f"No scalable target registered for service namespace: {namespace}, "
        f"resource ID: {resource}, scalable dimension: {dimension}",
    )


def scheduler_conflict(name: str) -> AwsError:
    return AwsError("ConflictException", 409, f"Schedule {name} already exists.")


# CloudWatch


def alarm_not_found() -> AwsError:
    return AwsError("ResourceNotFound", 404, "The specified alarm does not exist.")


def invalid_metric_parameter(message: str) -> AwsError:
    return AwsError("InvalidParameterValue", 400, message)


def invalid_metric_combination(message: str) -> AwsError:
    return AwsError("InvalidParameterCombination", 400, message)


def missing_metric_parameter(name: str) -> AwsError:
    return AwsError("MissingParameter", 400, f"The parameter {name} is required.")


def bad_alarm(message: str) -> AwsError:
    """CloudWatch's refusal of an alarm that makes no sense."""
    return AwsError("ValidationError", 400, message)


# API Gateway and Elastic Load Balancing


def bad_request(message: str) -> AwsError:
    return AwsError("BadRequestException", 400, message)


def gateway_not_found(message: str) -> AwsError:
    return AwsError("NotFoundException", 404, message)


def gateway_conflict(message: str) -> AwsError:
    return AwsError("ConflictException", 409, message)


def target_group_not_found() -> AwsError:
    return AwsError("TargetGroupNotFound", 400, "One or more target groups not found")
