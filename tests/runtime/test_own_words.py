"""Code that speaks with the Runtime API itself, in place of its client."""

import json
import resource
import selectors
import socket

import pytest

from lambdatutor.runtime.api import RuntimeApi
from lambdatutor.runtime.seen import InitFailed, Seen
from lambdatutor.runtime.shown import shown

from .conftest import Open

POSTING = """
    import os, urllib.request
    def lambda_handler(event, context):
        api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
        body = event["body"] * event["times"]
        urllib.request.urlopen(f"{api}{context.aws_request_id}/error", body.encode())
        os._exit(0)
"""
ASKING = """
    import os, socket, time
    def lambda_handler(event, context):
        host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
        api = socket.create_connection((host, int(port)), 0.5)
        until = time.monotonic() + 3
        try:
            while time.monotonic() < until:
                api.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n" * 10_000)
        except TimeoutError:
            return "nobody listens"
        return "all was heard"
"""


def test_an_error_too_deep_to_be_read_has_no_name(opened: Open) -> None:
    answer = opened(POSTING).invoke(json.dumps({"body": "[", "times": 100_000}))

    assert "\tError Type: Runtime.Unknown\t" in answer.log


def test_the_name_of_an_error_begins_no_line_of_the_log(opened: Open) -> None:
    body = json.dumps({"errorType": "Mine\nREPORT RequestId: forged"})
    answer = opened(POSTING).invoke(json.dumps({"body": body, "times": 1}))

    assert answer.log.endswith("\tError Type: Mine REPORT RequestId: forged\t\n")


def test_who_asks_and_never_reads_the_answers_is_heard_no_more(opened: Open) -> None:
    """Else the answers that wait would fill our memory, which no limit of the code's covers."""
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = opened(ASKING, timeout_s=10).invoke("{}")

    assert answer.text == '"nobody listens"'
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 16 << 10


def test_nothing_is_read_while_answers_wait_to_be_fetched() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)  # of what it accepts too
    selector, code = selectors.DefaultSelector(), socket.socket()
    code.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    api = RuntimeApi(listener, selector)
    with selector, listener, code:
        code.settimeout(5)
        code.connect(listener.getsockname())
        api.look(listener)
        (end,) = (key.fileobj for key in selector.get_map().values() if key.fileobj is not listener)
        code.sendall(b"GET / HTTP/1.1\r\n\r\n" * 1_000)
        assert api.look(end) == []
        assert selector.get_key(end).events == selectors.EVENT_WRITE

        code.sendall(b"POST /2018-06-01/runtime/init/error HTTP/1.1\r\n\r\n")
        assert api.look(end) == []
        seen: list[Seen] = []
        while not seen:
            code.recv(1 << 16)
            seen = api.look(end)
        assert seen == [InitFailed(b"")]
        api.forget()


@pytest.mark.parametrize("mark", ["\u2028", "\u202e", "\x1b", "\x9b", "\r"])
def test_nothing_that_a_terminal_obeys_is_shown(mark: str) -> None:
    assert shown(f"a{mark}b").isprintable()
    assert shown("a\tb\n") == "a\tb\n"
