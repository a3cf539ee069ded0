"""What a function's code does beside taking time: it fails, needs a dependency, sends messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.request import Request


class Dependency(Protocol):
    """What code needs while it runs, such as a database; outside AWS, and so a setting."""

    name: str

    def open(self, environment: ExecutionEnvironment) -> None:
        """The environment is being initialised, and with it what stands outside the handler."""
        ...

    def enter(self, environment: ExecutionEnvironment, request: Request) -> tuple[int, bool]:
        """How much longer this request takes, in microseconds, and whether it fails."""
        ...

    def leave(self, environment: ExecutionEnvironment) -> None:
        """The request has ended."""
        ...

    def forget(self, environment: ExecutionEnvironment) -> None:
        """The environment is gone, and what it held open with it."""
        ...


def begin(environment: ExecutionEnvironment, request: Request, duration_us: int) -> tuple[int, str]:
    """How long the code is busy with this request, and how it ends if nothing else stops it."""
    version = environment.version
    configuration = version.configuration
    code = configuration.code
    status = version.failure(request)
    if code.tmp and environment.contents.tmp_mb + code.tmp > configuration.ephemeral_storage_mb:
        status = "error" if status == "ok" else status  # no space left on /tmp (LIF-019)
    for name in code.calls:
        longer_us, failed = environment.service.dependencies[name].enter(environment, request)
        duration_us += longer_us
        if failed and status == "ok":
            status = "error"
    return duration_us + code.extension_run, status  # LIF-008


def end(environment: ExecutionEnvironment, request: Request) -> None:
    """Let go of what was needed, and send what a success sends."""
    code = environment.version.configuration.code
    service = environment.service
    if environment.error:  # the handler never began
        environment.error = ""
        environment.contents.unwritten += 1
        if environment.status == "error":
            environment.reset("error")
        return
    _charge_storage(environment)
    _leave_behind(environment, request)
    for name in code.calls:
        service.dependencies[name].leave(environment)
    if environment.status != "ok":
        return
    for arn in code.sends:
        parcel = Parcel(
            kind=request.client.kind,
            name=request.name,
            share=request.share,
            hops=request.hops + 1 if code.passes_chain_on else 0,
        )
        service.deliver(arn, parcel, environment.event)


def _charge_storage(environment: ExecutionEnvironment) -> None:
    """What is billed of /tmp, for as long as the request is billed (PRC-009)."""
    extra_mb = environment.version.extra_storage_mb
    if extra_mb:
        name = environment.version.function.name
        billed_ms = environment.service.meters.records[-1][9]  # the request that ends now
        environment.service.meters.storage_for(name, extra_mb * billed_ms)


def _leave_behind(environment: ExecutionEnvironment, request: Request) -> None:
    """Files in /tmp, and work that waits for the next thaw (LIF-013, LIF-019)."""
    version, contents = environment.version, environment.contents
    configuration = version.configuration
    code = configuration.code
    if code.tmp and contents.tmp_mb + code.tmp <= configuration.ephemeral_storage_mb:
        contents.tmp_mb += code.tmp
    if code.extension_run:
        service = environment.service
        ms = min(code.extension_run, environment.duration_us) / MILLISECOND
        name = version.function.name
        service.counters.add("PostRuntimeExtensionsDuration", name, service.clock.now_us, ms)
    if code.background is None:
        return
    luck = share(request.client.failure_seed, -request.index)
    more_us = code.background.at(luck) if environment.status == "ok" else None
    came = contents.work_on(environment.duration_us, more_us)
    if came.ended:
        environment.note("background.ended", (came.ended,))
    if came.left:
        environment.note("background.frozen", (came.left, came.left_us))
