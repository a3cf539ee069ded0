"""What `lambdatutor check` says of policy labs and questions: every fault, and nothing else."""

from pathlib import Path
from typing import NamedTuple

import pytest

from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import lesson_file
from lambdatutor.course.style import check_style

PATH = Path(__file__).parent / "lessons" / "doors.yaml"
GOOD = PATH.read_text()


class Spoilt(NamedTuple):
    """A change that makes the lesson wrong, where it is found, and what is said."""

    old: str
    new: str
    at: str
    says: str


def found(text: str) -> list[tuple[tuple[int, int], str]]:
    """Places and sentences, as `lambdatutor check` has them."""
    try:
        file = lesson_file(text, "doors.yaml")
        findings = (*check_style(file), *prove(file))
    except LessonErrors as errors:
        findings = errors.findings
    return [((each.line, each.column), f"{each.sentence} {each.suggestion}") for each in findings]


def place(text: str, at: str) -> tuple[int, int]:
    offset = text.index(at)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def test_the_lesson_itself_has_no_fault() -> None:
    assert found(GOOD) == []


CONDITION = """
              Condition:
                StringEquals: {aws:SourceAccount: "123456789012"}
                ArnLike: {aws:SourceArn: "arn:aws:s3:::photos"}
"""
UPLOAD = """      - id: upload
        says: S3 calls thumbnails after an upload to photos
        kind: traffic"""

SPOILT = (
    # Names
    Spoilt(
        "of: thumbnails-role\n        name",
        "of: thumbnail-role\n        name",
        "thumbnail-role\n        name",
        'Did you mean "thumbnails-role"?',
    ),
    Spoilt(
        "side: resource\n        of: thumbnails",
        "side: resource\n        of: thumb",
        "thumb\n",
        'there is no function "thumb"',
    ),
    Spoilt("principal: ana\n", "principal: anna\n", "anna\n", 'Did you mean "ana"?'),
    Spoilt(
        "principal: ana\n        action: lambda:InvokeFunction\n        resource: thumbnails",
        "principal: ana\n        action: lambda:InvokeFunction\n        resource: thumbs",
        "thumbs\n      - id: delete",
        'there is no function "thumbs"',
    ),
    Spoilt(
        "action: s3:DeleteObject\n        resource: photos",
        "action: DeleteObject\n        resource: photos",
        "DeleteObject\n        resource: photos",
        "is no action",
    ),
    Spoilt('denied("upload")', 'denied("uplod")', 'denied("uplod")', 'Did you mean "upload"?'),
    Spoilt(
        'wildcards("work")',
        'wildcards("works")',
        "actions_granted(",
        'there is no document "works"',
    ),
    Spoilt(
        "breaks: [no-attack, stranger",
        "breaks: [no-atack, stranger",
        "no-atack",
        'Did you mean "no-attack"?',
    ),
    Spoilt(
        "solution:\n      - document: door",
        "solution:\n      - document: trust",
        "trust\n        is",
        'no document "trust" that can be edited',
    ),
    Spoilt(
        "- id: wipe",
        "- id: write",
        "id: write\n        says: thumbnails deletes a photo",
        "another request",
    ),
    Spoilt("- id: all-traffic", "- id: comes-in", "id: comes-in\n        says: All", "used twice"),
    # Measures of a run have no place here, and the other way round
    Spoilt(
        "check: traffic_denied() == 0",
        "check: throttles() == 0",
        "throttles() ==",
        "throttles measures a run, and this lab has none",
    ),
    Spoilt(
        "check: traffic_denied() == 0",
        "check: trafic_denied() == 0",
        "trafic_denied",
        'Did you mean "traffic_denied"?',
    ),
    Spoilt(
        "check: traffic_denied() == 0",
        "check: traffic_denied()",
        "traffic_denied()\n",
        "a comparison such as == 0 is expected",
    ),
    Spoilt(
        'check: allowed("upload") and',
        "check: allowed() and",
        "allowed() and",
        "allowed is written allowed(",
    ),
    Spoilt(
        'allowed("upload") and decided_by',
        'allowed("upload") > 1 and decided_by',
        "> 1 and",
        "cannot be compared",
    ),
    Spoilt(
        'allowed("upload") and decided_by',
        'allowed("ana-calls") and decided_by',
        'allowed("ana-calls") and decided',
        'decided_by("upload") holds as well where that side keeps silent',
    ),
    # Requests that can be seen say what is wanted
    Spoilt(UPLOAD, UPLOAD.replace("traffic", "trafic"), "trafic\n", 'Did you mean "traffic"?'),
    Spoilt(
        "says: Ana calls thumbnails",
        f"says: Ana calls {'thumbnails ' * 5}",
        "Ana calls thumbnails t",
        "52 fit in the table",
    ),
    Spoilt(
        "title: Who may come in",
        "title: Who may come in, and who may not do so",
        "Who may come in, a",
        "34 fit above it",
    ),
    Spoilt(
        "        why: Every upload of an invoice would be paid for.\n",
        "",
        "id: other-bucket",
        'says "why"',
    ),
    # What AWS refuses
    Spoilt(
        '{Effect: Allow, Action: "s3:*", Resource: "*"}',
        '{Effect: Alow, Action: "s3:*", Resource: "*"}',
        'Version: "2012-10-17"\n          Statement: [{Effect: Alow',
        "AWS refuses this document",
    ),
    Spoilt(
        "Sid: photos\n              Effect: Allow",
        "Sid: photos\n              Effekt: Allow",
        'Version: "2012-10-17"\n          Statement:\n            - Sid: photos',
        "AWS refuses this document",
    ),
    Spoilt(
        "title: Who may come in\n",
        'title: Who may come in\n        broken: \'{"Version": "2012-10-17", "Statement": []}\'\n',
        '\'{"Version": "2012-10-17", "Sta',
        "this can be read; write it as start",
    ),
    Spoilt(
        "fixed: true",
        "fixed: true\n        broken: x",
        "x\n        start",
        "a broken document has no start",
    ),
    # Proofs
    Spoilt(
        CONDITION,
        "\n",
        '- document: door\n        is:\n          Version: "2012-10-17"\n'
        "          Statement:\n            - Sid",
        'the solution misses "no-attack"',
    ),
    Spoilt(
        "breaks: [no-attack,",
        "breaks: [no-attack, upload,",
        "do:\n",
        'meets "upload", and should break it',
    ),
    # Questions
    Spoilt(
        "Resource: ___}",
        'Resource: "*"}',
        'Version: "2012-10-17"\n          Statement: [{Effect: Allow, Action: "s3:GetObject"',
        "the document has 0 gaps; write ___ once",
    ),
    Spoilt(
        "answer: SendMessage",
        "answer: PurgeQueue",
        "PurgeQueue\n        near",
        "the answer is wrong: It sends: that is denied",
    ),
    Spoilt("answer: arn:aws:s3:::invoices/*", "answer: '[arn'", "'[arn'", "the answer is wrong"),
    Spoilt(
        'invoic?s/*"', 'photo?/*"', "'\"arn:aws:s3:::photo?", "this is wrong: It reads an invoice"
    ),
    Spoilt("fill: PutMessage", "fill: Send*", "Send*,", "this is right, and no trap"),
    Spoilt(
        'action: "sqs:PurgeQueue", resource: orders',
        'action: "s3:PutObject", resource: orders',
        "- {says: It empties",
        "a learner who writes * is right",
    ),
    Spoilt(
        'principal: report, action: "sqs:SendMessage"',
        'principal: reports, action: "sqs:SendMessage"',
        "reports,",
        'Did you mean "report"?',
    ),
)


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: case.says[:40])
def test_a_fault_is_named_at_its_place(case: Spoilt) -> None:
    assert case.old in GOOD
    text = GOOD.replace(case.old, case.new, 1)

    findings = found(text)

    said = [sentence for at, sentence in findings if at == place(text, case.at)]
    assert any(case.says in each for each in said), (place(text, case.at), findings)


