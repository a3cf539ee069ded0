"""The snapshot of a published version: made once, cached, restored into every environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.aws import prices, quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.lifetime import long_init_limit_us
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.time import HOUR, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.version import Version

State = Literal["Pending", "Active", "Failed"]

_LEAST_CACHED_US = quotas.SNAPSHOT_CACHE_MIN_H.value * HOUR


class VersionSnapshot:
    """What SnapStart made of one version (SNP-003, SNP-006)."""

    def __init__(self, account: Account, version: Version) -> None:
        """Begin with Init; until it is done the version is Pending (SNP-004)."""
        self.account = account
        self.version = version
        self.state: State = "Pending"
        self.active_us = 0
        """When it was there to restore."""
        self.restores = 0
        name = version.function.name
        luck = stream(account.seed, "snapshot", name, version.number)
        init_us = version.configuration.code.init.at(luck.random())
        rest_us = account.scenario.snapshot_creation.at(luck.random())
        self.error = version.init_error(luck.random())
        if init_us > long_init_limit_us(version):  # LIF-004
            init_us = long_init_limit_us(version)
            self.error = self.error or "Sandbox.Timedout"
        self.init_us = init_us
        self.bell = Bell(account.clock, self._made)
        self.event = -1
        if account.opening:
            self._made()
            return
        numbers = (version.number, init_us)
        self.event = account.note("snapshot.started", name, numbers, account.cause)
        self.bell.set(account.clock.now_us + init_us + (0 if self.error else rest_us))

    def _made(self) -> None:
        account, version = self.account, self.version
        function = version.function
        if self.error:
            self.state = "Failed"
            numbers = (version.number, self.error)
            account.note("snapshot.failed", function.name, numbers, self.event)
            return
        self.state = "Active"
        self.active_us = account.clock.now_us
        function.invocable[version.number] = version
        if not account.opening:
            account.note("snapshot.ready", function.name, (version.number,), self.event)

    def restored(self) -> None:
        self.restores += 1

    def discard(self) -> None:
        """The version is deleted: what the snapshot cost goes on the bill."""
        self.bell.silence()
        self.account.meters.snap_start_usd[self.version.function.name] = (
            self.account.meters.snap_start_usd.get(self.version.function.name, 0.0)
            + self.usd(self.account.clock.now_us)
        )

    def usd(self, now_us: int) -> float:
        """Caching for at least three hours, and a charge for every restore (SNP-007).

        Java pays neither.
        """
        settings = self.version.configuration
        if self.state != "Active" or settings.runtime.startswith("java"):
            return 0.0
        cached_us = max(_LEAST_CACHED_US, now_us - self.active_us)
        gb = settings.memory_mb / 1024
        return gb * (
            cached_us / SECOND * prices.SNAPSTART_CACHE_USD_PER_GB_S
            + self.restores * prices.SNAPSTART_RESTORE_USD_PER_GB
        )
