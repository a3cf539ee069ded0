"""What a judging of a code lab goes by: the code as it stands, shared environments, JSON values."""

import json
from collections.abc import Iterator

import pytest

from lambdatutor.course.format import Lesson
from lambdatutor.course.handlers.json_text import JsonText
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.course.handlers.parts import FunctionSettings, HandlerCase
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.handlers.verdicts import passes, why_failed
from lambdatutor.runtime.answer import Answer
from tests.course.code_lessons import forgotten, gone_through, lab_of, lesson_in

ADDING = "def lambda_handler(event, context):\n    return sum(event)\n"
WRONG = "def lambda_handler(event, context):\n    return 0\n"
LAB = """\
- lab: add
  kind: code
  brief: Add them up.
  files: add
  function: {name: add}
  cases:
    - {id: two, says: Two, event: [1, 2], returns: 3}
    - {id: twice, says: Two more, event: [3, 4], times: 2, returns: 7}
    - {id: own, says: With a variable, event: [1], variables: {STAGE: test}, returns: 1}
    - {id: new, says: In a new one, event: [2], fresh: true, returns: 2}
    - {id: both, says: At once, event: [5], at_once: 2, returns: 5}
    - {id: unseen, says: More, event: [6], returns: 6, held_out: true, why: Any numbers.}
  solution: [{write: lambda_function.py, is: "x = 1"}]
"""


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    files = {"add/lambda_function.py": ADDING}
    return lesson_in(tmp_path_factory.mktemp("lessons"), LAB, files)


@pytest.fixture
def attempt(lesson: Lesson) -> Iterator[HandlerAttempt]:
    work = HandlerAttempt(lesson, lab_of(lesson, "add"), forgotten)
    yield work
    work.close()


def test_what_ran_before_a_change_makes_nothing_ready_and_nothing_met(
    attempt: HandlerAttempt,
) -> None:
    gone_through(attempt.run(), attempt)
    assert attempt.ready
    attempt.edit("lambda_function.py", WRONG)
    assert not attempt.ready

    attempt.undo()
    judging = attempt.judge()
    outcomes = tuple(judging.outcomes())
    attempt.edit("lambda_function.py", WRONG)
    attempt.take(judging)

    assert outcomes[-1].payload == "6"
    assert not attempt.met
    assert not attempt.passed


def test_cases_share_an_environment_until_one_is_to_be_fresh_or_has_variables(
    attempt: HandlerAttempt,
) -> None:
    outcomes = gone_through(attempt.run(), attempt)

    used = [(each.case_id, each.environment) for each in outcomes]
    assert used == [
        ("two", 1), ("twice", 1), ("twice", 1), ("own", 2), ("new", 3), ("both", 3), ("both", 4),
    ]  # fmt: skip
    assert [each.cold for each in outcomes] == [True, False, False, True, True, False, True]


def of(payload: str, case: HandlerCase) -> Record:
    answer = Answer(
        payload=payload.encode(),
        log="",
        duration_ms=1,
        billed_ms=1,
        max_memory_mb=1,
        request_id="1",
        environment="e",
    )
    outcome = CallOutcome(case_id=case.id, call=1, event="{}", answer=answer)
    return Record((outcome,), FunctionSettings(), None, (case,))


@pytest.mark.parametrize(
    ("wanted", "payload"),
    [
        ('{"a": 1, "b": [true]}', '{"b":[true],"a":1.0}'),
        ('"ñ"', '"\\u00f1"'),
        ("null", " null "),
    ],
)
def test_an_answer_is_right_that_is_the_same_json_however_it_is_written(
    wanted: str, payload: str
) -> None:
    case = HandlerCase(id="one", says="One", returns=JsonText(wanted))

    assert passes(case, of(payload, case))


@pytest.mark.parametrize(("wanted", "payload"), [("true", "1"), ("1", '"1"'), ("{}", "null")])
def test_an_answer_is_wrong_that_only_looks_alike(wanted: str, payload: str) -> None:
    case = HandlerCase(id="one", says="One", returns=JsonText(wanted))

    assert not passes(case, of(payload, case))


def test_of_the_largest_answer_a_sentence_has_the_beginning() -> None:
    payload = json.dumps([1] * 2_000_000)
    case = HandlerCase(id="one", says="One", returns=JsonText("1"))
    failing = HandlerCase(id="one", says="One", fails="ValueError")
    (outcome,) = of(payload, case).outcomes

    said = why_failed(case, of(payload, case))
    assert said.startswith("It returned [1, 1, 1,")
    assert said.endswith("…, and had to return 1.")
    assert len(said) < 400
    assert why_failed(failing, of(payload, failing)).endswith("…, and had to fail with ValueError.")
    assert outcome.answered(payload)
    assert not outcome.answered("1")
    blank = of(f'"{" " * 5_000}end"', case)
    assert "…" in why_failed(case, blank)  # something was left out, be it spaces
