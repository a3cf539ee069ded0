"""Alarms in a run: when they change, why, and whom they tell."""

from __future__ import annotations

import json

import pytest
from alarm_scenes import F, alarm, described, states
from hypothesis import given
from hypothesis import strategies as st
from scenes import FEW, calls, function, later, opened, played, poisson, reserve

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateQueue,
    CreateTopic,
    DeleteAlarms,
    GetQueueAttributes,
    Operation,
    PublishVersion,
    PutCompositeAlarm,
    PutMetricAlarm,
    ReceiveMessage,
    SetAlarmState,
    Subscribe,
)
from lambdatutor.aws.shapes import Dimension, Metric, MetricDataQuery, MetricStat
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.alarms import told
from lambdatutor.simulator.deployments import told as deployments_told
from lambdatutor.simulator.time import MINUTE, SECOND
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import EVERY_MINUTE, EVERY_SECOND, World

TOPIC = "arn:aws:sns:us-east-1:123456789012:news"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:inbox"
TOLD: list[Operation] = [
    CreateTopic(Name="news"),
    CreateQueue(QueueName="inbox"),
    Subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=QUEUE),
]
URL = "https://sqs.us-east-1.amazonaws.com/123456789012/inbox"


def throttled(**rest: object) -> World:
    """Three requests at once in the second minute, one place; with an alarm on throttles."""
    return opened(
        traffic=[calls("0s", "70s", "130s"), calls("70s", name="b", count=2)],
        setup=[reserve(1), *TOLD, alarm(**rest)],
    )


@pytest.mark.fact("MET-003", "MET-026", "MET-027")
def test_an_alarm_on_throttles_rings_at_the_end_of_its_minute() -> None:
    world = later(throttled(TreatMissingData="notBreaching"), "10min")

    assert states(world) == [(60, "OK"), (120, "ALARM"), (180, "OK")]
    assert described(world)["StateValue"] == "OK"


@pytest.mark.fact("MET-027")
def test_the_reason_is_worded_as_cloudwatch_does() -> None:
    world = later(throttled(), "2min")
    shown = described(world)

    assert shown["StateValue"] == "ALARM"
    assert shown["StateReason"] == (
        "Threshold Crossed: 1 out of the last 1 datapoints [2.0 (01/01/26 00:01:00)] was greater "
        "than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition)."
    )


@pytest.mark.fact("MET-026", "MET-027")
def test_a_metric_that_nobody_feeds_leaves_the_alarm_without_data() -> None:
    world = later(throttled(), "10min")

    # The last value, of the third minute, is looked at for two minutes more.
    assert states(world) == [(60, "OK"), (120, "ALARM"), (180, "OK"), (360, "INSUFFICIENT_DATA")]


@pytest.mark.fact("MET-027")
def test_two_of_three_waits_for_the_second() -> None:
    world = opened(
        traffic=[calls("0s", "60s", "120s", "180s"), calls("0s", "120s", name="b")],
        setup=[reserve(1), alarm(EvaluationPeriods=3, DatapointsToAlarm=2)],
    )
    later(world, "4min")

    assert states(world) == [(120, "OK"), (180, "ALARM"), (240, "OK")]


@pytest.mark.fact("MET-027", "MET-025")
def test_a_short_period_finds_a_value_once_a_minute() -> None:
    world = opened(
        traffic=[calls("0s", "1s", "2s", "61s", "62s")],
        setup=[alarm(metric="Invocations", Period=20, Threshold=1.0)],
    )
    later(world, "5min")

    assert states(world) == [(60, "ALARM"), (180, "INSUFFICIENT_DATA")]


@pytest.mark.fact("MET-026", "MET-004")
def test_an_alarm_on_a_percentile() -> None:
    world = opened(
        function(run="900ms"),
        traffic=[calls("0s", "5s", run=None)],
        setup=[alarm(metric="Duration", ExtendedStatistic="p99", Threshold=800.0)],
    )
    later(world, "1min")
    shown = world.snapshot().alarms[0]

    assert shown.state == "ALARM"
    assert shown.value == pytest.approx(900.0, rel=0.001)
    assert (shown.statistic, shown.of, shown.comparison) == ("p99", "f", "greater than")


