"""The platform's own lines of a log, and its words for what went wrong (LOG-001 to LOG-005)."""

from __future__ import annotations

import signal

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.runtime.function import RUNTIME


class Failure(msgspec.Struct, frozen=True):
    """How an invocation or an Init ended, if not well."""

    kind: str
    """The error type (INV-039)."""
    message: str = ""
    status: str = "error"
    """`timeout` or `error`, as REPORT has it (LOG-003)."""
    with_request: bool = True
    """Whether the message begins with the request id."""
    said: str | None = None
    """For the learner, where Lambda's own words are not enough."""


def timed_out(timeout_s: int) -> Failure:
    """INV-036."""
    said = f"Task timed out after {timeout_s:.2f} seconds"
    return Failure("Sandbox.Timedout", said, "timeout")


def exited(status: int) -> Failure:
    """The runtime ended without a result (INV-037)."""
    if status == 0:
        return Failure("Runtime.ExitError", "Runtime exited without providing a reason")
    reason = f"exit status {status}" if status > 0 else f"signal: {_signal(-status)}"
    return Failure("Runtime.ExitError", f"Runtime exited with error: {reason}")


def out_of_memory(memory_mb: int) -> Failure:
    """INV-038."""
    said = f"The code used more than its {memory_mb} MB, so its environment was ended."
    return Failure("Runtime.OutOfMemory", "Runtime exited with error: signal: killed", said=said)


def over_the_labs_limit(said: str) -> Failure:
    """What Lambda might have let go on."""
    return Failure("Runtime.ExitError", "Runtime exited with error: signal: killed", said=said)


def too_large() -> Failure:
    """INV-008."""
    most = quotas.RESPONSE_BYTES.value
    return Failure(
        "Function.ResponseSizeTooLarge",
        f"Response payload size exceeded maximum allowed payload size ({most} bytes).",
        with_request=False,
    )


def _signal(number: int) -> str:
    """As Go's runtime names signals, in which the platform is written."""
    names: dict[int, str] = {
        signal.SIGKILL: "killed",
        signal.SIGTERM: "terminated",
        signal.SIGINT: "interrupt",
        signal.SIGABRT: "aborted",
        signal.SIGSEGV: "segmentation fault",
        signal.SIGBUS: "bus error",
        signal.SIGFPE: "floating point exception",
        signal.SIGHUP: "hangup",
    }
    return names.get(number) or (signal.strsignal(number) or str(number)).lower()


def init_start() -> str:
    """LOG-004; which patch of the runtime AWS runs today is not known here."""
    version = RUNTIME.removeprefix("python")
    arn = f"arn:aws:lambda:us-east-1::runtime:{RUNTIME}"
    return f"INIT_START Runtime Version: python:{version}.v1\tRuntime Version ARN: {arn}\n"


def init_report(init_ms: float, failure: Failure) -> str:
    """LOG-005."""
    error = "" if failure.status == "timeout" else f"\tError Type: {failure.kind}"
    return (
        f"INIT_REPORT Init Duration: {init_ms:.2f} ms\tPhase: init\t"
        f"Status: {failure.status}{error}\n"
    )


def start(request_id: str, version: str) -> str:
    return f"START RequestId: {request_id} Version: {version}\n"


def report(
    request_id: str,
    *,
    duration_ms: float,
    billed_ms: int,
    memory_mb: int,
    max_memory_mb: int,
    init_ms: float | None,
    failure: Failure | None,
) -> str:
    """END and REPORT (LOG-002, LOG-003)."""
    fields = [
        f"END RequestId: {request_id}\nREPORT RequestId: {request_id}",
        f"Duration: {duration_ms:.2f} ms",
        f"Billed Duration: {billed_ms} ms",
        f"Memory Size: {memory_mb} MB",
        f"Max Memory Used: {max_memory_mb} MB",
    ]
    if init_ms is not None:
        fields.append(f"Init Duration: {init_ms:.2f} ms")
    if failure is not None:
        error = "" if failure.status == "timeout" else f"\tError Type: {failure.kind}"
        fields.append(f"Status: {failure.status}{error}")
    return "\t".join(fields) + "\t\n"
