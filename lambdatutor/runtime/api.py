"""The Runtime API of one environment, on the loopback address (version 2018-06-01)."""

from __future__ import annotations

import json
import re
import selectors
import socket

from lambdatutor.aws import quotas
from lambdatutor.runtime.http import BadRequest, Connection, Request
from lambdatutor.runtime.seen import Answered, Asked, InitFailed, Seen

_INVOCATION = re.compile(r"/2018-06-01/runtime/invocation/([^/]+)/(response|error)")
_NEXT = "/2018-06-01/runtime/invocation/next"
_INIT_ERROR = "/2018-06-01/runtime/init/error"
_CONNECTIONS = 8
"""Open at once; the runtime has one or two, and the code inside can reach us too."""


class RuntimeApi:
    """Listens, and turns requests into what is seen; `selector` tells when to look."""

    def __init__(self, listener: socket.socket, selector: selectors.BaseSelector) -> None:
        self._listener = listener
        self._selector = selector
        self._connections: dict[socket.socket, Connection] = {}
        self.request_id = ""
        """Of the invocation that is being served; empty when none is."""
        selector.register(listener, selectors.EVENT_READ, self)

    def look(self, at: object) -> list[Seen]:
        """What has come on this socket."""
        if at is self._listener:
            self._accept()
            return []
        connection = self._connections.get(at) if isinstance(at, socket.socket) else None
        if connection is None:
            return []
        connection.send()
        if connection.sending:
            return []
        try:
            seen = [self._answered(connection, each) for each in connection.receive()]
        except BadRequest:
            seen = []
            connection.open = False
        self._settle(connection)
        return [each for each in seen if each is not None]

    def reply(
        self, connection: Connection, status: str, body: bytes, headers: dict[str, str]
    ) -> None:
        connection.reply(status, body, headers)
        self._settle(connection)

    def forget(self) -> None:
        """Close every connection: the process at the other end is no more."""
        self.request_id = ""
        for connection in list(self._connections.values()):
            connection.open = False
            self._settle(connection)

    def _accept(self) -> None:
        try:
            accepted, _ = self._listener.accept()
        except OSError:
            return
        if len(self._connections) >= _CONNECTIONS:
            accepted.close()
            return
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connections[accepted] = Connection(accepted)
        self._selector.register(accepted, selectors.EVENT_READ, self)

    def _settle(self, connection: Connection) -> None:
        """Read on only when nothing is left to send; let go of what is closed.

        Whoever asks again and again and never reads would fill our memory with answers.
        """
        if connection.socket not in self._connections:
            return
        if not connection.open:
            self._selector.unregister(connection.socket)
            del self._connections[connection.socket]
            connection.close()
            return
        wanted = selectors.EVENT_WRITE if connection.sending else selectors.EVENT_READ
        self._selector.modify(connection.socket, wanted, self)

    def _answered(self, connection: Connection, request: Request) -> Seen | None:
        if (request.method, request.path) == ("GET", _NEXT):
            return Asked(connection)
        if (request.method, request.path) == ("POST", _INIT_ERROR):
            _accept(connection)
            return InitFailed(request.body)
        found = _INVOCATION.fullmatch(request.path)
        if request.method != "POST" or found is None:
            _refuse(connection, "404 Not Found", "NotFound", "There is no such path")
            return None
        if not self.request_id or found[1] != self.request_id:
            _refuse(connection, "400 Bad Request", "InvalidRequestID", "Invalid request ID")
            return None
        self.request_id = ""
        if request.size > quotas.RESPONSE_BYTES.value:
            said = f"Exceeded maximum allowed payload size ({quotas.RESPONSE_BYTES.value} bytes)."
            _refuse(connection, "413 Request Entity Too Large", "RequestEntityTooLarge", said)
        else:
            _accept(connection)
        return Answered(request.body, request.size, found[2] == "error")


def _accept(connection: Connection) -> None:
    connection.reply("202 Accepted", b'{"status":"OK"}\n', {"Content-Type": "application/json"})


def _refuse(connection: Connection, status: str, kind: str, said: str) -> None:
    body = json.dumps({"errorMessage": said, "errorType": kind}).encode()
    connection.reply(status, body, {"Content-Type": "application/json"})