def test_a_percentile_of_few_values_can_be_left_out() -> None:
    few = alarm(
        metric="Duration",
        ExtendedStatistic="p99",
        Threshold=100.0,
        EvaluateLowSampleCountPercentile="ignore",
    )
    world = later(opened(traffic=[calls("0s")], setup=[few]), "2min")
    assert states(world) == []


@pytest.mark.fact("MET-002", "MET-026")
def test_an_alarm_on_the_share_of_errors() -> None:
    def query(name: str, metric: str) -> MetricDataQuery:
        watched = Metric(Namespace="AWS/Lambda", MetricName=metric, Dimensions=F)
        stat = MetricStat(Metric=watched, Period=60, Stat="Sum")
        return MetricDataQuery(Id=name, MetricStat=stat, ReturnData=False)

    rate = PutMetricAlarm(
        AlarmName="a",
        Metrics=[
            query("errors", "Errors"),
            query("calls", "Invocations"),
            MetricDataQuery(Id="rate", Expression="100 * errors / calls"),
        ],
        EvaluationPeriods=1,
        Threshold=50.0,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
    )
    world = played(
        function(errors=0.5),
        traffic=[poisson(5)],
        setup=[rate],
        until="3min",
    )
    errors = dict(world.metric("Errors", {"FunctionName": "f"}))
    ran = dict(world.metric("Invocations", {"FunctionName": "f"}))
    last = max(ran, key=lambda at_us: at_us if at_us < 3 * MINUTE else -1)

    assert world.snapshot().alarms[0].value == pytest.approx(100 * errors[last] / ran[last])


@pytest.mark.fact("MET-026", "MET-006")
def test_a_topic_is_told_with_the_message_of_cloudwatch() -> None:
    world = later(throttled(AlarmActions=[TOPIC]), "2min")
    answer = world.do(ReceiveMessage(QueueUrl=URL))
    (message,) = answer["Messages"]
    said = json.loads(json.loads(message["Body"])["Message"])

    assert (said["AlarmName"], said["OldStateValue"], said["NewStateValue"]) == ("a", "OK", "ALARM")
    assert said["StateChangeTime"] == "2026-01-01T00:02:00.000+0000"
    assert said["Trigger"]["MetricName"] == "Throttles"
    assert said["Trigger"]["Dimensions"] == [{"name": "FunctionName", "value": "f"}]


def test_an_action_is_taken_once_a_change_and_not_when_disabled() -> None:
    for enabled, count in ((True, "1"), (False, "0")):
        world = later(throttled(AlarmActions=[TOPIC], ActionsEnabled=enabled), "10min")
        name = "ApproximateNumberOfMessages"
        answer = world.do(GetQueueAttributes(QueueUrl=URL, AttributeNames=[name]))
        assert answer["Attributes"] == {name: count}


def test_a_function_can_be_told_and_what_is_not_there_cannot() -> None:
    helper = "arn:aws:lambda:us-east-1:123456789012:function:g"
    world = opened(
        function(),
        function("g"),
        traffic=[calls("0s", count=2)],
        setup=[reserve(1), alarm(AlarmActions=[helper, TOPIC])],
    )
    later(world, "2min")

    assert [each.function for each in world.records() if each.status == "ok"] == ["f", "g"]
    failed = [each for each in world.log.since(0) if each.kind == "alarm.action_failed"]
    assert [each.numbers["action"] for each in failed] == [TOPIC]


@pytest.mark.fact("MET-027")
def test_why_an_alarm_rings_leads_to_the_request_that_was_throttled() -> None:
    world = later(throttled(AlarmActions=[TOPIC]), "2min")
    (raised,) = [each for each in world.log.since(0) if each.kind == "alarm.raised"]
    told = next(each for each in world.log.since(0) if each.kind == "alarm.action")

    assert [each.kind for each in chain(world.log, told.id)][:4] == [
        "alarm.action", "alarm.raised", "request.throttled", "request.arrived",
    ]  # fmt: skip
    assert sentence(raised).startswith("Alarm a goes from OK to ALARM: Threshold Crossed: 1 out")
    assert sentence(told) == f"Alarm a tells {TOPIC}."


