"""How AWS refuses operations on queues and mappings, in its own words where they are known."""

from __future__ import annotations

import json

import pytest
from queue_scenes import (
    DEAD,
    DEAD_URL,
    LINE,
    LINE_URL,
    ORDERS,
    URL,
    events,
    mapping,
    opened,
    polls,
    receive,
    send,
)
from queue_words import queue
from scenes import function, later

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_arn, queue_url
from lambdatutor.aws.shapes import (
    DestinationConfig,
    Filter,
    FilterCriteria,
    OnFailure,
    ProvisionedPollerConfig,
    ScalingConfig,
)
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.why import sentence
from lambdatutor.simulator.world import World

INVALID = "InvalidParameterValueException"
NO_QUEUE = (
    "Error occurred while ReceiveMessage. SQS Error Code: "
    "AWS.SimpleQueueService.NonExistentQueue. "
    "SQS Error Message: The specified queue does not exist."
)
OTHER = "00000000-0000-4000-8000-000000000000"


def refusal(world: World, operation: aws.Operation) -> tuple[str, int, str]:
    with pytest.raises(AwsError) as refused:
        world.do(operation)
    return refused.value.code, refused.value.status, refused.value.message


@pytest.mark.fact("SQS-005")
def test_a_function_that_may_run_longer_than_messages_are_hidden() -> None:
    world = opened(queue(visibility=30), of=function(timeout="60s"))
    assert refusal(world, mapping()) == (
        INVALID,
        400,
        "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
    )
    assert world.snapshot().mappings == ()


@pytest.mark.fact("SQS-005")
def test_an_update_is_refused_for_the_same_reason() -> None:
    world = opened(queue(visibility=30), mapping(), of=function(timeout="30s"))
    world.do(aws.SetQueueAttributes(QueueUrl=URL, Attributes={"VisibilityTimeout": "29"}))
    update = aws.UpdateEventSourceMapping(UUID=polls(world).uuid, BatchSize=5)
    assert refusal(world, update)[0] == INVALID
    assert polls(world).batch_size == 10


@pytest.mark.fact("SQS-005")
def test_a_longer_timeout_of_a_function_whose_queue_hides_messages_too_short() -> None:
    world = opened(queue(visibility=30), mapping(), of=function(timeout="10s"))
    before = world.snapshot()
    longer = aws.UpdateFunctionConfiguration(FunctionName="f", Timeout=31)
    assert refusal(world, longer) == (
        INVALID,
        400,
        "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds",
    )
    assert world.snapshot() == before
    world.do(aws.UpdateFunctionConfiguration(FunctionName="f", Timeout=30))
    world.do(aws.SetQueueAttributes(QueueUrl=URL, Attributes={"VisibilityTimeout": "5"}))
    world.do(aws.UpdateFunctionConfiguration(FunctionName="f", MemorySize=512))


@pytest.mark.fact("SQS-005", "VER-003")
def test_a_mapping_of_a_version_does_not_mind_the_timeout_of_latest() -> None:
    longer = aws.UpdateFunctionConfiguration(FunctionName="f", Timeout=600)
    world = opened(queue(), aws.PublishVersion(FunctionName="f"), mapping(function="f:1"), longer)
    assert world.snapshot().functions[0].timeout_s == 600


@pytest.mark.fact("SQS-005")
def test_less_than_six_timeouts_and_the_window_is_a_warning() -> None:
    for visibility, told in ((64, 1), (65, 0)):
        world = opened(queue(visibility=visibility), mapping(window=5), of=function(timeout="10s"))
        warnings = events(world, "mapping.narrow")
        assert len(warnings) == told
        assert all("65 s" in sentence(each) for each in warnings)


def test_a_queue_that_is_not_there() -> None:
    world = opened()
    assert refusal(world, mapping()) == (
        INVALID,
        400,
        NO_QUEUE,
    )


def test_a_function_that_is_not_there() -> None:
    world = opened(queue())
    for name in ("nobody", "f:live"):
        assert refusal(world, mapping(function=name)) == (INVALID, 400, "Function does not exist")


