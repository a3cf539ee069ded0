"""Track 10, least-privilege: from everything to what the refusals name, in a running account."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from permitted import (
    INVOKE,
    ORDERS,
    F,
    account,
    allow,
    calls,
    denials,
    deny,
    later,
    opened,
    played,
    policy,
    role,
    statuses,
    user,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.simulator.aws_call import AwsCall
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.scenario import Code, FunctionSetup
from lambdatutor.simulator.world import World

PARCELS = "arn:aws:sqs:us-east-1:123456789012:parcels"
NEEDED = {
    ("dynamodb:GetItem", ORDERS),
    ("dynamodb:PutItem", ORDERS),
    ("sqs:SendMessage", PARCELS),
}
CODE = Code(
    uses=tuple(AwsCall(action=action, resource=resource) for action, resource in sorted(NEEDED))
)


def holds(world: World, *statements: dict[str, object]) -> None:
    """The role has this one policy from now on."""
    document = policy(*statements)
    world.do(aws.PutRolePolicy(RoleName="f-role", PolicyName="own", PolicyDocument=document))


def tried(world: World) -> str:
    """How one more request ends."""
    world.do(aws.Invoke(FunctionName="f"))
    later(world, "10s")
    return statuses(world)[-1]


def test_with_a_star_it_runs_and_nobody_learns_what_it_needs() -> None:
    world = played(account(roles=[role(allow("*"))], code=CODE, traffic=[calls("0s")]))

    assert statuses(world) == ["ok"]
    assert denials(world) == []


def test_start_from_nothing_and_add_what_the_refusals_name() -> None:
    """Each request that fails names one thing; after three of them there is nothing left to add."""
    world = opened(account(code=CODE))
    added: list[tuple[str, str]] = []
    while tried(world) == "error":
        denied = denials(world)[-1].numbers
        added.append((str(denied["action"]), str(denied["resource"])))
        assert len(added) <= len(NEEDED)
        holds(world, *(allow(action, resource) for action, resource in added))

    assert statuses(world) == ["error"] * 3 + ["ok"]
    assert len(added) == len(set(added))
    assert set(added) == NEEDED


@pytest.mark.fact("IAM-020")
def test_a_role_that_is_stolen_is_worth_nothing_where_policies_ask_for_the_function() -> None:
    """The same role and the same action: by the code it is allowed, by a thief's hand it is not."""
    from_f = {"ArnEquals": {"lambda:SourceFunctionArn": F}}
    put = Code(uses=(AwsCall(action="sqs:SendMessage", resource=PARCELS),))
    queue = aws.CreateQueue(QueueName="parcels")
    sends = aws.SendMessage(
        QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/parcels", MessageBody="{}"
    )
    thief = "arn:aws:sts::123456789012:assumed-role/f-role/thief"

    def stolen(*statements: dict[str, object]) -> tuple[str, str]:
        world = opened(account(roles=[role(*statements)], code=put, setup=[queue]))
        by_code = tried(world)
        return by_code, answered(world, thief, sends)

    assert stolen(allow("sqs:SendMessage", PARCELS)) == ("ok", "ok")
    assert stolen(allow("sqs:SendMessage", PARCELS, Condition=from_f)) == ("ok", "AccessDenied")
    not_elsewhere = {"ArnNotEquals": {"lambda:SourceFunctionArn": F}}
    wide = (allow("*"), deny("sqs:*", Condition=not_elsewhere))
    assert stolen(*wide) == ("ok", "AccessDenied")


def answered(world: World, caller: str, operation: aws.Operation) -> str:
    """`ok`, or the code that AWS refuses with."""
    world.do(SetCaller(Caller=caller))
    try:
        world.do(operation)
    except AwsError as error:
        return error.code
    return "ok"


@pytest.mark.fact("IAM-008", "PER-007")
@pytest.mark.parametrize(
    ("pattern", "reaches"),
    [
        (F, {"f"}),
        (f"{F}:live", {"f:live"}),
        (f"{F}:*", {"f:live", "f:beta"}),
        (f"{F}*", {"f", "f:live", "f:beta", "f-refund"}),
    ],
)
def test_a_star_behind_a_name_and_a_qualifier_reach_what_they_say(
    pattern: str, reaches: set[str]
) -> None:
    setup = [
        aws.PublishVersion(FunctionName="f"),
        aws.CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
        aws.CreateAlias(FunctionName="f", Name="beta", FunctionVersion="1"),
    ]
    scene = account(users=[user("ana", allow(INVOKE, pattern))], setup=setup)
    world = opened(replace(scene, functions=(*scene.functions, FunctionSetup(name="f-refund"))))

    called = ("f", "f:live", "f:beta", "f-refund")
    answers = {each: answered(world, "ana", aws.Invoke(FunctionName=each)) for each in called}
    assert answers == {
        each: "ok" if each in reaches else "AccessDeniedException" for each in called
    }
