"""A function with its versions, aliases and limits, as the simulated account holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.limits import ConcurrencyLimit, ScalingBucket
from lambdatutor.simulator.version import LATEST, Configuration, Version

if TYPE_CHECKING:
    from random import Random

    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.network.idleness import Idleness
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.scenario import Code
    from lambdatutor.simulator.update import Update


class Alias:
    """A name for a version, or for two of them with a weight (VER-006, VER-007)."""

    __slots__ = ("additional", "description", "name", "revision", "version")

    def __init__(
        self, name: str, version: str, additional: tuple[str, float] | None, description: str
    ) -> None:
        self.name = name
        self.version = version
        self.additional = additional
        """The second version, and the share of requests that it gets."""
        self.description = description
        self.revision = 1


class Function:
    """Everything that belongs to one function name."""

    def __init__(
        self, name: str, *, luck: Random, idle_timeout: Distribution, limit: ConcurrencyLimit
    ) -> None:
        self.name = name
        self.luck = luck
        """The stream that its environments take their shares from, when they appear."""
        self.set_idle_timeout(idle_timeout)
        self.limit = limit
        """The account's shared pool, or its own where concurrency is reserved (CON-006)."""
        self.reserved: int | None = None
        self.scaling = ScalingBucket()
        self.in_flight = 0
        self.peak = 0
        """The most in flight at once since the meters were read last."""
        self.versions: dict[str, Version] = {}
        self.invocable: dict[str, Version] = {}
        """Those of them that can run: not while Pending or Failed (INV-045, SNP-004)."""
        self.update: Update | None = None
        """What it is being changed to (INV-047)."""
        self.state_code = ""
        """StateReasonCode while it waits for its interface, or has lost it (VPC-003, VPC-009)."""
        self.update_code = ""
        """LastUpdateStatusReasonCode of an update that failed (VPC-009)."""
        self.idleness: Idleness | None = None
        """Watches it while it is in a VPC (VPC-003)."""
        self.aliases: dict[str, Alias] = {}
        self.provisioned: dict[str, Provisioned] = {}
        """By the qualifier it was asked for."""
        self.releases: dict[str, Code] = {}
        """What the code behaves like after a deployment with this S3Key."""
        self.published = 0
        """The highest version number ever given (VER-001)."""
        self.recursive_loop = "Terminate"
        """What happens when a chain of requests comes back too often (REC-001)."""
        self.published_from: Configuration | None = None
        """What `$LATEST` was when it was published last (VER-002)."""
        self.revision = 1
        self.deployments = 0
        """How many times code was uploaded; each upload is another release."""

    def set_idle_timeout(self, idle_timeout: Distribution) -> None:
        self.idle_timeout = idle_timeout
        self.idle_least_us = idle_timeout.least()

    def touch(self, now_us: int) -> None:
        """It is called now, so it will not be put to sleep soon (VPC-003)."""
        if self.idleness is not None:
            self.idleness.used_us = now_us

    @property
    def latest(self) -> Version:
        return self.versions[LATEST]

    @property
    def claimed(self) -> int:
        """Provisioned concurrency over all versions and aliases, READY or not (CON-010)."""
        return sum(each.requested for each in self.provisioned.values())

    @property
    def on_demand_in_flight(self) -> int:
        """Requests that run outside provisioned environments."""
        return self.in_flight - sum(len(each.serving) for each in self.provisioned.values())