def test_a_measure_of_policies_has_no_place_in_a_run() -> None:
    small = (PATH.parent / "small.yaml").read_text()
    text = small.replace("check: cold_starts(kind=customer) == 0", 'check: allowed("x")', 1)

    ((_, sentence),) = found(text)

    assert "allowed measures policies, and stands only in a policy lab" in sentence


def without(*ids: str) -> str:
    """The lesson without some of its requests, and without the way that breaks them."""
    before, rest = GOOD.split("    requests:\n", 1)
    requests, after = rest.split("    objectives:\n", 1)
    kept = [
        f"      - id: {each}"
        for each in requests.split("      - id: ")[1:]
        if each.partition("\n")[0] not in ids
    ]
    after = after.replace("breaks: [no-attack, stranger, other-bucket]", "breaks: []")
    return f"{before}    requests:\n{''.join(kept)}    objectives:\n{after}"


@pytest.mark.parametrize(
    ("ids", "cheat"),
    [
        (("stranger", "other-bucket"), "leaves out every Condition of the solution"),
        (("overwrite",), "writes Resource * in the solution"),
        (("delete",), "writes Action * in the solution"),
        (
            ("stranger", "other-bucket", "ana-calls"),
            "lets everybody in (Principal *, no Condition)",
        ),
    ],
)
def test_each_attack_is_there_for_a_way_that_is_too_wide(ids: tuple[str, ...], cheat: str) -> None:
    said = [sentence for _, sentence in found(without(*ids))]

    assert any(f"a learner who {cheat} meets every objective" in each for each in said), said
    assert any("Principal *" in each for each in said) is ("ana-calls" in ids)
