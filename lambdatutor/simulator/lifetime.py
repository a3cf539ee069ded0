"""The life of an environment between requests: how long it stays, and how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.contents import Contents
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.time import MILLISECOND, NEVER, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Version
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.snapshot import Phase


class Lifetime:
    """What an environment is while it serves nobody: the one half of `ExecutionEnvironment`."""

    __slots__ = (
        "built",
        "contents",
        "created_us",
        "event",
        "expires_us",
        "expiry",
        "idle_seed",
        "init_share",
        "needs_init",
        "number",
        "phase",
        "pool",
        "request",
        "retires_us",
        "served",
        "service",
        "since_us",
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
        self.created_us = self.since_us = clock.now_us
        self.init_share = luck.random()
        self.idle_seed = luck.getrandbits(64)
        """What its idle lives are drawn from, a new one each time it becomes idle."""
        lifetime, lifetime_share = service.scenario.max_lifetime, luck.random()
        self.retires_us = self.created_us + lifetime.at(lifetime_share) if lifetime else NEVER
        self.request: Request | None = None
        self.needs_init = False
        """Init runs again inside the next invoke: it was reset, or Init ran out of time."""
        self.why_gone = ""
        self.served: int = 0
        self.contents = Contents()
        self.event = -1
        """The id of the last thing that happened to it."""
        self.expiry = Bell(clock, self._look_at_expiry)
        self.expires_us = NEVER
        """When `expiry` rings; not later than its idle life can end."""

    def open_warm(self) -> None:
        """Stand there initialised when the run opens, with no Init in it."""
        self.phase = "frozen"
        self.note("environment.warm", ())

    def freeze(self) -> None:
        """Wait for the next request with everything in memory (LIF-013)."""
        self.phase = "reset" if self.needs_init else "frozen"
        self.since_us = now = self.service.clock.now_us
        if self.pool is not None:
            self.pool.take_back(self)  # pyright: ignore[reportArgumentType]  # one half of an environment
            return
        self.version.idle.add(self)  # pyright: ignore[reportArgumentType]  # one half of an environment
        if self.expires_us > now + self.version.function.idle_least_us:
            self._expire_by(self._ends_us())

    def reset(self, why: str) -> None:
        """The runtime is stopped; globals are lost, /tmp stays (LIF-009, LIF-011)."""
        self.needs_init = True
        lost = self.contents.lose_process(self.served)
        self.note("environment.reset", (why,))
        if lost:
            self.note("background.lost", (lost,))

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
        if self.expires_us != NEVER:
            self.expiry.silence()
            self.expiry = Bell(self.service.clock, self._look_at_expiry)
        self.expires_us = at_us
        self.expiry.set(at_us)

    def _look_at_expiry(self) -> None:
        """One timer an environment: it is not moved at each request, but looks when it rings."""
        self.expires_us = NEVER
        if self.phase not in ("frozen", "reset"):
            return
        now = self.service.clock.now_us
        if self.pool is not None:
            if self.pool.withdraw(self):  # pyright: ignore[reportArgumentType]  # one half of an environment
                self.shut_down("lifetime")
            return
        ends_us = self._ends_us()
        if ends_us > now:
            self._expire_by(ends_us)
            return
        self.version.idle.remove(self)  # pyright: ignore[reportArgumentType]  # one half of an environment
        self.shut_down("lifetime" if now >= self.retires_us else "idle")

    def stand_ready(self) -> None:
        """A provisioned one does not go for idleness; it too lives as long as it may (LIF-016)."""
        if self.retires_us != NEVER:
            # Not at this moment: with a lifetime of nothing it would be built again for ever.
            self._expire_by(max(self.retires_us, self.service.clock.now_us + SECOND))

    def look_again(self) -> None:
        """The idle life has been changed: one that is idle may have to go earlier."""
        if self.phase in ("frozen", "reset") and self.pool is None:
            self._expire_by(max(self._ends_us(), self.service.clock.now_us))

    def shut_down(self, why: str) -> None:
        """Take it away, with the time its extensions are given (LIF-014)."""
        code = self.version.configuration.code
        shutdown_us = SHUTDOWN[code.extensions].value * MILLISECOND
        if code.extension_shutdown is not None:
            shutdown_us = min(shutdown_us, code.extension_shutdown)
        self.phase = "shutdown"
        self.since_us = self.service.clock.now_us
        self.why_gone = why
        self.expiry.silence()
        self.note("shutdown.start", (why, shutdown_us))
        lost = self.contents.lose_process(self.served)
        if lost:
            self.note("background.lost", (lost,))
        if self.pool is not None and why == "lifetime":
            self.pool.lose(self)  # pyright: ignore[reportArgumentType]  # one half of an environment
        self.built = Bell(self.service.clock, self._end_shutdown)
        if shutdown_us:
            self.built.set(self.since_us + shutdown_us)
        else:
            self._end_shutdown()

    def _end_shutdown(self) -> None:
        self.note("environment.gone", (self.why_gone,))
        self.service.forget(self)  # pyright: ignore[reportArgumentType]  # one half of an environment

    def note(self, kind: str, numbers: tuple[int | str, ...]) -> None:
        """Write down what happens to it, as a consequence of what happened to it last."""
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


def long_init_limit_us(version: Version) -> int:
    """Init of provisioned environments and of snapshots (LIF-004)."""
    least_us = quotas.PROVISIONED_INIT_LIMIT_S.value * SECOND
    most_us = quotas.PROVISIONED_INIT_CAP_S.value * SECOND
    return min(most_us, max(least_us, version.timeout_us))


SHUTDOWN = {
    "none": quotas.SHUTDOWN_MS,
    "internal": quotas.SHUTDOWN_INTERNAL_MS,
    "external": quotas.SHUTDOWN_EXTERNAL_MS,
}
"""How long Shutdown may take, by the kind of extensions (LIF-014)."""
