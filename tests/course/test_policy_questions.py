"""Policy questions: whatever is put in the gap, the policy engine judges it."""

from pathlib import Path

import pytest

from lambdatutor.course.format import Quiz
from lambdatutor.course.policies.gap import filled, shown
from lambdatutor.course.posed import Posed, pose
from lambdatutor.course.questions import Policy
from lambdatutor.course.reader import read_lesson
from lambdatutor.course.vary import vary

DOORS = read_lesson(Path(__file__).parent / "lessons" / "doors.yaml")


def policy_question(question_id: str) -> Policy:
    quiz = DOORS.step("check")
    assert isinstance(quiz, Quiz)
    question = next(each for each in quiz.questions if each.id == question_id)
    assert isinstance(question, Policy)
    return question


def posed(question_id: str) -> Posed:
    return pose(DOORS, policy_question(question_id), 0)


def test_the_document_is_shown_with_its_gap() -> None:
    assert '      "Resource": ___\n' in posed("the-bucket").code
    assert '    "Action": "sqs:___",\n' in posed("the-action").code


@pytest.mark.parametrize(
    "fill",
    [
        "arn:aws:s3:::invoices/*",
        '"arn:aws:s3:::invoices/*"',
        '["arn:aws:s3:::invoices/*", "arn:aws:s3:::nothing/*"]',
        "arn:aws:s3:::invoices/?.pdf",
        "arn:*:s3:::invoices/*",
    ],
)
def test_every_way_that_decides_alike_is_right(fill: str) -> None:
    verdict = posed("the-bucket").judge(fill)

    assert verdict.correct
    assert verdict.happened == "Right: all 2 requests go as they must."
    assert verdict.given == fill


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ("*", "It reads a photo: that is allowed, and must not be."),
        ("arn:aws:s3:::*", "It reads a photo: that is allowed, and must not be."),
        ("arn:aws:s3:::invoices", "It reads an invoice: that is denied, and must not be."),
        ("arn:aws:s3:::Invoices/*", "It reads an invoice: that is denied, and must not be."),
    ],
)
def test_a_wrong_one_hears_the_first_request_that_goes_wrong(fill: str, said: str) -> None:
    verdict = posed("the-bucket").judge(fill)

    assert verdict.correct is False
    assert verdict.happened.startswith(said)
    assert verdict.try_


def test_the_statement_and_the_element_that_decided_are_named() -> None:
    denied = posed("the-bucket").judge("arn:aws:s3:::invoices")
    allowed = posed("the-bucket").judge("*")

    assert "Nearest: Allow, statement 1 of read (identity policy). " in denied.happened
    assert "arn:aws:s3:::invoices/1.pdf" in denied.happened
    assert "statement 1" in allowed.happened


@pytest.mark.parametrize("bucket", ["photos", "invoices"])
def test_a_document_that_varies_is_judged_with_its_values(bucket: str) -> None:
    question = vary(policy_question("either-bucket"), {"bucket": bucket})

    drawn = pose(DOORS, question, 0)

    assert drawn.ask.endswith(f"{bucket}?")
    assert drawn.judge(f"arn:aws:s3:::{bucket}").correct
    assert drawn.judge("arn:aws:s3:::other").correct is False


def test_a_known_trap_says_why() -> None:
    assert (
        posed("the-bucket").judge('"arn:aws:s3:::invoices"').rule.startswith("That is the bucket")
    )
    assert posed("the-action").judge("PutMessage").rule.startswith("There is no such action")


def test_a_part_of_a_text_takes_any_text() -> None:
    action = posed("the-action")

    assert action.judge("SendMessage").correct
    assert action.judge("Send*").correct
    assert action.judge("sendmessage").correct
    assert action.judge("*").correct is False
    assert action.judge('"SendMessage"').correct is False


@pytest.mark.parametrize(
    ("fill", "action"),
    [
        ("a:b", '"a:b"'),
        ('"a:b"', '"a:b"'),
        (' ["a:b"] ', ' ["a:b"] '),
        ('say "it"', '"say \\"it\\""'),
        ('["a:b" "c:d"]', '["a:b" "c:d"]'),
        ("12", "12"),
    ],
)
def test_a_gap_for_a_value_takes_json_or_words_without_quotes(fill: str, action: str) -> None:
    given = '{"Action": "___"}'

    assert shown(given) == '{\n  "Action": ___\n}'
    assert filled(given, fill) == f'{{\n  "Action": {action}\n}}'


@pytest.mark.parametrize("fill", ["", "  ", None, 3, "[arn", '{"a": ', "{}", "[]", '["a" "b"]'])
def test_what_cannot_be_read_is_no_answer_yet(fill: object) -> None:
    verdict = posed("the-bucket").judge(fill)

    assert not verdict.understood
    assert verdict.correct is None
    assert verdict.happened
