"""Where the account asks whether something is allowed, and what follows from a no."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from a_judge import Everybody, judged
from msgspec.structs import replace
from queue_words import mapping, queue
from scenes import calls, function, later, opened, records, scenario, statuses

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.simulator.account import Account
from lambdatutor.simulator.authoriser import Denial
from lambdatutor.simulator.aws_call import AwsCall, CallError, client_error
from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.outside import SetCaller, SetRole
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.time import Micros
from lambdatutor.simulator.why import sentence
from lambdatutor.simulator.world import World

INVOKE = "lambda:InvokeFunction"


@dataclass
class Stern(Everybody):
    """Says no to what is in its list, whoever asks: an action, or a caller with an action."""

    forbidden: set[str] = field(default_factory=set)
    questions: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def _answer(self, caller: str, action: str, resource: str) -> Denial | None:
        self.questions.append((caller, action, resource))
        if action not in self.forbidden and f"{caller} {action}" not in self.forbidden:
            return None
        message = f"User: {caller} is not authorized to perform: {action} on resource: {resource}"
        return Denial(caller, action, resource, message=message, because="it is forbidden here")

    def call(self, account: Account, caller: str, operation: aws.Operation) -> Denial | None:
        return self._answer(caller, operation.iam_action, "*")

    def caller_may(
        self, account: Account, caller: str, action: str, resource: str, *, via_url: bool = False
    ) -> Denial | None:
        return self._answer(caller, action, resource)

    def role_may(
        self,
        account: Account,
        role: str,
        session: str,
        action: str,
        resource: str,
        *,
        code_of: str = "",
        through: str = "",
    ) -> Denial | None:
        return self._answer(f"{session}{' code' if code_of else ''}", action, resource)

    def source_may(
        self, account: Account, function_arn: str, principal: str, source_arn: str, action: str
    ) -> Denial | None:
        return self._answer(principal, action, function_arn)

    def known(self, account: Account, caller: str) -> bool:
        return caller in {"ana", "ben"}


def world_of(given: Scenario, *forbidden: str, until: str = "1min") -> tuple[World, Stern]:
    judge = Stern(set(forbidden))
    world = World(judged(given, ""), authoriser=judge)
    return later(world, until), judge


def kinds(world: World) -> list[str]:
    return [event.kind for event in world.log.since(0)]


# Clients


def test_only_a_client_with_a_caller_is_asked_for() -> None:
    named = calls("0s", name="ana", caller="ana")
    world, judge = world_of(scenario(traffic=[named, calls("1s", name="nobody")]), f"ana {INVOKE}")

    assert [each[:2] for each in judge.questions if each[1] == INVOKE] == [("ana", INVOKE)]
    assert sorted(statuses(world)) == ["ok", "refused"]
    assert world.clients["ana"].refused == 1


def test_who_is_turned_away_reaches_neither_the_limits_nor_an_environment() -> None:
    crowd = calls("0s", count=50, caller="ana")
    world, _ = world_of(scenario(traffic=[crowd], quota=10), INVOKE)

    assert set(statuses(world)) == {"refused"}
    assert {each.reason for each in records(world)} == {"AccessDeniedException"}
    assert world.snapshot().totals.throttles == 0
    assert world.service.built == 0
    assert kinds(world)[:3] == ["request.arrived", "permission.denied", "request.refused"]


def test_an_sdk_does_not_try_a_denied_call_again() -> None:
    world, _ = world_of(scenario(traffic=[calls("0s", caller="ana", retries="standard")]), INVOKE)
    (caller,) = world.snapshot().callers

    assert (caller.tries, caller.given_up) == (1, 1)


@pytest.mark.parametrize(
    ("to", "action"),
    [
        ("sqs:orders", "sqs:SendMessage"),
        ("lambda:f", INVOKE),
    ],
)
def test_a_message_that_may_not_be_sent_never_arrives(to: str, action: str) -> None:
    traffic = [calls("0s", to=to, caller="ana")]
    world, _ = world_of(scenario(traffic=traffic, setup=[queue()]), action)

    assert kinds(world) == ["permission.denied"]
    assert world.clients["traffic-1"].refused == 1


def test_a_caller_whom_nobody_knows_opens_no_account() -> None:
    for given in (
        judged(scenario(), "carl"),
        judged(scenario(traffic=[calls("0s", caller="carl")]), ""),
    ):
        with pytest.raises(ScenarioError, match="carl"):
            World(given, authoriser=Stern())


def test_judged_without_a_judge_opens_no_account() -> None:
    with pytest.raises(ScenarioError, match="permissions"):
        World(judged(scenario()))


# Operations


def test_another_caller_may_do_other_things() -> None:
    world, _ = world_of(scenario(), "ana lambda:GetAccountSettings", until="0s")
    world.do(aws.GetAccountSettings())
    world.do(SetCaller(Caller="ana"))
    with pytest.raises(AwsError) as refused:
        world.do(aws.GetAccountSettings())
    world.do(SetCaller(Caller="ben"))
    world.do(aws.GetAccountSettings())
    with pytest.raises(SettingError):
        world.do(SetCaller(Caller="carl"))

    assert refused.value.code == "AccessDeniedException"
    assert world.service.permissions.caller == "ben"


def test_what_breaks_a_rule_of_the_api_is_refused_for_that() -> None:
    world, judge = world_of(scenario(), "lambda:GetFunction", until="0s")
    world.do(SetCaller(Caller="ana"))
    with pytest.raises(AwsError) as refused:
        world.do(aws.GetFunction(FunctionName="no such name"))

    assert refused.value.code == "ValidationException"
    assert ("ana", "lambda:GetFunction", "*") not in judge.questions


def test_our_own_operations_need_no_permission() -> None:
    world, judge = world_of(scenario(), until="0s")
    world.do(SetCaller(Caller="ana"))
    before = len(judge.questions)
    world.do(SetCaller(Caller=""))

    assert not [each for each in judge.questions[before:] if each[0] == "ana"]


def test_policies_decide_and_not_a_switch() -> None:
    world, _ = world_of(scenario(), until="0s")
    with pytest.raises(SettingError, match="policies"):
        world.do(SetRole(FunctionName="f", Action="sqs:SendMessage", Allowed="no"))


def test_a_caller_is_part_of_the_journal_and_of_a_checkpoint() -> None:
    world, _ = world_of(scenario(), until="0s")
    world.do(SetCaller(Caller="ana"))
    copy = world.copy()
    copy.do(SetCaller(Caller="ben"))

    assert (world.service.permissions.caller, copy.service.permissions.caller) == ("ana", "ben")


# The role of a function


def using(*called: AwsCall, **more: object) -> FunctionSetup:
    return FunctionSetup(name="f", code=Code(uses=called, **more))  # type: ignore[arg-type]  fields of Code


WRITE = AwsCall(action="dynamodb:PutItem", resource="dynamodb:orders")
READ = AwsCall(action="dynamodb:GetItem", resource="dynamodb:orders", on_denied="goes-on")


def test_the_code_is_stopped_by_the_first_call_that_raises() -> None:
    third = AwsCall(action="s3:PutObject", resource="s3:photos/x")
    given = scenario(using(READ, WRITE, third), traffic=[calls("0s")])
    world, _ = world_of(given, "dynamodb:GetItem", "dynamodb:PutItem", "s3:PutObject")
    denied = [event for event in world.log.since(0) if event.kind == "permission.denied"]

    assert statuses(world) == ["error"]
    assert [event.numbers["then"] for event in denied] == ["goes-on", "raises"]
    assert sentence(denied[0]).endswith(" The code catches that and goes on.")
    assert sentence(denied[1]).endswith(" so the invocation fails.")
    assert [event.request for event in denied] == [1, 1]


def test_calls_take_no_time_and_draw_no_luck() -> None:
    plain = later(opened(function(), traffic=[calls("0s", count=20)]), "1min")
    given = scenario(using(WRITE), traffic=[calls("0s", count=20)])
    asked, _ = world_of(given)

    assert [each.duration_us for each in records(asked)] == [
        each.duration_us for each in records(plain)
    ]
    assert set(statuses(asked)) == {"ok"}


def test_a_role_that_may_not_read_a_queue_leaves_it_full_until_it_may() -> None:
    world = World(
        judged(
            scenario(
                function(),
                setup=[queue(), mapping(queue_arn("orders"), function="f")],
                traffic=[calls("1s", to="sqs:orders")],
            ),
            "",
        ),
        authoriser=(judge := Stern()),
    )
    judge.forbidden.add("sqs:ReceiveMessage")
    later(world, "2min")
    assert "mapping.denied" in kinds(world)
    assert statuses(world) == []

    judge.forbidden.clear()
    later(world, "2min")
    assert statuses(world) == ["ok"]


def test_what_was_assumed_denies_calls_of_the_code_too() -> None:
    world = opened(function(), traffic=[calls("1s")])
    given = replace(world.scenario, functions=(using(WRITE),))
    world = World(given)
    world.do(SetRole(FunctionName="f", Action="dynamodb:PutItem", Allowed="no"))
    later(world, "1min")

    assert statuses(world) == ["error"]
    said = "\n".join(line.message for line in world.logged())
    assert (
        "when calling the PutItem operation: User: arn:aws:sts::123456789012:assumed-role/" in said
    )


@pytest.mark.parametrize("action", ["PutItem", "dynamodb:", ":x", "dynamodb PutItem"])
def test_a_call_that_names_no_action_opens_no_account(action: str) -> None:
    with pytest.raises(CallError, match="no action"):
        World(scenario(using(AwsCall(action=action, resource="*"))))


# The door of a function


@pytest.mark.parametrize("seed", range(3))
def test_a_source_that_is_not_let_in_gives_up_at_once(seed: int) -> None:
    news = "arn:aws:sns:us-east-1:123456789012:news"
    f_arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
    given = scenario(
        setup=[
            aws.CreateTopic(Name="news"),
            aws.Subscribe(TopicArn=news, Protocol="lambda", Endpoint=f_arn),
        ],
        traffic=[calls("0s", to="sns:news")],
    )
    judge = Stern({INVOKE})
    world = World(judged(given, ""), seed=seed, authoriser=judge)
    later(world, "1min")

    assert kinds(world) == [
        "topic.published",
        "source.sent",
        "permission.denied",
        "source.refused",
        "source.dropped",
    ]
    assert world.snapshot().sources[0].dropped == 1


def test_the_events_of_a_role_that_cannot_be_assumed_wait_and_are_tried_again() -> None:
    given = scenario(traffic=[calls("0s", invocation="async")])
    judge = Stern()
    judge.trusted = False
    world = World(judged(given, ""), authoriser=judge)
    later(world, "1min")
    assert "role.not_assumed" in kinds(world)

    judge.trusted = True
    world.advance(world.now_us + Micros(600_000_000))
    assert statuses(world)[-1] == "ok"


@pytest.mark.parametrize(
    ("action", "called"),
    [
        ("dynamodb:PutItem", "PutItem"),
        ("lambda:InvokeFunction", "Invoke"),
        ("s3:ListBucket", "ListObjectsV2"),
    ],
)
def test_the_log_names_the_operation_as_boto3_does_and_not_the_action(
    action: str, called: str
) -> None:
    said = client_error(action, "AccessDeniedException", "no")

    assert (
        said == f"An error occurred (AccessDeniedException) when calling the {called} operation: no"
    )
