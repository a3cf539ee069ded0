"""An execution environment: built, used one request at a time, frozen in between, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.time import MILLISECOND, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Version
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.snapshot import Phase

FOR_EVER = 1 << 62


class ExecutionEnvironment:
    """One environment of one version. It serves exactly one request at a time (LIF-006)."""

    __slots__ = (
        "built",
        "cold",
        "created_us",
        "duration_us",
        "event",
        "expires_us",
        "expiry",
        "idle_seed",
        "init_share",
        "init_us",
        "invoked",
        "needs_init",
        "number",
        "phase",
        "pool",
        "request",
        "retired",
        "retires_us",
        "served",
        "service",
        "since_us",
        "started_us",
        "status",
        "version",
        "why_gone",
    )

    def __init__(
        self, service: Account, version: Version, number: int, pool: Provisioned | None
    ) -> None:
        clock = service.clock
        luck = version.function.luck
        self.service = service
        self.version = version
        self.number = number
        self.pool = pool
        """The provisioned concurrency it belongs to; None for an on-demand environment."""
        self.phase: Phase = "function-init"
        self.created_us = self.since_us = self.started_us = clock.now_us
        self.init_share = luck.random()
        self.idle_seed = luck.getrandbits(64)
        """What its idle lives are drawn from, a new one each time it becomes idle."""
        lifetime, share = service.scenario.max_lifetime, luck.random()
        self.retires_us = self.created_us + lifetime.at(share) if lifetime else FOR_EVER
        self.request: Request | None = None
        self.init_us = 0
        """Init Duration of the request it was built for, as REPORT shows it."""
        self.duration_us = 0
        self.status = "ok"
        self.cold = False
        """It was built for the request it serves."""
        self.needs_init = False
        """Init runs again inside the next invoke: it was reset, or Init ran out of time."""
        self.retired = False
        """It ends as soon as it is free: its version was changed or deleted (LIF-017)."""
        self.why_gone = ""
        self.served = 0
        self.event = -1
        """The id of the last thing that happened to it."""
        self.built = Bell(clock, self._end_init)
        self.invoked = Bell(clock, self._end_invoke)
        self.expiry = Bell(clock, self._look_at_expiry)
        self.expires_us = FOR_EVER
        """When `expiry` rings; not later than its idle life can end."""

    # Init

    def build(self, request: Request | None) -> None:
        """Start Init for `request`, or ahead of any request when it is provisioned."""
        code = self.version.configuration.code
        self.request = request
        self.cold = request is not None
        if code.cold_duration is not None and request is not None:
            self.invoke(request, code.cold_duration.at(request.share))
            return
        wanted_us = code.init.at(self.init_share)
        self.init_us = min(wanted_us, self._init_limit_us())
        self.needs_init = wanted_us > self.init_us
        self._note("init.start", self.init_parts())
        self.built.set(self.since_us + self.init_us)

    def init_parts(self) -> tuple[int, int, int]:
        """Extension, runtime and function init in microseconds, in this order (LIF-001)."""
        code = self.version.configuration.code
        extension = min(code.extension_init, self.init_us)
        runtime = min(code.runtime_init, self.init_us - extension)
        return extension, runtime, self.init_us - extension - runtime

    def _init_limit_us(self) -> int:
        """10 s on demand (LIF-002); far longer with provisioned concurrency (LIF-004)."""
        if self.pool is None:
            return quotas.INIT_LIMIT_S.value * SECOND
        least_us = quotas.PROVISIONED_INIT_LIMIT_S.value * SECOND
        most_us = quotas.PROVISIONED_INIT_CAP_S.value * SECOND
        return min(most_us, max(least_us, self.version.timeout_us))

    def _end_init(self) -> None:
        self._note("init.timeout" if self.needs_init else "init.end", (self.init_us,))
        if self.request is None:
            if self.pool is None:
                raise AssertionError
            self.pool.init_ended(self)
            return
        if self.needs_init:
            self.init_us = 0  # no Init Duration: the time of the second Init is Duration (LIF-003)
        self.invoke(self.request)

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
            again_us = version.configuration.code.init.at(self.init_share)
            duration_us += again_us
            self.needs_init = False
        self.status = version.failure(request) if version.may_fail else "ok"
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
        self.invoked.set(now + duration_us)

    def _end_invoke(self) -> None:
        request = self.request
        if request is None:
            raise AssertionError
        version, service, client = self.version, self.service, request.client
        now, cold, pool = service.clock.now_us, self.cold, self.pool
        init_us = self.init_us if cold else 0
        # Init is billed as well, since 2025-08-01 (LIF-021, LIF-022).
        billed_ms = -(-(init_us + self.duration_us) // MILLISECOND)
        service.meters.records.append(
            (
                request.number,
                request.name if client.names else "",
                client.kind,
                version.stamp,
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
        if self.status not in KEEPS_PROCESS:
            self._reset()
        if self.retired:
            self.shut_down("replaced")
        elif now >= self.retires_us:
            self.shut_down("lifetime")
        else:
            self.freeze()

    def _reset(self) -> None:
        """The runtime is stopped; globals are lost, /tmp stays (LIF-009, LIF-011)."""
        self.needs_init = True
        self._note("environment.reset", (self.status,))

    # Between requests

    def open_warm(self) -> None:
        """Stand there initialised when the run opens, with no Init in it."""
        self.phase = "frozen"
        self._note("environment.warm", ())

    def freeze(self) -> None:
        """Wait for the next request with everything in memory (LIF-013)."""
        self.phase = "reset" if self.needs_init else "frozen"
        self.since_us = now = self.service.clock.now_us
        if self.pool is not None:
            self.pool.take_back(self)
            return
        self.version.idle.add(self)
        if self.expires_us > now + self.version.function.idle_least_us:
            self._expire_by(self._ends_us())

    def _idle_life_us(self) -> int:
        """How long it may stay idle: the simulator's own, as AWS publishes nothing (LIF-015)."""
        return self.version.function.idle_timeout.at(share(self.idle_seed, self.served))

    def _ends_us(self) -> int:
        """When it goes, if no request comes."""
        return min(self.since_us + self._idle_life_us(), max(self.since_us, self.retires_us))

    def _expire_by(self, at_us: int) -> None:
        """Look again at `at_us`; a timer that rings earlier is left as it is."""
        if at_us >= self.expires_us:
            return
        if self.expires_us != FOR_EVER:
            self.expiry.silence()
            self.expiry = Bell(self.service.clock, self._look_at_expiry)
        self.expires_us = at_us
        self.expiry.set(at_us)

    def _look_at_expiry(self) -> None:
        """One timer an environment: it is not moved at each request, but looks when it rings."""
        self.expires_us = FOR_EVER
        if self.phase not in ("frozen", "reset"):
            return
        now = self.service.clock.now_us
        ends_us = self._ends_us()
        if ends_us > now:
            self._expire_by(ends_us)
            return
        self.version.idle.remove(self)
        self.shut_down("lifetime" if now >= self.retires_us else "idle")

    def look_again(self) -> None:
        """The idle life has been changed: one that is idle may have to go earlier."""
        if self.phase in ("frozen", "reset") and self.pool is None:
            self._expire_by(max(self._ends_us(), self.service.clock.now_us))

    def shut_down(self, why: str) -> None:
        """Take it away, with the time its extensions are given (LIF-014)."""
        extensions = self.version.configuration.code.extensions
        shutdown_us = SHUTDOWN[extensions].value * MILLISECOND
        self.phase = "shutdown"
        self.since_us = self.service.clock.now_us
        self.why_gone = why
        self.expiry.silence()
        self._note("shutdown.start", (why, shutdown_us))
        if self.pool is not None and why == "lifetime":
            self.pool.lose(self)
        self.built = Bell(self.service.clock, self._end_shutdown)
        if shutdown_us:
            self.built.set(self.since_us + shutdown_us)
        else:
            self._end_shutdown()

    def _end_shutdown(self) -> None:
        self._note("environment.gone", (self.why_gone,))
        self.service.forget(self)

    def _note(self, kind: str, numbers: tuple[int | str, ...]) -> None:
        log = self.service.log
        if log is not None:
            request = self.request.number if self.request else 0
            self.event = log.add(
                self.service.clock.now_us,
                kind,
                self.event,
                request,
                self.number,
                self.version.function.name,
                numbers,
            )


SHUTDOWN = {
    "none": quotas.SHUTDOWN_MS,
    "internal": quotas.SHUTDOWN_INTERNAL_MS,
    "external": quotas.SHUTDOWN_EXTERNAL_MS,
}
"""How long Shutdown may take, by the kind of extensions (LIF-014)."""

KEEPS_PROCESS = ("ok", "error")
"""After an exception the process and its globals live on; after all else they do not (LIF-010)."""