def test_a_second_mapping_of_the_same_two() -> None:
    world = opened(queue(), mapping())
    message = (
        f'An event source mapping with SQS arn (" {ORDERS} ") and function (" f ") already '
        f"exists. Please update or delete the existing mapping with UUID {polls(world).uuid}"
    )
    assert refusal(world, mapping()) == ("ResourceConflictException", 409, message)


@pytest.mark.fact("ESM-002")
def test_a_role_that_may_not_receive() -> None:
    world = opened(queue())
    world.do(SetRole(FunctionName="f", Action="sqs:ReceiveMessage", Allowed="no"))
    assert refusal(world, mapping()) == (
        INVALID,
        400,
        "The provided execution role does not have permissions to call ReceiveMessage on SQS",
    )


@pytest.mark.fact("ESM-005")
def test_more_than_ten_messages_without_a_window() -> None:
    message = (
        "Maximum batch window in seconds must be greater than 0 "
        "if maximum batch size is greater than 10"
    )
    world = opened(queue())
    assert refusal(world, mapping(size=11)) == (INVALID, 400, message)
    world.do(mapping(size=10))
    later(world, "1min")
    update = aws.UpdateEventSourceMapping(UUID=polls(world).uuid, BatchSize=11)
    assert refusal(world, update) == (INVALID, 400, message)


@pytest.mark.fact("ESM-005", "SQS-013")
def test_fifo_queues_have_no_window_and_at_most_ten_messages() -> None:
    world = opened(queue("line.fifo"))
    assert refusal(world, mapping(LINE, window=5)) == (
        INVALID,
        400,
        "Batching window is not supported for FIFO queues.",
    )
    assert refusal(world, mapping(LINE, size=11))[0] == INVALID


@pytest.mark.fact("SQS-018")
def test_a_destination_for_failures() -> None:
    world = opened(queue("dead"), queue())
    config = DestinationConfig(OnFailure=OnFailure(Destination=DEAD))
    assert refusal(world, mapping(DestinationConfig=config)) == (
        INVALID,
        400,
        "Unsupported DestinationConfig parameter for given event source mapping type.",
    )


@pytest.mark.fact("ESM-001")
def test_a_source_that_pushes_is_no_source_to_poll() -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:news"
    assert refusal(opened(), mapping(topic)) == (INVALID, 400, "Unrecognized event source.")


@pytest.mark.fact("ESM-012")
@pytest.mark.parametrize(
    "pattern",
    [
        "single-string",
        '[{"eventName": ["INSERT"=123}]',
        "{}",
        '{"body": "order"}',
        '{"body": []}',
        '{"body": [[1]]}',
        '{"body": [{"like": "x"}]}',
        '{"body": [{"exists": "yes"}]}',
        '{"body": [{"numeric": [">"]}]}',
        '{"body": [{"numeric": ["about", 3]}]}',
        '{"body": [{"prefix": 3}]}',
        '{"body": [{"anything-but": []}]}',
        '{"$or": [{"body": [1]}]}',
    ],
)
def test_a_filter_that_is_none(pattern: str) -> None:
    world = opened(queue())
    criteria = FilterCriteria(Filters=[Filter(Pattern=pattern)])
    operation = aws.CreateEventSourceMapping(
        FunctionName="f", EventSourceArn=ORDERS, FilterCriteria=criteria
    )
    assert refusal(world, operation) == (INVALID, 400, "Invalid filter pattern definition.")


@pytest.mark.fact("ESM-009")
def test_a_sixth_filter() -> None:
    world = opened(queue())
    criteria = FilterCriteria(Filters=[Filter(Pattern='{"body":[1]}')] * 6)
    operation = aws.CreateEventSourceMapping(
        FunctionName="f", EventSourceArn=ORDERS, FilterCriteria=criteria
    )
    assert refusal(world, operation)[0] == INVALID


@pytest.mark.fact("SQS-002")
@pytest.mark.parametrize("most", [1, 1_001])
def test_a_maximum_concurrency_out_of_bounds(most: int) -> None:
    world = opened(queue())
    code, status, _ = refusal(world, mapping(most=most))
    assert (code, status) == ("ValidationException", 400)


