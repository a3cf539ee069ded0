"""What a function's code does beside taking time: it fails, needs a dependency, sends messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.aws_call import CLIENT_ERROR, client_error
from lambdatutor.simulator.network.calling import endpoint_for, hangs
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.authoriser import Denial
    from lambdatutor.simulator.aws_call import AwsCall
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
    denied = _raising(environment) if status == "ok" and version.aws_calls else None
    if configuration.placement is not None:
        version.function.touch(environment.service.clock.now_us)
        if status == "ok" and hangs(environment, request, None if denied is None else denied[0]):
            duration_us = version.timeout_us + 1  # nobody answers, and it waits (VPC-004)
            denied = None
    environment.raised = ""
    if denied is not None:
        status = "error"
        call, denial = denied
        environment.raised = client_error(call.action, denial.code, denial.message)
    for name in code.calls:
        longer_us, failed = environment.service.dependencies[name].enter(environment, request)
        duration_us += longer_us
        if failed and status == "ok":
            status = "error"
        if longer_us > version.timeout_us:
            break  # it waits for this one until it is stopped, and makes no other call
    return duration_us + code.extension_run, status  # LIF-008


def tell_denials(environment: ExecutionEnvironment, request: Request) -> None:
    """Write down what the role of the code did not let it do; the first that raises is the last."""
    if not environment.version.aws_calls:
        return
    if environment.status == "timeout" and environment.version.configuration.placement is not None:
        return  # what AWS never hears of, it cannot deny
    permissions = environment.service.permissions
    for call, denial in _denied(environment):
        environment.event = permissions.tell(
            denial,
            environment.event,
            function=environment.version.function.name,
            request=request.number,
            environment=environment.number,
            then=call.on_denied,
        )
        if call.on_denied == "raises":
            return


def _raising(environment: ExecutionEnvironment) -> tuple[AwsCall, Denial] | None:
    """The first call of the code that is denied and ends the invocation."""
    return next((each for each in _denied(environment) if each[0].on_denied == "raises"), None)


def _denied(environment: ExecutionEnvironment) -> list[tuple[AwsCall, Denial]]:
    """The calls of the code that its role does not allow."""
    version, permissions = environment.version, environment.service.permissions
    judged = permissions.judge is not None  # what is assumed lets code send
    found: list[tuple[AwsCall, Denial]] = []
    for call in version.aws_calls if judged else version.configuration.code.uses:
        through = endpoint_for(environment, call) if judged else ""
        denial = permissions.code_denial(version, call, through)
        if denial is not None:
            found.append((call, denial))
    return found


def end(environment: ExecutionEnvironment, request: Request) -> None:
    """Let go of what was needed, and send what a success sends."""
    code = environment.version.configuration.code
    service = environment.service
    if environment.error:  # the handler never began
        environment.error = environment.raised = ""
        environment.contents.unwritten += 1
        if environment.status == "error":
            environment.reset("error")
        return
    if environment.raised and environment.status == "error":
        records = service.meters.records
        records[-1] = (*records[-1][:-1], CLIENT_ERROR)  # the request that ends now
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
