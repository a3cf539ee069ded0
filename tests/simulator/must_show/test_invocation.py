"""Track 5, invocation: what its lessons must show, shown by small accounts."""

from __future__ import annotations

import pytest
from async_scenes import config, lambda_arn, metric
from async_scenes import events as sent_async
from lesson_scenes import F_ARN, HTTP_API, URL, events, received, rest_api, run, seconds
from queue_scenes import mapping as queue_mapping
from queue_scenes import messages
from queue_scenes import view as queue_view
from queue_words import queue
from scenes import calls, function, later, records, reserve, statuses
from source_scenes import permission
from stream_scenes import mapping as stream_mapping
from stream_scenes import stream, table

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_arn, queue_url
from lambdatutor.aws.sam import to_sam
from lambdatutor.aws.shapes import DeadLetterConfig
from lambdatutor.aws.shapes.buckets import LambdaFunctionConfiguration, NotificationConfiguration
from lambdatutor.aws.shapes.rules import PutEventsRequestEntry, RuleTarget
from lambdatutor.aws.shapes.tables import AttributeValue
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

TOPIC = "arn:aws:sns:us-east-1:123456789012:news"
BUCKET = "arn:aws:s3:::uploads"

# sync-and-async


def invoke(kind: str) -> aws.Invoke:
    return aws.Invoke(FunctionName="f", InvocationType=kind)


def test_sync_and_async_one_function_both_ways_by_a_parameter() -> None:
    world = run(function(run="1s"), until="0s")
    for kind in ("RequestResponse", "Event"):
        world.do(invoke(kind))
    later(world, "10s")

    assert statuses(world) == ["ok", "ok"]
    assert [each.received for each in world.snapshot().internal_queues] == [1]


def test_sync_and_async_what_the_caller_knows_and_when() -> None:
    """One waits 1.2 s to learn that it failed; the other hears 202 at once, and no more."""
    waits = calls("0s", retries="none", client_timeout=Micros(60 * SECOND))
    sync = run(function(init="200ms", run="1s", errors=1.0), traffic=[waits])
    (answered,) = events(sync, "customer.answered")
    assert answered.numbers["latency_us"] == 1_200_000
    assert sync.snapshot().callers[0].failed == 1

    world = run(function(init="200ms", run="1s", errors=1.0), traffic=[sent_async("0s")])
    assert seconds(world, "async.accepted") == [0]
    assert seconds(world, "invoke.end")[0] == 1.2
    assert world.snapshot().callers == ()


def test_sync_and_async_200_and_202() -> None:
    world = run(function(), until="0s")

    assert world.do(invoke("RequestResponse"))["StatusCode"] == 200
    assert world.do(invoke("Event"))["StatusCode"] == 202


def test_sync_and_async_a_caller_that_needs_the_answer() -> None:
    """A throttle: the one who waits is told, the event waits by itself and is done later."""
    busy = calls("0s", name="busy")
    for kind, told in (("sync", ["ok", "throttled"]), ("async", ["ok", "throttled", "ok"])):
        world = run(
            function(run="2s"),
            traffic=[busy, calls("1s", name="order", invocation=kind)],
            setup=[reserve(1)],
        )
        assert sorted(statuses(world)) == sorted(told)


# http


def statuses_of(setup: tuple[aws.Operation, ...], to: str, **behaviour: object) -> list[int]:
    """What the callers of a front door were answered."""
    more = tuple(behaviour.pop("more", ()))
    world = run(function("f", **behaviour), traffic=[calls("1s", to=to)], setup=[*setup, *more])
    return [int(each.numbers["status"]) for each in events(world, "http.answered")]


REST, SITE = (rest_api(), "apigateway:shop"), (URL, "url:f")


def test_http_api_gateway_and_function_url() -> None:
    assert statuses_of(*REST) == statuses_of(*SITE) == [200]


def test_http_an_answer_needs_statuscode_and_a_string_body() -> None:
    assert [statuses_of(*door, answers="malformed") for door in (REST, SITE)] == [[502], [502]]


