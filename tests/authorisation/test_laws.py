"""Laws of permissions: allowed in everything is as if nobody asked, and denied changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from any_named import named
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from permitted import (
    HERE,
    INVOKE,
    F,
    account,
    allow,
    calls,
    denials,
    deny,
    opened,
    policy,
    role,
    statuses,
    user,
    uses,
)
from thorough import examples

from lambdatutor.authorisation import AUTHORISER, estate_of
from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.identities.setup import UserSetup
from lambdatutor.simulator.scenario import Scenario, Traffic
from lambdatutor.simulator.world import World

FEW = settings(max_examples=examples(15))
ANYBODY = "*"

SETUP: tuple[Operation, ...] = (
    aws.CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"}),
    aws.CreateTopic(Name="news"),
    aws.CreateBucket(Bucket="photos"),
    aws.CreateEventSourceMapping(
        FunctionName="f", EventSourceArn=f"arn:aws:sqs:us-east-1:{HERE}:orders"
    ),
    aws.Subscribe(TopicArn=f"arn:aws:sns:us-east-1:{HERE}:news", Protocol="lambda", Endpoint=F),
    aws.CreateApi(Name="web", ProtocolType="HTTP", Target=F),
)


def busy(caller: str = "") -> tuple[Traffic, ...]:
    """Everything that reaches a function, at chance moments."""
    return (
        Traffic(name="direct", rate=4.0, arrivals="poisson", caller=caller),
        Traffic(name="events", rate=2.0, arrivals="poisson", invocation="async", caller=caller),
        Traffic(name="queue", rate=3.0, arrivals="poisson", to="sqs:orders", caller=caller),
        Traffic(name="topic", rate=2.0, arrivals="poisson", to="sns:news", caller=caller),
        Traffic(name="web", rate=2.0, arrivals="poisson", to="apigateway:web"),
    )


def open_to_all(permissions: str, seed_errors: float = 0.2) -> Scenario:
    """An account in which every policy there is allows everything."""
    code = replace(uses("dynamodb:PutItem", "dynamodb:orders"), errors=seed_errors)
    door = policy(allow("lambda:*", [F, f"{F}:*"], Principal=ANYBODY))
    return account(
        roles=[role(managed=("AdministratorAccess",))],
        users=[user("ana", allow("*"))],
        resources={"lambda:f": door},
        setup=SETUP,
        code=code,
        traffic=busy("ana"),
        caller="ana",
        permissions=permissions,
    )


@FEW
@given(seed=st.integers(0, 10_000), errors=st.sampled_from((0.0, 0.3, 1.0)))
def test_where_everything_is_allowed_asking_changes_nothing(seed: int, errors: float) -> None:
    asked, assumed = (
        opened(open_to_all(permissions, errors), seed) for permissions in ("judged", "assumed")
    )
    for world in (asked, assumed):
        world.advance(20_000_000)
        world.do(aws.PublishVersion(FunctionName="f"))
        world.advance(40_000_000)

    assert denials(asked) == []
    assert asked.log.digest() == assumed.log.digest()
    assert asked.records() == assumed.records()
    assert asked.snapshot() == assumed.snapshot()
    assert asked.logged() == assumed.logged()


@FEW
@given(seed=st.integers(0, 10_000))
def test_where_everything_is_denied_nothing_runs(seed: int) -> None:
    nothing = policy(deny("*", [F, f"{F}:*"], Principal=ANYBODY))
    world = opened(
        account(
            roles=[role(deny("*"))],
            users=[user("ana", allow("*"))],
            resources={"lambda:f": nothing},
            setup=[each for each in SETUP if not isinstance(each, aws.CreateEventSourceMapping)],
            traffic=busy("ana"),
        ),
        seed,
    )
    world.advance(30_000_000)

    assert "ok" not in statuses(world)
    assert world.service.built == 0
    assert world.logged() == ()


STATEMENTS = st.builds(
    lambda effect, action, resource: {"Effect": effect, "Action": action, "Resource": resource},
    st.sampled_from(("Allow", "Allow", "Deny")),
    st.sampled_from(
        ("*", "lambda:*", INVOKE, "sqs:*", "sqs:SendMessage", "lambda:Get*", "iam:*", "s3:Put*")
    ),
    st.sampled_from(("*", F, f"{F}*", f"arn:aws:sqs:us-east-1:{HERE}:*", "arn:aws:s3:::photos/*")),
)
OPERATION = st.sampled_from(sorted(OPERATIONS)).map(lambda name: named(OPERATIONS[name]))


def person(statements: list[dict[str, object]]) -> UserSetup:
    return UserSetup(name="ana", inline={"own": policy(*statements)})


@settings(max_examples=150)
@given(statements=st.lists(STATEMENTS, min_size=1, max_size=4), operation=OPERATION)
def test_what_is_denied_changes_nothing_but_the_log(
    statements: list[dict[str, object]], operation: Operation
) -> None:
    can_read = role(managed=("AWSLambdaSQSQueueExecutionRole",))
    world = opened(account(roles=[can_read], users=[person(statements)], setup=SETUP, caller="ana"))
    before, policies = world.snapshot(), estate_of(world)
    with suppress(LambdaTutorError):
        world.do(operation)
    if not denials(world):
        return
    assert world.snapshot() == before
    assert estate_of(world) is policies
    assert [event.kind for event in world.log.since(0)][-2:] == [
        "permission.denied",
        "operation.refused",
    ]


@settings(max_examples=60)
@given(statements=st.lists(STATEMENTS, max_size=4), extra=STATEMENTS, operation=OPERATION)
def test_an_allow_more_never_denies_and_a_deny_more_never_allows(
    statements: list[dict[str, object]], extra: dict[str, object], operation: Operation
) -> None:
    fewer = opened(account(users=[person(statements)], caller="ana"))
    more = opened(account(users=[person([*statements, extra])], caller="ana"))
    was, became = (
        AUTHORISER.call(world.service, "ana", operation) is None for world in (fewer, more)
    )

    assert became or not was if extra["Effect"] == "Allow" else was or not became


def _runs() -> Iterator[World]:
    for _ in range(2):
        world = opened(open_to_all("judged"), 7)
        with suppress(AwsError):
            world.do(
                aws.DetachRolePolicy(
                    RoleName="f-role", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
                )
            )
        world.advance(20_000_000)
        yield world


def test_the_same_policies_and_seed_give_the_same_history() -> None:
    first, second = _runs()
    assert first.log.digest() == second.log.digest()
    assert len(denials(first)) > 3


def test_a_policy_written_as_json_or_with_other_blanks_is_the_same() -> None:
    spaced = json.dumps(json.loads(policy(allow(INVOKE, F))), indent=3)
    for text in (policy(allow(INVOKE, F)), spaced):
        ana = UserSetup(name="ana", inline={"own": text})  # type: ignore[dict-item]  any text is a policy
        world = opened(account(users=[ana], traffic=[calls("0s", "ana")]))
        world.advance(10_000_000)
        assert statuses(world) == ["ok"]


@pytest.mark.parametrize("kind", sorted(OPERATIONS))
def test_who_may_do_nothing_may_do_none_of_the_operations(kind: str) -> None:
    """But for GetCallerIdentity, which needs no permission."""
    world = opened(account(users=[user("ana")], caller="ana"))
    denial = AUTHORISER.call(world.service, "ana", named(OPERATIONS[kind]))

    assert (denial is None) == (kind == "GetCallerIdentity")
