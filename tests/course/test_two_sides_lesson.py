"""The lesson on the two sides of a permission: its words are what the simulator and engine do."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from msgspec.structs import replace

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.aws import operations as aws
from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.course.cases import case_of, play
from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.format import Lesson, PolicyLab, Predict, Quiz, Recap
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.walking import texts
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED
from lambdatutor.plain.play import play as play_plainly
from lambdatutor.simulator.identities.setup import IdentitiesSetup, RoleSetup, UserSetup
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import MINUTE, Micros, parse
from lambdatutor.simulator.world import World

HERE = "123456789012"
THUMBNAILS = f"arn:aws:lambda:us-east-1:{HERE}:function:thumbnails"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/thumbnails-role/thumbnails"
PICTURES = f"arn:aws:dynamodb:us-east-1:{HERE}:table/pictures"
OF_THE_BUCKET = {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}}
OF_THE_ACCOUNT = {"StringEquals": {"aws:SourceAccount": HERE}}
OF_PHOTOS = {**OF_THE_BUCKET, **OF_THE_ACCOUNT}
S3 = {"Service": "s3.amazonaws.com"}
PHOTOS = ("s3:GetObject", "arn:aws:s3:::photos/*")
WRITE = ("dynamodb:PutItem", PICTURES)


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Catalogue().lesson("two-sides")


@pytest.fixture(scope="module")
def lab(lesson: Lesson) -> PolicyLab:
    step = lesson.step("both-sides")
    assert isinstance(step, PolicyLab)
    return step


@pytest.fixture
def attempt(lesson: Lesson, lab: PolicyLab) -> PolicyAttempt:
    return PolicyAttempt(lab, lab.opening(lesson.world), lambda _: None)


def run_of(lesson: Lesson, step: str) -> World:
    return play(case_of(lesson, lesson.step(step), 1, {}), 1)


def opened(scenario: Scenario) -> World:
    return World(scenario, seed=1, authoriser=AUTHORISER)


def ended(world: World) -> dict[str, int]:
    return dict(Counter(record.status for record in world.records()))


def denials(world: World) -> list[dict[str, object]]:
    return [dict(each.numbers) for each in world.log.since(0) if each.kind == "permission.denied"]


def says(lesson: Lesson, sentence: str) -> bool:
    return any(sentence in " ".join(each.text.split()) for each in texts(lesson))


def door(principal: object, condition: object = None, **more: object) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "lambda:InvokeFunction",
        "Resource": THUMBNAILS,
        **({"Condition": condition} if condition else {}),
        **more,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def work(*allowed: tuple[str, str]) -> str:
    statements = [{"Effect": "Allow", "Action": do, "Resource": on} for do, on in allowed]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


# What the guesses are about


def test_on_monday_nobody_is_let_in_and_the_role_has_nothing_to_do_with_it(lesson: Lesson) -> None:
    world = run_of(lesson, "monday")

    assert ended(world) == {"ok": 1}
    assert [(each["caller"], each["layer"]) for each in denials(world)] == [
        ("s3.amazonaws.com", "resource")
    ] * 3
    role = world.service.identities.role("thumbnails-role")
    assert role is not None
    assert any(arn.endswith("/AdministratorAccess") for arn in role.attached)
    assert sum("START RequestId" in line.message for line in world.logged()) == 1


def test_on_tuesday_everybody_is_let_in_and_the_code_may_not_write(lesson: Lesson) -> None:
    world = run_of(lesson, "tuesday")

    assert ended(world) == {"ok": 1, "error": 3}
    assert {(each["caller"], each["layer"], each["action"]) for each in denials(world)} == {
        (SESSION, "identity", "dynamodb:PutItem")
    }
    told = [line.message for line in world.logged() if "[ERROR]" in line.message]
    assert len(told) == 3
    assert (
        f"User: {SESSION} is not authorized to perform: dynamodb:PutItem on resource: {PICTURES} "
        "because no identity-based policy allows the dynamodb:PutItem action"
    ) in told[0]


def test_both_days_look_the_same_to_ana(lesson: Lesson) -> None:
    """One picture of four, whichever side it was: that is the riddle of the first page."""
    assert ended(run_of(lesson, "monday"))["ok"] == ended(run_of(lesson, "tuesday"))["ok"] == 1
    assert says(lesson, "Again Ana sees **one picture of four**")


def test_with_the_usual_retries_it_would_be_ten_runs(lesson: Lesson) -> None:
    step = lesson.step("tuesday")
    assert isinstance(step, Predict)
    case = case_of(lesson, step, 1, {})
    retries = tuple(
        each
        for each in case.scenario.setup
        if not isinstance(each, aws.PutFunctionEventInvokeConfig)
    )
    long = replace(case.scenario, setup=retries, until=Micros(10 * MINUTE))
    world = opened(long)
    world.advance(Micros(parse("5s")))
    world.do(
        aws.DetachRolePolicy(
            RoleName="thumbnails-role", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
        )
    )
    world.advance(Micros(10 * MINUTE))

    assert sum("START RequestId" in line.message for line in world.logged()) == 10
    assert any(choice.label.startswith("ten times in all: three") for choice in step.choices)


def test_a_queue_is_read_with_the_role_and_with_an_empty_policy_of_the_function(
    lesson: Lesson,
) -> None:
    world = run_of(lesson, "orders")

    assert ended(world) == {"ok": 5}
    assert denials(world) == []
    with pytest.raises(AwsError, match="ResourceNotFoundException"):
        world.do(aws.GetPolicy(FunctionName="prints"))


def test_without_the_right_to_read_the_mapping_is_refused_in_the_words_of_the_quiz(
    lesson: Lesson,
) -> None:
    queue = aws.CreateQueue(QueueName="orders")
    mapping = aws.CreateEventSourceMapping(
        FunctionName="prints", EventSourceArn=f"arn:aws:sqs:us-east-1:{HERE}:orders"
    )
    poor = RoleSetup(name="prints-role", managed=("AWSLambdaBasicExecutionRole",))
    identities = replace(lesson.world.identities, roles=(lesson.world.identities.roles[0], poor))
    world = opened(replace(lesson.world, identities=identities, setup=(queue,)))

    with pytest.raises(AwsError) as refused:
        world.do(mapping)
    left = "role does not have permissions to call ReceiveMessage on SQS"
    assert left in refused.value.message
    assert says(lesson, left)


def test_s3_looks_beforehand_whether_it_would_be_let_in(lesson: Lesson) -> None:
    """However much the role may do: the last question of the quiz."""
    identities = replace(lesson.world.identities, resource_policies={})
    bucket, notify, *_ = lesson.world.setup
    assert isinstance(notify, aws.PutBucketNotificationConfiguration)
    world = opened(replace(lesson.world, identities=identities, setup=(bucket,)))

    with pytest.raises(AwsError) as refused:
        world.do(replace(notify, SkipDestinationValidation=None))
    assert says(lesson, refused.value.message)


def test_a_role_without_logs_runs_and_leaves_no_log(lesson: Lesson) -> None:
    case = case_of(lesson, lesson.step("wednesday"), 1, {})
    silent = RoleSetup(
        name="thumbnails-role",
        inline={"work": work(PHOTOS, WRITE)},  # type: ignore[dict-item]  # any text is one
    )
    identities = replace(lesson.world.identities, roles=(silent, lesson.world.identities.roles[1]))
    world = opened(replace(case.scenario, identities=identities))
    world.advance(Micros(MINUTE))

    assert ended(world) == {"ok": 4}
    assert list(world.logged()) == []
    assert evaluate(parse_expression('metric("Invocations", "thumbnails")'), world) == Quantity(4)


def test_ana_gets_in_by_her_own_policy_or_by_that_of_the_function(lesson: Lesson) -> None:
    hers = UserSetup(
        name="ana",
        inline={"call": work(("lambda:InvokeFunction", THUMBNAILS))},  # type: ignore[dict-item]  # any text is one
    )
    to_ana = door({"AWS": f"arn:aws:iam::{HERE}:user/ana"})
    roles = lesson.world.identities.roles

    def answer(user: UserSetup, at_the_door: dict[str, str]) -> str:
        identities = IdentitiesSetup(
            roles=roles,
            users=(user,),
            resource_policies=at_the_door,  # type: ignore[arg-type]  # any text is one
        )
        world = opened(replace(lesson.world, identities=identities, setup=(), caller="ana"))
        try:
            return str(world.do(aws.Invoke(FunctionName="thumbnails"))["StatusCode"])
        except AwsError as error:
            return error.message

    nobody = UserSetup(name="ana")
    assert answer(hers, {}) == "200"
    assert answer(nobody, {"lambda:thumbnails": to_ana}) == "200"
    assert "user/ana is not authorized to perform: lambda:InvokeFunction" in answer(nobody, {})


# The lab


def words(attempt: PolicyAttempt) -> dict[str, str]:
    return {each.request.id: each.words for each in attempt.verdicts()}


def missed(attempt: PolicyAttempt) -> set[str]:
    """Requests that go the wrong way, after a judging where there was one."""
    list(attempt.judge())
    return {each.request.id for each in attempt.verdicts() if not each.passes}


def test_the_role_that_should_let_s3_in_lets_the_function_call_itself(
    attempt: PolicyAttempt,
) -> None:
    assert words(attempt) == {
        "upload": "denied",
        "read": "allowed",
        "write": "denied",
        "log": "allowed",
        "itself": "allowed",
        "customers": "allowed",
        "other-bucket": "denied",
    }
    assert (attempt.hint() or "").startswith("The role allows lambda:InvokeFunction, and still S3")


def test_what_came_nearest_names_the_wrong_principal_and_the_wrong_table(
    attempt: PolicyAttempt,
) -> None:
    near = {each.request.id: each.near_miss for each in attempt.verdicts()}
    upload, write = near["upload"], near["write"]

    assert upload is not None
    assert upload.failed is not None
    assert (upload.policy, upload.failed.element) == ("thumbnails", "Principal")
    assert write is not None
    assert write.failed is not None
    assert (write.sid, write.failed.element) == ("Pictures", "Resource")


def test_a_door_for_one_bucket_of_anybody_is_open_to_a_stranger(attempt: PolicyAttempt) -> None:
    attempt.edit(
        "door",
        door(S3, {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}}),
    )
    attempt.edit("work", work(PHOTOS, WRITE))
    assert attempt.ready

    wrong = [each.request for each in attempt.judge() if not each.passes]

    assert [each.id for each in wrong] == ["stranger"]
    assert "names no account" in wrong[0].why
    assert not attempt.met
    assert (attempt.hint() or "").startswith("A bucket's ARN names no account.")


@pytest.mark.parametrize(
    ("principal", "condition", "wrong"),
    [
        (S3, OF_PHOTOS, set[str]()),
        ("*", OF_PHOTOS, set[str]()),  # no other service and nobody else comes with these keys
        ({"Service": ["s3.amazonaws.com", "sns.amazonaws.com"]}, OF_PHOTOS, set[str]()),
        (S3, None, {"other-bucket"}),
        (S3, OF_THE_ACCOUNT, {"other-bucket"}),
        (S3, OF_THE_BUCKET, {"stranger"}),
        ({"AWS": HERE}, None, {"upload"}),
        ({"AWS": f"arn:aws:iam::{HERE}:role/thumbnails-role"}, None, {"upload", "itself"}),
        ("*", None, {"other-bucket", "itself"}),
    ],
)
def test_who_is_let_in_by_which_door(
    attempt: PolicyAttempt, principal: object, condition: object, wrong: set[str]
) -> None:
    attempt.edit("work", work(PHOTOS, WRITE))
    attempt.edit("door", door(principal, condition))

    assert missed(attempt) == wrong
    assert attempt.met is not bool(wrong)


@pytest.mark.parametrize(
    ("allowed", "wrong"),
    [
        ((PHOTOS, WRITE), set[str]()),
        ((("s3:Get*", "arn:aws:s3:::photos/*"), WRITE), set[str]()),
        ((PHOTOS,), {"write"}),
        ((("s3:GetObject", "arn:aws:s3:::photos"), WRITE), {"read"}),
        ((("s3:GetObject", "*"), WRITE), {"invoices"}),
        ((("s3:*", "arn:aws:s3:::photos/*"), WRITE), {"overwrite"}),
        ((PHOTOS, ("dynamodb:*", PICTURES)), {"wipe"}),
        ((PHOTOS, ("dynamodb:PutItem", "*")), {"customers"}),
        ((PHOTOS, WRITE, ("lambda:InvokeFunction", "*")), {"itself"}),
    ],
)
def test_what_the_role_may_do_is_no_more_and_no_less(
    attempt: PolicyAttempt, allowed: tuple[tuple[str, str], ...], wrong: set[str]
) -> None:
    attempt.edit("door", door(S3, OF_PHOTOS))
    attempt.edit("work", work(*allowed))

    assert missed(attempt) == wrong


def test_a_hint_follows_what_is_wrong_until_the_last(attempt: PolicyAttempt) -> None:
    given: list[str] = []
    for documents in (
        {"work": work(PHOTOS, WRITE), "door": '{"Version": "2012-10-17", "Statement": []}'},
        {"door": door({"Service": "lambda.amazonaws.com"})},
        {"door": door(S3)},
        {"door": door(S3, OF_PHOTOS), "work": work(PHOTOS)},
        {"work": work(PHOTOS, WRITE)},
    ):
        for id_, text in documents.items():
            attempt.edit(id_, text)
        given.append((attempt.hint() or "").split(".")[0].split(",")[0])

    assert given == [
        "The left document has no statement",
        "The left document does not let S3 in yet",
        "S3 gets in",
        "The function runs",
        "Two questions settle it",
    ]


def test_what_was_written_in_the_lab_runs_on_wednesday(lesson: Lesson) -> None:
    run = LessonRun(lesson, seed=1)
    run.go("both-sides")
    attempt = run.policy_lab
    assert attempt is not None
    attempt.edit("door", door(S3, OF_PHOTOS))
    attempt.edit("work", work(PHOTOS))  # reads, and may not write
    run.go("wednesday")

    run.advance(MINUTE)
    assert run.history is not None
    assert ended(run.history.world) == {"error": 4}


# What to take along


def test_the_command_of_the_recap_writes_the_statement_of_the_solution(
    lesson: Lesson, lab: PolicyLab
) -> None:
    recap = lesson.steps[-1]
    assert isinstance(recap, Recap)
    command = recap.moves.cli.partition("aws iam")[0].replace("\\\n", " ")
    identities = replace(lesson.world.identities, resource_policies={})
    world = opened(replace(lesson.world, identities=identities, setup=()))

    world.do(from_cli(command))

    written = json.loads(str(world.do(aws.GetPolicy(FunctionName="thumbnails"))["Policy"]))
    (solution,) = json.loads(next(each.text for each in lab.solution))["Statement"]
    (statement,) = written["Statement"]
    lower = json.loads(json.dumps(statement).replace("AWS:Source", "aws:Source"))
    assert lower == solution


def test_every_wrong_answer_of_the_quiz_has_its_own_reason(lesson: Lesson) -> None:
    quiz = next(each for each in lesson.steps if isinstance(each, Quiz))
    for question in quiz.questions:
        whys = [choice.why for choice in getattr(question, "choices", ()) if choice.why]
        assert len(set(whys)) == len(whys)


# From the first page to the last

DOOR_TYPED = door(S3, OF_PHOTOS)
WORK_TYPED = work(PHOTOS, WRITE)
RIGHT = [
    *("", "2", "", ""),  # the story; Monday; a pause and the end of the run
    *("3", "", ""),
    *("one side each day", ""),
    *("3", "", ""),
    *("edit 1", DOOR_TYPED, ".", "edit 2", WORK_TYPED, ".", "run", ""),
    "",  # Wednesday
]
QUIZ = ["3 4 5 2", "7", "3", "sns.amazonaws.com", "2", "4", ""]


def test_the_whole_lesson_is_played_from_a_pipe(lesson: Lesson) -> None:
    progress = Progress.in_memory()
    written: list[str] = []
    run = LessonRun(lesson, seed=1, progress=progress)

    typed = [f"{line}\n" for line in (*RIGHT, *QUIZ)]
    status = play_plainly(run, typed, written.append, 80, keeps=lambda: True)
    text = "".join(written)

    assert status == FINISHED
    for right in ("Right: one", "Right: all four.", "Right: all five."):
        assert right in text
    assert "Held out: S3 calls for photos of a stranger. It is denied, as it must be." in text
    assert "The lab is met." in text
    assert "The first exception in the log, at 10.500 s:" in text
    assert "6 of 6 right." in text
    assert progress.summary()["two-sides"].state == "finished"


def test_wrong_guesses_and_empty_lines_reach_the_end_too(lesson: Lesson) -> None:
    written: list[str] = []

    run = LessonRun(lesson, seed=2)
    status = play_plainly(run, ["1\n", "\n"] * 40, written.append, 80, keeps=lambda: False)

    assert status == FINISHED
    assert "End of the lesson." in "".join(written)
