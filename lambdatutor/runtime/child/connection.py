"""The connection to the Runtime API: as much of HTTP/1.1 as it takes.

The library's own client takes longer to import than all the rest of the bootstrap together.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import BinaryIO, NamedTuple


class Headers(dict[str, "str | None"]):
    """By their names as the Runtime API spells them; None for one that was not sent."""

    def __missing__(self, name: str) -> None:
        return None


class Response(NamedTuple):
    """What the Runtime API answers."""

    status: int
    headers: Headers
    body: bytes


class Connection:
    """One connection, opened when it is needed and kept; raises OSError where there is none."""

    def __init__(self, api: str) -> None:
        host, _, port = api.rpartition(":")
        self._api = api
        self._address = (host, int(port))
        self._socket: socket.socket | None = None
        self._answers: BinaryIO | None = None

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Response:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._api}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {_one_line(text)}" for name, text in (headers or {}).items()]
        request = "\r\n".join((*lines, "", "")).encode(errors="replace") + body
        try:
            self._open().sendall(request)
        except OSError:
            # Code may close what is not its own, and a new connection serves as well.
            self._let_go()
            self._open().sendall(request)
        return self._answer()

    def _open(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(self._address)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._answers = self._socket.makefile("rb")
        return self._socket

    def _let_go(self) -> None:
        """Forget it without closing: its number may be of a file of the code's by now."""
        if self._socket is not None:
            self._socket.detach()
        self._socket = self._answers = None

    def _answer(self) -> Response:
        answers = self._answers
        if answers is None:
            raise ConnectionError("There is no connection to the Runtime API")
        first = answers.readline().split()
        if len(first) < 2:
            raise ConnectionError("The Runtime API has closed the connection")
        headers = Headers()
        while line := answers.readline().strip().decode():
            name, _, text = line.partition(":")
            headers[name] = text.strip()
        body = answers.read(int(headers["Content-Length"] or 0))
        return Response(int(first[1]), headers, body)


def _one_line(text: str) -> str:
    return "".join(letter for letter in text if letter >= " ")