@pytest.mark.fact("SQS-002", "SQS-016")
def test_a_maximum_concurrency_beside_provisioned_pollers() -> None:
    world = opened(queue(), mapping(most=5))
    later(world, "1min")
    both = aws.UpdateEventSourceMapping(
        UUID=polls(world).uuid,
        ScalingConfig=ScalingConfig(MaximumConcurrency=5),
        ProvisionedPollerConfig=ProvisionedPollerConfig(MinimumPollers=2, MaximumPollers=4),
    )
    assert refusal(world, both)[0] == INVALID
    later_one = aws.UpdateEventSourceMapping(
        UUID=polls(world).uuid,
        ProvisionedPollerConfig=ProvisionedPollerConfig(MinimumPollers=2, MaximumPollers=4),
    )
    assert refusal(world, later_one)[0] == INVALID


@pytest.mark.fact("SQS-016")
@pytest.mark.parametrize("pollers", [(1, 4), (201, 300), (2, 10_001)])
def test_provisioned_pollers_out_of_bounds(pollers: tuple[int, int]) -> None:
    assert refusal(opened(queue()), mapping(pollers=pollers))[1] == 400


def test_a_mapping_that_is_not_there() -> None:
    world = opened()
    for operation in (
        aws.GetEventSourceMapping(UUID=OTHER),
        aws.UpdateEventSourceMapping(UUID=OTHER, BatchSize=1),
        aws.DeleteEventSourceMapping(UUID=OTHER),
    ):
        assert refusal(world, operation) == (
            "ResourceNotFoundException",
            404,
            "The resource you requested does not exist.",
        )


@pytest.mark.fact("ESM-006")
def test_a_mapping_that_is_changing() -> None:
    world = later(opened(queue()), "1s")
    world.do(mapping())
    assert refusal(world, aws.DeleteEventSourceMapping(UUID=polls(world).uuid)) == (
        "ResourceInUseException",
        400,
        "Cannot delete the event source mapping because it is in use.",
    )


def test_a_queue_of_the_same_name_with_other_attributes() -> None:
    world = opened(queue(visibility=30))
    assert world.do(queue(visibility=30)) == {"QueueUrl": URL}
    assert refusal(world, queue(visibility=31))[0] == "QueueAlreadyExists"


def test_a_queue_of_the_same_name_within_a_minute_of_deleting_it() -> None:
    world = opened(queue())
    world.do(aws.DeleteQueue(QueueUrl=URL))
    assert refusal(world, queue())[0] == "AWS.SimpleQueueService.QueueDeletedRecently"
    assert later(world, "1min").do(queue()) == {"QueueUrl": URL}


def test_operations_on_a_queue_that_is_not_there() -> None:
    world = opened()
    for operation in (
        aws.SendMessage(QueueUrl=URL, MessageBody="x"),
        aws.ReceiveMessage(QueueUrl=URL),
        aws.PurgeQueue(QueueUrl=URL),
        aws.GetQueueAttributes(QueueUrl=URL),
    ):
        assert refusal(world, operation) == (
            "AWS.SimpleQueueService.NonExistentQueue",
            400,
            "The specified queue does not exist.",
        )


@pytest.mark.fact("SQS-009")
@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nowhere", "Dead letter target does not exist."),
        ("line.fifo", "Dead-letter queue must be same type of queue as the source."),
        ("closed", "The dead-letter queue's RedriveAllowPolicy does not allow this source queue."),
    ],
)
def test_dead_letter_queues_that_cannot_be(target: str, reason: str) -> None:
    closed = queue("closed", RedriveAllowPolicy='{"redrivePermission":"denyAll"}')
    world = opened(queue("line.fifo"), closed)
    code, status, message = refusal(world, queue(dead=target))
    assert (code, status) == ("InvalidParameterValue", 400)
    assert message.endswith(f"Reason: {reason}")


def test_a_dead_letter_queue_for_some_sources_only() -> None:
    allowed = json.dumps({"redrivePermission": "byQueue", "sourceQueueArns": [ORDERS]})
    world = opened(queue("dead", RedriveAllowPolicy=allowed))
    assert world.do(queue(dead="dead")) == {"QueueUrl": URL}
    assert refusal(world, queue("more", dead="dead"))[0] == "InvalidParameterValue"


