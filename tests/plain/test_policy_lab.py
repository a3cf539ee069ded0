"""A policy lab and a policy question as lines of text, driven from a pipe."""

import json
from pathlib import Path

import pytest

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED, UNFINISHED, play

DOORS = read_lesson(Path(__file__).parent.parent / "course" / "lessons" / "doors.yaml")

DOOR = """\
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "s3.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:thumbnails",
    "Condition": {"StringEquals": {
      "aws:SourceAccount": "123456789012", "aws:SourceArn": "arn:aws:s3:::photos"}}
  }
}"""
TOO_WIDE = json.dumps({**json.loads(DOOR), "Statement": {**json.loads(DOOR)["Statement"]}}).replace(
    '"aws:SourceAccount": "123456789012", ', ""
)
WORK = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:PutObject",'
    ' "Resource": "arn:aws:s3:::thumbs/*"}}'
)
EDIT_DOOR = ["edit 1", *DOOR.split("\n"), "."]
EDIT_WORK = ["edit 2", WORK, "."]
QUESTIONS = ["arn:aws:s3:::invoices/*", "", "SendMessage", ""]


def played(
    lines: list[str], *, progress: Progress | None = None, width: int = 80
) -> tuple[int, str]:
    written: list[str] = []
    run = LessonRun(DOORS, progress=progress)
    typed = [f"{line}\n" for line in lines]
    status = play(run, typed, written.append, width, keeps=lambda: progress is not None)
    return status, "".join(written)


def test_the_whole_lesson_from_a_pipe() -> None:
    progress = Progress.in_memory()

    status, text = played(
        ["", *EDIT_DOOR, *EDIT_WORK, "run", "", "", *QUESTIONS], progress=progress
    )

    assert status == FINISHED
    assert "Held out: S3 calls for a bucket of another account. It is denied" in text
    assert "The lab is met." in text
    assert "Two policies, two questions." in text
    assert "2 of 3 right." in text
    assert progress.summary()["doors"].state == "finished"


def test_requests_stand_in_a_table_of_words() -> None:
    _, text = played([""])

    assert "1  S3 calls thumbnails after an upload to photos  denied   allowed  wrong" in text
    assert "4  Ana calls thumbnails                           denied   denied   right" in text
    assert "Held out until you type run: 4 more." in text
    assert all(len(line) <= 80 for line in text.split("\n") if "arn:" not in line)


def test_a_held_out_attack_that_comes_through_is_told_with_its_reason() -> None:
    _, text = played(["", "edit 1", TOO_WIDE, ".", *EDIT_WORK, "run", "requests"])

    assert "It is allowed, and it must not be." in " ".join(text.split())
    assert "somebody else may own one of this name tomorrow" in " ".join(text.split())
    assert "The lab is met." not in text
    last = text.rpartition("  request")[2]
    assert "S3 calls for a bucket of another account" in last


def test_a_document_is_called_as_everywhere_else_and_an_scp_has_a_level() -> None:
    def told(lesson: Path) -> str:
        written: list[str] = []
        play(LessonRun(read_lesson(lesson)), ["\n"] * 3, written.append, 80, keeps=lambda: False)
        return " ".join("".join(written).split())

    course = Path(__file__).parent.parent / "course"
    doors = told(course / "lessons" / "doors.yaml")
    assert "Document 1, Who may come in: resource policy of thumbnails." in doors
    noes = told(course / "labs_to_come" / "deny-wins.yaml")
    assert "reach: boundary of ana." in noes
    assert "forbids: SCP of level 2. It cannot be edited." in noes


def test_why_names_the_caller_the_statement_and_what_aws_says() -> None:
    wide = WORK.replace("PutObject", "*")
    _, text = played(["", "edit 2", wide, ".", "why 2", "why wipe", "why 99", "why nobody"])

    flat = " ".join(text.split())
    assert "assumed-role/thumbnails-role/thumbnails asks for s3:PutObject on" in flat
    assert "- decided by Allow, statement 1 of write-thumbnails (identity policy)" in flat
    assert (
        "- nearest: Allow, statement 1 of write-thumbnails (identity policy). Resource arn:" in flat
    )
    assert "is not authorized to perform: s3:DeleteObject" in flat
    assert "There is no request 99." in flat
    assert "There is no request nobody." in flat


