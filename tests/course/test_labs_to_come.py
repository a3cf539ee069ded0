"""Policy labs that lessons to come are to carry: each is proved, played, and says what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from lambdatutor.aws.denied import refused_request
from lambdatutor.aws.operations import GetPolicy
from lambdatutor.course.check import check
from lambdatutor.course.format import Lesson, PolicyLab
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.policies import size
from lambdatutor.course.policies.cheats import policy_cheats
from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.course.policies.reading import opening_text
from lambdatutor.course.policies.standing import RequestVerdict
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import lesson_file, read_lesson
from lambdatutor.sam import explain, operations
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import HOUR
from lambdatutor.simulator.world import World
from lambdatutor.tui.policy.explanation import VerdictPage

LABS = Path(__file__).parent / "labs_to_come"
TO_COME = {path.stem: read_lesson(path) for path in sorted(LABS.glob("*.yaml"))}
LESSONS = {
    name: lesson
    for name, lesson in TO_COME.items()
    if any(isinstance(step, PolicyLab) for step in lesson.steps)
}
EMPTY = '{"Version": "2012-10-17", "Statement": []}'


def lab_of(lesson: Lesson, step: str) -> PolicyLab:
    found = lesson.step(step)
    assert isinstance(found, PolicyLab)
    return found


def opened(lesson: str, step: str) -> PolicyAttempt:
    found = LESSONS[lesson]
    lab = lab_of(found, step)
    return PolicyAttempt(lab, lab.opening(found.world), lambda _: None)


def verdict(work: PolicyAttempt, request: str) -> RequestVerdict:
    return next(each for each in work.verdicts() if each.request.id == request)


def write(work: PolicyAttempt, document: str, *statements: dict[str, object]) -> None:
    work.edit(document, json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))


def allow(action: str | list[str], resource: str, **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def slipped(work: PolicyAttempt) -> set[str]:
    """Held-out attacks that come through."""
    return {each.request.id for each in work.judge() if not each.passes}


def solved(lesson: str, step: str) -> LessonRun:
    """A run of the lesson after somebody wrote its solution by hand."""
    run = LessonRun(LESSONS[lesson])
    run.go(step)
    work = run.policy_lab
    assert work is not None
    for each in work.lab.solution:
        work.edit(each.document, each.text)
    assert list(work.judge())
    assert work.met
    return run


ALL_LABS = [
    (name, step.id)
    for name, lesson in LESSONS.items()
    for step in lesson.steps
    if isinstance(step, PolicyLab)
]


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_is_proved_and_no_cheat_of_the_suite_meets_it(lesson: str) -> None:
    assert check(LABS / f"{lesson}.yaml") == []


@pytest.mark.parametrize(("lesson", "step"), ALL_LABS)
def test_each_lab_opens_unsolved_is_met_by_hand_and_has_attacks_held_out(
    lesson: str, step: str
) -> None:
    work = opened(lesson, step)
    assert not work.ready
    assert work.held_out >= 2
    solved(lesson, step)


@pytest.mark.parametrize(("lesson", "step"), ALL_LABS)
def test_each_wrong_opening_has_a_hint_of_its_own(lesson: str, step: str) -> None:
    """The first hint speaks of what is wrong when the lab opens, and not to everybody."""
    work = opened(lesson, step)

    assert work.hint() != work.lab.hints[-1].say


def ended(run: LessonRun, step: str) -> list[tuple[str, str]]:
    """How each request of a run that goes on from a lab ends, by function."""
    run.go(step)
    run.advance(HOUR)
    return [(each.record.function, each.record.status) for each in run.receipts()]


@pytest.mark.parametrize(
    ("lesson", "step", "watch", "ends"),
    [
        ("execution-role", "wear-it", "it-writes", [("orders", "ok")]),
        ("least-privilege", "shrink", "still-works", [("orders", "ok"), ("shop", "ok")]),
        ("sam", "read-what-it-wrote", "still-works", [("thumbnails", "ok")]),
        (
            "resource-policy",
            "guest-list",
            "ana-comes",
            [("thumbnails", "ok"), ("thumbnails", "refused"), ("thumbnails", "ok")],
        ),
    ],
)
def test_the_account_runs_by_what_the_lab_left_behind(
    lesson: str, step: str, watch: str, ends: list[tuple[str, str]]
) -> None:
    assert ended(solved(lesson, step), watch) == ends


def test_the_account_notices_when_the_lab_left_too_little() -> None:
    run = solved("least-privilege", "shrink")
    work = run.policy_lab
    assert work is not None
    write(work, "work")

    ends = ended(run, "still-works")
    assert set(ends) == {("orders", "error"), ("shop", "ok")}
    assert ends.count(("orders", "error")) == 3, "S3's event is tried twice more"


# Least privilege


DOCUMENTS_OF = {"orders": "work", "orders-role": "work", "shop": "call"}


def named_by_refusals(work: PolicyAttempt) -> PolicyAttempt:
    """Start from nothing, and add what the sentence of each refusal names: nothing else."""
    for each in ("door", "work", "call"):
        work.edit(each, EMPTY)
    for _ in work.lab.requests:
        refused = next((each for each in work.verdicts() if not each.passes), None)
        if refused is None or refused.asked is None:
            break
        asked = refused.asked
        assert refused.message.startswith(
            refused_request(asked.principal, asked.action, asked.resource)
        )
        statement = allow(asked.action, asked.resource)
        document = DOCUMENTS_OF.get(refused.request.principal, "door")
        if document == "door":
            statement["Principal"] = {"Service": asked.principal}
        held = json.loads(work.text(document))["Statement"]
        write(work, document, *held, statement)
    return work


def test_what_the_refusals_name_is_enough_and_leaves_the_deputy_and_the_thief() -> None:
    work = named_by_refusals(opened("least-privilege", "shrink"))

    assert work.ready
    assert slipped(work) == {"other-account", "other-bucket", "stolen", "stolen-send"}


def test_the_grant_shrinks_from_everything_to_seven_actions() -> None:
    work = opened("least-privilege", "shrink")

    def sizes() -> list[tuple[int, int]]:
        read = [cast("object", json.loads(work.text(each))) for each in ("work", "call")]
        return [(size.actions_granted(each), size.wildcards(each)) for each in read]

    assert all(actions > 100 and stars == 2 for actions, stars in sizes())
    work.show_solution()
    assert sizes() == [(6, 1), (1, 0)]


ORDERS = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
F = "arn:aws:lambda:us-east-1:123456789012:function:orders"
FROM_CODE = {"ArnEquals": {"lambda:SourceFunctionArn": F}}
LOGS = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/*"
OURS = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
IMPORTS = {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::imports"}}

WIDENED: tuple[tuple[str, int, dict[str, object], set[str]], ...] = (
    ("door", 0, {"Condition": IMPORTS}, {"other-account"}),
    ("door", 0, {"Condition": OURS}, {"other-bucket"}),
    ("work", 0, {"Action": "dynamodb:*Item"}, {"deletes"}),
    ("work", 0, {"Resource": f"{ORDERS}*"}, {"archive"}),
    ("work", 0, {"Condition": {}}, {"stolen"}),
    ("work", 1, {"Action": "sqs:*"}, {"empties"}),
    ("work", 1, {"Condition": {}}, {"stolen-send"}),
    ("work", 2, {"Resource": LOGS}, {"other-log"}),
    ("call", 0, {"Resource": f"{F}:*"}, {"beta"}),
    ("call", 0, {"Resource": [F, f"{F}:live"]}, {"newest"}),
    ("call", 0, {"Resource": f"{F}*"}, {"beta", "newest", "refund"}),
    ("call", 0, {"Action": "lambda:*", "Resource": [F, f"{F}:live"]}, {"newest", "replaces"}),
)
"""A document of the solution, its statement, what is written there, and which attacks succeed."""


@pytest.mark.parametrize(("document", "index", "change", "lets_through"), WIDENED)
def test_each_star_and_each_missing_condition_has_an_attack_that_finds_it(
    document: str, index: int, change: dict[str, object], lets_through: set[str]
) -> None:
    """By the attacks alone, without the objectives that count actions and stars."""
    lesson = LESSONS["least-privilege"]
    lab = replace(lab_of(lesson, "shrink"), objectives=())
    work = PolicyAttempt(lab, lab.opening(lesson.world), lambda _: None)
    for each in lab.solution:
        work.edit(each.document, each.text)
    statements = json.loads(work.text(document))["Statement"]
    statements[index] |= change
    write(work, document, *statements)

    assert work.ready
    assert slipped(work) == lets_through


def test_no_attack_is_held_out_for_nothing() -> None:
    held_out = {
        each.id for each in lab_of(LESSONS["least-privilege"], "shrink").requests if each.held_out
    }

    assert set.union(*(found for _, _, _, found in WIDENED)) == held_out


def test_a_condition_on_the_log_takes_the_log_away() -> None:
    """Lambda writes it in the role's name, and no function stands behind that call (IAM-020)."""
    work = solved("least-privilege", "shrink").policy_lab
    assert work is not None
    statements = json.loads(work.text("work"))["Statement"]
    write(work, "work", *({**each, "Condition": FROM_CODE} for each in statements))

    denied = {each.request.id for each in work.verdicts() if not each.allowed}
    assert denied == {"log-group", "log-stream", "log-lines", "drops", "mallory-calls"}


