"""`sam expand`: what a template becomes, for people and for machines."""

import json
from pathlib import Path

from .conftest import Start

TEMPLATE = Path(__file__).parents[1] / "sam" / "templates" / "thumbnails.yaml"


def test_a_tree_says_what_each_line_became(say: Start) -> None:
    done = say("sam", "expand", str(TEMPLATE))

    assert done.returncode == 0
    for line in (
        "Thumbnails: the function  ← line 33: AWS::Serverless::Function",
        "trust policy: lambda.amazonaws.com may assume it",
        "inline ThumbnailsRolePolicy2  ← line 48: Policies → SQSSendMessagePolicy",
        "InvokeFunction, if SourceAccount is 123456789012  ← line 51: Events → Upload (S3)",
        "AWSLambdaSQSQueueExecutionRole  ← line 66: Events → Queue (SQS)",
    ):
        assert line in done.stdout


def test_a_policy_stands_there_by_its_statements(say: Start) -> None:
    shown = say("sam", "expand", str(TEMPLATE)).stdout

    assert "Action s3:GetObject\n" in shown
    assert "Resource arn:aws:s3:::photos-prod/*\n" in shown
    assert "{" not in shown


def test_a_policy_that_iam_would_not_take_stands_there_as_it_is(say: Start, tmp_path: Path) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    assert "Action: s3:GetObject" in text
    (tmp_path / "odd.yaml").write_text(text.replace("Action: s3:GetObject", "Acton: s3:GetObject"))

    shown = say("sam", "expand", "odd.yaml").stdout

    assert '"Acton": "s3:GetObject"' in shown


def test_json_holds_all_of_it(say: Start) -> None:
    done = say(
        "sam", "expand", str(TEMPLATE), "--json", "--account", "111122223333",
        "--region", "eu-west-1",
    )  # fmt: skip

    found = json.loads(done.stdout)
    role = found["resources"]["WorkerRole"]
    assert role["arn"] == "arn:aws:iam::111122223333:role/WorkerRole"
    assert role["policies_from"]["WorkerRolePolicy0"] == {
        "what": "Policies → DynamoDBCrudPolicy",
        "line": 62,
    }
    assert "eu-west-1" in json.dumps(found)
    assert "us-east-1" not in json.dumps(found)


def test_a_template_comes_through_a_pipe(say: Start) -> None:
    done = say("sam", "expand", "-", typed=TEMPLATE.read_text(encoding="utf-8"))

    assert done.stdout.startswith("standard input\n")


def test_a_bad_template_has_status_2_and_its_place(say: Start, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("Resources:\n  A: {Type: X, Type: Y}\n")
    done = say("sam", "expand", "bad.yaml")

    assert done.returncode == 2
    assert done.stderr == (
        'lambdatutor: bad.yaml:2:16: the key "Type" stands here again; leave one of the two.\n'
    )
    assert done.stdout == ""


def test_wrong_words_get_one_sentence(say: Start, tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9")
    wrong = {
        "no-such.yaml": "no-such.yaml cannot be read: No such file or directory.",
        "latin.yaml": "latin.yaml is not UTF-8",
        f"{TEMPLATE} --account 12": "12 is no account: write its 12 digits.",
        f"{TEMPLATE} --region Mars": "Mars is no Region",
    }

    for words, sentence in wrong.items():
        done = say("sam", "expand", *words.split())

        assert sentence in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.returncode == 2
