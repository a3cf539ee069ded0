"""Measures of queues, events, streams, callers, doors, alarms, metrics and logs, each in a run."""

import pytest

from lambdatutor.aws.operations import (
    CreateAlias,
    CreateEventSourceMapping,
    CreateFunctionUrlConfig,
    CreateQueue,
    CreateStream,
    DeleteEventSourceMapping,
    DeleteFunction,
    PublishVersion,
    PutFunctionConcurrency,
    PutFunctionEventInvokeConfig,
    PutMetricAlarm,
)
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.aws.shapes import (
    DestinationConfig,
    Dimension,
    OnFailure,
)
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import ExpressionError, parse_expression
from lambdatutor.course.meaning import check
from lambdatutor.course.quantities import Quantity, Value
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import Fixed
from lambdatutor.simulator.polling.mapping import uuid_of
from lambdatutor.simulator.scenario import AccountSetup, Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import MILLISECOND, MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World


def ms(number: int) -> Micros:
    return Micros(number * MILLISECOND)


def function(name: str, **code: object) -> FunctionSetup:
    run = Code(**{"run": Fixed(ms(1_000)), **code})  # type: ignore[arg-type]  fields of Code
    return FunctionSetup(name=name, timeout=ms(10_000), code=run)


def measured(source: str, run: World) -> Value | bool | None:
    expression = parse_expression(source)
    check(expression, wanted="value")
    return evaluate(expression, run)


def number(source: str, run: World) -> float:
    value = measured(source, run)
    assert isinstance(value, Quantity), source
    return value.number


def orders() -> World:
    """Twelve messages, of which one in six or so fails its batch of four until it is given up."""
    policy = f'{{"deadLetterTargetArn": "{queue_arn("dead")}", "maxReceiveCount": 2}}'
    world = World(
        Scenario(
            functions=(function("worker"),),
            setup=(
                CreateQueue(QueueName="dead"),
                CreateQueue(
                    QueueName="orders",
                    Attributes={"VisibilityTimeout": "60", "RedrivePolicy": policy},
                ),
                CreateEventSourceMapping(
                    FunctionName="worker", EventSourceArn=queue_arn("orders"), BatchSize=4
                ),
            ),
            traffic=(Traffic(name="shop", to="sqs:orders", at=ms(5_000), count=12, poison=0.15),),
        ),
        seed=4,
    )
    world.advance(10 * MINUTE)
    return world


def test_a_queue_and_its_batches() -> None:
    run = orders()
    (queue,) = (at for at in run.snapshot().queues if at.name == "orders")
    dead = number('dead_lettered("orders")', run)

    assert 0 < dead < 12
    assert number('messages_sent("orders")', run) == 12
    assert number('messages_sent("orders", before=5s)', run) == 0
    assert number('messages_deleted("orders")', run) == 12 - dead == queue.deleted
    assert number('messages_received("orders")', run) == 12 + dead == queue.received
    assert number('messages_returned("orders")', run) >= dead
    assert number('most_receives("orders")', run) == 2
    assert number('messages("orders")', run) == 0
    assert number('messages("dead")', run) == number('messages_visible("dead")', run) == dead
    assert number('oldest_message("dead")', run) > 7 * MINUTE
    assert number('oldest_message("orders")', run) == 0
    assert number('visibility_timeout("orders")', run) == 60 * SECOND
    assert number('max_receive_count("orders")', run) == 2
    assert measured('max_receive_count("dead")', run) is None
    sizes = number("total(batch_size, source=orders)", run)
    assert sizes == number('messages_received("orders")', run)
    assert number("max(batch_size)", run) <= 4
    assert number('batches("orders")', run) == number("mean(batch_size)", run) ** -1 * sizes
    assert number('batches("orders", function=worker)', run) == number('batches("orders")', run)
    assert number('batches("nothing")', run) == 0
    assert number('batches_failed("orders")', run) >= 2
    assert number('pollers("orders")', run) >= 1
    assert number('peak_pollers("orders")', run) >= number('pollers("orders")', run)
    assert measured('mapping_state("orders")', run) == "Enabled"
    assert number('metric("NumberOfMessagesSent", "orders")', run) == 12
    assert measured('metric("NumberOfMessagesSent", "orders", after=2min)', run) is None


def test_what_a_deleted_mapping_did_is_still_counted() -> None:
    run = orders()
    before = number('batches("orders")', run)

    run.do(DeleteEventSourceMapping(UUID=uuid_of(1)))
    run.advance(12 * MINUTE)

    assert number('batches("orders")', run) == before > 0
    assert measured('mapping_state("orders")', run) is None


