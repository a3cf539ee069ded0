"""Every kind of policy as a document of a lab: where it takes effect, and what stores it."""

import json
from typing import get_args

import pytest
from msgspec.structs import replace

from lambdatutor.authorisation import AUTHORISER, estate_of
from lambdatutor.course.format import PolicyLab
from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.course.policies.names import PolicyNameError, PolicyNames
from lambdatutor.course.policies.parts import PolicyDocument, PolicyRequest, Side
from lambdatutor.course.policies.worlds import world_with
from lambdatutor.course.reader import read_text
from lambdatutor.iam import Kind
from lambdatutor.simulator.identities.setup import RoleSetup
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.world import World

WORLD = read_text(
    """
functions:
  - {name: report, role: report-role, code: {run: 50ms}}
  - {name: bare, code: {run: 50ms}}
identities:
  roles:
    - name: report-role
      inline: {work: {Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}}
    - {name: deploy, path: /team/}
  users:
    - name: ana
      inline: {work: {Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}}
  organization:
    accounts: ["123456789012"]
    scps: [[{Version: "2012-10-17", Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}]]
""",
    Scenario,
    "world.yaml",
)


def text(**statement: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


READ = text(Action="s3:GetObject", Resource="*")
READ_BY_ALL = text(Principal="*", Action="s3:GetObject", Resource="*")


def attempt(side: Side, of: str, *requests: PolicyRequest, name: str = "") -> PolicyAttempt:
    lab = PolicyLab(
        id="lab",
        kind="policy",
        brief="",
        documents=(PolicyDocument(id="mine", title="", side=side, of=of, name=name),),
        requests=requests,
        objectives=(),
        solution=(),
    )
    return PolicyAttempt(lab, WORLD, lambda _: None)


def asks(principal: str, action: str, resource: str) -> PolicyRequest:
    return PolicyRequest(
        id=action, says="", kind="traffic", principal=principal, action=action, resource=resource
    )


def both(principal: str) -> tuple[PolicyRequest, PolicyRequest]:
    return asks(principal, "s3:GetObject", "photos/1"), asks(principal, "s3:PutObject", "photos/1")


@pytest.mark.parametrize(
    ("side", "of", "principal"),
    [
        ("boundary", "report-role", "report"),
        ("boundary", "ana", "ana"),
        ("session", "report-role", "report"),
        ("session", "ana", "ana"),
        ("scp", "2", "ana"),
        ("scp", "1", "report"),
    ],
)
def test_what_only_limits_leaves_what_it_names(side: Side, of: str, principal: str) -> None:
    name = "SCP 1.1" if of == "1" else ""
    work = attempt(side, of, *both(principal), name=name)

    work.edit("mine", READ)

    assert [each.words for each in work.verdicts()] == ["allowed", "denied"]
    assert work.verdicts()[1].decided_by == side


def test_a_session_policy_limits_only_the_sessions_of_its_role() -> None:
    work = attempt("session", "report-role", *both("ana"))

    work.edit("mine", READ)

    assert [each.words for each in work.verdicts()] == ["allowed", "allowed"]


def test_a_users_policy_takes_the_place_of_the_one_of_its_name() -> None:
    work = attempt("identity", "ana", *both("ana"), name="work")
    assert [each.words for each in work.verdicts()] == ["denied", "denied"]

    work.edit("mine", READ)

    assert [each.words for each in work.verdicts()] == ["allowed", "denied"]


def test_a_role_of_that_name_in_another_account_is_left_as_it_is() -> None:
    identities = WORLD.identities
    stranger = RoleSetup(name="deploy", account="222222222222")
    world = replace(WORLD, identities=replace(identities, roles=(stranger, *identities.roles)))
    of = "arn:aws:iam::123456789012:role/team/deploy"
    mine = PolicyDocument(id="mine", title="", side="identity", of=of)

    left = world_with(world, [mine], {"mine": READ}).identities.roles

    assert [(each.account, dict(each.inline)) for each in left if each.name == "deploy"] == [
        ("222222222222", {}),
        ("", {"mine": READ}),
    ]


def test_a_trust_policy_says_who_may_wear_the_role() -> None:
    work = attempt("trust", "deploy", asks("ana", "sts:AssumeRole", "deploy"))
    assert work.verdicts()[0].words == "denied"

    work.edit("mine", text(Principal={"AWS": "123456789012"}, Action="sts:AssumeRole"))

    assert work.verdicts()[0].words == "allowed"


@pytest.mark.parametrize(
    ("of", "action", "resource"),
    [
        ("s3:photos", "s3:GetObject", "photos/1"),
        ("sqs:orders", "sqs:SendMessage", "orders"),
        ("sns:news", "sns:Publish", "news"),
        ("report", "lambda:InvokeFunction", "report"),
        ("report:live", "lambda:InvokeFunction", "report:live"),
        ("arn:aws:sqs:us-east-1:123456789012:orders", "sqs:SendMessage", "sqs:orders"),
    ],
)
def test_a_resource_policy_stands_at_its_resource(of: str, action: str, resource: str) -> None:
    work = attempt("resource", of, asks("sns.amazonaws.com", action, resource))
    assert work.verdicts()[0].words == "denied"

    work.edit("mine", text(Principal={"Service": "sns.amazonaws.com"}, Action=action, Resource="*"))

    assert work.verdicts()[0].words == "allowed"


@pytest.mark.parametrize(
    ("side", "of", "command"),
    [
        (
            "identity",
            "ana",
            "aws iam put-user-policy --user-name ana --policy-name mine --policy-d",
        ),
        ("identity", "deploy", "aws iam put-role-policy --role-name deploy --policy-name mine "),
        ("trust", "deploy", "aws iam update-assume-role-policy --role-name deploy --policy-docu"),
        ("boundary", "ana", "aws iam create-policy --policy-name mine --policy-document "),
        ("scp", "1", "aws organizations create-policy --type SERVICE_CONTROL_POLICY --name mine"),
        ("rcp", "1", "aws organizations create-policy --type RESOURCE_CONTROL_POLICY --name mine"),
        ("session", "deploy", "aws sts assume-role --role-arn arn:aws:iam::123456789012:role/team"),
        ("resource", "s3:photos", "aws s3api put-bucket-policy --bucket photos --policy "),
        ("resource", "sqs:orders", "aws sqs set-queue-attributes --queue-url https://sqs.us-east"),
        ("resource", "sns:news", "aws sns set-topic-attributes --topic-arn arn:aws:sns:us-east-1:"),
        ("resource", "dynamodb:t", "aws dynamodb put-resource-policy --resource-arn arn:aws:dynam"),
        (
            "resource",
            "report:live",
            "aws lambda put-resource-policy --resource-arn arn:aws:lambda:",
        ),
    ],
)
def test_the_command_is_that_of_the_service(side: Side, of: str, command: str) -> None:
    assert attempt(side, of).command("mine").startswith(command)


@pytest.mark.parametrize(
    ("side", "of", "written", "name"),
    [
        ("identity", "report-role", READ, ""),
        ("identity", "report-role", READ, "work"),
        ("identity", "bare-role", READ, ""),
        ("identity", "ana", READ, ""),
        ("boundary", "ana", READ, ""),
        ("trust", "deploy", text(Principal={"AWS": "123456789012"}, Action="sts:AssumeRole"), ""),
        ("resource", "s3:photos", READ_BY_ALL, ""),
        ("resource", "report", text(Principal="*", Action="lambda:*", Resource="*"), ""),
        ("scp", "1", READ, ""),
        ("scp", "1", READ, "SCP 1.1"),
        ("scp", "2", READ, ""),
    ],
)
def test_the_world_that_is_left_answers_as_the_lab_did(
    side: Side, of: str, written: str, name: str
) -> None:
    requests = [
        asks(who, action, resource)
        for who in ("ana", "report", "bare", "deploy", "s3.amazonaws.com", "anonymous")
        for action, resource in (
            ("s3:GetObject", "photos/1"),
            ("s3:PutObject", "photos/1"),
            ("lambda:InvokeFunction", "report"),
            ("sts:AssumeRole", "deploy"),
        )
    ]
    work = attempt(side, of, *requests, name=name)
    work.edit("mine", written)

    left = replace(work.world, permissions="judged")
    estate = estate_of(World(left, authoriser=AUTHORISER))
    there = [
        estate.decide(each.asked.principal, each.asked.action, each.asked.resource).allowed
        for each in work.verdicts()
        if each.asked is not None
    ]
    assert there == [each.allowed for each in work.verdicts()]
    assert len(there) == len(requests)
    assert left.identities != WORLD.identities


def test_a_lab_has_a_document_of_every_kind_that_the_engine_reads() -> None:
    assert set(get_args(Side)) == set(get_args(Kind))


def test_a_document_without_a_statement_takes_a_policy_away() -> None:
    work = attempt("identity", "ana", name="work")

    assert work.world.identities.users[0].inline == {}


def test_names_are_the_arns_that_aws_sees() -> None:
    names = PolicyNames(WORLD)

    assert names.principal("deploy") == "arn:aws:sts::123456789012:assumed-role/deploy/session"
    assert names.principal("bare") == "arn:aws:sts::123456789012:assumed-role/bare-role/bare"
    assert names.principal("accounts.google.com") == "accounts.google.com"
    assert names.resource("deploy", "iam:PassRole") == "arn:aws:iam::123456789012:role/team/deploy"


@pytest.mark.parametrize(
    ("side", "of"),
    [("scp", "0"), ("scp", "root"), ("trust", "ana"), ("identity", "nobody"), ("resource", "ana")],
)
def test_a_document_of_nobody_is_named(side: Side, of: str) -> None:
    with pytest.raises(PolicyNameError, match=f'"{of}"'):
        attempt(side, of)
