"""Dates: written and read the way AWS does, as counted from the opening of a run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.simulator.dates import date, moment

OPENING = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.integers(-(10**9), 10**10))
def test_a_date_says_the_same_as_a_calendar(ms: int) -> None:
    expected = OPENING + timedelta(milliseconds=ms)

    assert date(ms * 1_000) == f"{expected:%Y-%m-%dT%H:%M:%S}.{expected.microsecond // 1_000:03}Z"
    assert moment(date(ms * 1_000)) == ms * 1_000


def test_dates_are_read_in_the_forms_people_write() -> None:
    assert moment("2026-01-01") == 0
    assert moment("2026-01-01T00:05") == 300_000_000
    assert moment("2026-01-01 00:00:01.5+00:00") == 1_500_000
    assert moment("1767225660") == 60_000_000
    assert [moment(text) for text in ("", "soon", "2026-13-01", "2026-01-01T24:00Z")] == [None] * 4
