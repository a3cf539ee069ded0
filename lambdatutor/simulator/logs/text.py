"""Log lines as plain text: what the platform and Python's runtime write (LOG-001 to LOG-007)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.version import Configuration

ERROR_TYPES = {
    "error": "Exception",
    "exit": "Runtime.ExitError",
    "out-of-memory": "Runtime.OutOfMemory",
}
"""The error type of each way to fail, where nothing says more (INV-037, INV-038)."""

_RUNTIME_ARN = "arn:aws:lambda:us-east-1::runtime:"


def runtime_version(settings: Configuration) -> str:
    """Which patch of the runtime runs: the simulator knows no other than the first."""
    name = settings.runtime
    cut = next((at for at, letter in enumerate(name) if letter.isdigit()), len(name))
    return f"{name[:cut]}:{name[cut:]}.v1" if cut < len(name) else f"{name}.v1"


def started(word: str, settings: Configuration) -> str:
    """INIT_START or RESTORE_START (LOG-004)."""
    version = runtime_version(settings)
    return (
        f"{word} Runtime Version: {version}\tRuntime Version ARN: {_RUNTIME_ARN}{settings.runtime}"
    )


def init_report(init_us: int, status: str = "", error: str = "") -> str:
    """INIT_REPORT (LOG-005)."""
    fields = [f"INIT_REPORT Init Duration: {milliseconds(init_us)} ms", "Phase: init"]
    if status:
        fields.append(f"Status: {status}")
    if error:
        fields.append(f"Error Type: {error}")
    return "\t".join(fields)


def restore_report(restore_us: int, error: str = "") -> str:
    """RESTORE_REPORT, the INIT_REPORT of SnapStart."""
    fields = [f"RESTORE_REPORT Restore Duration: {milliseconds(restore_us)} ms"]
    if error:
        fields.append(f"Status: error\tError Type: {error}")
    return "\t".join(fields)


def error_type(record: Record) -> str:
    """What a failed invoke is called; empty when it was fine or ran out of time."""
    return record.reason or ERROR_TYPES.get(record.status, "")


def report(record: Record, request_id: str, max_memory_used_mb: int) -> str:
    """REPORT, tab separated (LOG-002, LOG-003)."""
    out_of_memory = record.status == "out-of-memory"  # INV-038
    used = record.memory_mb if out_of_memory else min(max_memory_used_mb, record.memory_mb)
    fields = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {milliseconds(record.duration_us)} ms",
        f"Billed Duration: {record.billed_ms} ms",
        f"Memory Size: {record.memory_mb} MB",
        f"Max Memory Used: {used} MB",
    ]
    if record.snap_start:
        if record.cold:
            restore_us = record.ended_us - record.started_us - record.duration_us
            fields.append(f"Restore Duration: {milliseconds(restore_us)} ms")
            fields.append(f"Billed Restore Duration: {-(-record.init_us // 1_000)} ms")
    elif record.init_us and not record.provisioned:
        fields.append(f"Init Duration: {milliseconds(record.init_us)} ms")
    if record.status == "timeout":
        fields.append("Status: timeout")
    elif error_type(record):
        fields.append(f"Status: error\tError Type: {error_type(record)}")
    return "\t".join(fields) + "\t"


def logged(message: str, at_us: int, request_id: str) -> str:
    """What Python's logging writes; the message begins with its level (LOG-006)."""
    level, _, text = message.partition(" ")
    return f"[{level}]\t{date(at_us)}\t{request_id}\t{text}"


def traceback(error: str, said: str) -> str:
    """An exception that nobody caught; leading blanks do not break, so they stay (LOG-007)."""
    return (
        f"[ERROR] {error}: {said}\nTraceback (most recent call last):\n"
        '\xa0\xa0File "/var/task/lambda_function.py", line 7, in lambda_handler\n'
        f"\xa0\xa0\xa0\xa0raise {error}"
    )


def milliseconds(us: int) -> str:
    return f"{us / 1_000:.2f}"