def test_a_service_that_is_denied_is_told_nothing_in_words() -> None:
    _, text = played(["", "why upload", "why ana-calls"])

    s3, _, ana = text.partition("user/ana asks for")
    assert "s3.amazonaws.com asks for lambda:InvokeFunction" in s3
    assert "AWS says:" not in s3
    assert "User: arn:aws:iam::123456789012:user/ana is not authorized" in ana


def test_nobody_is_warned_of_what_a_held_out_attack_does_before_the_lab_is_met() -> None:
    anybody = json.loads(DOOR)
    del anybody["Statement"]["Condition"]
    edit = ["edit 1", json.dumps(anybody), "."]

    _, attempted = played(["", *edit, "show 1", "run"])
    _, solved = played(["", *EDIT_DOOR, *EDIT_WORK, "run", *edit])

    assert "a warning" not in attempted
    assert "aws:SourceAccount" not in attempted
    after = " ".join(solved.rpartition("The lab is met.")[2].split())
    assert "a warning: The service may call for any account" in after


def test_what_is_no_json_is_kept_and_its_place_is_told() -> None:
    progress = Progress.in_memory()

    _, text = played(["", "edit 1", "{", '  "Version": 2012,,', ".", "show 1"], progress=progress)

    assert "In line 2, column 19: " in text
    assert "Document 1 cannot be read now; the last one that could be counts." in text
    assert text.count('"Version": 2012,,') == 1
    _, again = played(["show 1"], progress=progress)
    assert '"Version": 2012,,' in again


@pytest.mark.parametrize("kept", range(1, len(EDIT_DOOR)))
def test_the_end_of_input_in_the_middle_of_a_document_loses_no_line(kept: int) -> None:
    progress = Progress.in_memory()

    status, _ = played(["", *EDIT_DOOR[:kept]], progress=progress)

    assert status == UNFINISHED
    lab = LessonRun(DOORS, progress=progress).policy_lab
    assert lab is not None
    typed = "\n".join(EDIT_DOOR[1:kept])
    assert lab.text("door") == typed or not typed


def test_nothing_typed_changes_nothing() -> None:
    _, text = played(["", "edit 1", ".", "undo"])

    assert "Nothing was typed, so it stays as it was." in text
    assert "There is nothing to undo." in text


def test_the_author_s_own_way_comes_after_the_hints_and_does_not_count() -> None:
    _, text = played(
        ["", "solution", "hint", "hint", "hint", "hint", "solution", "run", "undo", "run"]
    )

    assert "Ask for the hints first." in text
    assert "That was the last hint." in text
    assert "That was the author's solution. Type reset to find your own." in text
    assert "Not met yet." in text
    assert "The lab is met." not in text


def test_every_command_that_makes_no_sense_is_answered() -> None:
    _, text = played(["", "edit 3", "edit 9", "edit", "show x", "dance", "redo", "command 2", "?"])

    assert "This document cannot be edited" in text
    assert "Type a number from 1 to 3, as in edit 1." in text
    assert "Type edit and the number of a document, as in edit 1." in text
    assert "Type a number from 1 to 3, as in show 1." in text
    assert "That is no command here." in text
    assert "There is nothing to bring again." in text
    assert "aws iam put-role-policy --role-name thumbnails-role" in text
    assert "run judges everything" in text


def test_a_lab_that_is_left_says_so_and_narrow_screens_are_served() -> None:
    _, text = played(["", "", "", "", "", ""], width=40)

    assert "The lab is not met yet; back returns to it." in " ".join(text.split())
    assert "request Ana calls thumbnails, is denied" in " ".join(text.split())