def mails() -> World:
    """Two events that always fail, tried three times, and told to a queue."""
    failed = DestinationConfig(OnFailure=OnFailure(Destination=queue_arn("failed")))
    world = World(
        Scenario(
            functions=(function("mailer", errors=1.0),),
            setup=(
                CreateQueue(QueueName="failed"),
                PutFunctionEventInvokeConfig(FunctionName="mailer", DestinationConfig=failed),
            ),
            traffic=(Traffic(invocation="async", at=ms(1_000), count=2),),
        )
    )
    world.advance(30 * SECOND)
    return world


def test_asynchronous_events() -> None:
    run = mails()
    assert number('async_waiting("mailer")', run) == 2
    assert number('async_retries("mailer")', run) == 2
    assert number('async_oldest("mailer")', run) == 29 * SECOND
    assert number('async_dropped("mailer")', run) == 0
    assert number("max(event_tries)", run) == 2

    run.advance(10 * MINUTE)

    assert number('async_received("mailer")', run) == 2
    assert number('async_dropped("mailer")', run) == 2
    assert number('async_dropped("another")', run) == 0
    assert number('async_delivered("mailer")', run) == number('messages("failed")', run) == 2
    assert number('async_undelivered("mailer")', run) == 0
    assert number("max(event_tries, function=mailer)", run) == 3
    assert number("async_waiting() + async_running() + async_succeeded()", run) == 0
    assert (
        number('async_age("mailer")', run)
        == number('metric("AsyncEventAge", "mailer", statistic=Maximum)', run) * MILLISECOND
    )
    assert number('metric("AsyncEventsDropped", "mailer")', run) == 2
    run.do(DeleteFunction(FunctionName="mailer"))
    assert number('async_dropped("mailer")', run) == 2


def test_customers_who_try_again_and_what_they_wait_for() -> None:
    run = World(
        Scenario(
            functions=(function("shop", calls=("database",)),),
            dependencies=(DependencySetup(name="database", connections=1),),
            setup=(PutFunctionConcurrency(FunctionName="shop", ReservedConcurrentExecutions=2),),
            traffic=(Traffic(name="buyers", at=ms(1_000), count=4, retries="legacy"),),
        ),
        seed=2,
    )
    run.advance(1_500 * MILLISECOND)
    assert number('connections("database")', run) == 1
    assert number('customers_waiting("buyers")', run) == 4
    run.advance(2 * MINUTE)

    reason = "ReservedFunctionConcurrentInvocationLimitExceeded"
    ended = 'customers_answered("buyers") + customers_failed("buyers") + customers_given_up()'
    assert number('customers("buyers")', run) == number(ended, run) == 4
    assert number('tries("buyers")', run) == number("arrivals()", run) > 4
    assert number("total(tries, client=buyers)", run) == number('tries("buyers")', run)
    assert number("max(wait, client=buyers)", run) > number("max(latency)", run)
    assert number("tries_timed_out()", run) == 0
    assert number(f"throttles(reason={reason})", run) == number("throttles()", run) > 0
    assert number("throttles(reason=ConcurrentInvocationLimitExceeded)", run) == 0
    assert number('connections_refused("database")', run) >= 1
    calls = number('dependency_calls("database")', run)
    assert calls == number("arrivals() - throttles()", run)
    assert number("dependency_failures()", run) == 0
    share = number("error_rate()", run)
    assert share == number("errors()", run) / number("served() + errors()", run)
    assert share + number("success_rate()", run) == 1


def test_a_stream_that_is_blocked() -> None:
    arn = arn_of("kinesis:clicks", AccountSetup())
    run = World(
        Scenario(
            functions=(function("counter", errors=1.0),),
            setup=(
                CreateStream(StreamName="clicks", ShardCount=2),
                CreateEventSourceMapping(
                    FunctionName="counter",
                    EventSourceArn=arn,
                    StartingPosition="TRIM_HORIZON",
                    MaximumRetryAttempts=1,
                ),
            ),
            traffic=(Traffic(to="kinesis:clicks", at=ms(5_000), count=6, groups=6),),
        )
    )
    run.advance(6_500 * MILLISECOND)
    assert number('records_put("clicks")', run) == 6
    assert number('records_behind("clicks")', run) == 6
    assert number('iterator_age("clicks")', run) == 1_500 * MILLISECOND
    assert number('shards("clicks")', run) == 2
    assert 1 <= number('blocked_shards("clicks")', run) <= 2
    run.advance(2 * MINUTE)

    assert number('records_discarded("clicks")', run) == 6
    assert number('records_behind("clicks") + records_done("clicks")', run) == 0
    assert number('batches("clicks")', run) == 2 * 2
    assert number("max(iterator_age, source=clicks)", run) >= SECOND
    assert number('records_expired("clicks") + records_refused("clicks")', run) == 0
    in_ms = number('metric("IteratorAge", "counter")', run)
    assert in_ms * MILLISECOND == number("max(iterator_age)", run)