def test_http_500_502_504() -> None:
    assert statuses_of(*REST, more=(reserve(0),)) == [500]
    assert statuses_of(*REST, errors=1.0) == [502]
    assert statuses_of(*REST, run="35s", timeout="1min") == [504]


def test_http_after_29_seconds_nobody_waits() -> None:
    world = run(
        function(run="40s", timeout="1min"),
        traffic=[calls("0s", to="apigateway:shop")],
        setup=rest_api(),
    )

    assert seconds(world, "http.timed_out") == [29]
    assert statuses(world) == ["ok"], "the function goes on"


def test_http_error_is_5xx() -> None:
    for behaviour in ({"errors": 1.0}, {"run": "9s"}, {"errors": 1.0, "failure": "exit"}):
        assert [statuses_of(*door, **behaviour)[0] // 100 for door in (REST, SITE)] == [5, 5]


def test_http_proxy_any_json() -> None:
    """JSON without statusCode: a REST API makes it 502; the other two wrap it and say 200."""
    doors = (REST, (HTTP_API, "apigateway:shop"), SITE)

    assert [statuses_of(*door, answers="any-json") for door in doors] == [[502], [200], [200]]


# triggers


def told_by(setup: tuple[aws.Operation, ...], *then: aws.Operation, until: str = "2min") -> World:
    world = run(function(run="100ms"), setup=setup, until="1s")
    for each in then:
        world.do(each)
    return later(world, until)


def in_its_own_queue(world: World) -> list[int]:
    """How many asynchronous events the function has had, where it has had any."""
    return [each.received for each in world.snapshot().internal_queues]


NOTIFY = aws.PutBucketNotificationConfiguration(
    Bucket="uploads",
    NotificationConfiguration=NotificationConfiguration(
        LambdaFunctionConfigurations=[
            LambdaFunctionConfiguration(LambdaFunctionArn=F_ARN, Events=["s3:ObjectCreated:*"])
        ]
    ),
)
SUBSCRIBE = aws.Subscribe(TopicArn=TOPIC, Protocol="lambda", Endpoint=F_ARN)
TO_F = aws.PutTargets(Rule="sold", Targets=[RuleTarget(Id="1", Arn=F_ARN)])
SOLD = aws.PutEvents(Entries=[PutEventsRequestEntry(Source="shop", DetailType="Sold", Detail="{}")])


@pytest.mark.parametrize(
    ("setup", "then"),
    [
        ((aws.CreateBucket(Bucket="uploads"), NOTIFY),
         (aws.PutObject(Bucket="uploads", Key="a.jpg", ContentLength=9),)),
        ((aws.CreateTopic(Name="news"), SUBSCRIBE), (aws.Publish(TopicArn=TOPIC, Message="hi"),)),
        ((aws.PutRule(Name="sold", EventPattern='{"source":["shop"]}'), TO_F), (SOLD,)),
        ((aws.PutRule(Name="sold", ScheduleExpression="rate(2 minutes)"), TO_F), ()),
    ],
    ids=["s3", "sns", "eventbridge", "schedule"],
)  # fmt: skip
def test_triggers_that_call_asynchronously(
    setup: tuple[aws.Operation, ...], then: tuple[aws.Operation, ...]
) -> None:
    world = told_by(setup, *then)

    assert in_its_own_queue(world) == [1]
    assert statuses(world) == ["ok"]


def test_triggers_api_gateway_calls_synchronously() -> None:
    world = run(function(), traffic=[calls("1s", to="apigateway:shop")], setup=rest_api())

    assert in_its_own_queue(world) == []
    assert statuses(world) == ["ok"]


def test_triggers_by_api_the_statement_is_yours_to_add() -> None:
    """The console and SAM add it for you: SAM's event needs no permission beside it."""
    world = run(
        function(),
        setup=[aws.CreateTopic(Name="news"), SUBSCRIBE],
        source_permissions="required",
        until="1s",
    )
    said = aws.Publish(TopicArn=TOPIC, Message="hi")
    world.do(said)
    later(world, "1s")
    assert records(world) == ()
    assert [each.dropped for each in world.snapshot().sources] == [1]

    world.do(permission("sns.amazonaws.com", TOPIC))
    world.do(said)
    later(world, "5s")
    assert statuses(world) == ["ok"]
    assert "Type: SNS" in str(to_sam(SUBSCRIBE))
    assert "Permission" not in str(to_sam(SUBSCRIBE))


def test_triggers_sources_that_are_read_need_the_role_instead() -> None:
    world = run(function(), setup=[queue()], source_permissions="required", until="1s")
    role = {"FunctionName": "f", "Action": "sqs:ReceiveMessage"}
    world.do(SetRole(**role, Allowed="no"))
    with pytest.raises(AwsError, match="does not have permissions to call ReceiveMessage"):
        world.do(queue_mapping())
    world.do(SetRole(**role, Allowed="yes"))
    world.do(queue_mapping())
    later(world, "1min")
    world.do(aws.SendMessage(QueueUrl=queue_url("orders"), MessageBody="{}"))
    later(world, "5s")

    assert statuses(world) == ["ok"], "and nobody added a statement to the function's policy"


# retries-and-dlq

BROKEN = {"run": "0s", "errors": 1.0}
DEAD = aws.UpdateFunctionConfiguration(
    FunctionName="f", DeadLetterConfig=DeadLetterConfig(TargetArn=queue_arn("dead"))
)
BOTH = (queue("dead"), queue("failed"), DEAD, config(failure=queue_arn("failed")))


def test_retries_and_dlq_tries_at_0_1_and_3_minutes() -> None:
    world = run(function(**BROKEN), traffic=[sent_async("0s")], until="1h")

    assert seconds(world, "invoke.start") == [0, 60, 180]
    assert seconds(world, "async.dropped") == [180]


def test_retries_and_dlq_age_and_attempts() -> None:
    """Either ends it: no more tries than these, or no older than this."""
    for settings, tries in (({"retries": 0}, 1), ({"retries": 1}, 2), ({"age": 60}, 1)):
        world = run(
            function(**BROKEN), traffic=[sent_async("0s")], setup=[config(**settings)], until="1h"
        )
        assert len(records(world)) == tries, settings


def test_retries_and_dlq_a_dead_letter_queue_beside_a_destination() -> None:
    """The dead letter is the event itself; the record says how it went as well."""
    world = run(function(**BROKEN), setup=BOTH, until="1s")
    order = aws.Invoke(FunctionName="f", InvocationType="Event", Payload='{"order":7}')
    world.do(order)
    later(world, "10min")
    (letter,), (record,) = received(world, "dead"), received(world, "failed")

    assert letter == {"order": 7}
    assert record["requestPayload"] == {"order": 7}
    assert record["requestContext"]["condition"] == "RetriesExhausted"
    assert record["requestContext"]["functionArn"] == lambda_arn("f", "$LATEST")


def test_retries_and_dlq_the_permission_to_deliver_is_taken_away_later() -> None:
    """The setting was accepted while the role allowed it; then events are lost, and counted."""
    world = run(function(**BROKEN), traffic=[sent_async("10s")], setup=BOTH, until="1s")
    world.do(SetRole(FunctionName="f", Action="sqs:SendMessage", Allowed="no"))
    later(world, "10min")

    assert received(world, "dead") == received(world, "failed") == []
    assert metric(world, "DeadLetterErrors") == metric(world, "DestinationDeliveryFailures") == 1
    assert world.snapshot().internal_queues[0].undelivered == 2


# idempotency


def test_idempotency_an_asynchronous_event_comes_twice() -> None:
    world = run(function(), traffic=[sent_async("0s")], async_duplicates=1.0)

    assert statuses(world) == ["ok", "ok"], "no error, and done twice"
    assert world.snapshot().internal_queues[0].copied == 1


def test_idempotency_a_message_of_a_queue_comes_twice() -> None:
    """Init and handler take longer than the message is hidden."""
    world = run(
        function(init="5s", run="1s"),
        traffic=[messages("0s")],
        setup=[queue(visibility=4), queue_mapping()],
    )

    assert (queue_view(world).sent, queue_view(world).deleted) == (1, 1)
    assert len(records(world)) > 1


def test_idempotency_an_upload_is_told_twice() -> None:
    world = run(
        function(),
        traffic=[calls("1s", to="s3:uploads", names=("ana.jpg",))],
        setup=[aws.CreateBucket(Bucket="uploads"), NOTIFY],
        async_duplicates=1.0,
    )

    assert len(events(world, "object.created")) == 1
    assert statuses(world) == ["ok", "ok"]


def test_idempotency_records_of_a_stream_come_again_with_their_batch() -> None:
    """The last of three is bad: the two good ones before it are done three times."""
    world = run(
        function(run="100ms"),
        traffic=[
            calls("100ms", to="kinesis:s", count=2),
            calls("200ms", to="kinesis:s", name="bad", poison=1.0),
        ],
        setup=[stream(), stream_mapping(MaximumRetryAttempts=2)],
    )

    assert [int(each.numbers["records"]) for each in events(world, "batch.sent")] == [3, 3, 3]


def test_idempotency_a_key_and_a_conditional_write() -> None:
    world = run(function(), setup=[table()], until="0s")
    write = aws.PutItem(
        TableName="tab",
        Item={"id": AttributeValue(S="order-7")},
        ConditionExpression="attribute_not_exists(id)",
    )
    world.do(write)
    with pytest.raises(AwsError) as second:
        world.do(write)

    assert (second.value.code, second.value.status) == ("ConditionalCheckFailedException", 400)


def test_idempotency_a_key_expires() -> None:
    """SQS remembers a deduplication id for five minutes, and then takes the message again."""
    world = run(function(), setup=[queue("line.fifo")], until="1s")
    send = aws.SendMessage(
        QueueUrl=queue_url("line.fifo"),
        MessageBody="{}",
        MessageGroupId="a",
        MessageDeduplicationId="order-7",
    )
    stored: list[int] = []
    for pause in ("0s", "299s", "2s"):
        later(world, pause)
        world.do(send)
        stored.append(queue_view(world, "line.fifo").visible)

    assert stored == [1, 1, 2]


# timeouts


def test_timeouts_the_client() -> None:
    hurried = calls("0s", client_timeout=Micros(2 * SECOND))
    world = run(function(run="5s", timeout="1min"), traffic=[hurried])

    assert seconds(world, "customer.timed_out") == [2]
    assert statuses(world) == ["ok"], "the work goes on without it"


def test_timeouts_the_gateway() -> None:
    world = run(
        function(run="50s", timeout="1min"),
        traffic=[calls("0s", to="apigateway:shop", client_timeout=Micros(60 * SECOND))],
        setup=rest_api(),
    )

    assert seconds(world, "http.timed_out") == [29]
    assert seconds(world, "customer.timed_out") == []


def test_timeouts_the_function() -> None:
    world = run(function(run="5s", timeout="3s"), traffic=[calls("0s")])

    assert [(each.status, each.duration_us) for each in records(world)] == [("timeout", 3 * SECOND)]


def test_timeouts_the_sdk_inside() -> None:
    """A full database: code that gives up after 1 s fails by itself; after 9 s it is cut off."""
    found: dict[str, list[str]] = {}
    for patience in ("1s", "9s"):
        full = DependencySetup(name="db", connections=0, refused_after=parse_distribution(patience))
        world = run(
            function(run="100ms", timeout="3s", calls=("db",)),
            traffic=[calls("0s")],
            dependencies=(full,),
        )
        found[patience] = statuses(world)

    assert found == {"1s": ["error"], "9s": ["timeout"]}


def test_timeouts_the_visibility() -> None:
    """Hidden for 30 s: when that is over the message is anybody's, however far the work is."""
    world = run(
        function(errors=1.0),
        traffic=[messages("0s")],
        setup=[queue(visibility=30), queue_mapping()],
        until="45s",
    )

    assert seconds(world, "message.returned") == [30]
    assert seconds(world, "invoke.start") == [0, 30]
