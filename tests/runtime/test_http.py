"""As much HTTP as the Runtime API needs: whole requests, however they come in pieces."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws import quotas
from lambdatutor.runtime.http import BadRequest, Connection, Request

from .conftest import Open

MOST = quotas.RESPONSE_BYTES.value


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, Connection]]:
    client, server = socket.socketpair()
    with client, server:
        yield client, Connection(server)


def received(
    connection: Connection, client: socket.socket, data: bytes, size: int
) -> list[Request]:
    found: list[Request] = []
    for at in range(0, len(data), size):
        client.sendall(data[at : at + size])
        found += connection.receive()
    return found


@given(bodies=st.lists(st.binary(max_size=60), max_size=4), size=st.integers(1, 50))
def test_requests_are_the_same_however_they_are_cut(bodies: list[bytes], size: int) -> None:
    client, server = socket.socketpair()
    with client, server:
        sent = [
            b"POST /%d HTTP/1.1\r\ncontent-length: %d\r\nA: b:c\r\n\r\n" % (n, len(body)) + body
            for n, body in enumerate(bodies)
        ]
        found = received(Connection(server), client, b"".join(sent), size)

    assert [each.path for each in found] == [f"/{n}" for n in range(len(bodies))]
    assert [each.body for each in found] == bodies
    assert all(each.headers["a"] == "b:c" for each in found)


def test_of_a_body_that_is_too_long_nothing_is_kept(
    pair: tuple[socket.socket, Connection],
) -> None:
    client, connection = pair
    head = f"POST /long HTTP/1.1\r\nContent-Length: {MOST + 1}\r\n\r\n".encode()
    after = b"GET /after HTTP/1.1\r\n\r\n"
    found = received(connection, client, head + bytes(MOST + 1) + after, 60_000)

    assert [(each.path, each.size, each.body) for each in found] == [
        ("/long", MOST + 1, b""),
        ("/after", 0, b""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"nonsense\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_is_no_request_is_told(pair: tuple[socket.socket, Connection], text: bytes) -> None:
    client, connection = pair
    client.sendall(text)

    with pytest.raises(BadRequest):
        connection.receive()


@pytest.mark.fact("INV-008")
def test_the_runtime_is_told_that_its_answer_is_too_large(opened: Open) -> None:
    answer = opened(
        """
        import os, urllib.error, urllib.request
        def lambda_handler(event, context):
            api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/"
            try:
                place = f"{api}invocation/{context.aws_request_id}/response"
                urllib.request.urlopen(place, b"x" * 6_291_557)
            except urllib.error.HTTPError as error:
                print("told", error.code)
            raise SystemExit
        """
    ).invoke("{}")

    assert "told 413\n" in answer.log
