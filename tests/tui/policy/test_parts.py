"""The parts of the policy lab's page without a screen: keys, words, marks, rows and reasons."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.course.format import PolicyLab
from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.course.policies.parts import PolicyDocument, PolicyRequest
from lambdatutor.course.policies.reading import DocumentFault
from lambdatutor.iam import Failure
from lambdatutor.iam.json.cursor import standing
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.tui.panels.cells import runs_width, text_of
from lambdatutor.tui.policy.completion import Known, candidates
from lambdatutor.tui.policy.explanation import compared, explained
from lambdatutor.tui.policy.json_inks import inks
from lambdatutor.tui.policy.keystrokes import pair_around, stroke
from lambdatutor.tui.policy.known import known_in
from lambdatutor.tui.policy.marks import fault_marks, statements_met
from lambdatutor.tui.policy.offers import offer_rows
from lambdatutor.tui.policy.requests import RequestsView, request_rows
from lambdatutor.tui.policy.undoing import undone
from lambdatutor.tui.shelf import Shelf

LESSONS = Path(__file__).parent / "lessons"


def begun() -> PolicyAttempt:
    run = Shelf(LESSONS, save=False).lesson_run("two-sides", seed=7, step="close-the-door")
    assert run.policy_lab is not None
    return run.policy_lab


@pytest.fixture
def attempt() -> PolicyAttempt:
    return begun()


@cache
def opening_view() -> RequestsView:
    return RequestsView(begun().verdicts(), 2)


def typed(text: str, key: str) -> str:
    """A line after a key at `|`, with the cursor as `|`."""
    before, _, after = text.partition("|")
    made = stroke(key, before, after)
    if made is None:
        return f"{before}{key}|{after}"
    return f"{before}{made.text[: made.cursor]}|{made.text[made.cursor :]}{after[made.over :]}"


@pytest.mark.parametrize(
    ("line", "key", "after"),
    [
        ("|", "{", "{|}"),
        ('  "a": |', '"', '  "a": "|"'),
        ('  "a": |,', "[", '  "a": [|],'),
        ('"ab|"', '"', '"ab"|'),
        ("{|}", "}", "{}|"),
        ("[1|]", "]", "[1]|"),
        # Inside a text, and where a pair would cut something off, a sign is a sign.
        ('"a|"', "{", '"a{|"'),
        ('"a|"', "}", '"a}|"'),
        ('"a| b"', "{", '"a{| b"'),
        ('|"a"', "{", '{|"a"'),
        ('"a\\|"', '"', '"a\\"|"'),
        ("|x", '"', '"|x'),
        # A new line begins under the one before, and deeper after a bracket.
        ('  "a": 1,|', "\n", '  "a": 1,\n  |'),
        ('  "a": {|}', "\n", '  "a": {\n    |\n  }'),
        ("  [|", "\n", "  [\n    |"),
        ('  "{|"', "\n", '  "{\n  |"'),
    ],
)
def test_keys_do_in_json_what_one_expects(line: str, key: str, after: str) -> None:
    assert typed(line, key) == after


def test_an_empty_pair_is_deleted_whole_and_no_other() -> None:
    assert pair_around("{", "}")
    assert pair_around('"', '"')
    assert not pair_around("{", "]")
    assert not pair_around("", "}")
    assert not pair_around("a", "")


KNOWN = Known(
    actions=("dynamodb:PutItem",),
    arns=("arn:aws:dynamodb:us-east-1:123456789012:table/customers",),
    principals=("arn:aws:iam::123456789012:role/thumbnails",),
    accounts=("123456789012",),
    keys=("aws:SourceArn",),
)


def offered(text: str, kind: str = "identity") -> list[str]:
    at = standing(text.replace("|", ""), text.index("|"))
    assert at is not None
    return candidates(at, kind, KNOWN)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('{"V|', "Version"),
        ('{"Statement": [{"Ef|"}]}', "Effect"),
        ('{"Statement": {"Effect": "D|"}}', "Deny"),
        ('{"Statement": [{"Action": "dynamodb:Pu|"}]}', "dynamodb:PutItem"),
        ('{"Statement": [{"Action": ["lambda:InvokeF|"]}]}', "lambda:InvokeFunction"),
        ('{"Statement": [{"Action": "putit|"}]}', "dynamodb:PutItem"),
        ('{"Statement": [{"Resource": "cust|"}]}', KNOWN.arns[0]),
        ('{"Statement": [{"Principal": {"Service": "s3|"}}]}', "s3.amazonaws.com"),
        ('{"Statement": [{"Principal": {"AWS": "arn|"}}]}', KNOWN.principals[0]),
        ('{"Statement": [{"Condition": {"StringNotE|"}}]}', "StringNotEquals"),
        ('{"Statement": [{"Condition": {"ArnLike": {"aws:s|"}}}]}', "aws:SourceArn"),
        ('{"Statement": [{"Condition": {"Null": {"lambda:V|"}}}]}', "lambda:VpcIds"),
        ('{"Statement": [{"Condition": {"X": {"aws:sourceaccount": "1|"}}}]}', "123456789012"),
    ],
)
def test_what_may_stand_here_is_offered_and_the_likeliest_first(text: str, first: str) -> None:
    assert offered(text)[0] == first


def test_nothing_is_offered_that_is_there_already_or_does_not_belong() -> None:
    assert "Effect" not in offered('{"Statement": [{"Effect": "Deny", "|"}]}')
    assert "Principal" not in offered('{"Statement": [{"|"}]}')
    assert "Principal" in offered('{"Statement": [{"|"}]}', "resource")
    assert "Resource" not in offered('{"Statement": [{"|"}]}', "trust")
    assert offered('{"Statement": [{"Effect": "Deny|"}]}') == []
    assert offered('{"Statement": [{"Effect": "De|ny"}]}') == []
    assert offered('{"Other": "|"}') == []


def test_what_is_offered_comes_from_the_requests_that_can_be_seen(attempt: PolicyAttempt) -> None:
    known = known_in(attempt)

    assert "arn:aws:s3:::photos" in known.arns
    assert known.principals == ("arn:aws:iam::123456789012:role/thumbnails",)
    assert "lambda:UpdateFunctionCode" not in known.actions  # held out


def test_the_account_of_what_is_asked_for_is_offered_where_no_key_names_it() -> None:
    read = PolicyRequest(
        id="read",
        says="",
        kind="traffic",
        principal="s3.amazonaws.com",
        action="sqs:SendMessage",
        resource="sqs:orders",
    )
    door = PolicyDocument(id="door", title="", side="resource", of="sqs:orders")
    lab = PolicyLab(
        id="lab",
        kind="policy",
        brief="",
        documents=(door,),
        requests=(read,),
        objectives=(),
        solution=(),
    )

    assert known_in(PolicyAttempt(lab, Scenario(), lambda _: None)).accounts == ("123456789012",)


@given(st.text(max_size=80))
def test_every_character_of_a_line_has_one_colour_or_is_blank(line: str) -> None:
    covered = {at for start, end, _ in inks(line) for at in range(start, end)}

    assert all(at in covered or line[at] in " \t\r\n" for at in range(len(line)))
    assert all(0 <= start < end <= len(line) for start, end, _ in inks(line))


@given(st.text(alphabet='{}[]",:a \n', max_size=60), st.integers(1, 8), st.integers(1, 70))
def test_a_fault_anywhere_is_marked_inside_its_line(text: str, line: int, column: int) -> None:
    lines = text.split("\n")
    marks = fault_marks(text, [DocumentFault(min(line, len(lines)), column, "Wrong.")])

    ((row, inked),) = marks.items()
    assert inked[0].start <= max(0, len(lines[row]) - 1)
    assert inked[0].end > inked[0].start


def test_the_statement_that_decides_is_marked_and_named_by_its_lines(
    attempt: PolicyAttempt,
) -> None:
    upload, _, store, _ = attempt.verdicts()
    door, work = attempt.documents

    met = statements_met(attempt.text("door"), door, upload)
    assert met.says == "● lines 4 to 12: the chosen request meets this"
    assert sorted(met.marks) == list(range(3, 12))
    assert statements_met(attempt.text("work"), work, upload).marks == {}
    assert statements_met(attempt.text("work"), work, store).says.startswith("● lines 4 to 8")


def with_condition(attempt: PolicyAttempt, bucket: str) -> str:
    """The door for one bucket only."""
    data = json.loads(attempt.text("door"))
    data["Statement"][0]["Condition"] = {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}}
    return json.dumps(data, indent=2)


def test_the_element_that_a_near_miss_fails_at_is_marked(attempt: PolicyAttempt) -> None:
    text = with_condition(attempt, "photos")
    attempt.edit("door", text)
    stranger = attempt.verdicts()[1]

    met = statements_met(text, attempt.documents[0], stranger)

    ((row, (inked,)),) = met.marks.items()
    assert text.split("\n")[row][inked.start : inked.end] == '"arn:aws:s3:::photos"'
    assert met.says == f"○ line {row + 1} is where the chosen request fails"


def test_an_explanation_lays_the_texts_that_differ_under_each_other(
    attempt: PolicyAttempt,
) -> None:
    attempt.edit("door", with_condition(attempt, "photos"))
    lines = [line.plain for line in explained(attempt.verdicts()[1], 100)]

    assert lines[0] == "✓ S3 calls it for somebody else's bucket  denied, as it must be"
    wants = next(line for line in lines if "the policy says" in line)
    says = next(line for line in lines if "the request says" in line)
    assert wants.endswith("arn:aws:s3:::photos")
    assert says.endswith("arn:aws:s3:::photos-of-eve")
    assert wants.index("arn:") == says.index("arn:")
    assert not any("AWS says" in line for line in lines)  # S3 is told nothing in words


def test_somebody_who_is_denied_reads_what_aws_says(attempt: PolicyAttempt) -> None:
    store = attempt.verdicts()[2]
    assert store.allowed
    attempt.edit("work", '{"Version": "2012-10-17", "Statement": []}')

    says = " ".join(line.plain.strip() for line in explained(attempt.verdicts()[2], 400))

    assert "AWS says  User: arn:aws:sts::123456789012:assumed-role/" in says


@pytest.mark.parametrize(
    ("wants", "says", "from_where"),
    [
        ("arn:aws:s3:::photos", "arn:aws:s3:::photos-of-eve", "-of-eve"),
        ("arn:aws:s3:::photos", "arn:aws:s3:::phones", "nes"),
        ("123456789012", "210987654321", "210987654321"),
        ("true", None, "nothing"),
    ],
)
def test_the_part_that_differs_is_underlined(wants: str, says: str | None, from_where: str) -> None:
    failed = Failure("Condition", wants, wants, says, "ArnLike", "aws:SourceArn")

    *_, line = compared(failed, 100)

    (span,) = (span for span in line.spans if "underline" in str(span.style))
    assert line.plain[span.start : span.end] == from_where


def test_an_explanation_fits_any_width_and_cuts_no_sentence(attempt: PolicyAttempt) -> None:
    for verdict in attempt.verdicts():
        for width in (20, 40, 78, 120):
            lines = explained(verdict, width)
            assert all(line.cell_length <= width for line in lines)
            said = "".join(line.plain for line in lines).replace(" ", "")
            assert verdict.because.replace(" ", "") in said


def test_the_table_says_what_is_and_what_must_be_in_words(attempt: PolicyAttempt) -> None:
    view = RequestsView(attempt.verdicts(), attempt.held_out)

    lines = text_of(request_rows(view, 1, 0, 78, 8)).split("\n")

    assert "2 of 4 as they must be" in lines[0]
    assert "✗" in lines[2]
    assert lines[2].split()[-4:] == ["allowed", "denied", "resource", "policy"]
    assert lines[5].strip() == "○ 4 more requests, judged at the end"


@given(st.integers(0, 140), st.integers(0, 30), st.integers(0, 3), st.integers(0, 3))
def test_a_table_is_never_wider_or_higher_than_its_place(
    width: int, height: int, at: int, first: int
) -> None:
    rows = request_rows(opening_view(), at, first, width, height)

    assert len(rows) <= height
    assert all(runs_width(row) == width for row in rows)


def test_undo_takes_back_a_line_that_was_typed_and_then_what_came_before(
    attempt: PolicyAttempt,
) -> None:
    texts = [attempt.text("door")]
    for added in ("\n", "a", "b", "cd", "\n", "e", "f"):
        attempt.edit("door", attempt.text("door") + added)
        texts.append(attempt.text("door"))
    attempt.reset()

    seen = []
    while undone(attempt):
        seen.append(attempt.text("door"))

    assert seen == [texts[7], texts[5], texts[4], texts[1], texts[0]]


def test_the_list_of_words_goes_with_the_chosen_one() -> None:
    words = [f"word-{number}" for number in range(20)]

    shown = text_of(offer_rows(words, 12, 20, 6))

    assert "▸word-12" in shown
    assert shown.count("\n") == 5
    assert "word-3" not in shown
