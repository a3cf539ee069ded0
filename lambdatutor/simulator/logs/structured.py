"""Log lines as JSON: platform events, and levels that filter them (LOG-008)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.simulator.dates import date
from lambdatutor.simulator.logs.text import error_type

if TYPE_CHECKING:
    from lambdatutor.simulator.record import Record

APPLICATION_LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")
SYSTEM_LEVELS = ("DEBUG", "INFO", "WARN")


def system_shows(level: str, least: str) -> bool:
    """Whether a platform event of this level is written (LOG-008)."""
    return SYSTEM_LEVELS.index(level) >= SYSTEM_LEVELS.index(least)


def application_shows(level: str, least: str) -> bool:
    """The same for what the code logs; a level that is none of AWS's is shown."""
    if level not in APPLICATION_LEVELS or least not in APPLICATION_LEVELS:
        return True
    return APPLICATION_LEVELS.index(level) >= APPLICATION_LEVELS.index(least)


def platform(at_us: int, kind: str, record: dict[str, object]) -> str:
    """One event of the platform, such as `platform.start`."""
    entry = {"time": date(at_us), "type": f"platform.{kind}", "record": record}
    return msgspec.json.encode(entry).decode()


def application(at_us: int, level: str, message: str, request_id: str) -> str:
    entry = {
        "timestamp": date(at_us),
        "level": level,
        "message": message,
        "logger": "root",
        "requestId": request_id,
    }
    return msgspec.json.encode(entry).decode()


def report(record: Record, request_id: str, max_memory_used_mb: int) -> dict[str, object]:
    """What `platform.report` holds."""
    out_of_memory = record.status == "out-of-memory"
    used = record.memory_mb if out_of_memory else min(max_memory_used_mb, record.memory_mb)
    metrics: dict[str, object] = {
        "durationMs": record.duration_us / 1_000,
        "billedDurationMs": record.billed_ms,
        "memorySizeMB": record.memory_mb,
        "maxMemoryUsedMB": used,
    }
    if record.snap_start and record.cold:
        restore_us = record.ended_us - record.started_us - record.duration_us
        metrics["restoreDurationMs"] = restore_us / 1_000
        metrics["billedRestoreDurationMs"] = -(-record.init_us // 1_000)
    elif record.init_us and not record.provisioned and not record.snap_start:
        metrics["initDurationMs"] = record.init_us / 1_000
    found: dict[str, object] = {"requestId": request_id, "metrics": metrics}
    return found | ending(record)


def ending(record: Record) -> dict[str, object]:
    """How a request ended, in the words of the platform."""
    if record.status in {"ok", "timeout"}:
        return {"status": "success" if record.status == "ok" else "timeout"}
    return {"status": "error", "errorType": error_type(record)}