def test_the_suite_of_cheats_is_whole() -> None:
    """None of the eight is left out because the solution is as wide as the cheat."""
    lab = lab_of(LESSONS["least-privilege"], "shrink")
    solution = {each.document: each.text for each in lab.solution}

    assert len(list(policy_cheats(lab.documents, solution))) == 8


def test_without_its_attacks_the_lab_would_be_gamed() -> None:
    """Take away those that a cheat falls into, and `lambdatutor check` names the cheat."""
    text = (LABS / "least-privilege.yaml").read_text(encoding="utf-8")
    for each in ("other-account", "other-bucket", "stolen", "stolen-send"):
        start = text.index(f"      - id: {each}\n")
        text = text[:start] + text[text.index("      - id: ", start + 1) :]
    text = text.replace("other-account, stolen, deletes", "deletes")

    said = [finding.sentence for finding in prove(lesson_file(text, "least-privilege.yaml"))]
    assert any("leaves out every Condition of the solution" in each for each in said), said


# Deny wins


@pytest.mark.parametrize(
    ("request_id", "ends", "side"),
    [
        ("ana-calls", "with an explicit deny in an identity-based policy", "identity"),
        (
            "ana-publishes",
            "because no permissions boundary allows the lambda:PublishVersion action",
            "boundary",
        ),
        (
            "release-moves",
            "because no session policy allows the lambda:UpdateAlias action",
            "session",
        ),
        ("ana-deletes", "with an explicit deny in a service control policy", "scp"),
    ],
)
def test_the_end_of_aws_sentence_names_the_policy_to_open(
    request_id: str, ends: str, side: str
) -> None:
    found = verdict(opened("deny-wins", "four-noes"), request_id)

    assert found.message.endswith(ends)
    assert found.decided_by == side


