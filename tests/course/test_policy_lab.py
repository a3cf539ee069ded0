"""A policy lab at work: what is typed, what requests are answered, the judging, what is kept."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lambdatutor.course.format import PolicyLab
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.simulator.time import HOUR

DOORS = read_lesson(Path(__file__).parent / "lessons" / "doors.yaml")
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:thumbnails"
OF_PHOTOS = {
    "StringEquals": {"aws:SourceAccount": "123456789012"},
    "ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"},
}


def lab() -> PolicyLab:
    step = DOORS.step("close-the-door")
    assert isinstance(step, PolicyLab)
    return step


def attempt(kept: list[str] | None = None) -> PolicyAttempt:
    texts: list[str] = [] if kept is None else kept
    return PolicyAttempt(lab(), lab().opening(DOORS.world), texts.append)


def policy(**statement: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def door(**more: object) -> str:
    return policy(
        Principal={"Service": "s3.amazonaws.com"},
        Action="lambda:InvokeFunction",
        Resource=FUNCTION,
        **more,
    )


WORK = policy(Action="s3:PutObject", Resource="arn:aws:s3:::thumbs/*")


def words(work: PolicyAttempt) -> dict[str, str]:
    return {each.request.id: each.words for each in work.verdicts()}


def faces(work: PolicyAttempt) -> dict[str, str]:
    return {each.id: each.face for each in work.objectives}


def test_it_opens_with_the_documents_of_the_lesson_laid_out() -> None:
    work = attempt()

    assert work.text("door") == '{\n  "Version": "2012-10-17",\n  "Statement": []\n}'
    assert '      "Action": "s3:*",\n' in work.text("work")
    assert words(work) == {
        "upload": "denied",
        "write": "allowed",
        "wipe": "allowed",
        "ana-calls": "denied",
    }
    assert work.held_out == 4
    assert not work.ready


def test_an_edit_is_answered_at_once() -> None:
    work = attempt()

    work.edit("door", door())

    assert words(work)["upload"] == "allowed"
    upload = work.verdicts()[0]
    assert upload.decided_by == "resource"
    assert upload.decisive == ("Allow, statement 1 of door (resource policy)",)
    assert faces(work)["comes-in"] == "holding"
    assert faces(work)["no-attack"] == "not yet"


def test_a_denied_request_names_the_nearest_statement_and_says_what_aws_says() -> None:
    work = attempt()

    work.edit("door", door(Condition={"StringEquals": {"aws:SourceAccount": "999999999999"}}))

    upload = work.verdicts()[0]
    assert upload.nearest.startswith("Allow, statement 1 of door (resource policy). ")
    assert "aws:SourceAccount" in upload.nearest
    assert "999999999999" in upload.nearest
    assert "is not authorized to perform: lambda:InvokeFunction" in upload.message


def test_a_function_asks_as_a_session_of_its_role() -> None:
    asked = attempt().verdicts()[1].asked

    assert asked is not None
    assert asked.principal == "arn:aws:sts::123456789012:assumed-role/thumbnails-role/thumbnails"
    assert asked.resource == "arn:aws:s3:::thumbs/cat.png"
    assert asked.context["lambda:SourceFunctionArn"] == FUNCTION


def test_what_is_no_json_stays_as_typed_and_the_text_before_counts() -> None:
    work = attempt()
    work.edit("door", door())

    work.edit("door", '{"Version": "2012-10-17",\n "Statement": [,]}')

    assert work.text("door").endswith("[,]}")
    assert work.stale == ("door",)
    (fault,) = work.faults("door")
    assert (fault.line, fault.column) == (2, 16)
    assert words(work)["upload"] == "allowed"
    assert not work.ready


def test_nothing_is_judged_while_a_document_cannot_be_read() -> None:
    work = solved(attempt())

    work.edit("door", "{")

    assert all(each.passes for each in work.verdicts())
    assert not work.ready
    assert list(work.judge()) == []


def test_where_a_document_was_never_readable_no_request_is_decided() -> None:
    door, *others = lab().documents
    broken = replace(lab(), documents=(replace(door, broken="{"), *others))
    work = PolicyAttempt(broken, DOORS.world, lambda _: None)

    assert set(words(work).values()) == {"not decided"}
    assert not any(each.passes for each in work.verdicts())
    assert work.stale == ("door",)
    work.edit("door", '{"Statement": []}')
    assert words(work)["ana-calls"] == "denied"


def test_a_statement_about_another_service_is_never_the_nearest() -> None:
    work = attempt()

    work.edit("work", '{"Statement": []}')

    assert [each.nearest for each in work.verdicts() if each.request.id == "write"] == [""]


def test_what_aws_refuses_is_named_at_its_place() -> None:
    work = attempt()

    work.edit("work", policy(Action="s3:PutObject", Resource="*", Efect="Deny"))

    (fault,) = work.faults("work")
    assert fault.element == "Efect"
    column = work.text("work").index('"Deny"') + 1
    assert (fault.line, fault.column) == (1, column)


def test_a_fixed_document_is_never_another() -> None:
    work = attempt()
    before = work.text("trust")

    work.edit("trust", "{}")

    assert work.text("trust") == before
    assert not work.undo()


def solved(work: PolicyAttempt, condition: object = OF_PHOTOS) -> PolicyAttempt:
    work.edit("door", door(Condition=condition))
    work.edit("work", WORK)
    return work


def test_the_held_out_attacks_come_one_by_one_and_the_lab_is_met() -> None:
    work = solved(attempt())
    assert work.ready
    assert not work.met

    judged = [(each.request.id, each.passes) for each in work.judge()]

    assert judged == [
        ("delete", True),
        ("overwrite", True),
        ("stranger", True),
        ("other-bucket", True),
    ]
    assert work.met
    assert set(faces(work).values()) == {"met"}


def test_an_attack_that_came_through_is_seen_from_then_on() -> None:
    work = solved(attempt(), {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}})

    failed = [each.request for each in work.judge() if not each.passes]

    assert [each.id for each in failed] == ["stranger"]
    assert failed[0].why.startswith("Buckets have no account")
    assert not work.met
    assert work.held_out == 3
    assert words(work)["stranger"] == "allowed"
    assert faces(work)["no-attack"] == "not yet"


def test_nothing_is_judged_before_all_that_is_seen_is_right() -> None:
    work = attempt()
    work.edit("door", door())

    assert list(work.judge()) == []
    assert work.held_out == 4


def test_an_edit_during_the_judging_ends_it() -> None:
    work = solved(attempt())
    judging = work.judge()
    next(judging)

    work.edit("work", policy(Action="s3:*", Resource="*"))

    assert list(judging) == []
    assert not work.met


def test_a_change_after_the_lab_is_met_takes_the_faces_back_and_not_the_lab() -> None:
    work = solved(attempt())
    list(work.judge())

    work.edit("door", door())

    assert work.met
    assert faces(work)["comes-in"] == "holding"


def test_hints_follow_what_is_wrong_now() -> None:
    work = attempt()
    assert (work.hint() or "").startswith("The execution role says")
    work.edit("door", door())
    assert (work.hint() or "").startswith("s3:* is every action")
    assert (work.hint() or "").startswith("Which bucket calls")
    assert not work.solution_offered
    assert work.hint() is None
    assert work.solution_offered
    work.edit("door", door(Sid="again"))
    assert (work.hint() or "").startswith("s3:* is every action")


def test_the_solution_does_not_count_and_ones_own_come_back() -> None:
    work = attempt()
    work.edit("door", "my own {")

    work.show_solution()
    passed = [each.passes for each in work.judge()]

    assert all(passed)
    assert work.passed
    assert not work.met
    assert work.undo()
    assert work.text("door") == "my own {"


def test_undo_and_redo_walk_through_the_edits() -> None:
    work = attempt()
    for text in ("a", "b"):
        work.edit("door", text)

    assert work.undo()
    assert work.text("door") == "a"
    assert work.redo()
    assert work.text("door") == "b"
    assert not work.redo()
    work.reset()
    assert "Statement" in work.text("door")
    assert work.undo()
    assert work.text("door") == "b"


@pytest.mark.parametrize(
    ("document", "begins"),
    [
        ("door", f"aws lambda put-resource-policy --resource-arn {FUNCTION} --policy '"),
        ("work", "aws iam put-role-policy --role-name thumbnails-role --policy-name write-thumb"),
        ("trust", "aws iam update-assume-role-policy --role-name thumbnails-role --policy-docum"),
    ],
)
def test_each_document_has_the_command_that_stores_it(document: str, begins: str) -> None:
    assert attempt().command(document).startswith(begins)


def test_what_was_typed_outlives_the_program() -> None:
    progress = Progress.in_memory()
    run = LessonRun(DOORS, progress=progress)
    run.go("close-the-door")
    work = run.policy_lab
    assert work is not None
    work.edit("door", '{"Version": ')  # and then it is killed: nothing is saved by hand

    again = LessonRun(DOORS, progress=progress)

    assert again.step.id == "close-the-door"
    assert again.policy_lab is not None
    assert again.policy_lab.text("door") == '{"Version": '
    assert again.policy_lab.stale == ("door",)


def test_a_lab_that_is_met_stays_met_and_its_judging_is_an_answer() -> None:
    progress = Progress.in_memory()
    run = LessonRun(DOORS, progress=progress)
    run.go("close-the-door")
    work = run.policy_lab
    assert work is not None
    solved(work, {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}})
    list(run.policies.judge(work.lab))
    solved(work)

    list(run.policies.judge(work.lab))

    assert [each.correct for each in progress.answers("doors")] == [False, True]
    again = LessonRun(DOORS, progress=progress).policy_lab
    assert again is not None
    assert again.met
    assert again.held_out == work.held_out == 3
    assert set(faces(again).values()) == {"met"}


@pytest.mark.parametrize("state", ["", "{", "[]", '{"drafts": 3}', '{"drafts": {"nobody": "x"}}'])
def test_a_state_that_is_not_its_own_does_no_harm(state: str) -> None:
    work = attempt()

    work.resume(state)

    assert words(work)["upload"] == "denied"


def test_a_solution_that_was_shown_is_still_no_solution_after_a_restart() -> None:
    kept: list[str] = []
    work = attempt(kept)
    work.edit("door", "mine")
    work.show_solution()

    again = attempt()
    assert again.resume(kept[-1])

    assert not again.counts
    assert again.undo()
    assert again.text("door") == "mine"


PIECES = st.lists(
    st.sampled_from(["{", "}", "[", "]", '"', ":", ",", "Statement", '"Effect"', '"Allow"', "\n"]),
    max_size=12,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["door", "work"]), PIECES), max_size=4))
def test_whatever_is_typed_is_kept_and_answered(edits: list[tuple[str, str]]) -> None:
    kept: list[str] = []
    work = attempt(kept)
    for document, text in edits:
        work.edit(document, text)
        assert work.text(document) == text
        assert len(work.verdicts()) == 4
        assert (document in work.stale) is bool(work.faults(document))

    again = attempt()
    assert not kept or again.resume(kept[-1])
    assert [again.text(each.id) for each in lab().documents] == [
        work.text(each.id) for each in lab().documents
    ]


def seen(run: LessonRun) -> str:
    """How Ana's request ends in the run that goes on from the lab."""
    run.go("see-it")
    run.advance(HOUR)
    (record,) = run.receipts()
    return record.record.status


def test_a_run_after_the_lab_has_the_learners_own_documents() -> None:
    run = LessonRun(DOORS)
    run.go("close-the-door")
    work = run.policy_lab
    assert work is not None

    work.edit("work", policy(Action="s3:GetObject", Resource="*"))
    assert seen(run) == "error"
    solved(work)
    assert seen(run) == "ok"
    work.undo()
    work.undo()
    assert seen(run) == "error"


def test_a_lab_that_was_passed_over_leaves_what_it_opens_with() -> None:
    assert seen(LessonRun(DOORS)) == "ok"


def test_what_cannot_be_read_leaves_the_text_before() -> None:
    run = LessonRun(DOORS)
    run.go("close-the-door")
    work = run.policy_lab
    assert work is not None

    work.edit("work", "{")

    assert seen(run) == "ok"
