"""What checks of real code measure, on programs that really run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import ExpressionError, parse_expression
from lambdatutor.course.format import Lesson
from lambdatutor.course.handlers.json_text import same_json
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.meaning import check
from lambdatutor.course.measures_of_handlers import MEASURES
from lambdatutor.course.quantities import value_text
from tests.course.code_lessons import forgotten, gone_through, lab_of, lesson_in

HANDLER = """\
import sys
import time

print("module runs")


def lambda_handler(event, context):
    if event == "fail":
        raise LookupError("no such order")
    if event == "exit":
        sys.exit(1)
    if event == "sleep":
        time.sleep(0.05)
    print("answers", event)
    return {"got": event, "ß": 1.0}
"""
LAB = """\
- lab: orders
  kind: package
  brief: x
  function: {name: orders, memory: 256, timeout: 2s, variables: {STAGE: test}, layers: [money]}
  layers: [{name: money, files: money}]
  cases:
    - {id: first, says: a, event: [1, null, true], logs: module runs}
    - {id: failing, says: a, event: fail, fails: LookupError}
    - {id: slow, says: a, event: sleep, check: duration() >= 50ms and duration() < 2s}
    - {id: gone, says: a, event: exit, fails: Runtime.ExitError}
    - {id: wrong, says: a, event: 1, returns: 1}
    - {id: thrice, says: a, event: 2, at_once: 3, any_answer: true}
    - {id: last, says: a, event: {a: 1}, returns: {ß: 1, got: {a: 1.0}}}
  solution: [{write: lambda_function.py, is: ""}]
