"""Init code: what stands outside the handler runs once per environment."""

from __future__ import annotations

import json
import time

import pytest

from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.environment import Environment

from .conftest import Started

IDLE_S = 1.0
"""After so long the database hangs up, if a test lets it."""

SHOP = {
    "database.py": """
        import os, socket, threading, time

        class Connection:
            '''To a server that hangs up on whoever is idle too long, as databases do.'''

            def __init__(self):
                print("connected")
                self._ours, theirs = socket.socketpair()
                threading.Thread(target=serve, args=(theirs,), daemon=True).start()

            def query(self, text):
                self._ours.sendall(text.encode())
                found = self._ours.recv(100)
                if not found:
                    raise ConnectionError("the server has closed the connection")
                return found.decode()

        def serve(end):
            idle_s = float(os.environ.get("IDLE_S", "1e9"))
            last_s = time.monotonic()
            while asked := end.recv(100):
                if time.monotonic() - last_s > idle_s:
                    break
                last_s = time.monotonic()
                end.sendall(asked.upper())
            end.close()
    """,
    "inside.py": """
        from database import Connection

        def ask(event, context):
            return Connection().query(event)
    """,
    "outside.py": """
        import os
        from database import Connection

        connection = Connection()
        basket = []
        count = 0

        def ask(event, context):
            return connection.query(event)

        def careful(event, context):
            global connection
            if event == "crash":
                os._exit(1)
            try:
                return connection.query(event)
            except OSError:
                connection = Connection()
                return connection.query(event)

        def shop(event, context):
            global count
            count += 1
            if event == "crash":
                os._exit(1)
            basket.append(event)
            return {"basket": basket, "count": count}
    """,
}


def asked(environment: Environment, *events: str) -> list[Answer]:
    return [environment.invoke(json.dumps(event)) for event in events]


def connections(answers: list[Answer]) -> int:
    return sum(answer.log.splitlines().count("connected") for answer in answers)


@pytest.mark.fact("LIF-001", "LIF-006", "LIF-007")
def test_init_code_a_connection_inside_and_outside_over_20_events(started: Started) -> None:
    events = [f"order {number}" for number in range(20)]
    inside, outside = (
        asked(started(SHOP, handler=handler), *events) for handler in ("inside.ask", "outside.ask")
    )

    assert [each.text for each in inside] == [each.text for each in outside]
    assert [json.loads(each.payload) for each in outside] == [each.upper() for each in events]
    assert (connections(inside), connections(outside)) == (20, 1)
    assert "connected" in outside[0].log.partition("START RequestId")[0]


@pytest.mark.fact("LIF-006", "LIF-010")
def test_init_code_state_leaks_from_one_caller_to_the_next(started: Started) -> None:
    answers = asked(started(SHOP, handler="outside.shop"), "Ana's tea", "Ben's kettle")

    assert json.loads(answers[1].payload)["basket"] == ["Ana's tea", "Ben's kettle"]


@pytest.mark.fact("LIF-013", "LIF-010")
@pytest.mark.parametrize("handler", ["outside.ask", "outside.careful"])
def test_init_code_a_connection_is_stale_after_a_thaw(started: Started, handler: str) -> None:
    """The object is as it was when everything stood still; the other end did not wait."""
    environment = started(SHOP, handler=handler, variables={"IDLE_S": str(IDLE_S)})
    (fresh,) = asked(environment, "one")
    time.sleep(1.1 * IDLE_S)
    stale, after = asked(environment, "two", "three")

    assert fresh.text == '"ONE"'
    assert stale.init_duration_ms is None
    if handler == "outside.ask":
        assert json.loads(stale.payload)["errorType"] == "ConnectionError"
        assert after.function_error == "Unhandled"
    else:
        assert (stale.text, after.text) == ('"TWO"', '"THREE"')
        assert connections([fresh, stale, after]) == 2


@pytest.mark.fact("LIF-006", "LIF-007", "LIF-009", "LIF-012")
def test_init_code_no_reuse_is_promised(started: Started) -> None:
    """Two events at once have an environment each, and a crash takes what the module held."""
    one, other = (started(SHOP, handler="outside.shop") for _ in range(2))
    first, crashed, after = asked(one, "tea", "crash", "cup")
    (beside,) = asked(other, "kettle")

    assert crashed.function_error == "Unhandled"
    assert [json.loads(each.payload)["count"] for each in (first, after, beside)] == [1, 1, 1]
    assert json.loads(after.payload)["basket"] == ["cup"]
    assert connections([first, crashed, after]) == 2
    assert connections([beside]) == 1