def test_no_number_of_allows_repairs_a_deny() -> None:
    work = opened("deny-wins", "four-noes")
    deny = json.loads(work.text("own"))["Statement"][1]
    assert deny["Effect"] == "Deny"
    payouts = "arn:aws:lambda:us-east-1:123456789012:function:payouts"

    write(work, "own", *[allow("lambda:InvokeFunction", payouts)] * 5, allow("*", "*"), deny)
    assert verdict(work, "ana-calls").decided_by == "identity"
    assert not verdict(work, "ana-calls").allowed
    write(work, "own", allow("lambda:InvokeFunction", payouts))
    assert verdict(work, "ana-calls").allowed


@pytest.mark.parametrize(
    ("document", "request_id"), [("fence", "ana-calls"), ("tonight", "release-updates")]
)
def test_a_boundary_and_a_session_policy_take_away_and_give_nothing(
    document: str, request_id: str
) -> None:
    work = solved("deny-wins", "four-noes").policy_lab
    assert work is not None
    assert verdict(work, request_id).allowed

    work.edit(document, EMPTY)
    assert not verdict(work, request_id).allowed
    write(work, document, allow("*", "*"))
    write(work, "own")
    assert not verdict(work, "ana-calls").allowed, "a wide fence alone is no permission"


# Across accounts


def test_one_statement_lets_in_who_is_at_home_and_not_who_is_not() -> None:
    work = opened("cross-account", "two-yeses")
    door = json.loads(work.lab.solution[0].text)["Statement"]

    write(work, "door", *door)
    assert verdict(work, "ana-calls").allowed
    eve = verdict(work, "eve-calls")
    assert not eve.allowed
    assert "no identity-based policy allows" in eve.message
    write(work, "eves", allow("lambda:InvokeFunction", door[0]["Resource"]))
    assert verdict(work, "eve-calls").allowed
    write(work, "door")
    assert "no resource-based policy allows" in verdict(work, "eve-calls").message


def test_with_a_role_of_the_account_itself_one_side_is_enough_again() -> None:
    work = solved("cross-account", "a-role-instead").policy_lab
    assert work is not None

    assert size.statements(json.loads(work.text("door"))) == 0
    assert verdict(work, "reader-calls").decided_by == "identity"
    assert verdict(work, "bank-assumes").decided_by == "both"


