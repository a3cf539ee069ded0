"""CloudWatch's own tables of what missing data does to an alarm (MET-027), and laws about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.simulator.alarms.evaluation import Missing, State, breaches, evaluate

KEEP = "keep"
OK, ALARM, NO_DATA = "OK", "ALARM", "INSUFFICIENT_DATA"
STATES: tuple[State, ...] = ("OK", "ALARM", "INSUFFICIENT_DATA")
TREATMENTS: tuple[Missing, ...] = ("missing", "ignore", "breaching", "notBreaching")

# Data points, latest last; then the state by treatment, in the order above.
THREE_OF_THREE = [
    ("0 - X - X", (OK, OK, OK, OK)),
    ("0 - - - -", (OK, OK, OK, OK)),
    ("- - - - -", (NO_DATA, KEEP, ALARM, OK)),
    ("0 X X - X", (ALARM, ALARM, ALARM, ALARM)),
    ("- - X - -", (ALARM, KEEP, ALARM, OK)),
]
TWO_OF_THREE = [
    ("0 - X - X", (ALARM, ALARM, ALARM, ALARM)),
    ("0 0 X 0 X", (ALARM, ALARM, ALARM, ALARM)),
    ("0 - X - -", (OK, OK, ALARM, OK)),
    ("- - - - 0", (OK, OK, ALARM, OK)),
    ("- - - X -", (ALARM, KEEP, ALARM, OK)),
]

points = st.lists(st.sampled_from((True, False, None)), max_size=8)


def read(text: str) -> list[bool | None]:
    return [{"0": False, "X": True, "-": None}[each] for each in text.split()]


@pytest.mark.fact("MET-027")
@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize(
    ("text", "to_alarm", "wanted"),
    [(text, 3, wanted) for text, wanted in THREE_OF_THREE]
    + [(text, 2, wanted) for text, wanted in TWO_OF_THREE],
)
def test_missing_data_does_what_the_tables_of_cloudwatch_say(
    text: str, to_alarm: int, wanted: tuple[str, ...], before: State
) -> None:
    for missing, state in zip(TREATMENTS, wanted, strict=True):
        found = evaluate(read(text), 3, to_alarm, missing, before).state
        assert found == (before if state == KEEP else state), missing


@pytest.mark.fact("MET-027")
@pytest.mark.parametrize("text", ["- - - - X", "- - - X -"])
@pytest.mark.parametrize("before", STATES)
def test_an_alarm_waits_as_long_as_the_next_data_point_may_be_good(
    text: str, before: State
) -> None:
    assert evaluate(read(text), 3, 3, "missing", before).state == before


@pytest.mark.fact("MET-027")
@given(points, st.integers(1, 6), st.data(), st.sampled_from(TREATMENTS), st.sampled_from(STATES))
def test_enough_real_data_decides_whatever_is_missing(
    given_points: list[bool | None],
    periods: int,
    data: st.DataObject,
    missing: Missing,
    before: State,
) -> None:
    to_alarm = data.draw(st.integers(1, periods))
    verdict = evaluate(given_points, periods, to_alarm, missing, before)
    real = [each for each in given_points if each is not None][-periods:]

    assert verdict.evaluated == len(real)
    assert verdict.breaching == sum(real)
    assert verdict.evaluated + verdict.filled == periods
    if sum(real) >= to_alarm:
        assert verdict.state == "ALARM"
    elif len(real) == periods:
        assert verdict.state == "OK"
    if verdict.state == "INSUFFICIENT_DATA":
        assert (missing, real) == ("missing", []) or before == "INSUFFICIENT_DATA"


@given(points, st.integers(1, 6), st.data(), st.sampled_from(TREATMENTS), st.sampled_from(STATES))
def test_a_state_once_reached_stays_while_the_data_stay(
    given_points: list[bool | None],
    periods: int,
    data: st.DataObject,
    missing: Missing,
    before: State,
) -> None:
    to_alarm = data.draw(st.integers(1, periods))
    once = evaluate(given_points, periods, to_alarm, missing, before).state
    assert evaluate(given_points, periods, to_alarm, missing, once).state == once


@given(points, st.integers(1, 6), st.data(), st.sampled_from(STATES))
def test_more_breaching_data_never_end_an_alarm(
    given_points: list[bool | None], periods: int, data: st.DataObject, before: State
) -> None:
    to_alarm = data.draw(st.integers(1, periods))
    worse = [True if each is False else each for each in given_points]
    for missing in TREATMENTS:
        if evaluate(given_points, periods, to_alarm, missing, before).state == "ALARM":
            after = evaluate(worse, periods, to_alarm, missing, before).state
            assert after == "ALARM" or (missing == "ignore" and before != "ALARM")


@pytest.mark.parametrize(
    ("operator", "below", "same", "above"),
    [
        ("GreaterThanThreshold", False, False, True),
        ("GreaterThanOrEqualToThreshold", False, True, True),
        ("LessThanThreshold", True, False, False),
        ("LessThanOrEqualToThreshold", True, True, False),
    ],
)
def test_operators_are_those_of_cloudwatch(
    operator: str, below: bool, same: bool, above: bool
) -> None:
    found = tuple(breaches(value, operator, 5.0) for value in (4.0, 5.0, 6.0))
    assert found == (below, same, above)
