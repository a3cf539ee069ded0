"""Init of an environment: how long it takes, of what parts, and whether it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.lifetime import long_init_limit_us
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.snapstart import restore
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.environment import ExecutionEnvironment


def wanted_us(environment: ExecutionEnvironment) -> int:
    """Full CPU on demand, whatever the memory; not so with provisioned ones (LIF-028)."""
    version = environment.version
    wanted = version.configuration.code.init.at(environment.init_share)
    return wanted if environment.pool is None else int(wanted * version.slowdown + 0.5)


def limit_us(environment: ExecutionEnvironment) -> int:
    """10 s on demand (LIF-002); far longer with provisioned concurrency (LIF-004)."""
    if environment.pool is None:
        return quotas.INIT_LIMIT_S.value * SECOND
    return long_init_limit_us(environment.version)


def parts(environment: ExecutionEnvironment) -> tuple[int, int, int]:
    """Extension, runtime and function init in microseconds, in this order (LIF-001)."""
    code = environment.version.configuration.code
    extension = min(code.extension_init, environment.init_us)
    runtime = min(code.runtime_init, environment.init_us - extension)
    return extension, runtime, environment.init_us - extension - runtime


def error(environment: ExecutionEnvironment) -> str:
    """The error type with which it fails, or nothing."""
    version = environment.version
    if version.snapshot is not None:
        refusal = restore.failure(version)
        return "" if refusal is None else refusal.code
    return version.init_error(share(environment.idle_seed, -1 - environment.served))


def again_us(environment: ExecutionEnvironment) -> int:
    """How long Init, or the restore, takes once more after a reset (LIF-012)."""
    code = environment.version.configuration.code
    if environment.version.snapshot is not None:
        return code.restore.at(environment.init_share)
    return code.init.at(environment.init_share)
