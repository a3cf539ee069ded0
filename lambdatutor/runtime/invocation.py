"""One invocation, as far as it has come."""

from __future__ import annotations

import json
import math
import time
import uuid

from lambdatutor.runtime import lines
from lambdatutor.runtime.answer import Answer, failed
from lambdatutor.runtime.function import Function
from lambdatutor.runtime.lines import Failure
from lambdatutor.runtime.log import Log


class Invocation:
    """What is gathered while one invocation runs."""

    def __init__(self, function: Function, request_id: str) -> None:
        self.id = request_id
        self._function = function
        self.log = Log()
        self.payload = b""
        self.failure: Failure | None = None
        self.init_ms: float | None = None
        self.duration_ms = 0.0
        self.peak_kb = 0
        self.headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Invoked-Function-Arn": function.arn,
            "Lambda-Runtime-Trace-Id": f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};"
            f"Parent={uuid.uuid4().hex[:16]};Sampled=0",
        }

    def answer(self, log_stream: str) -> Answer:
        """The end of the log, and what the caller gets."""
        failure = self.failure
        used_mb = min(math.ceil(self.peak_kb / 1_024), self._function.memory_mb)
        if failure is not None and failure.kind == "Runtime.OutOfMemory":
            used_mb = self._function.memory_mb  # INV-038
        billed_ms = math.ceil(self.duration_ms + (self.init_ms or 0))  # LIF-021, LIF-022
        self.log.platform(
            lines.report(
                self.id,
                duration_ms=self.duration_ms,
                billed_ms=billed_ms,
                memory_mb=self._function.memory_mb,
                max_memory_mb=used_mb,
                init_ms=self.init_ms,
                failure=failure,
            )
        )
        if failure is not None and failure.message:
            self.payload = failed(failure, self.id)
        log = self.log.read()
        return Answer(
            function_error=None if failure is None else "Unhandled",  # INV-004
            payload=self.payload,
            log=log.text,
            platform=log.platform,
            duration_ms=round(self.duration_ms, 2),
            init_duration_ms=None if self.init_ms is None else round(self.init_ms, 2),
            billed_ms=billed_ms,
            max_memory_mb=used_mb,
            request_id=self.id,
            environment=log_stream,
            said=None if failure is None else failure.said,
        )


def error_type(body: bytes) -> str:
    """As the runtime named it, without what would begin another line of the log."""
    try:
        found = str(json.loads(body)["errorType"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "Runtime.Unknown"
    return " ".join(found.split())
