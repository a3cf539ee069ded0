"""A runtime client of our own, for systems where AWS's has no wheel; the standard library only.

It speaks the same Runtime API and answers alike; the differences are in `runtime.clients`.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import time
import traceback
from typing import Any, NoReturn, TextIO, cast

from lambdatutor.runtime.child.answer_json import encode
from lambdatutor.runtime.child.connection import Connection, Response
from lambdatutor.runtime.child.context import Context

Client = Connection
"""What speaks with the Runtime API."""

_NEXT = "/2018-06-01/runtime/invocation/next"
_INIT_ERROR = "/2018-06-01/runtime/init/error"
_request_id = ""


class Fault(Exception):  # noqa: N818  its name is in no traceback
    """A failure that the runtime gives a name of its own."""

    def __init__(self, kind: str, said: str, trace: list[str] | None = None) -> None:
        super().__init__(said)
        self.kind = kind
        self.trace = trace or []


class Unbuffered:
    """A stream that keeps nothing back, so that a killed process has said all it said."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def writelines(self, lines: list[str]) -> None:
        self._stream.writelines(lines)
        self._stream.flush()


class LogHandler(logging.Handler):
    """LOG-006."""

    def emit(self, record: logging.LogRecord) -> None:
        record.aws_request_id = _request_id
        sys.stdout.write(self.format(record))


def run(handler: str, client: Client) -> NoReturn:
    """Serve invocations until the process is ended."""
    sys.stdout = cast("TextIO", Unbuffered(sys.stdout))
    sys.stderr = cast("TextIO", Unbuffered(sys.stderr))
    _set_up_logging()
    try:
        function = _found(handler)
    except Fault as fault:
        _end(client, _told(fault, fault.kind, fault.trace))
    except Exception as error:  # noqa: BLE001  whatever the module raised is its author's to see
        _end(client, _told(error, type(error).__name__, _frames(error)))
    while True:
        _serve(client, function, client.ask("GET", _NEXT))


def _set_up_logging() -> None:
    handler = LogHandler()
    form = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler.setFormatter(logging.Formatter(form, "%Y-%m-%dT%H:%M:%S"))
    logging.Formatter.converter = time.gmtime
    logging.getLogger().addHandler(handler)


def _found(handler: str) -> Any:  # noqa: ANN401  it is whatever the author wrote
    """INV-013 to INV-018."""
    module, dot, name = handler.rpartition(".")
    if not dot:
        problem = "not enough values to unpack (expected 2, got 1)"
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{handler}': {problem}")
    if module.split(".")[0] in sys.builtin_module_names:
        said = f"Cannot use built-in module {module} as a handler module"
        raise Fault("Runtime.BuiltInModuleConflict", said)
    try:
        imported = importlib.import_module(module.replace("/", "."))
    except ImportError as error:
        said = f"Unable to import module '{module}': {error}"
        raise Fault("Runtime.ImportModuleError", said) from None
    except SyntaxError as error:
        line = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        said = f"Syntax error in module '{module}': {error}"
        raise Fault("Runtime.UserCodeSyntaxError", said, [line]) from None
    try:
        return getattr(imported, name)
    except AttributeError:
        said = f"Handler '{name}' missing on module '{module}'"
        raise Fault("Runtime.HandlerNotFound", said) from None


def _serve(client: Client, function: Any, work: Response) -> None:  # noqa: ANN401  as above
    global _request_id  # noqa: PLW0603  as the client of AWS: log lines know the request
    _request_id = work.headers["Lambda-Runtime-Aws-Request-Id"] or ""
    os.environ.pop("_X_AMZN_TRACE_ID", None)
    if trace := work.headers["Lambda-Runtime-Trace-Id"]:
        os.environ["_X_AMZN_TRACE_ID"] = trace
    path = f"/2018-06-01/runtime/invocation/{_request_id}/"
    try:
        context = Context(work.headers)
        kind, answer = _marshalled(function(_event(work.body), context))
    except Fault as fault:
        told = _told(fault, fault.kind, fault.trace)
    except Exception as error:  # noqa: BLE001  as above
        told = _told(error, type(error).__name__, _frames(error))
    else:
        _post(client, f"{path}response", answer, {"Content-Type": kind})
        return
    told["requestId"] = _request_id
    _log(told)
    _post(client, f"{path}error", encode(told).encode(), _error_headers(told))


def _event(body: bytes) -> object:
    try:
        return json.loads(body, parse_constant=_no_constant)
    except Exception as error:  # noqa: BLE001  every reason is told alike
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"Expecting value: {word}")


def _marshalled(answer: object) -> tuple[str, bytes]:
    if isinstance(answer, bytes):
        return "application/unknown", answer
    try:
        return "application/json", encode(answer).encode()
    except Exception as error:  # noqa: BLE001  as above
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def _told(error: BaseException, kind: str, trace: list[str]) -> dict[str, Any]:
    return {"errorMessage": str(error), "errorType": kind, "requestId": "", "stackTrace": trace}


def _frames(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    inner = [at for at, each in enumerate(frames) if not each.filename.endswith("/bootstrap.py")]
    # Where the call itself fails there are no others, and AWS's client leaves its own.
    seen = frames[inner[0] :] if inner else frames
    # As tuples, which know no columns: AWS's client draws no marks under a line.
    return traceback.format_list([(at.filename, at.lineno or 0, at.name, at.line) for at in seen])


def _log(told: dict[str, Any]) -> None:
    """LOG-007."""
    said = f": {told['errorMessage']}" if told["errorMessage"] else ""
    lines = [f"[ERROR] {told['errorType']}{said}", "Traceback (most recent call last):"]
    for frame in told["stackTrace"]:
        for line in frame.splitlines():
            stripped = line.lstrip(" ")
            lines.append("\xa0" * (len(line) - len(stripped)) + stripped)
    sys.stdout.write("\r".join(lines) + "\n")


def _end(client: Client, told: dict[str, Any]) -> NoReturn:
    """INV-055."""
    logging.getLogger().warning(
        "LAMBDA_WARNING: Unhandled exception. "
        "The most likely cause is an issue in the function code. "
        "However, in rare cases, a Lambda runtime update can cause unexpected function behavior. "
        "For functions using managed runtimes, runtime updates can be triggered by a function "
        "change, or can be applied automatically. "
        "To determine if the runtime has been updated, check the runtime version in the INIT_START "
        "log entry. If this error correlates with a change in the runtime version, you may be able "
        "to mitigate this error by temporarily rolling back to the previous runtime version. "
        "For more information, see "
        "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r"
    )
    _log(told)
    _post(client, _INIT_ERROR, encode(told).encode(), _error_headers(told))
    sys.exit(1)


def _error_headers(told: dict[str, Any]) -> dict[str, str]:
    return {"Lambda-Runtime-Function-Error-Type": told["errorType"]}


def _post(client: Client, path: str, body: bytes, headers: dict[str, str]) -> None:
    if client.ask("POST", path, body, headers).status >= 400:
        raise RuntimeError("Failed to post invocation response")