def test_attributes_that_a_standard_queue_has_not() -> None:
    world = opened(queue())
    wanted = aws.SetQueueAttributes(QueueUrl=URL, Attributes={"ContentBasedDeduplication": "true"})
    assert refusal(world, wanted)[0] == "InvalidAttributeName"
    wrong = aws.SetQueueAttributes(QueueUrl=URL, Attributes={"RedriveAllowPolicy": "{}"})
    assert refusal(world, wrong)[0] == "InvalidAttributeValue"


def test_a_fifo_message_without_what_tells_duplicates() -> None:
    world = opened(queue("line.fifo"))
    message = aws.SendMessage(QueueUrl=LINE_URL, MessageBody="x", MessageGroupId="a")
    assert "ContentBasedDeduplication" in refusal(world, message)[2]


@pytest.mark.fact("SQS-017")
def test_a_message_longer_than_the_queue_takes() -> None:
    world = opened(queue(MaximumMessageSize="1024"))
    message = aws.SendMessage(QueueUrl=URL, MessageBody="x" * 1_025)
    assert "1024 bytes" in refusal(world, message)[2]
    send(world, "x" * 1_024)


def test_a_fifo_receipt_whose_time_is_over() -> None:
    world = opened(queue("line.fifo", visibility=1))
    send(world, "x", LINE_URL, MessageGroupId="a", MessageDeduplicationId="1")
    (found,) = receive(world, 1, LINE_URL)
    old = aws.DeleteMessage(QueueUrl=LINE_URL, ReceiptHandle=found["ReceiptHandle"])
    later(world, "2s")
    assert "has expired" in refusal(world, old)[2]


def test_receipts_that_mean_nothing() -> None:
    world = opened(queue())
    send(world)
    wrong = aws.DeleteMessage(QueueUrl=URL, ReceiptHandle="nonsense")
    assert refusal(world, wrong)[0] == "ReceiptHandleIsInvalid"
    (found,) = receive(world)
    handle = found["ReceiptHandle"]
    change = aws.ChangeMessageVisibility(QueueUrl=URL, ReceiptHandle=handle, VisibilityTimeout=9)
    later(world, "31s")
    assert refusal(world, change)[0] == "AWS.SimpleQueueService.MessageNotInflight"


def test_a_second_purge_within_a_minute() -> None:
    world = opened(queue())
    world.do(aws.PurgeQueue(QueueUrl=URL))
    again = aws.PurgeQueue(QueueUrl=URL)
    assert refusal(later(world, "59s"), again)[0] == "AWS.SimpleQueueService.PurgeQueueInProgress"
    assert later(world, "1s").do(again) == {}


def test_moves_that_cannot_be() -> None:
    world = opened(queue("dead"), queue(dead="dead"))
    start = aws.StartMessageMoveTask
    assert refusal(world, start(SourceArn=queue_arn("nowhere")))[0] == "ResourceNotFoundException"
    assert refusal(world, start(SourceArn=ORDERS))[0] == "InvalidParameterValue"
    wrong = start(SourceArn=DEAD, DestinationArn=queue_arn("nowhere"))
    assert refusal(world, wrong)[0] == "ResourceNotFoundException"
    fast = start(SourceArn=DEAD, MaxNumberOfMessagesPerSecond=501)
    assert refusal(world, fast)[0] == "InvalidParameterValue"
    for _ in range(3):
        send(world, url=DEAD_URL)
    world.do(start(SourceArn=DEAD, MaxNumberOfMessagesPerSecond=1))
    assert refusal(world, start(SourceArn=DEAD))[0] == "AWS.SimpleQueueService.UnsupportedOperation"


def test_more_messages_in_flight_than_a_queue_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short polling is told so in a standard queue; a FIFO queue gives nothing."""
    monkeypatch.setattr("lambdatutor.simulator.queues.queue.IN_FLIGHT_LIMIT", 1)
    monkeypatch.setattr("lambdatutor.simulator.control.messages.IN_FLIGHT_LIMIT", 1)
    world = opened(queue(), queue("line.fifo"))
    for number in range(2):
        send(world)
        rest = {"MessageGroupId": str(number), "MessageDeduplicationId": str(number)}
        send(world, "x", queue_url("line.fifo"), **rest)
    assert len(receive(world)) == len(receive(world, 10, LINE_URL)) == 1
    assert refusal(world, aws.ReceiveMessage(QueueUrl=URL))[0] == "OverLimit"
    assert receive(world, 10, LINE_URL) == []
