"""The two small languages of alarms: rules of composite alarms, and metric math."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.simulator.alarms import arithmetic, rule
from lambdatutor.simulator.alarms.evaluation import State

NOW: dict[str, State] = {"a": "ALARM", "b": "OK", "c": "INSUFFICIENT_DATA", "two words": "ALARM"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('ALARM("a")', True),
        ("ALARM(b)", False),
        ("ALARM('two words')", True),
        ("ALARM(a) AND OK(b)", True),
        ("ALARM(a) AND ALARM(b) OR OK(b)", True),
        ("ALARM(a) AND (ALARM(b) OR ALARM(c))", False),
        ("NOT ALARM(a) OR OK(b)", True),
        ("NOT (ALARM(a) OR OK(b))", False),
        ("INSUFFICIENT_DATA(c)", True),
        ("TRUE AND NOT FALSE", True),
        ("ALARM(nobody)", False),
        ('ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a")', True),
    ],
)
def test_a_rule_is_read_as_cloudwatch_reads_it(text: str, wanted: bool) -> None:
    assert rule.holds(rule.read(text), NOW) is wanted


@pytest.mark.parametrize(
    "text",
    ["", "ALARM", "ALARM(a", "ALARM(a) ALARM(b)", "a AND b", "ALARM(a) AND", "(" * 500, "()"],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(rule.RuleError):
        rule.read(text)


def test_a_rule_names_each_alarm_once() -> None:
    found = rule.children(rule.read("ALARM(a) OR NOT (OK(b) AND ALARM(a))"))
    assert found == ("a", "b")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("errors / invocations * 100", 20.0),
        ("100 * (errors + 1) / invocations", 30.0),
        ("errors - invocations - 1", -9.0),
        ("-errors + 2.5", 0.5),
        ("errors / nothing", None),
        ("errors / gone", None),
    ],
)
def test_arithmetic_binds_as_it_should(text: str, wanted: float | None) -> None:
    values = {"errors": 2.0, "invocations": 10.0, "nothing": 0.0}
    assert arithmetic.compute(arithmetic.read(text), values) == wanted


@given(st.text(alphabet="ab1+*/-() .", max_size=12))
def test_any_text_is_computed_or_refused(text: str) -> None:
    try:
        part = arithmetic.read(text)
    except arithmetic.UnreadableError:
        return
    assert set(arithmetic.names(part)) <= set(text.replace(" ", ".").translate(
        str.maketrans("+*/-()", "......")).split("."))  # fmt: skip
    arithmetic.compute(part, {"a": 1.0, "b": 0.0})