def test_a_front_door_answers_with_a_status() -> None:
    run = World(
        Scenario(
            functions=(function("shop"),),
            setup=(
                CreateFunctionUrlConfig(FunctionName="shop", AuthType="NONE"),
                PutFunctionConcurrency(FunctionName="shop", ReservedConcurrentExecutions=1),
            ),
            traffic=(Traffic(to="url:shop", at=ms(1_000), count=3),),
        )
    )
    run.advance(20 * SECOND)
    (door,) = run.snapshot().doors

    assert number(f'responses("{door.name}")', run) == number("responses()", run) == 3
    assert number("responses(status=200)", run) == number('responses(status="2xx")', run) == 1
    assert number('responses(status="4xx")', run) == dict(door.statuses).get(429, 0)
    assert number("max(response_time, status=200)", run) >= SECOND


def test_an_alarm_rings_and_metrics_have_their_statistics() -> None:
    run = World(
        Scenario(
            functions=(function("shop"), function("other")),
            setup=(
                PutFunctionConcurrency(FunctionName="shop", ReservedConcurrentExecutions=1),
                PutMetricAlarm(
                    AlarmName="refused",
                    MetricName="Throttles",
                    Namespace="AWS/Lambda",
                    Dimensions=[Dimension(Name="FunctionName", Value="shop")],
                    Statistic="Sum",
                    Period=60,
                    EvaluationPeriods=1,
                    Threshold=0,
                    ComparisonOperator="GreaterThanThreshold",
                    TreatMissingData="notBreaching",
                ),
            ),
            traffic=(
                Traffic(at=ms(1_000), count=3),
                Traffic(at=ms(1_000), function="other", count=2),
            ),
        )
    )
    run.advance(150 * SECOND)
    assert number("alarms()", run) == 1
    assert measured('alarm_state("refused")', run) == "ALARM"
    run.advance(10 * MINUTE)

    assert number("alarms()", run) == 0
    assert number('alarm_rang("refused")', run) == 1
    assert number('alarm_rang("refused", before=1s)', run) == 0
    assert number('metric("Throttles", "shop")', run) == 2
    assert number('metric("Invocations", "other", statistic=SampleCount)', run) == 2
    assert number('metric("Duration", "other", statistic=Average)', run) == 1_000
    assert number('metric("ConcurrentExecutions", "other")', run) == 2
    assert measured('metric("AsyncEventAge", "other")', run) is None
    assert number('log_lines("REPORT", function=other)', run) == 2
    assert number('log_lines("nothing says this")', run) == 0


def test_the_share_and_the_cost_of_each() -> None:
    run = World(
        Scenario(
            functions=(function("shop"), function("dear")),
            setup=(
                PublishVersion(FunctionName="shop"),
                CreateAlias(FunctionName="shop", Name="one", FunctionVersion="1"),
            ),
            traffic=(
                Traffic(at=ms(1_000), count=4, qualifier="one"),
                Traffic(at=ms(1_000), count=4),
                Traffic(at=ms(1_000), function="dear", count=1),
            ),
        )
    )
    run.advance(20 * SECOND)

    assert number('version_share("shop", "1")', run) == 0.5
    assert number('version_share("shop", "2")', run) == 0
    assert measured('version_share("nobody", "1")', run) is None
    parts = number('cost("shop") + cost("dear")', run)
    assert parts == pytest.approx(number("cost()", run))
    assert number('cost("shop")', run) == pytest.approx(8 * number('cost("dear")', run))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('metric("Throtles", "shop")', "Throttles"),
        ('metric("Throttles")', "is written"),
        ('metric("Throttles", "shop", statistic=Mean)', "statistic= takes one of"),
        ("throttles(reason=Full)", "reason= takes one of"),
        ("max(batch_sizes)", "batch_size"),
        ("max(batch_size, kind=customer)", "it takes source, function, after, before"),
        ("max(wait, client=a) < 3", "a time and a bare number"),
        ('version_share("shop")', "is written"),
        ('messages("a", "b")', "is written"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(source: str, said: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        check(parse_expression(source), wanted="truth" if "<" in source else "value")

    assert said in str(refused.value)
