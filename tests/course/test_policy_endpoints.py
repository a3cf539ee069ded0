"""The policy of a VPC endpoint as a document of a lab."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from lambdatutor.authorisation import AUTHORISER, estate_of
from lambdatutor.course.format import PolicyLab
from lambdatutor.course.policies.cheats import policy_cheats
from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.course.policies.names import PolicyNameError, PolicyNames
from lambdatutor.course.policies.parts import PolicyDocument, PolicyRequest
from lambdatutor.course.reader import lesson_file, read_text
from lambdatutor.course.style import check_style
from lambdatutor.iam import faults
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.world import World
from lambdatutor.tui.policy.known import known_in

LESSON = Path(__file__).parent / "labs_to_come" / "privatelink.yaml"
WORLD = read_text(
    """
functions:
  - {name: billing, code: {run: 50ms}}
  - name: shop
    role: shop-role
    code: {run: 50ms, uses: [{action: "lambda:InvokeFunction", resource: "lambda:billing"}]}
    network: {subnets: [subnet-a], security_groups: [sg-shop]}
identities:
  roles:
    - name: shop-role
      managed: [AWSLambdaVPCAccessExecutionRole]
      inline: {all: {Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}}
network:
  vpcs: [{id: vpc-shop}]
  subnets: [{id: subnet-a, cidr: 10.0.1.0/24}]
  security_groups:
    - {id: sg-shop}
    - {id: sg-door, ingress: [{from: sg-shop, ports: 443}]}
  endpoints:
    - {id: vpce-door, service: lambda, subnets: [subnet-a], security_groups: [sg-door]}
traffic:
  - {function: shop, at: 1s}
""",
    Scenario,
    "world.yaml",
)
BILLING = "arn:aws:lambda:us-east-1:123456789012:function:billing"
DOCUMENT = PolicyDocument(id="door", title="What may pass", side="endpoint", of="vpce-door")


def text(action: str, resource: str = BILLING, **more: object) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | more]})


def asks(action: str, *, through: str = "vpce-door") -> PolicyRequest:
    return PolicyRequest(
        id=f"{action} {through}",
        says="",
        kind="traffic",
        principal="shop",
        action=action,
        resource="billing",
        context={"aws:SourceVpce": through} if through else {},
    )


def attempt(*requests: PolicyRequest) -> PolicyAttempt:
    lab = PolicyLab(
        id="lab",
        kind="policy",
        brief="",
        documents=(DOCUMENT,),
        requests=requests or (asks("lambda:InvokeFunction"),),
        objectives=(),
        solution=(),
    )
    return PolicyAttempt(lab, WORLD, lambda _: None)


def test_it_limits_what_comes_through_the_endpoint() -> None:
    calls = "lambda:InvokeFunction"
    work = attempt(asks(calls), asks("lambda:DeleteFunction"), asks(calls, through=""))
    assert [each.words for each in work.verdicts()] == ["denied", "denied", "allowed"]

    work.edit("door", text(calls))

    assert [each.words for each in work.verdicts()] == ["allowed", "denied", "allowed"]
    assert work.verdicts()[1].decided_by == "endpoint"


def test_a_request_that_names_its_endpoint_carries_what_aws_knows_of_it() -> None:
    named = replace(asks("lambda:InvokeFunction", through=""), through="vpce-door")
    work = attempt(named)
    (verdict,) = work.verdicts()

    assert verdict.asked is not None
    carried = verdict.asked.context
    assert (carried["aws:SourceVpce"], carried["aws:SourceVpc"]) == ("vpce-door", "vpc-shop")
    assert verdict.decided_by == "endpoint"
    assert {"aws:SourceVpce", "aws:SourceVpc"} <= set(known_in(work).keys)


CALL = "action: lambda:InvokeFunction\n        resource: arn:aws:lambda:us-east-1:999999999999"
SPOILT = {
    "of another name": (
        "through: vpce-office\n        why: Salaries",
        "through: vpce-ofice\n        why: Salaries",
        'there is no VPC endpoint "vpce-ofice" in this lab',
    ),
    "of another service": (
        CALL,
        CALL.replace("lambda:InvokeFunction", "sqs:SendMessage"),
        "vpce-office is an endpoint of lambda, not for sqs:SendMessage",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_an_endpoint_that_a_request_cannot_come_through_is_found_where_it_stands(
    case: str,
) -> None:
    old, new, says = SPOILT[case]
    good = LESSON.read_text(encoding="utf-8")
    assert good.count(old) == 1
    spoilt = good.replace(old, new)
    found = check_style(lesson_file(spoilt, "privatelink.yaml"))

    lines = spoilt.splitlines()
    (finding,) = (each for each in found if each.sentence == says)
    assert lines[finding.line - 1].strip().startswith("through: vpce-of")


def test_the_command_is_that_of_ec2() -> None:
    started = "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-door --policy-document "

    assert attempt().command("door").startswith(started)


def test_what_is_beyond_a_plain_allow_or_deny_is_refused_where_it_stands() -> None:
    work = attempt()
    work.edit("door", text("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}))

    (fault,) = work.faults("door")
    assert fault.sentence.startswith("Condition in the policy of a VPC endpoint is not judged here")


@pytest.mark.parametrize(
    ("written", "status"),
    [(text("lambda:InvokeFunction"), "ok"), (text("lambda:GetFunction"), "error")],
)
def test_the_world_that_is_left_runs_as_the_lab_answered(written: str, status: str) -> None:
    work = attempt()
    work.edit("door", written)
    world = World(replace(work.world, permissions="judged"), authoriser=AUTHORISER)
    world.advance(10_000_000)

    assert list(estate_of(world).endpoints) == ["vpce-door"]
    assert [each.status for each in world.records()] == [status]
    assert (work.verdicts()[0].words == "allowed") == (status == "ok")


def test_an_endpoint_that_is_not_in_the_world_is_named() -> None:
    with pytest.raises(PolicyNameError, match='there is no VPC endpoint "vpce-dor"'):
        PolicyNames(WORLD).of_document("endpoint", "vpce-dor")


def test_every_way_to_cheat_is_one_that_can_be_judged() -> None:
    cheats = list(policy_cheats((DOCUMENT,), {"door": text("lambda:InvokeFunction")}))

    for each in cheats:
        for written in each.texts.values():
            assert faults(json.loads(written), "endpoint") == [], each.name
    assert "writes Resource * in the solution" in {each.name for each in cheats}
