"""The language of checks: its laws, its units, and that nothing else is in it."""

from types import SimpleNamespace
from typing import Literal, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import ExpressionError, parse_expression
from lambdatutor.course.meaning import Kind, check
from lambdatutor.course.measuring import Measurable
from lambdatutor.course.quantities import Quantity, Value, parse_quantity, value_text
from lambdatutor.simulator.time import spoken, written

NOTHING = cast("Measurable", SimpleNamespace(records=tuple, open_records=tuple))
"""A run in which no request has come."""

SMALL = st.integers(0, 1_000)


def worth(source: str) -> Value | bool | None:
    expression = parse_expression(source)
    check(expression, wanted="truth" if _compares(source) else "value")
    return evaluate(expression, NOTHING)


def _compares(source: str) -> bool:
    return any(sign in source for sign in "=<>")


@given(SMALL, SMALL, SMALL)
def test_signs_bind_as_in_arithmetic(a: int, b: int, c: int) -> None:
    assert worth(f"{a} + {b} * {c}") == Quantity(a + b * c)
    assert worth(f"({a} + {b}) * {c}") == Quantity((a + b) * c)
    assert worth(f"{a} - {b} - {c}") == Quantity(a - b - c)
    assert worth(f"-{a} + {b}") == Quantity(b - a)


@given(SMALL, SMALL)
def test_comparisons_are_those_of_numbers(a: int, b: int) -> None:
    for sign, holds in {
        "==": a == b,
        "!=": a != b,
        "<": a < b,
        "<=": a <= b,
        ">": a > b,
        ">=": a >= b,
    }.items():
        assert worth(f"{a} {sign} {b}") is holds
        assert worth(f"not {a} {sign} {b}") is not holds


@given(st.booleans(), st.booleans(), st.booleans())
def test_and_binds_tighter_than_or_and_not_tighter_than_both(a: bool, b: bool, c: bool) -> None:
    x, y, z = (f"{int(each)} == 1" for each in (a, b, c))

    assert worth(f"{x} or {y} and {z}") is (a or (b and c))
    assert worth(f"not {x} and {y}") is ((not a) and b)


@given(SMALL, SMALL)
def test_times_of_different_units_are_compared_as_times(ms: int, s: int) -> None:
    assert worth(f"{ms}ms < {s}s") is (ms < 1_000 * s)
    assert worth(f"{s}s + {ms}ms") == Quantity(s * 1_000_000 + ms * 1_000, "time")
    assert worth(f"{s}min == {s * 60}s") is True


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("6s / 2s", Quantity(3)),
        ("6s / 2", Quantity(3_000_000, "time")),
        ("2 * 6s", Quantity(12_000_000, "time")),
        ("6s * 50%", Quantity(3_000_000, "time")),
        ("$3 / 2", Quantity(1.5, "money")),
        ("1GB", Quantity(1_024, "MB")),
        ("1_000", Quantity(1_000)),
    ],
)
def test_units_go_through_the_reckoning(source: str, value: Quantity) -> None:
    assert worth(source) == value


@pytest.mark.parametrize(
    "source",
    ["max(latency) < 1s", "max(latency) >= 0ms", "latency(1) != 1s", "1 / 0 == 1", "1 / 0 != 1"],
)
def test_a_comparison_with_something_unset_is_false(source: str) -> None:
    assert worth(source) is False
    assert worth(f"not {source}") is True


def test_what_is_unset_stays_unset_through_the_reckoning() -> None:
    assert worth("1s + latency(1) * 2") is None


def test_in_an_empty_run_nothing_has_come() -> None:
    assert worth("arrivals() + served() + throttles() + cold_starts()") == Quantity(0)


def understood(source: str, wanted: Literal["truth", "value"]) -> Kind | ExpressionError:
    try:
        return check(parse_expression(source), wanted=wanted)
    except ExpressionError as error:
        return error


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_an_error_with_a_column(source: str) -> None:
    found = understood(source, "truth")

    if isinstance(found, ExpressionError):
        assert 1 <= found.column <= len(source) + 1
        assert found.problem in str(found)
    else:
        assert isinstance(evaluate(parse_expression(source), NOTHING), bool)


WORDS = ["arrivals", "latency", "max", "(", ")", "1", "2s", "==", "<", "and", "not", "kind", "="]


@given(st.lists(st.sampled_from([*WORDS, ",", "-", "+", "/", "*", '"x"', "$1", "%"]), max_size=14))
def test_any_row_of_its_words_is_an_expression_or_an_error(words: list[str]) -> None:
    source = " ".join(words)
    found = understood(source, "value")

    if isinstance(found, ExpressionError):
        assert 1 <= found.column <= len(source) + 1
    else:
        value = evaluate(parse_expression(source), NOTHING)
        unit = value.unit if isinstance(value, Quantity) else "text"
        assert value is None or unit == found


@given(st.integers(0, 10**9))
def test_a_time_is_read_as_it_is_written(us: int) -> None:
    assert parse_quantity(written(us)) == Quantity(us, "time")


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("3", Quantity(3)),
        ("1,000 ms", Quantity(1_000_000, "time")),
        ("1,000", Quantity(1_000)),
        ("0.5 s", Quantity(500_000, "time")),
        ("$0.20", Quantity(0.2, "money")),
        ("10 %", Quantity(0.1, "share")),
        ("512MB", Quantity(512, "MB")),
        ("-2", Quantity(-2)),
        ("−2", Quantity(-2)),
    ],
)
def test_a_learner_types_a_number_as_people_write_it(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize("text", ["", "ms", "3 apples", "1,00", "1.2.3", "$5s", "inf", "nan"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Quantity(800_000, "time"), spoken(800_000)),
        (Quantity(1_000), "1,000"),
        (Quantity(0.125, "share"), "12.5 %"),
        (Quantity(0.00000187, "money"), "$0.00000187"),
        (Quantity(16.2, "money"), "$16.20"),
        (Quantity(-200_000, "time"), "−200 ms"),
        (Quantity(512, "MB"), "512 MB"),
        ("is refused", "is refused"),
        (True, "yes"),
        (None, "not set"),
    ],
)
def test_values_are_written_for_people(value: Value | bool | None, text: str) -> None:
    assert value_text(value) == text