def test_a_composite_alarm_follows_the_others() -> None:
    world = opened(
        traffic=[calls("0s", "130s"), calls("70s", count=3, name="b")],
        setup=[
            reserve(1),
            *TOLD,
            alarm("throttles", TreatMissingData="notBreaching"),
            alarm("calls", "Invocations", TreatMissingData="notBreaching", Threshold=5.0),
            PutCompositeAlarm(
                AlarmName="both", AlarmRule='ALARM("throttles") AND NOT ALARM("calls")'
            ),
            PutCompositeAlarm(AlarmName="above", AlarmRule="ALARM(both)", AlarmActions=[TOPIC]),
        ],
    )
    later(world, "5min")

    assert states(world, "both") == [(0, "OK"), (120, "ALARM"), (180, "OK")]
    assert states(world, "above") == states(world, "both")
    assert described(world, "above", "CompositeAlarm")["AlarmRule"] == "ALARM(both)"
    answer = world.do(ReceiveMessage(QueueUrl=URL))
    assert len(answer["Messages"]) == 1


def test_alarms_that_look_at_each_other_come_to_rest() -> None:
    world = opened(setup=[alarm()])
    world.do(PutCompositeAlarm(AlarmName="x", AlarmRule="ALARM(a)"))
    world.do(PutCompositeAlarm(AlarmName="y", AlarmRule="NOT ALARM(x)"))
    world.do(PutCompositeAlarm(AlarmName="x", AlarmRule="ALARM(y) OR ALARM(a)"))
    later(world, "5min")
    assert set(world.service.alarms.states()) == {"a", "x", "y"}


@pytest.mark.fact("MET-027")
def test_a_state_that_is_set_by_hand_lasts_until_the_next_evaluation() -> None:
    world = later(throttled(AlarmActions=[TOPIC]), "70s")
    world.do(SetAlarmState(AlarmName="a", StateValue="ALARM", StateReason="a drill"))

    assert described(world)["StateReason"] == "a drill"
    later(world, "5min")
    assert states(world)[:2] == [(60, "OK"), (70, "ALARM")]
    assert described(world)["StateValue"] == "INSUFFICIENT_DATA"


@pytest.mark.fact("MET-025", "MET-027")
def test_an_alarm_that_is_changed_keeps_its_state() -> None:
    world = later(throttled(), "2min")
    world.do(alarm(Threshold=100.0))
    assert described(world)["StateValue"] == "ALARM"
    later(world, "1min")
    assert described(world)["StateValue"] == "OK"


def test_an_alarm_made_later_looks_back() -> None:
    """Also where no metrics were kept before, as far as requests are."""
    for periods in ((EVERY_MINUTE,), (EVERY_SECOND, EVERY_MINUTE), ()):
        world = World(throttled().scenario, periods=periods)
        world.advance(100 * SECOND)
        world.do(alarm("late"))
        world.advance(2 * MINUTE)
        assert states(world, "late") == [(120, "ALARM")]


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (DeleteAlarms(AlarmNames=["nope"]), "ResourceNotFound", "The specified alarm"),
        (
            SetAlarmState(AlarmName="nope", StateValue="OK", StateReason="r"),
            "ResourceNotFound",
            "The specified alarm does not exist.",
        ),
        (DeleteAlarms(AlarmNames=["a"]), "ValidationError", "Cannot delete a as there are"),
        (
            PutCompositeAlarm(AlarmName="new", AlarmRule="ALARM(nope)"),
            "ValidationError",
            "Could not create alarm as the child alarm nope does not exist.",
        ),
        (
            PutCompositeAlarm(AlarmName="new", AlarmRule="a and b"),
            "ValidationError",
            "Error in AlarmRule",
        ),
        (
            PutCompositeAlarm(AlarmName="a", AlarmRule="TRUE"),
            "ValidationError",
            "An alarm of type MetricAlarm already exists with the name a.",
        ),
        (alarm("c"), "ValidationError", "An alarm of type CompositeAlarm already exists"),
        (alarm(AlarmActions=["nonsense"]), "ValidationError", "Invalid arn syntax: nonsense"),
        (alarm(Threshold=None), "MissingParameter", "The parameter Threshold is required."),
    ],
)
def test_refusals_of_cloudwatch(operation: Operation, code: str, message: str) -> None:
    world = opened(setup=[alarm(), PutCompositeAlarm(AlarmName="c", AlarmRule="ALARM(a)")])
    before = world.snapshot()
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert refused.value.code == code
    assert refused.value.message.startswith(message)
    assert world.snapshot() == before