def test_a_role_s_own_policy_is_called_its_trust_policy() -> None:
    work = solved("cross-account", "a-role-instead").policy_lab
    assert work is not None
    found = verdict(work, "bank-assumes")

    assert any(each.endswith("(trust policy)") for each in found.decisive), found.decisive
    assert "of the role's trust policy" in found.because
    assert "resource" not in " ".join((*found.decisive, found.because))

    page = [line.plain for line in VerdictPage(found).lines(100)]
    assert any("in the trust policy" in line for line in page)
    assert not any("resource policy" in line for line in page)


# By template


LAB = "read-what-it-wrote"
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
  Thumbnails:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: thumbnails
      Runtime: python3.13
      Handler: app.handler
      CodeUri: s3://code/thumbnails.zip
      Policies:
        - POLICY
        - LambdaInvokePolicy: {FunctionName: prints}
"""
EVENTS = """\
      Events:
        Upload: {Type: S3, Properties: {Bucket: !Ref Photos, Events: "s3:ObjectCreated:*"}}
"""
CONNECTOR = """\
  Let:
    Type: AWS::Serverless::Connector
    Properties: {Source: {Id: Photos}, Destination: {Id: Thumbnails}, Permissions: [Write]}
"""


def made_by_sam(template: str) -> tuple[object, dict[str, object]]:
    """The function's policy, and those of its role by name, in the account that SAM builds."""
    world = World(Scenario(setup=operations(explain(template))))
    identities = world.service.identities
    role = identities.roles["arn:aws:iam::123456789012:role/ThumbnailsRole"]
    door = str(world.do(GetPolicy(FunctionName="thumbnails"))["Policy"])
    return json.loads(door), {name: json.loads(text) for name, text in identities.policies_of(role)}


def test_the_lab_opens_with_what_sam_makes_of_the_template() -> None:
    door, held = made_by_sam(TEMPLATE.replace("POLICY", "AmazonS3ReadOnlyAccess") + EVENTS)
    work = opened("sam", LAB)

    documents = [json.loads(opening_text(each)) for each in work.documents]
    assert documents == [door, held["AmazonS3ReadOnlyAccess"], held["ThumbnailsRolePolicy1"]]


def test_the_solution_is_what_sam_makes_of_a_policy_template_and_a_connector() -> None:
    narrow = TEMPLATE.replace("POLICY", "S3ReadPolicy: {BucketName: photos}")
    made, held = made_by_sam(narrow + CONNECTOR)
    door, reads, _ = (json.loads(each.text) for each in opened("sam", LAB).lab.solution)

    assert door == made
    assert reads == held["ThumbnailsRolePolicy0"]


def test_the_star_of_lambda_invoke_policy_reaches_whatever_begins_so() -> None:
    work = opened("sam", LAB)

    archive = verdict(work, "archive")
    assert archive.allowed
    assert archive.asked is not None
    assert archive.asked.resource.endswith(":function:prints-archive")


# A private door


def test_an_allow_for_the_endpoint_takes_nothing_away_and_a_deny_has_to_spare_the_services() -> (
    None
):
    work = solved("privatelink", "by-the-door-only").policy_lab
    assert work is not None
    hours, deny = json.loads(work.text("door"))["Statement"]

    write(work, "door", hours, {**deny, "Effect": "Allow"})
    assert verdict(work, "by-internet").allowed
    forgetful = {"StringNotEquals": deny["Condition"]["StringNotEquals"]}
    write(work, "door", hours, {**deny, "Condition": forgetful})
    assert not verdict(work, "upload").allowed
    assert verdict(work, "upload").message.endswith("explicit deny in a resource-based policy")


def test_only_the_endpoint_s_policy_keeps_a_call_of_somebody_else_s_function_in() -> None:
    work = solved("privatelink", "by-the-door-only").policy_lab
    assert work is not None
    assert verdict(work, "leaks").decided_by == "endpoint"
    assert verdict(work, "leaks").message.endswith(
        "because no VPC endpoint policy allows the lambda:InvokeFunction action"
    )

    payroll = "arn:aws:lambda:us-east-1:123456789012:function:payroll"
    write(work, "gate", allow("lambda:*", payroll, Principal="*"))
    assert slipped(work) == {"wipes"}
    write(work, "gate", allow("lambda:InvokeFunction", "*", Principal="*"))
    assert verdict(work, "leaks").allowed