"""
FILES = {
    "orders/lambda_function.py": HANDLER,
    "orders/vendor/tags/__init__.py": "",
    "orders/shop/door.py": "",
    "money/python/pricing.py": "",
    "money/python/shop/window.py": "",
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return lesson_in(tmp_path_factory.mktemp("lessons"), LAB, FILES)


@pytest.fixture(scope="module")
def record(lesson: Lesson) -> Iterator[Record]:
    attempt = HandlerAttempt(lesson, lab_of(lesson, "orders"), forgotten)
    gone_through(attempt.run(), attempt)
    yield attempt.record
    attempt.close()


def value(record: Record, source: str) -> str:
    expression = parse_expression(source, "handlers")
    check(expression, wanted="value", about="handlers")
    return value_text(evaluate(expression, record.measurable))


def holds(record: Record, source: str) -> bool:
    expression = parse_expression(source, "handlers")
    check(expression, wanted="truth", about="handlers")
    return evaluate(expression, record.measurable) is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("answer(first)", '{"got": [1, null, true], "ß": 1.0}'),
        ("answer()", '{"got": {"a": 1}, "ß": 1.0}'),
        ("error_type(failing)", "LookupError"),
        ("error_message(failing)", "no such order"),
        ("function_error(failing)", "Unhandled"),
        ("error_type(first)", "not set"),
        ("error_message(first)", "not set"),
        ("function_error(first)", "not set"),
        ("error_type(gone)", "Runtime.ExitError"),
        ("status(gone)", "200"),
        ("invocations()", "9"),
        ("invocations(thrice)", "3"),
        ("errors()", "2"),
        ("passed()", "5"),
        ("failed()", "1"),
        ("environments()", "3"),
        ("environments(thrice)", "3"),
        ("cold_starts(first)", "1"),
        ("cold_starts(wrong)", "1"),  # the environment was reset by the exit before it
        ("cold_starts(thrice)", "2"),
        ("cold_starts()", "4"),
        ('log_lines("answers")', "7"),
        ('log_lines("answers", of=slow)', "1"),
        ('log_lines("RequestId", of=slow)', "0"),  # the platform's own lines
        ("log_lines(of=first)", "2"),
        ('platform_lines("INIT_START")', "3"),  # after the exit, Init is inside the call
        ('platform_lines("START")', "9"),
        ('platform_lines("REPORT", of=gone)', "1"),
        ('platform_lines("INIT_REPORT")', "0"),
        ("platform_lines(of=first)", "4"),
        ("platform_lines(of=slow)", "3"),
        ('variable("STAGE")', "test"),
        ('variable("HOME")', "not set"),
        ("handler()", "lambda_function.lambda_handler"),
        ("timeout()", "2 s"),
        ("memory()", "256 MB"),
        ("layers()", "1"),
        ("entries()", "3"),
        ("found(lambda_function)", "package"),
        ("found(pricing)", "layer"),
        ("found(shop)", "package"),
        ('found("shop.window")', "layer"),
        ("found(boto3)", "runtime"),
        ("found(json)", "runtime"),
        ("found(requests)", "not set"),
        ("found(tags)", "not set"),
    ],
)
def test_a_measure_is_what_really_came_of_it(record: Record, source: str, expected: str) -> None:
    assert value(record, source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "passes(first)",
        "passes(last)",
        "not passes(wrong)",
        "not passes(thrice)",
        'in_zip("vendor/tags/__init__.py")',
        'in_zip("vendor")',
        'not in_zip("vendo")',
        "not refused()",
        "init_duration(first) > 0s",
        "duration(slow) >= 50ms",
        "billed(first) >= init_duration(first) + duration(first)",
        "max_memory(first) > 5MB and max_memory(first) <= memory()",
        "zip_size() > 0MB and zip_size() < 1MB and unzipped_size() > 0MB",
        "not (init_duration(slow) > 0s)",
    ],
)
def test_a_check_may_ask_for_it(record: Record, source: str) -> None:
    assert holds(record, source)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("pased() == 1", 'Did you mean "passed"?'),
        ("throttles() == 0", "measures a run"),
        ("passes() == 1", "is written passes"),
        ("passed() == 1s", "cannot be compared"),
        ("memory() == 256", "Write the unit"),
        ("duration(a, b) < 1s", "is written duration"),
        ("duration(first, of=second) < 1s", "does not take of="),
        ("answer() < 3", "cannot be compared"),
        ("passed == 1", "Write passed()."),
        ('platform_lines("REPROT") == 1', 'Did you mean "REPORT"?'),
    ],
)
def test_a_check_that_makes_no_sense_is_told_so(source: str, why: str) -> None:
    with pytest.raises(ExpressionError) as told:
        check(parse_expression(source, "handlers"), wanted="truth", about="handlers")
    assert why in str(told.value)


def test_a_run_of_the_simulator_has_no_answer_and_no_zip() -> None:
    for source in ("answer() == 1", "zip_size() < 1MB", 'in_zip("a")'):
        with pytest.raises(ExpressionError, match="stands only where code is run"):
            check(parse_expression(source), wanted="truth")


def test_names_that_both_have_mean_a_run_in_a_run_and_code_where_code_runs(
    record: Record,
) -> None:
    with pytest.raises(ExpressionError):
        check(parse_expression("duration(first) < 1s"), wanted="truth")
    check(parse_expression("duration(1) < 1s"), wanted="truth")
    assert holds(record, "duration(first) < 2s")


def test_nothing_is_measured_where_nothing_ran(record: Record) -> None:
    empty = Record((), record.settings, None)
    for name in ("answer", "error_type", "duration", "billed", "max_memory", "status"):
        assert value(empty, f"{name}()") == "not set"
    assert value(empty, "zip_size()") == "not set"
    assert value(empty, "passed()") == "0"
    assert not holds(empty, "passes(first)")


def test_every_measure_has_help_and_is_tried_here(record: Record) -> None:
    tried = Path(__file__).read_text()
    for name, measure in MEASURES.items():
        assert measure.help.endswith(".")
        assert f"{name}(" in tried
    assert record.outcomes


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1", "1.0", True),
        ("1", "true", False),
        ("0", "false", False),
        ("[1, true]", "[1, 1]", False),
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}', True),
        ("[1, 2]", "[2, 1]", False),
        ("null", "{}", False),
        ('"1"', "1", False),
        ("not json", "not json", False),
        ("[" * 100_000, "[]", False),
    ],
)
def test_json_values_are_the_same_as_json_sees_them(one: str, other: str, *, same: bool) -> None:
    assert same_json(one, other) is same
    assert same_json(other, one) is same
