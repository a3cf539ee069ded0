"""As much of HTTP/1.1 as the Runtime API needs, on a socket that never waits."""

from __future__ import annotations

import socket
from collections.abc import Mapping

import msgspec

from lambdatutor.aws import quotas

_HEAD_BYTES = 2 << 20
"""A client sends the whole fault of X-Ray in a header."""
_BODY_BYTES = quotas.RESPONSE_BYTES.value
_READ_BYTES = 1 << 18


class Request(msgspec.Struct, frozen=True):
    """One request; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    """Empty where it is longer than any answer may be."""
    size: int
    """Of the whole body, in bytes."""


class BadRequest(ValueError):  # noqa: N818  as HTTP calls it
    """What came is not HTTP."""


class Connection:
    """One connection of the runtime, kept open over many requests."""

    def __init__(self, accepted: socket.socket) -> None:
        accepted.setblocking(False)  # noqa: FBT003  as the standard library has it
        self.socket = accepted
        self._read = bytearray()
        self._to_send = bytearray()
        self._long: Request | None = None
        self._dropped = 0
        self.open = True

    @property
    def sending(self) -> bool:
        """Whether something waits to be sent."""
        return bool(self._to_send)

    def receive(self) -> list[Request]:
        """What has come; at the end of the connection `open` is False. Raises `BadRequest`."""
        try:
            data = self.socket.recv(_READ_BYTES)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self.open = False
            return []
        self._read += data
        found: list[Request] = []
        while (request := self._next()) is not None:
            found.append(request)
        return found

    def reply(
        self, status: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer; what the socket does not take at once is sent by `send`."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self._to_send += ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        self.send()

    def send(self) -> None:
        try:
            while self._to_send:
                sent = self.socket.send(self._to_send)
                del self._to_send[:sent]
        except BlockingIOError:
            pass
        except OSError:
            self.open = False

    def close(self) -> None:
        self.open = False
        self.socket.close()

    def _drop(self) -> Request | None:
        """Keep nothing of a body that is too long; the request, when all of it has come."""
        if self._long is None:
            return None
        rest = min(len(self._read), self._long.size - self._dropped)
        del self._read[:rest]
        self._dropped += rest
        if self._dropped < self._long.size:
            return None
        found, self._long = self._long, None
        return found

    def _next(self) -> Request | None:
        if self._long is not None:
            return self._drop()
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            if len(self._read) > _HEAD_BYTES:
                raise BadRequest("a head without an end")
            return None
        first, *lines = bytes(self._read[:end]).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        try:
            method, path, _ = first.split(" ")
            length = int(headers.get("content-length") or 0)
        except ValueError:
            raise BadRequest(first) from None
        if "chunked" in headers.get("transfer-encoding", ""):
            raise BadRequest("a body in chunks")
        if length < 0:
            raise BadRequest(first)
        start = end + 4
        if length > _BODY_BYTES:
            del self._read[:start]
            self._long, self._dropped = Request(method, path, headers, b"", length), 0
            return self._drop()
        if len(self._read) < start + length:
            return None
        body = bytes(self._read[start : start + length])
        del self._read[: start + length]
        return Request(method, path, headers, body, length)
