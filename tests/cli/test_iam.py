"""Policy decisions from the command line: a line in, a line out, and one explained for people."""

import json
from pathlib import Path

from lambdatutor.cli.decision_view import missed
from lambdatutor.iam import Failure, Judged

from .conftest import Start

ACCOUNT = "123456789012"
FUNCTION = f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:thumbnails"
DOOR = {
    "Sid": "Photos",
    "Effect": "Allow",
    "Principal": {"Service": "s3.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": FUNCTION,
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}


def question(*statements: dict[str, object], source_account: str = ACCOUNT) -> str:
    asked = {
        "request": {
            "principal": "s3.amazonaws.com",
            "principalAccount": None,
            "action": "lambda:InvokeFunction",
            "resource": FUNCTION,
            "resourceAccount": ACCOUNT,
            "context": {"aws:SourceAccount": source_account},
        },
        "policies": {"resource": {"Version": "2012-10-17", "Statement": list(statements)}},
    }
    return json.dumps(asked)


def test_each_line_is_answered_in_order_and_a_refused_one_does_not_end_the_batch(
    say: Start,
) -> None:
    unjudged = {**DOOR, "Condition": {"StringSounds": {"aws:SourceAccount": "1"}}}
    lines = [question(DOOR), question(unjudged), "", "{nothing", question(DOOR, source_account="9")]

    done = say("iam", "evaluate", "-", "--jsonl", typed="\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.get("decision", each.get("refused")) for each in answers] == [
        "Allow",
        "StringSounds",
        "JSON",
        "ImplicitDeny",
    ]
    assert answers[1]["where"] == "resource.Statement[0].Condition.StringSounds"
    assert done.returncode == 2
    assert done.stderr == ""


def test_a_batch_in_which_nothing_is_refused_has_status_0_whatever_the_verdicts(
    say: Start,
) -> None:
    done = say("iam", "evaluate", "-", "--jsonl", typed=question(DOOR, source_account="9"))

    assert done.returncode == 0


def test_an_answer_names_the_statements_that_matter(say: Start) -> None:
    allowed, denied = (
        json.loads(say("iam", "evaluate", "-", typed=question(DOOR, source_account=each)).stdout)
        for each in (ACCOUNT, "999999999999")
    )

    assert allowed["reason"] == "granted_by(resource)"
    assert [each["sid"] for each in allowed["decisive"]] == ["Photos"]
    assert denied["reason"] == "no_resource_grant"
    (near,) = denied["near_misses"]
    assert near["failed"] == {
        "element": "Condition",
        "operator": "StringEquals",
        "key": "aws:SourceAccount",
        "pattern": ACCOUNT,
        "resolved": ACCOUNT,
        "value": "999999999999",
        "sentence": f"StringEquals wants aws:SourceAccount to fit {ACCOUNT}; "
        "the request has 999999999999.",
    }


def test_a_decision_is_explained_for_people(say: Start, tmp_path: Path) -> None:
    file = tmp_path / "question.json"
    file.write_text(question(DOOR, source_account="999999999999"), encoding="utf-8")

    done = say("iam", "evaluate", str(file), "--explain", COLUMNS="200")

    assert done.stdout.startswith("Denied, because nothing allows it   no_resource_grant\n")
    assert "Photos of resource: StringEquals wants aws:SourceAccount to fit" in done.stdout
    assert (
        f"not authorized to perform: lambda:InvokeFunction on resource: {FUNCTION}" in done.stdout
    )
    assert done.returncode == 0


def test_it_ends_with_the_words_of_aws_and_says_who_reads_them(say: Start) -> None:
    ana = question().replace('"s3.amazonaws.com"', f'"arn:aws:iam::{ACCOUNT}:user/ana"')
    ana = ana.replace('"principalAccount": null', f'"principalAccount": "{ACCOUNT}"')

    person, service = (
        say("iam", "evaluate", "-", "--explain", typed=each, COLUMNS="400").stdout.splitlines()
        for each in (ana, question())
    )

    assert person[-2] == "AWS tells the caller"
    assert person[-1].startswith(f"  User: arn:aws:iam::{ACCOUNT}:user/ana is not authorized")
    assert service[-2] == "In AWS's words, which a service shows to nobody"


def test_of_a_near_miss_is_marked_from_where_on_the_two_texts_differ() -> None:
    """Where they have nothing in common, all would be marked, so nothing is."""

    def marked(wanted: str, said: str) -> list[str]:
        failed = Failure("Resource", wanted, wanted, said)
        miss = Judged("identity", None, "own", "one", 1, "Allow", matched=False, failed=failed)
        text = missed(miss)
        return [text.plain[span.start : span.end] for span in text.spans]

    assert marked("arn:aws:s3:::photos", "arn:aws:s3:::photos/1") == ["/1"]
    assert marked("arn:aws:s3:::thumbs", "arn:aws:s3:::photos") == ["thumbs", "photos"]
    assert marked("123", "arn:aws:s3:::photos") == []


def test_no_statement_is_told_twice(say: Start) -> None:
    other = {**DOOR, "Sid": "Other", "Effect": "Deny", "Action": "lambda:GetFunction"}

    done = say("iam", "evaluate", "-", "--explain", typed=question(DOOR, other), COLUMNS="200")

    assert done.stdout.count("Photos") == 2  # in the verdict, and with what it says
    assert "Other statements\n  ○ Deny Other of resource: Action lambda:GetFunction" in done.stdout


def test_the_question_in_the_help_can_be_pasted(say: Start) -> None:
    pasted = say("iam", "--help").stdout.partition("<<'END'\n")[2].partition("\nEND")[0]

    done = say("iam", "evaluate", "-", "--explain", typed=pasted, COLUMNS="200")

    assert done.stdout.startswith("Denied, because nothing allows it   no_identity_grant\n")
    assert "Near misses" in done.stdout


def test_what_is_advised_against_is_said_beside_the_decision(say: Start) -> None:
    open_door = {key: value for key, value in DOOR.items() if key != "Condition"}

    done = say("iam", "evaluate", "-", "--explain", typed=question(open_door), COLUMNS="200")

    assert done.stdout.startswith("Allowed   granted_by(resource)\n")
    assert "    Principal Service s3.amazonaws.com" in done.stdout
    assert "name yours with aws:SourceAccount" in done.stdout


REFUSED = {
    "[[" * 100_000: "The JSON is nested too deeply",
    '{"request": {}, "request": {}}': '"request" stands twice in one object',
    "[1, NaN]": "NaN is no number",
    "7" * 10_000: "a number is too long",
    '"text"': "A question is an object with request and policies.",
    question(DOOR).replace('"resource": {"V', '"endpoint": {"V'): '"endpoint" is no layer',
    question(DOOR).replace("s3.amazonaws.com", "somebody"): '"somebody" is no principal',
    question().replace(FUNCTION, "thumbnails"): '"thumbnails" is no ARN',
    question(DOOR).replace(f'"{ACCOUNT}", "context"', '5, "context"'): "no resourceAccount",
    question(DOOR).replace('"context"', '"contxt"'): '"contxt" is nothing that a request says',
    question(DOOR).replace('"context": {', '"context": {"AWS:sourceaccount": "1", '): "twice",
    question(DOOR).replace('{"request"', '{"vpcEndpointPolicy": {}, "request"'): "not judged here",
    question(DOOR).replace('{"request"', '{"bucket_acl": {}, "request"'): "not judged here",
    question(DOOR).replace('{"request"', '{"says": "an upload", "request"'): "",
    question(DOOR).replace('{"request"', '{"oracle": "Allow", "request"'): "",
    question(DOOR).replace("aws:SourceAccount", "AWS:SourceAccount"): "",
}
"""By the line; what is answered to it."""


def test_what_cannot_be_judged_is_said_in_one_sentence(say: Start) -> None:
    done = say("iam", "evaluate", "-", "--jsonl", typed="\n".join(REFUSED))

    for line, said in zip(done.stdout.splitlines(), REFUSED.values(), strict=True):
        answer = json.loads(line)
        assert said in answer["because"]
        assert ("refused" in answer) == bool(said)


def test_a_refusal_is_explained_with_its_place(say: Start) -> None:
    typed = question({**DOOR, "Resource": "thumbnails"})

    done = say("iam", "evaluate", "-", "--explain", typed=typed, COLUMNS="200")

    assert done.stdout.startswith("Not decided   Resource\n")
    assert done.stdout.endswith("(resource.Statement[0].Resource)\n")
    assert done.returncode == 2


def test_a_file_that_is_not_there_is_named_with_what_to_give_instead(
    say: Start, tmp_path: Path
) -> None:
    done = say("iam", "evaluate", str(tmp_path / "nothing.json"))

    assert done.returncode == 2
    assert "nothing.json cannot be read" in done.stderr
    assert "Name a file with a question" in done.stderr
