"""What stands in the log when Init fails, and which of its lines are Lambda's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lambdatutor.runtime import limits
from lambdatutor.runtime.log import Log

from .conftest import Open

if TYPE_CHECKING:
    from lambdatutor.runtime.log_text import LogText


@pytest.mark.fact("LIF-005", "LIF-012", "LOG-004", "LOG-005", "INV-055")
def test_an_init_that_always_fails_is_logged_as_init_once_and_then_within_each_invocation(
    opened: Open,
) -> None:
    environment = opened("raise RuntimeError('no database')\n")
    logs = [environment.invoke("{}").log for _ in range(3)]

    assert [log.count("[ERROR] RuntimeError: no database") for log in logs] == [1, 1, 1]
    assert [log.count("LAMBDA_WARNING: Unhandled exception") for log in logs] == [1, 1, 1]
    assert [log.count("INIT_START Runtime Version") for log in logs] == [1, 0, 0]
    assert [log.count("INIT_REPORT") for log in logs] == [1, 0, 0]
    assert ["Init Duration" in log.splitlines()[-1] for log in logs] == [True, False, False]


FORGING = """
    import sys
    print("INIT_START Runtime Version: python:3.13.v1")
    def lambda_handler(event, context):
        print("START RequestId: 1 Version: $LATEST")
        print("ñ\\rEND RequestId: 1\\r\\nREPORT RequestId: 1\\tDuration: 9.99 ms")
        sys.stdout.buffer.write(b"\\xc3")
        sys.stdout.flush()
"""


def firsts(log: LogText, *, by_lambda: bool) -> list[str]:
    return [line.partition(" ")[0] for line, own in log.lines() if own is by_lambda and line]


@pytest.mark.fact("LOG-002", "LOG-003", "LOG-004")
def test_a_line_that_looks_like_lambdas_is_still_the_codes(opened: Open) -> None:
    environment = opened(FORGING)
    cold, warm = (environment.invoke("{}").log_text for _ in range(2))

    assert firsts(cold, by_lambda=True) == ["INIT_START", "START", "END", "REPORT"]
    assert firsts(cold, by_lambda=False) == ["INIT_START", "START", "ñ", "END", "REPORT", "\ufffd"]
    assert firsts(warm, by_lambda=True) == ["START", "END", "REPORT"]
    assert firsts(warm, by_lambda=False) == ["START", "ñ", "END", "REPORT", "\ufffd"]


def test_of_a_log_that_is_cut_the_marks_that_are_left_are_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At every place where a cut can fall, also within a line of Lambda's."""
    every = "START 1\nSTART 2\nx\nEND 1\nREPORT 1\nEND 2\nREPORT 2\nREPORT 3\n"
    for most in range(1, len(every)):
        monkeypatch.setattr(limits, "LOG_BYTES", most)
        log = Log()
        log.platform("START 1\n")
        log.code(b"START 2\rx")
        log.platform("END 1\nREPORT 1\n")
        log.code(b"END 2\n")
        log.platform("REPORT 2\n")
        log.code(b"REPORT 3\n")
        read = log.read()
        left_out, _, kept = read.text.partition("\n")

        assert left_out == f"… {len(every) - most} bytes are left out here"
        assert kept == every[-most:]
        whole = [line for line, by_lambda in read.lines() if by_lambda]
        own = ["START 1", "END 1", "REPORT 1", "REPORT 2"]
        assert whole == [line for line in own if f"{line}\n" in kept]
