"""One execution environment: a process that is kept from one invocation to the next."""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from types import TracebackType
from typing import Self

from lambdatutor.aws import quotas
from lambdatutor.aws.operations.invoking import Invoke
from lambdatutor.aws.validation import validate
from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime import clients, lines
from lambdatutor.runtime.answer import Answer, failed
from lambdatutor.runtime.cell import Cell
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.function import Function
from lambdatutor.runtime.invocation import Invocation, error_type
from lambdatutor.runtime.lines import Failure
from lambdatutor.runtime.log_text import LogText
from lambdatutor.runtime.seen import (
    Answered,
    Asked,
    Exited,
    Gone,
    InitFailed,
    Killed,
    OutOfMemory,
    Seen,
    StopAsked,
    TooMuch,
)
from lambdatutor.runtime.variables import log_stream, variables
from lambdatutor.runtime.walls import Walls
from lambdatutor.runtime.watch import Watch

_KILL_S = 10.0
"""For everything inside to be gone."""


class Stopped(LambdaTutorError):  # noqa: N818  somebody wanted it
    """`stop` was called while the code ran."""


class Environment:
    """Serves one invocation after the other; module code runs once, globals live on.

    `invoke` waits for the answer, so a screen calls it in a thread of its own. The process is
    frozen between invocations, and all of it is gone after `close`.
    """

    def __init__(
        self,
        function: Function,
        *,
        client: Client | None = None,
        room: bool = True,
        guards: bool = True,
    ) -> None:
        function.check()
        self.function = function
        self.client = client or clients.best()
        self.log_stream = log_stream(function.version)
        self._cell = Cell(function, self.client, room=room, guards=guards)
        self._watch = Watch(self._cell, function.memory_mb, function.storage_mb)
        self._busy = threading.Lock()
        """Held while an invocation runs."""
        self._next: Asked | None = None
        """The runtime's question for work, kept open while it is frozen."""
        self._begun = False
        self._closed = False
        self._closing = False
        """Set before anybody waits for `_busy`, so that an invocation that begins now ends."""

    @property
    def walls(self) -> Walls:
        """What stands round the code here."""
        return self._cell.walls

    @property
    def warm(self) -> bool:
        """Whether the next invocation finds module code already run."""
        return self._next is not None

    @property
    def log_so_far(self) -> LogText:
        """Of the invocation that runs, for a screen that shows it meanwhile."""
        return self._watch.log.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def stop(self) -> None:
        """From another thread: the code is killed, and `invoke` raises `Stopped`.

        What has not begun yet is not stopped.
        """
        self._watch.stop.set()

    def close(self) -> None:
        """End everything that runs inside, and remove its files; an invocation is stopped first."""
        self._closing = True
        self.stop()
        with self._busy:
            if not self._closed:
                self._closed = True
                self._watch.close()
                self._cell.close()

    def invoke(
        self,
        event: str,
        *,
        client_context: object = None,
        cognito_identity: object = None,
        request_id: str | None = None,
    ) -> Answer:
        """Run the handler once.

        Raises `AwsError` where Lambda refuses the event, and `Stopped` after `stop`.
        """
        context = json.dumps(client_context) if client_context is not None else None
        encoded = base64.b64encode(context.encode()).decode() if context else None
        validate(Invoke(FunctionName=self.function.name, Payload=event, ClientContext=encoded))
        one = Invocation(self.function, request_id or str(uuid.uuid4()))
        if context:
            one.headers["Lambda-Runtime-Client-Context"] = context
        if cognito_identity is not None:
            one.headers["Lambda-Runtime-Cognito-Identity"] = json.dumps(cognito_identity)
        with self._busy:
            if self._closed:
                raise Stopped("The environment is closed.")
            self._watch.stop.clear()
            if self._closing:
                raise Stopped("The environment is closed.")
            self._watch.log = one.log
            if not self._begun:
                self._cold(one)
            self._serve(one, event.encode())
        return one.answer(self.log_stream)

    def _cold(self, one: Invocation) -> None:
        """Init, ahead of the invocation and with a limit of its own (LIF-002)."""
        self._begun = True
        one.log.platform(lines.init_start())
        began_s = time.monotonic()
        failure = self._init(one, began_s + quotas.INIT_LIMIT_S.value, quotas.INIT_LIMIT_S.value)
        one.init_ms = (time.monotonic() - began_s) * 1_000
        if failure is None:
            return
        one.log.platform(lines.init_report(one.init_ms, failure))
        if failure.status == "timeout":
            one.init_ms = None  # LIF-003: it runs again, inside the invocation
        else:
            one.failure = failure

    def _init(self, one: Invocation, until_s: float, limit_s: int) -> Failure | None:
        cell = self._cell
        cell.start(variables(self.function, self.log_stream, cell.places, self.client))
        while True:
            seen = self._watch.next(until_s)
            if isinstance(seen, Asked):
                self._next = seen
                return None
            if isinstance(seen, InitFailed):
                one.payload = seen.body
                self._measure(one)
                self._reset()
                return Failure(error_type(seen.body))
            if not isinstance(seen, Answered | Killed):
                return self._ended(seen, limit_s, one)

    def _serve(self, one: Invocation, event: bytes) -> None:
        one.log.platform(lines.start(one.id, self.function.version))
        began_s = time.monotonic()
        until_s = began_s + self.function.timeout_s
        one.headers["Lambda-Runtime-Deadline-Ms"] = str(
            int(time.time() * 1_000) + self.function.timeout_s * 1_000
        )
        if one.failure is None and self._next is None:
            # A reset came before: Init is part of the invocation now (LIF-012).
            one.failure = self._init(one, until_s, self.function.timeout_s)
        elif one.failure is None:
            self._cell.thaw()
        if one.failure is None and self._next is not None:
            one.failure = self._run(one, event, until_s)
        one.duration_ms = min((time.monotonic() - began_s) * 1_000, self.function.timeout_s * 1_000)

    def _run(self, one: Invocation, event: bytes, until_s: float) -> Failure | None:
        """From the event to the moment when the runtime asks for the next one (LIF-008)."""
        asked, self._next = self._next, None
        if asked is not None:
            self._watch.api.request_id = one.id
            self._watch.api.reply(asked.connection, "200 OK", event, one.headers)
        answered = False
        failure: Failure | None = None
        while True:
            seen = self._watch.next(until_s)
            if isinstance(seen, Answered) and not answered:
                answered = True
                failure = self._taken(one, seen)
            elif isinstance(seen, Asked):
                self._next = seen
                if answered:
                    self._measure(one)
                    self._cell.freeze()
                    return failure
            elif not isinstance(seen, Answered | InitFailed | Killed):
                ended = self._ended(seen, self.function.timeout_s, one)
                # What ends after its answer has answered; only time is counted to the end.
                return failure if answered and isinstance(seen, Exited) else ended

    def _taken(self, one: Invocation, answer: Answered) -> Failure | None:
        one.payload = answer.body
        if answer.size > quotas.RESPONSE_BYTES.value:
            failure = lines.too_large()
            one.payload = failed(failure, one.id)
            return failure
        return Failure(error_type(answer.body)) if answer.error else None

    def _ended(self, seen: Seen, timeout_s: int, one: Invocation) -> Failure:
        """The runtime is no more, or must not be (LIF-009)."""
        self._measure(one)
        self._reset(gone=isinstance(seen, Gone))
        if isinstance(seen, StopAsked):
            self._watch.stop.clear()
            raise Stopped("The code was stopped before it answered.")
        if isinstance(seen, Exited):
            return lines.exited(seen.status)
        if isinstance(seen, OutOfMemory):
            return lines.out_of_memory(self.function.memory_mb)
        if isinstance(seen, TooMuch):
            return lines.over_the_labs_limit(seen.said)
        if isinstance(seen, Gone):
            return lines.over_the_labs_limit("The process that held the walls ended with the code.")
        return lines.timed_out(timeout_s)

    def _measure(self, one: Invocation) -> None:
        self._watch.measure()
        one.peak_kb = self._watch.peak_kb

    def _reset(self, *, gone: bool = False) -> None:
        """Kill all that runs; files in /tmp stay, as long as the walls do (LIF-011)."""
        self._next = None
        if not gone:
            self._cell.kill()
            until_s = time.monotonic() + _KILL_S
            while not isinstance(seen := self._watch.next(until_s, stops=False), Killed):
                if time.monotonic() >= until_s or isinstance(seen, Gone):
                    gone = True
                    break
        self._watch.read_output()
        self._watch.forget()
        if gone:
            log, stop = self._watch.log, self._watch.stop
            self._watch.close()
            self._cell.close()
            self._cell = Cell(self.function, self.client, room=self.walls.room)
            self._watch = Watch(self._cell, self.function.memory_mb, self.function.storage_mb)
            self._watch.log, self._watch.stop = log, stop
