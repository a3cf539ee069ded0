"""The log of one environment, a line at a time, as text or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.logs import structured, text

if TYPE_CHECKING:
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.version import Configuration


class Writer:
    """What one environment writes into its stream."""

    def __init__(self, version: str, settings: Configuration, *, provisioned: bool) -> None:
        self.version = version
        self.settings = settings
        self.provisioned = provisioned
        self.json = settings.log_format == "JSON"

    def started(self, word: str, at_us: int) -> list[str]:
        """Init or the restore begins (LOG-004)."""
        if not self.json:
            return [text.started(f"{word}_START", self.settings)]
        record: dict[str, object] = {
            "initializationType": "provisioned-concurrency" if self.provisioned else "on-demand",
            "phase": "init" if word == "INIT" else "restore",
            "runtimeVersion": text.runtime_version(self.settings),
        }
        return self._platform(at_us, f"{word.lower()}Start", "INFO", record)

    def initialised(self, at_us: int, init_us: int, status: str, error: str = "") -> list[str]:
        """INIT_REPORT: for a failure, and always where Init is ahead of requests (LOG-005)."""
        if not status and not self.provisioned:
            return []
        if not self.json:
            lines = [text.init_report(init_us, status, error)]
            return [*self._unhandled(error), *lines] if error else lines
        record: dict[str, object] = {
            "initializationType": "provisioned-concurrency" if self.provisioned else "on-demand",
            "phase": "init",
            "status": status or "success",
            "metrics": {"durationMs": init_us / 1_000},
        }
        if error:
            record["errorType"] = error
        return self._platform(at_us, "initReport", "WARN" if status else "INFO", record)

    def restored(self, at_us: int, restore_us: int, error: str = "") -> list[str]:
        """RESTORE_REPORT."""
        if not self.json:
            return [text.restore_report(restore_us, error)]
        record: dict[str, object] = {
            "status": "error" if error else "success",
            "metrics": {"durationMs": restore_us / 1_000},
        }
        return self._platform(at_us, "restoreReport", "WARN" if error else "INFO", record)

    def began(self, at_us: int, request_id: str) -> list[str]:
        """START, and what the code writes (LOG-001, LOG-006)."""
        return [*self.start(at_us, request_id), *self._application(at_us, request_id)]

    def start(self, at_us: int, request_id: str) -> list[str]:
        if not self.json:
            return [f"START RequestId: {request_id} Version: {self.version}"]
        record: dict[str, object] = {"requestId": request_id, "version": self.version}
        return self._platform(at_us, "start", "INFO", record)

    def _application(self, at_us: int, request_id: str) -> list[str]:
        code = self.settings.code
        found = list(code.prints)
        for message in code.logs:
            level, _, said = message.partition(" ")
            if not self.json:
                found.append(text.logged(message, at_us, request_id))
            elif structured.application_shows(level, self.settings.application_log_level):
                found.append(structured.application(at_us, level, said, request_id))
        return found

    def ended(self, at_us: int, record: Record, request_id: str, denied: str = "") -> list[str]:
        """The exception if there is one, END and REPORT (LOG-001, LOG-007).

        `denied` is what AWS said to a call of the code that its role does not allow.
        """
        used_mb = self.settings.code.max_memory_used
        raised = record.status == "error" and (bool(denied) or not record.reason)
        error, said_by_it = text.error_type(record), denied or "it failed"
        if not self.json:
            return [
                *([text.traceback(error, said_by_it)] if raised else []),
                f"END RequestId: {request_id}",
                text.report(record, request_id, used_mb),
            ]
        said = (
            [structured.application(at_us, "ERROR", f"{error}: {said_by_it}", request_id)]
            if raised
            else []
        )
        level = "INFO" if record.status == "ok" else "WARN"
        ending = {"requestId": request_id} | structured.ending(record)
        report = structured.report(record, request_id, used_mb)
        runtime_level = "DEBUG" if level == "INFO" else "WARN"
        return [
            *said,
            *self._platform(at_us, "runtimeDone", runtime_level, ending),
            *self._platform(at_us, "report", level, report),
        ]

    def _unhandled(self, error: str) -> list[str]:
        """What Python's runtime writes of an Init that failed (INV-055)."""
        warning = "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the"
        return [f"{warning} function code.\n[ERROR] {error}"]

    def _platform(self, at_us: int, kind: str, level: str, record: dict[str, object]) -> list[str]:
        if not structured.system_shows(level, self.settings.system_log_level):
            return []
        return [structured.platform(at_us, kind, record)]
