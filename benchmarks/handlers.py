"""How long does a hello-world take to answer, cold and warm, with all walls round it?

Beside the interpreter's own start (`python -I -c pass`) and beside AWS's runtime client alone,
where it is installed: without walls, and with the least server that it talks to. Cold is from
nothing to the answer; targets: 150 ms cold, 5 ms warm.
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Self

from lambdatutor.runtime.clients import Client, best
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function

if TYPE_CHECKING:
    from collections.abc import Callable

HELLO = 'def lambda_handler(event, context):\n    return "Hello from Lambda!"\n'
INTERPRETER = "python -I -c pass"
BARE = "awslambdaric alone"
WARM = 50
"""Warm invocations of each round, of which the median counts."""
WAIT_S = 10
TARGETS_MS = {"cold": 150, "warm": 5}

Found = dict[str, list[float]]


class BareRuntime:
    """AWS's client with a handler, and nothing round it."""

    def __init__(self, folder: Path) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self._program = subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", "lambda_function.lambda_handler"],
            cwd=folder,
            env={**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}"},
        )
        self._connections: list[socket.socket] = []
        self._asked, _ = self._request()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.kill()
        self._program.wait()
        for each in (*self._connections, self._listener):
            each.close()

    def invoke(self) -> bytes:
        """Hand out an event, take the answer, and wait for the next question."""
        head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nLambda-Runtime-Aws-Request-Id: 1\r\n"
        head += "Lambda-Runtime-Deadline-Ms: 1999999999999\r\nContent-Type: application/json\r\n"
        head += "Lambda-Runtime-Trace-Id: Root=1\r\nLambda-Runtime-Invoked-Function-Arn: arn\r\n"
        self._asked.sendall(f"{head}\r\n{{}}".encode())
        answered, answer = self._request()
        answered.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        self._asked, _ = self._request()
        return answer

    def _request(self) -> tuple[socket.socket, bytes]:
        """The next request that has a connection, and its body: the client keeps two."""
        while True:
            ready, _, _ = select.select([self._listener, *self._connections], [], [], WAIT_S)
            if not ready:
                raise TimeoutError("AWS's client does not ask.")
            if self._listener in ready:
                accepted, _ = self._listener.accept()
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                accepted.settimeout(WAIT_S)
                self._connections.append(accepted)
                continue
            read = ready[0].recv(1 << 16)
            if not read:
                self._connections.remove(ready[0])
                ready[0].close()
                continue
            return ready[0], _body(ready[0], read)


def _body(connection: socket.socket, read: bytes) -> bytes:
    while b"\r\n\r\n" not in read:
        read += connection.recv(1 << 16)
    head, _, body = read.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0][15:]):
        body += connection.recv(1 << 16)
    return body


def interpreter(cold: Found) -> None:
    began_s = perf_counter()
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)
    cold[INTERPRETER].append((perf_counter() - began_s) * 1000)


def bare(folder: Path, cold: Found, warm: Found) -> None:
    began_s = perf_counter()
    with BareRuntime(folder) as runtime:
        runtime.invoke()
        cold[BARE].append((perf_counter() - began_s) * 1000)
        warm[BARE].append(median(_timed(runtime.invoke) for _ in range(WARM)))


def environment(name: str, folder: Path, client: Client, cold: Found, warm: Found) -> None:
    began_s = perf_counter()
    with Environment(Function(code=folder), client=client) as one:
        one.invoke("{}")
        cold[name].append((perf_counter() - began_s) * 1000)
        warm[name].append(median(_timed(lambda: one.invoke("{}")) for _ in range(WARM)))


def _timed(call: Callable[[], object]) -> float:
    began_s = perf_counter()
    call()
    return (perf_counter() - began_s) * 1000


def table(title: str, found: Found, first: str) -> None:
    """Milliseconds, and round by round how many times those of `first` they are."""
    print(f"\n{title}, median of {len(found[first])} rounds (target: {TARGETS_MS[title]} ms)")
    for name, took_ms in found.items():
        ratios = [mine / theirs for mine, theirs in zip(took_ms, found[first], strict=True)]
        print(
            f"  {name:<34} {median(took_ms):7.2f} ms ({min(took_ms):.2f} to {max(took_ms):.2f})"
            f"   × {median(ratios):.2f}"
        )


def main() -> None:
    rounds = 5 if "--quick" in sys.argv else 41
    installed = best() is Client.AWS
    clients = [each for each in Client if installed or each is not Client.AWS]
    ours = {f"here, with {each}": each for each in clients}
    names = [*([BARE] if installed else []), *ours]
    cold: Found = {name: [] for name in (INTERPRETER, *names)}
    warm: Found = {name: [] for name in names}
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "lambda_function.py").write_text(HELLO, encoding="utf-8")
        for _ in range(rounds + 1):
            interpreter(cold)
            if installed:
                bare(folder, cold, warm)
            for name, client in ours.items():
                environment(name, folder, client, cold, warm)
    for found in (cold, warm):
        for took_ms in found.values():
            del took_ms[0]  # the first time, files are read from the disk and compiled
    table("cold", cold, INTERPRETER)
    table("warm", warm, names[0])


if __name__ == "__main__":
    main()
