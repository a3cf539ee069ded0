"""The log of the functions: an exception can be read, whatever AWS has put into one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.simulator.logs.reading import Line as LogEvent
from lambdatutor.tui.panels.cells import text_of
from lambdatutor.tui.panels.logs import tail_rows

SAYS = (
    "[ERROR] ClientError: An error occurred (AccessDeniedException) when calling the PutItem "
    "operation: User: arn:aws:sts::123456789012:assumed-role/thumbnails-role/thumbnails is not "
    "authorized to perform: dynamodb:PutItem on resource: "
    "arn:aws:dynamodb:us-east-1:123456789012:table/pictures because no identity-based policy "
    "allows the dynamodb:PutItem action"
)
REPORT = "REPORT RequestId: 904690a6-320d-4eb7-aec0-304bf0c551ea\tDuration: 500.00 ms\tStatus"


def log(*messages: str) -> list[LogEvent]:
    return [
        LogEvent(at * 1_000_000, "f", 1, 1, "/aws/lambda/f", "s", message)
        for at, message in enumerate(messages)
    ]


def letters(text: str) -> str:
    """Without blanks, for what may be broken anywhere."""
    return "".join(text.split())


FAILED = log("START", f"{SAYS}\nTraceback (most recent call last):", "END", REPORT)


@pytest.mark.parametrize(("width", "height"), [(72, 12), (76, 8), (52, 12)])
def test_the_last_exception_is_read_whole_where_there_is_room(width: int, height: int) -> None:
    text = text_of(tail_rows(FAILED, width, height))

    assert letters(SAYS) in letters(text)
    assert "Traceback" not in text


def test_the_end_of_a_request_gives_way_to_its_exception_and_is_counted() -> None:
    short, roomy = (text_of(tail_rows(FAILED, 76, height)) for height in (7, 12))

    assert letters(SAYS) in letters(short)
    assert "4 lines, 2 below" in short
    assert "below" not in roomy
    assert "REPORT" in roomy


def test_what_happens_afterwards_is_followed() -> None:
    text = text_of(tail_rows([*FAILED, *log("START of the next")], 76, 7))

    assert "START of the next" in text


def test_any_other_line_goes_up_to_the_last_cell() -> None:
    row = text_of(tail_rows(log(REPORT.replace("\t", " " * 30)), 60, 3)).splitlines()[1]

    assert row.endswith("… ")
    earlier = text_of(tail_rows([*log(SAYS), *FAILED], 76, 12)).splitlines()[1]
    assert earlier.endswith("(AccessDeniedExceptio… ")


def test_one_that_ran_out_of_time_is_told_like_an_exception() -> None:
    rows = tail_rows(log("2026-01-01T00:00:03.000Z 1a Task timed out after 3.00 seconds"), 90, 3)

    assert any(run.ink == "refused" for run in rows[1])


@given(
    st.lists(st.text(max_size=60) | st.just(SAYS), max_size=6),
    st.integers(0, 90),
    st.integers(0, 9),
)
def test_it_is_as_high_and_as_wide_as_its_panel(said: list[str], width: int, height: int) -> None:
    rows = tail_rows(log(*said), width, height)

    assert len(rows) == (height if width else 0)
    assert {len(line) for line in text_of(rows).splitlines() if line.isascii()} <= {width}
