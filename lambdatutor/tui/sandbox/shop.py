"""The small shop that the sandbox opens with, so that there is something to see at once."""

from __future__ import annotations

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import Dimension
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import Fixed, Lognormal
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros

_ACCOUNT = "us-east-1:123456789012"
_FUNCTIONS = f"arn:aws:lambda:{_ACCOUNT}:function:"
_ORDERS = f"arn:aws:sqs:{_ACCOUNT}:orders"
_DEAD = f"arn:aws:sqs:{_ACCOUNT}:orders-dead"
_NEWS = f"arn:aws:sns:{_ACCOUNT}:order-placed"


def shop() -> Scenario:
    """Customers order through an API, orders are packed from a queue, and a topic sends mails."""
    return Scenario(
        functions=(
            FunctionSetup(
                name="checkout",
                memory=512,
                timeout=Micros(10 * SECOND),
                code=Code(
                    init=_around(400, 900),
                    run=_around(120, 600),
                    errors=0.005,
                    calls=("database",),
                    sends=(_ORDERS, _NEWS),
                ),
            ),
            FunctionSetup(
                name="pack",
                memory=256,
                timeout=Micros(10 * SECOND),
                code=Code(
                    init=_around(300, 600),
                    run=_around(250, 900),
                    each=Fixed(Micros(120 * MILLISECOND)),
                    reports_failures=True,
                    calls=("database",),
                ),
            ),
            FunctionSetup(
                name="mail",
                timeout=Micros(5 * SECOND),
                code=Code(init=_around(250, 500), run=_around(180, 700), errors=0.03),
            ),
        ),
        dependencies=(
            DependencySetup(name="database", latency=_around(20, 120), connections=60, capacity=40),
        ),
        setup=(
            aws.CreateQueue(QueueName="orders-dead"),
            aws.CreateQueue(
                QueueName="orders",
                Attributes={
                    "VisibilityTimeout": "60",
                    "RedrivePolicy": f'{{"deadLetterTargetArn":"{_DEAD}","maxReceiveCount":3}}',
                },
            ),
            aws.CreateEventSourceMapping(
                FunctionName="pack",
                EventSourceArn=_ORDERS,
                BatchSize=10,
                FunctionResponseTypes=["ReportBatchItemFailures"],
            ),
            aws.CreateTopic(Name="order-placed"),
            aws.Subscribe(TopicArn=_NEWS, Protocol="lambda", Endpoint=f"{_FUNCTIONS}mail"),
            aws.CreateApi(Name="shop", ProtocolType="HTTP", Target=f"{_FUNCTIONS}checkout"),
            aws.PutMetricAlarm(
                AlarmName="mail-errors",
                Namespace="AWS/Lambda",
                MetricName="Errors",
                Dimensions=[Dimension(Name="FunctionName", Value="mail")],
                Statistic="Sum",
                Period=60,
                EvaluationPeriods=3,
                DatapointsToAlarm=2,
                Threshold=25.0,
                ComparisonOperator="GreaterThanThreshold",
                TreatMissingData="notBreaching",
            ),
        ),
        traffic=(
            Traffic(name="customers", to="apigateway:shop", rate=8.0, arrivals="poisson"),
            Traffic(
                name="partners",
                kind="partner",
                to="sqs:orders",
                rate=2.0,
                arrivals="poisson",
                poison=0.02,
            ),
        ),
    )


def _around(median_ms: int, p99_ms: int) -> Lognormal:
    return Lognormal(Micros(median_ms * MILLISECOND), Micros(p99_ms * MILLISECOND))
