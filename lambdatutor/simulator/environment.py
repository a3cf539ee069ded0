"""An execution environment: built, used one request at a time, frozen in between, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator import init
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.handler import begin, end, tell_denials
from lambdatutor.simulator.lifetime import Lifetime
from lambdatutor.simulator.snapstart import restore
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from typing import Literal

    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Version
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request


class ExecutionEnvironment(Lifetime):
    """One environment of one version. It serves exactly one request at a time (LIF-006)."""

    __slots__ = (
        "cold",
        "duration_us",
        "error",
        "init_us",
        "initialization",
        "invoked",
        "raised",
        "retired",
        "started_us",
        "status",
    )

    def __init__(
        self, service: Account, version: Version, number: int, pool: Provisioned | None
    ) -> None:
        super().__init__(service, version, number, pool)
        clock = service.clock
        self.started_us = clock.now_us
        self.init_us = 0
        """Init Duration of the first request, as REPORT shows it; 0 from then on."""
        self.duration_us = 0
        self.status = "ok"
        self.error = ""
        """The error type of an Init, or a restore, that failed and ends the request it serves."""
        self.raised = ""
        """What a call of AWS that was denied raises in the code; empty where none does."""
        self.cold = False
        """It was built for the request it serves."""
        self.retired = False
        """It ends as soon as it is free: its version was changed or deleted (LIF-017)."""
        self.initialization: Literal["on-demand", "provisioned-concurrency", "snap-start"] = (
            "on-demand"
        )
        """AWS_LAMBDA_INITIALIZATION_TYPE: it never changes (LIF-023)."""
        if pool is not None:
            self.initialization = "provisioned-concurrency"
        elif version.snapshot is not None:
            self.initialization = "snap-start"
        self.built = Bell(clock, self._end_init)
        self.invoked = Bell(clock, self._end_invoke)

    # Init

    def build(self, request: Request | None) -> None:
        """Start Init for `request`, or ahead of any request (CON-014, LIF-025)."""
        version = self.version
        code = version.configuration.code
        self.request = request
        self.cold = request is not None
        if code.cold_duration is not None and request is not None:
            self.invoke(request, code.cold_duration.at(request.share))
            return
        if version.snapshot is not None:
            restore.start(self)
            return
        wanted_us = init.wanted_us(self)
        self.init_us = min(wanted_us, init.limit_us(self))
        self.needs_init = wanted_us > self.init_us
        self.note("init.start", init.parts(self))
        self.built.set(self.since_us + self.init_us)

    def _end_init(self) -> None:
        late = self.needs_init
        error = "" if late else init.error(self)
        if error:
            self.note("init.failed", (error, self.init_us))
        else:
            self.note("init.timeout" if late else "init.end", (self.init_us,))
        if self.pool is not None and self.request is None:
            init_us, self.init_us = self.init_us, 0
            self.pool.init_ended(self, init_us, error)
        elif self.request is None:
            self.wait_initialised(error)
        elif error:
            self.fail_start(error)
        else:
            if late:
                self.init_us = 0  # the time of the second Init is Duration (LIF-003)
            self.invoke(self.request)

    def end_restore(self) -> None:
        restore.end(self)

    def wait_initialised(self, error: str) -> None:
        """It was initialised ahead of a request, which finds it idle (LIF-025)."""
        if error:
            self.shut_down("init-failed")
        elif self.retired:
            self.shut_down("replaced")
        else:
            if self.needs_init:
                self.init_us = 0
            self.freeze()

    def fail_start(self, error: str) -> None:
        """The request it was built for ends here; Init runs again with the next (LIF-005)."""
        self.error = error
        self.status = "error"
        self.duration_us = 0
        self._end_start()

    def _end_start(self) -> None:
        """End a request whose handler never began."""
        records = self.service.meters.records
        at = len(records)
        self.invoked = Bell(self.service.clock, self._end_invoke)
        error, status = self.error, self.status
        self._end_invoke()  # the next request may be in it already when this returns
        status = "refused" if error.startswith("SnapStart") else status
        records[at] = (*records[at][:-2], status, "" if status == "timeout" else error)

    def _init_again(self, request: Request, again_us: int, error: str) -> None:
        """Init inside the invoke fails once more (LIF-005, LIF-012)."""
        timeout_us = self.version.timeout_us
        self.needs_init = True
        self.request = request
        self.error = error
        self.status = "timeout" if again_us > timeout_us else "error"
        self.duration_us = min(again_us, timeout_us)
        self.phase = "invoke"
        self.since_us = self.service.clock.now_us
        if not self.cold:
            self.event = request.event
        self.note("invoke.start", (self.cold, len(self.version.idle), self.duration_us))
        self.invoked = Bell(self.service.clock, self._end_start)
        self.invoked.set(self.since_us + self.duration_us)

    # Invoke

    def invoke(self, request: Request, duration_us: int = -1) -> None:
        """Run the handler for `request`, for as long as its luck says unless `duration_us` does."""
        version = self.version
        service = self.service
        now = service.clock.now_us
        if duration_us < 0:
            duration_us = (request.client.run or version.run).at(request.share)
            if version.slowdown != 1.0:
                duration_us = int(duration_us * version.slowdown + 0.5)
        again_us = 0
        if self.needs_init:
            # A suppressed init is logged nowhere; its time is part of Duration (LIF-012, LIF-003).
            again_us = init.again_us(self)
            error = init.error(self)
            if error:
                self._init_again(request, again_us, error)
                return
            duration_us += again_us
            self.needs_init = False
        client = request.client
        status = "ok"
        unusual = version.unusual
        if unusual:
            duration_us, status = begin(self, request, duration_us)
        if client.listens:
            duration_us, status = client.works(request, version, duration_us, status)
        self.status = status
        if duration_us > version.timeout_us:  # LIF-008
            duration_us = version.timeout_us
            self.status = "timeout"
        self.request = request
        self.duration_us = duration_us
        self.phase = "invoke"
        self.since_us = now
        log = service.log
        if log is not None:
            self.event = log.add(
                now,
                "invoke.start",
                self.event if self.cold else request.event,
                request.number,
                self.number,
                version.function.name,
                (self.cold, len(version.idle), again_us),
            )
            if unusual:
                tell_denials(self, request)
        self.invoked.set(now + duration_us)

    def _end_invoke(self) -> None:
        request = self.request
        if request is None:
            raise AssertionError
        version, service, client = self.version, self.service, request.client
        now, cold, pool = service.clock.now_us, self.cold, self.pool
        init_us = self.init_us
        if init_us:
            self.init_us = 0
        # Init is billed as well, since 2025-08-01 (LIF-021, LIF-022).
        billed_ms = -(-(init_us + self.duration_us) // MILLISECOND)
        service.meters.records.append(
            (
                request.number,
                request.name if client.names else "",
                client.kind,
                version.stamp if client.qualifier is None else version.stamp_for(client.qualifier),
                request.arrived_us,
                self.started_us if cold else self.since_us,
                now,
                init_us,
                self.duration_us,
                billed_ms,
                cold,
                pool is not None,
                self.number,
                self.status,
                "",
            )
        )
        log = service.log
        if log is not None:
            self.event = log.add(
                now,
                "invoke.end",
                self.event,
                request.number,
                self.number,
                version.function.name,
                (self.status, self.duration_us, billed_ms),
            )
        self.request = None
        self.cold = False
        self.served += 1
        function = version.function
        function.in_flight -= 1
        if pool is None:
            function.limit.in_flight -= 1
        if version.unusual:
            end(self, request)
        if self.status not in KEEPS_PROCESS:
            self.reset(self.status)
        if self.retired:
            self.shut_down("replaced")
        elif now >= self.retires_us:
            self.shut_down("lifetime")
        else:
            self.freeze()
        if client.listens:
            client.answered(request, self)


KEEPS_PROCESS = ("ok", "error")
"""After an exception the process and its globals live on; after all else they do not (LIF-010)."""
