"""`$LATEST` or a published version: a configuration and the environments that run it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.aws import prices, quotas
from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.simulator.aws_call import sent_by
from lambdatutor.simulator.init_failure import certain_failure, unset
from lambdatutor.simulator.randomness import share

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.idle import Idle
    from lambdatutor.simulator.network.parts import Placement
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.scenario import Code
    from lambdatutor.simulator.snapstart.snapshot import VersionSnapshot

LATEST = "$LATEST"


class Label(NamedTuple):
    """What a record says of the version that served it, as it was at that time."""

    function: str
    version: str
    memory_mb: int
    architecture: Literal["x86_64", "arm64"]
    ephemeral_storage_mb: int = 512
    snap_start: bool = False


Stamp = (
    tuple[str, str, int, Literal["x86_64", "arm64"]]
    | tuple[str, str, int, Literal["x86_64", "arm64"], int, bool]
    | tuple[str, str, int, Literal["x86_64", "arm64"], int, bool, str, bool]
)
"""The same as a plain tuple: Python's garbage collector passes over tuples of tuples of values, so
a run that keeps millions of them is not slowed down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Code and settings; publishing copies them into a version (VER-003)."""

    runtime: str
    memory_mb: int
    timeout_us: int
    architecture: Literal["x86_64", "arm64"]
    code: Code
    release: str
    """Which deployment of code this is."""
    role: str = "arn:aws:iam::123456789012:role/lambda-role"
    handler: str = DEFAULT_HANDLER
    description: str = ""
    ephemeral_storage_mb: int = 512
    variables: tuple[tuple[str, str], ...] = ()
    dead_letter: str = ""
    """The ARN of the queue or topic that takes asynchronous events that failed (ASY-016)."""
    snap_start: bool = False
    """SnapStart applies to the versions that are published from it (SNP-001)."""
    log_format: Literal["Text", "JSON"] = "Text"
    """How log lines are written (LOG-008)."""
    application_log_level: str = "INFO"
    system_log_level: str = "INFO"
    log_group: str = ""
    """`/aws/lambda/<name>` where none is given (LOG-008)."""
    placement: Placement | None = None
    """Its VpcConfig; None where it is in no VPC of the account (VPC-010)."""

    @property
    def slowdown(self) -> float:
        """How many times longer the code runs than at one vCPU or more (PRC-002)."""
        short_of_cpu = max(1.0, quotas.MB_PER_VCPU.value / self.memory_mb)
        return 1.0 - self.code.compute + self.code.compute * short_of_cpu


class Version:
    """What a request runs on. A published one never changes its configuration."""

    __slots__ = (
        "always_fails",
        "aws_calls",
        "configuration",
        "extra_storage_mb",
        "function",
        "idle",
        "label",
        "number",
        "provisioned",
        "run",
        "slowdown",
        "snapshot",
        "stamp",
        "stamps",
        "timeout_us",
        "unusual",
    )

    def __init__(
        self, function: Function, number: str, configuration: Configuration, idle: Idle
    ) -> None:
        self.function = function
        self.number = number
        self.idle = idle
        """Its idle on-demand environments."""
        self.provisioned: Provisioned | None = None
        self.snapshot: VersionSnapshot | None = None
        """What its environments restore, with SnapStart (SNP-003)."""
        self.configure(configuration)

    def configure(self, configuration: Configuration) -> None:
        """Take new settings; what every request asks for is laid ready."""
        code = configuration.code
        self.configuration = configuration
        self.stamp: Stamp = (
            self.function.name,
            self.number,
            configuration.memory_mb,
            configuration.architecture,
        )
        if configuration.ephemeral_storage_mb > 512 or configuration.snap_start:
            restores = configuration.snap_start and self.number != LATEST
            self.stamp = (
                self.function.name,
                self.number,
                configuration.memory_mb,
                configuration.architecture,
                configuration.ephemeral_storage_mb,
                restores,
            )
        self.label = Label(
            self.function.name,
            self.number,
            configuration.memory_mb,
            configuration.architecture,
            configuration.ephemeral_storage_mb,
            configuration.snap_start and self.number != LATEST,
        )
        self.stamps: dict[tuple[str, bool], Stamp] = {}
        """Those of requests with a qualifier, by it and whether it is an alias with weights."""
        self.run = code.run
        self.timeout_us = configuration.timeout_us
        self.slowdown = configuration.slowdown
        self.aws_calls = (*code.uses, *sent_by(code))
        """What the code asks of AWS, with its role's permissions, for every request."""
        self.always_fails = certain_failure(configuration)
        """The error type of every Init, or nothing."""
        self.extra_storage_mb = max(
            0, configuration.ephemeral_storage_mb - prices.EPHEMERAL_STORAGE_FREE_MB
        )
        """What is paid for of /tmp (PRC-009)."""
        self.unusual = (
            bool(code.errors or code.calls or code.uses or code.sends or code.tmp)
            or bool(code.background or code.extension_run or code.reads_in_handler)
            or bool(self.extra_storage_mb)
            or bool(code.init_errors or self.always_fails or configuration.snap_start)
            or code.max_memory_used > configuration.memory_mb
            or configuration.placement is not None
        )
        """Something beside a duration has to be looked at; most versions have no such thing."""

    def stamp_for(self, qualifier: str) -> Stamp:
        """The stamp of a request that named a version or alias: its metrics have more dimensions.

        ExecutedVersion is among them where an alias has weights (MET-025).
        """
        alias = self.function.aliases.get(qualifier)
        key = (qualifier, alias is not None and alias.additional is not None)
        found = self.stamps.get(key)
        if found is None:
            label = self.label
            resource = f"{label.function}:{qualifier}"
            found = self.stamps[key] = (
                label.function,
                label.version,
                label.memory_mb,
                label.architecture,
                label.ephemeral_storage_mb,
                label.snap_start,
                resource,
                key[1],
            )
        return found

    def failure(self, request: Request) -> str:
        """How the code ends for this request, if nothing else stops it."""
        code = self.configuration.code
        if code.max_memory_used > self.configuration.memory_mb:
            return "out-of-memory"
        if code.reads_in_handler and unset(self.configuration, code.reads_in_handler):
            return "error"  # ENV-007
        if share(request.client.failure_seed, request.index) >= code.errors:
            return "ok"
        return "error" if code.failure == "exception" else code.failure

    def init_error(self, luck: float) -> str:
        """The error type with which an Init of this luck fails, or nothing (LIF-005)."""
        if self.always_fails:
            return self.always_fails
        code = self.configuration.code
        return code.init_failure if luck < code.init_errors else ""
