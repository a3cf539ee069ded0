"""`$LATEST` or a published version: a configuration and the environments that run it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.aws import quotas
from lambdatutor.simulator.randomness import share

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.idle import Idle
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.scenario import Code

LATEST = "$LATEST"


class Label(NamedTuple):
    """What a record says of the version that served it, as it was at that time."""

    function: str
    version: str
    memory_mb: int
    architecture: Literal["x86_64", "arm64"]


Stamp = tuple[str, str, int, Literal["x86_64", "arm64"]]
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
    handler: str = "lambda_function.lambda_handler"
    description: str = ""
    ephemeral_storage_mb: int = 512
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def slowdown(self) -> float:
        """How many times longer the code runs than at one vCPU or more (PRC-002)."""
        short_of_cpu = max(1.0, quotas.MB_PER_VCPU.value / self.memory_mb)
        return 1.0 - self.code.compute + self.code.compute * short_of_cpu


class Version:
    """What a request runs on. A published one never changes its configuration."""

    __slots__ = (
        "configuration",
        "function",
        "idle",
        "label",
        "may_fail",
        "number",
        "provisioned",
        "run",
        "slowdown",
        "stamp",
        "timeout_us",
    )

    def __init__(
        self, function: Function, number: str, configuration: Configuration, idle: Idle
    ) -> None:
        self.function = function
        self.number = number
        self.idle = idle
        """Its idle on-demand environments."""
        self.provisioned: Provisioned | None = None
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
        self.label = Label(*self.stamp)
        self.run = code.run
        self.timeout_us = configuration.timeout_us
        self.slowdown = configuration.slowdown
        self.may_fail = bool(code.errors) or code.max_memory_used > configuration.memory_mb

    def failure(self, request: Request) -> str:
        """How the code ends for this request, if nothing else stops it."""
        code = self.configuration.code
        if code.max_memory_used > self.configuration.memory_mb:
            return "out-of-memory"
        if share(request.client.failure_seed, request.index) >= code.errors:
            return "ok"
        return "error" if code.failure == "exception" else code.failure