@pytest.mark.parametrize(
    "operation",
    [
        alarm(metric="Nonsense"),
        alarm(metric="OffsetLag"),
        alarm(metric="SuccessRate"),
        alarm(ExtendedStatistic="tm99"),
        alarm(ComparisonOperator="GreaterThanUpperThreshold"),
        PutCompositeAlarm(AlarmName="new", AlarmRule="TRUE", ActionsSuppressor="a"),
    ],
)
def test_what_is_not_simulated_is_said(operation: Operation) -> None:
    with pytest.raises(LambdaTutorError):
        opened().do(operation)


def test_an_alarm_that_is_deleted_rings_no_more() -> None:
    world = later(throttled(), "65s")
    world.do(DeleteAlarms(AlarmNames=["a"]))
    later(world, "5min")
    assert world.snapshot().alarms == ()
    assert "alarm.raised" not in {each.kind for each in world.log.since(0)}


@given(st.integers(0, 2**32), st.integers(1, 4), st.data(), st.sampled_from((0.0, 1.0, 4.0)))
@FEW
def test_an_alarm_is_a_function_of_its_data_points(
    seed: int, periods: int, data: st.DataObject, threshold: float
) -> None:
    """Whatever else is kept or looked at; also after the world was copied."""
    to_alarm = data.draw(st.integers(1, periods))
    missing = data.draw(st.sampled_from(["missing", "ignore", "breaching", "notBreaching"]))
    made = alarm(
        EvaluationPeriods=periods,
        DatapointsToAlarm=to_alarm,
        TreatMissingData=missing,
        Threshold=threshold,
    )
    of = opened(traffic=[poisson(0.05, count=3)], setup=[reserve(1), made]).scenario
    plain = World(of, seed=seed, keep_events=False, keep_records=False, periods=())
    plain.advance(15 * MINUTE)
    rich = World(of, seed=seed, periods=(EVERY_SECOND, EVERY_MINUTE))
    for _ in range(10):
        rich.advance(rich.now_us + 90 * SECOND)
        rich.snapshot()
        rich.metric("Throttles", {"FunctionName": "f"})
        rich = rich.copy()

    assert states(rich) == states(plain)
    assert rich.snapshot().alarms == plain.snapshot().alarms


@pytest.mark.fact("MET-025")
def test_an_alarm_on_an_alias_sees_nothing_of_other_calls() -> None:
    live = [
        Dimension(Name="FunctionName", Value="f"),
        Dimension(Name="Resource", Value="f:live"),
    ]
    world = opened(
        function(errors=1.0),
        traffic=[calls("0s"), calls("70s", name="b", qualifier="live")],
        setup=[
            PublishVersion(FunctionName="f"),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            alarm(metric="Errors", Dimensions=live),
        ],
    )
    later(world, "2min")
    assert states(world) == [(120, "ALARM")]


def test_every_event_of_alarms_and_deployments_has_a_sentence() -> None:
    for part in (told, deployments_told):
        assert part.KINDS.keys() == part.SENTENCES.keys()
    world = later(throttled(OKActions=["arn:aws:sns:us-east-1:123456789012:gone"]), "10min")
    said = {each.kind: sentence(each) for each in world.log.since(0) if "alarm" in each.kind}
    assert said["alarm.starved"] == (
        "Alarm a goes from OK to INSUFFICIENT_DATA: Insufficient Data: 1 datapoint was unknown."
    )
    assert said["alarm.cleared"].startswith("Alarm a goes from ALARM to OK: Threshold Crossed: 1")
    assert said["alarm.action_failed"].startswith("Alarm a cannot tell arn:aws:sns")


def test_an_alarm_on_errors_follows_from_the_request_that_failed_not_from_the_last_one() -> None:
    slow = calls("0s", name="slow", run=function(run="5s").code.run)
    world = opened(traffic=[slow, calls("10s")], setup=[alarm(metric="Errors")])
    later(world, "1min")
    (raised,) = [each for each in world.log.since(0) if each.kind == "alarm.raised"]
    _, ended, *_ = chain(world.log, raised.id)

    assert (ended.kind, ended.numbers["status"]) == ("invoke.end", "timeout")
