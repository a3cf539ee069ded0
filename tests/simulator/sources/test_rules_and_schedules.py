"""EventBridge: rules by pattern and by schedule, and EventBridge Scheduler."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scenes import FEW, calls, later, opened
from source_scenes import (
    FAILED,
    FUNCTION,
    ORDERS,
    ROLE,
    Shelf,
    accounted,
    permission,
    source,
    world_of,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateSchedule,
    DisableRule,
    EnableRule,
    Operation,
    PutEvents,
    PutRule,
    PutTargets,
)
from lambdatutor.aws.shapes.rules import PutEventsRequestEntry, RuleTarget
from lambdatutor.aws.shapes.schedules import FlexibleTimeWindow, ScheduleTarget
from lambdatutor.aws.shapes.targets import RetryPolicy, TargetDeadLetterConfig
from lambdatutor.simulator.dates import date, moment
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.schedule_expression import parse_expression
from lambdatutor.simulator.time import DAY, HOUR, MINUTE, SECOND
from lambdatutor.simulator.world import World

PATTERN = '{"source":["shop"],"detail":{"amount":[{"numeric":[">",100]}]}}'
RULE = "arn:aws:events:us-east-1:123456789012:rule/big"


def target(arn: str = FUNCTION, **rest: object) -> PutTargets:
    return PutTargets(Rule="big", Targets=[RuleTarget(Id="1", Arn=arn, **rest)])


def on_schedule(expression: str) -> PutRule:
    return PutRule(Name="big", ScheduleExpression=expression)


def schedule(expression: str, arn: str = FUNCTION, **rest: object) -> CreateSchedule:
    of_target = {name: rest.pop(name) for name in ("RetryPolicy", "Input") if name in rest}
    return CreateSchedule(
        Name="nightly",
        ScheduleExpression=expression,
        FlexibleTimeWindow=rest.pop("window", FlexibleTimeWindow(Mode="OFF")),
        Target=ScheduleTarget(Arn=arn, RoleArn=ROLE, **of_target),
        **rest,
    )


def sold(amount: int, source: str = "shop") -> PutEvents:
    detail = json.dumps({"amount": amount})
    entry = PutEventsRequestEntry(Source=source, DetailType="Sold", Detail=detail)
    return PutEvents(Entries=[entry])


@pytest.mark.fact("PUS-003", "ASY-027")
def test_a_rule_calls_its_target_with_the_events_it_wants() -> None:
    world = world_of(PutRule(Name="big", EventPattern=PATTERN), target())
    shelf = Shelf(world, FUNCTION)
    for operation in (sold(500), sold(50), sold(900, source="bank")):
        world.do(operation)
    later(world, "1s")
    (event,) = shelf.bodies

    assert (event["source"], event["detail-type"]) == ("shop", "Sold")
    assert event["detail"] == {"amount": 500}
    assert world.service.counters.total("TriggeredRules", "big") == 1


def test_a_rule_that_sleeps_wants_nothing() -> None:
    world = world_of(PutRule(Name="big", EventPattern=PATTERN), target(), DisableRule(Name="big"))
    shelf = Shelf(world, FUNCTION)
    world.do(sold(500))
    world.do(EnableRule(Name="big"))
    world.do(sold(600))

    assert [each["detail"] for each in shelf.bodies] == [{"amount": 600}]


@pytest.mark.fact("PUS-003")
def test_a_target_is_retried_for_a_day_and_up_to_185_times() -> None:
    world = world_of(
        PutRule(Name="big", EventPattern=PATTERN),
        target(DeadLetterConfig=TargetDeadLetterConfig(Arn=FAILED)),
    )
    shelf, failed = Shelf(world, FUNCTION, "ServiceException"), Shelf(world, FAILED)
    world.do(sold(500))
    world.advance(2 * DAY)

    assert len(shelf.moments) == 186
    assert shelf.moments[-1] < DAY
    assert len(failed.parcels) == 1
    assert json.loads(failed.parcels[0].body)["detail"] == {"amount": 500}
    assert source(world, "rule").dead_lettered == 1


@pytest.mark.fact("PUS-003")
def test_a_target_may_be_retried_less_often_or_less_long() -> None:
    for policy, tries in (
        (RetryPolicy(MaximumRetryAttempts=0), 1),
        (RetryPolicy(MaximumRetryAttempts=3), 4),
        (RetryPolicy(MaximumEventAgeInSeconds=60), 6),
    ):
        world = world_of(PutRule(Name="big", EventPattern=PATTERN), target(RetryPolicy=policy))
        shelf = Shelf(world, FUNCTION, "ServiceException")
        world.do(sold(500))
        world.advance(2 * DAY)
        assert abs(len(shelf.moments) - tries) <= (1 if policy.MaximumRetryAttempts is None else 0)
        assert source(world, "rule").dropped == 1
        assert shelf.moments[-1] <= 60 * SECOND


@pytest.mark.fact("PUS-003", "PUS-008")
def test_without_a_statement_the_event_goes_straight_to_the_dead_letter_queue() -> None:
    given_ = opened(
        setup=[
            PutRule(Name="big", EventPattern=PATTERN),
            target(DeadLetterConfig=TargetDeadLetterConfig(Arn=FAILED)),
        ]
    )
    world = World(replace(given_.scenario, source_permissions="required"))
    failed = Shelf(world, FAILED)
    world.do(sold(500))
    world.do(permission("events.amazonaws.com", RULE))
    world.do(sold(500))
    later(world, "10s")

    assert len(failed.parcels) == 1
    assert source(world, "rule").taken == 1
    assert [each.status for each in world.records()] == ["ok"]


@pytest.mark.fact("PUS-004")
def test_a_rate_counts_from_the_moment_the_rule_is_made() -> None:
    world = opened()
    later(world, "90s")
    for each in (on_schedule("rate(5 minutes)"), target()):
        world.do(each)
    shelf = Shelf(world, FUNCTION)
    world.advance(16 * MINUTE)

    assert [at - 90 * SECOND for at in shelf.moments] == [n * 5 * MINUTE for n in (1, 2)]
    assert shelf.bodies[0]["detail-type"] == "Scheduled Event"
    assert shelf.bodies[0]["resources"] == [RULE]


@pytest.mark.fact("PUS-004", "ASY-027")
def test_a_scheduled_function_runs_asynchronously() -> None:
    world = world_of(on_schedule("rate(1 minute)"), target())
    world.advance(5 * MINUTE + SECOND)

    assert [each.status for each in world.records()] == ["ok"] * 5
    assert {each.kind for each in world.records()} == {"schedule"}
    assert not world.finished


def test_a_rule_that_sleeps_does_not_catch_up() -> None:
    world = world_of(on_schedule("rate(1 minute)"), target())
    shelf = Shelf(world, FUNCTION)
    for at, operation in (
        (150 * SECOND, DisableRule(Name="big")),
        (330 * SECOND, EnableRule(Name="big")),
    ):
        world.advance(at)
        world.do(operation)
    world.advance(7 * MINUTE)

    assert [at // MINUTE for at in shelf.moments] == [1, 2, 6, 7]


def test_a_new_expression_replaces_the_old_one_and_keeps_the_targets() -> None:
    world = world_of(on_schedule("rate(1 minute)"), target())
    shelf = Shelf(world, FUNCTION)
    world.advance(150 * SECOND)
    world.do(on_schedule("rate(1 hour)"))
    world.advance(2 * HOUR)

    assert [at // SECOND for at in shelf.moments] == [60, 120, 150 + 3_600]


@pytest.mark.fact("PUS-004")
def test_how_late_in_its_minute_a_schedule_fires_is_a_setting() -> None:
    given_ = opened(setup=[on_schedule("rate(10 minutes)"), target()])
    late = replace(given_.scenario, schedule_delay=parse_distribution("uniform:0s..59s"))
    world = World(late)
    shelf = Shelf(world, FUNCTION)
    world.advance(3 * HOUR + MINUTE)
    seconds = [at % (10 * MINUTE) for at in shelf.moments]

    assert len(set(seconds)) == 18
    assert all(0 <= each < 60 * SECOND for each in seconds)


@pytest.mark.parametrize(
    ("expression", "fires"),
    [
        ("cron(0 10 * * ? *)", ["2026-01-01T10:00", "2026-01-02T10:00", "2026-01-03T10:00"]),
        ("cron(15 12 ? * MON-FRI *)", ["2026-01-01T12:15", "2026-01-02T12:15", "2026-01-05T12:15"]),
        ("cron(0/15 8-9 ? * 1 *)", ["2026-01-04T08:00", "2026-01-04T08:15", "2026-01-04T08:30"]),
        ("cron(0 0 1 * ? *)", ["2026-02-01T00:00", "2026-03-01T00:00", "2026-04-01T00:00"]),
        ("cron(0 0 L * ? *)", ["2026-01-31T00:00", "2026-02-28T00:00", "2026-03-31T00:00"]),
        ("cron(0 6 29 2 ? *)", ["2028-02-29T06:00"]),
        ("cron(5,35 14 3 JAN,JUL ? 2026)", ["2026-01-03T14:05", "2026-01-03T14:35"]),
        ("at(2026-01-02T03:04:05)", ["2026-01-02T03:04"]),
        ("rate(7 days)", ["2026-01-08T00:00", "2026-01-15T00:00", "2026-01-22T00:00"]),
    ],
)
@pytest.mark.fact("PUS-004")
def test_expressions_mean_what_they_mean_on_aws(expression: str, fires: list[str]) -> None:
    found = parse_expression(expression, once=True)
    assert found is not None
    at: int | None = 0
    seen: list[str] = []
    for _ in fires:
        assert at is not None
        at = found.after(at, 0)
        seen.append("" if at is None else date(at)[:16])

    assert seen == fires


@pytest.mark.parametrize(
    "expression",
    [
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "cron(0 10 * * * *)",
        "cron(0 10 ? * ? *)",
        "cron(0 10 * * ?)",
        "cron(60 10 * * ? *)",
        "cron(0 24 * * ? *)",
        "at(tomorrow)",
        "every day",
    ],
)
def test_expressions_that_aws_refuses(expression: str) -> None:
    assert parse_expression(expression, once=True) is None
    with pytest.raises(AwsError):
        opened().do(on_schedule(expression))


@given(st.integers(0, 59), st.integers(0, 23), st.integers(0, 5 * 365 * 24 * 60), st.integers(1, 7))
@FEW
def test_a_cron_expression_fires_at_the_next_moment_that_fits(
    minute: int, hour: int, from_min: int, weekday: int
) -> None:
    found = parse_expression(f"cron({minute} {hour} ? * {weekday} *)", once=False)
    assert found is not None
    at = found.after(from_min * MINUTE, 0)
    assert at is not None
    text = date(at)

    assert text[11:16] == f"{hour:02}:{minute:02}"
    assert 0 < at - from_min * MINUTE <= 7 * DAY
    assert (at // DAY + 4) % 7 == weekday - 1  # the run opens on a Thursday
    assert moment(text) == at


@pytest.mark.fact("PUS-004")
def test_a_schedule_of_scheduler_needs_no_statement() -> None:
    given_ = opened(setup=[schedule("rate(1 minute)")])
    world = World(replace(given_.scenario, source_permissions="required"))
    world.advance(150 * SECOND)

    assert [each.status for each in world.records()] == ["ok", "ok"]


@pytest.mark.fact("PUS-009")
def test_a_schedule_retries_within_its_bounds() -> None:
    world = world_of(
        schedule("at(2026-01-01T00:01:00)", RetryPolicy=RetryPolicy(MaximumRetryAttempts=2))
    )
    shelf = Shelf(world, FUNCTION, "ServiceException")
    world.advance(DAY)
    with pytest.raises(AwsError):
        world_of(schedule("rate(1 day)", RetryPolicy=RetryPolicy(MaximumRetryAttempts=186)))
    with pytest.raises(AwsError):
        world_of(schedule("rate(1 day)", RetryPolicy=RetryPolicy(MaximumEventAgeInSeconds=59)))

    assert len(shelf.moments) == 3
    assert source(world, "schedule").dropped == 1
    assert world.finished


def test_a_schedule_has_a_beginning_an_end_a_window_and_an_input() -> None:
    world = world_of(
        schedule(
            "rate(10 minutes)",
            StartDate="2026-01-01T00:25:00",
            EndDate="2026-01-01T01:00:00",
            window=FlexibleTimeWindow(Mode="FLEXIBLE", MaximumWindowInMinutes=5),
            Input='{"job":"clean"}',
        )
    )
    shelf = Shelf(world, FUNCTION)
    world.advance(3 * HOUR)
    late = [at % (10 * MINUTE) for at in shelf.moments]

    assert [at // (10 * MINUTE) for at in shelf.moments] == [3, 4, 5, 6]
    assert all(0 <= each < 5 * MINUTE for each in late)
    assert len(set(late)) > 1
    assert shelf.bodies[0] == {"job": "clean"}


def test_an_event_that_is_not_complete_fails_by_itself() -> None:
    world = world_of(PutRule(Name="big", EventPattern=PATTERN), target(ORDERS))
    shelf = Shelf(world, ORDERS)
    good, bad = sold(500).Entries[0], PutEventsRequestEntry(Source="shop", Detail="{}")
    answer = world.do(PutEvents(Entries=[bad, good]))
    later(world, "1s")

    assert answer["FailedEntryCount"] == 1
    assert len(shelf.parcels) == 1


def test_lambdas_own_records_and_plain_traffic_reach_the_bus() -> None:
    world = world_of(
        PutRule(Name="big", EventPattern='{"source":["lambda","traffic"]}'),
        target(ORDERS),
        traffic=(calls("1s", to="events:default"),),
    )
    shelf = Shelf(world, ORDERS)
    from lambdatutor.simulator.parcel import Parcel

    record = {"source": "lambda", "detail-type": "Lambda Function Invocation Result - Success"}
    bus = "arn:aws:events:us-east-1:123456789012:event-bus/default"
    world.service.deliver(bus, Parcel(body=json.dumps({**record, "detail": {"a": 1}})), -1)
    later(world, "2s")

    assert [each["source"] for each in shelf.bodies] == ["lambda", "traffic"]
    assert shelf.bodies[0]["detail"] == {"a": 1}


@pytest.mark.parametrize(
    ("operation", "refusal"),
    [
        (
            PutTargets(Rule="nope", Targets=[RuleTarget(Id="1", Arn=FUNCTION)]),
            "Rule nope does not exist",
        ),
        (DisableRule(Name="nope"), "Rule nope does not exist on EventBus default"),
        (PutRule(Name="a", EventPattern=PATTERN, EventBusName="mine"), "Event bus mine does not"),
        (schedule("rate(1 day)"), "Schedule nightly already exists"),
    ],
)
def test_what_is_wrong_is_refused(operation: Operation, refusal: str) -> None:
    with pytest.raises(AwsError, match=refusal):
        world_of(schedule("rate(1 day)")).do(operation)


def test_what_is_not_simulated_says_so() -> None:
    with pytest.raises(SettingError, match="W, # and L of weekdays are not simulated"):
        world_of(on_schedule("cron(0 10 ? * 6#3 *)"))
    with pytest.raises(SettingError, match="only UTC is simulated"):
        world_of(schedule("rate(1 day)", ScheduleExpressionTimezone="Europe/Lisbon"))


def test_a_copy_goes_the_same_way() -> None:
    world = world_of(on_schedule("rate(1 minute)"), target(), schedule("cron(0/7 * * * ? *)"))
    Shelf(world, FUNCTION, "ServiceException", times=30)
    world.advance(10 * MINUTE)
    copy = world.copy()
    copy.service.resources[FUNCTION].world = copy
    for each in (world, copy):
        each.advance(3 * HOUR)
        assert all(accounted(view) for view in each.snapshot().sources)

    assert copy.log.digest() == world.log.digest()
