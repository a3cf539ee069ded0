"""Errors and logs: a failing function still answers 200; the error is in answer and log."""

from __future__ import annotations

import json
import re

import pytest

from lambdatutor.runtime.environment import Environment

from .conftest import Started

ORDERS = {
    "orders.py": """
        import time
        def find(event, context):
            print("looking for", event)
            if event == "slow":
                time.sleep(60)
            if event == "returned":
                return ValueError("no such order")
            if event == "raised":
                raise ValueError("no such order")
            return {"order": event}
    """,
    "dependent.py": "import requests\ndef find(event, context): return 1\n",
    "unfinished.py": "def find(event, context)\n    return 1\n",
}
CANNOT_BE_LOADED = {
    "import": ("dependent.find", "Runtime.ImportModuleError", "No module named 'requests'"),
    "syntax": ("unfinished.find", "Runtime.UserCodeSyntaxError", "expected ':'"),
    "handler": ("orders.search", "Runtime.HandlerNotFound", "Handler 'search' missing on module"),
}


@pytest.fixture(scope="module")
def orders(started: Started) -> Environment:
    return started(ORDERS, handler="orders.find", timeout_s=1)


@pytest.mark.fact("INV-020", "INV-053", "LOG-007", "LIF-010")
def test_errors_and_logs_an_exception_that_is_raised(orders: Environment) -> None:
    answer = orders.invoke('"raised"')
    told = json.loads(answer.payload)

    assert told["errorType"] == "ValueError"
    assert told["errorMessage"] == "no such order"
    assert told["requestId"] == answer.request_id
    assert 'raise ValueError("no such order")' in told["stackTrace"][-1]
    assert "[ERROR] ValueError: no such order\nTraceback" in answer.log
    assert orders.invoke("1").init_duration_ms is None


@pytest.mark.fact("INV-023")
def test_errors_and_logs_an_exception_that_is_returned(orders: Environment) -> None:
    """It is no error of the order's: the runtime cannot write it as JSON."""
    told = json.loads(orders.invoke('"returned"').payload)

    assert told["errorType"] == "Runtime.MarshalError"
    assert "Object of type ValueError is not JSON serializable" in told["errorMessage"]


@pytest.mark.fact("INV-015", "INV-016", "INV-017", "LOG-005", "INV-055")
@pytest.mark.parametrize(
    ("handler", "kind", "said"), CANNOT_BE_LOADED.values(), ids=CANNOT_BE_LOADED
)
def test_errors_and_logs_code_that_cannot_be_loaded(
    started: Started, handler: str, kind: str, said: str
) -> None:
    """It fails before any event is looked at: nothing of the handler is in the log."""
    answer = started(ORDERS, handler=handler).invoke('"raised"')
    told = json.loads(answer.payload)

    assert told["errorType"] == kind
    assert said in told["errorMessage"]
    assert f"Phase: init\tStatus: error\tError Type: {kind}" in answer.log
    assert "looking for" not in answer.log


@pytest.mark.fact("INV-036", "LOG-003", "LIF-009", "LIF-012")
def test_errors_and_logs_a_timeout(orders: Environment) -> None:
    """What was written before it ended is there, no traceback is, and Init runs again."""
    answer = orders.invoke('"slow"')
    after = orders.invoke("1")

    assert (answer.status, answer.function_error) == (200, "Unhandled")
    assert "Task timed out after 1.00 seconds" in answer.text
    assert "looking for slow" in answer.log
    assert "Traceback" not in answer.log
    assert answer.log.splitlines()[-1].endswith("\tStatus: timeout\t")
    assert json.loads(after.payload) == {"order": 1}
    assert (after.function_error, after.init_duration_ms) == (None, None)


@pytest.mark.fact("INV-003", "INV-004")
@pytest.mark.parametrize("event", ["raised", "returned"])
def test_errors_and_logs_a_failure_answers_200_with_a_function_error(
    orders: Environment, event: str
) -> None:
    answer = orders.invoke(json.dumps(event))

    assert (answer.status, answer.function_error) == (200, "Unhandled")
    assert json.loads(answer.payload).keys() >= {"errorType", "errorMessage"}


@pytest.mark.fact("LOG-001", "LOG-002", "LIF-022")
def test_errors_and_logs_start_end_and_report(orders: Environment) -> None:
    orders.invoke("0")
    answer = orders.invoke("7")
    start, written, end, report = answer.log.splitlines()

    assert start == f"START RequestId: {answer.request_id} Version: $LATEST"
    assert written == "looking for 7"
    assert end == f"END RequestId: {answer.request_id}"
    assert re.fullmatch(
        rf"REPORT RequestId: {answer.request_id}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\t"
        r"Memory Size: 128 MB\tMax Memory Used: \d+ MB\t",
        report,
    )
