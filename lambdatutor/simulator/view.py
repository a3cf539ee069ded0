"""Taking a snapshot of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator import init
from lambdatutor.simulator.asynchronous.queue_view import queue_view
from lambdatutor.simulator.bill import cost_usd
from lambdatutor.simulator.client_view import client_views
from lambdatutor.simulator.dependencies.backend import dependency_views
from lambdatutor.simulator.network.view import view_or_nothing
from lambdatutor.simulator.polling.view import mapping_views
from lambdatutor.simulator.queues.view import queue_views
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.snapshot import (
    EnvironmentView,
    FunctionView,
    ProvisionedView,
    RequestView,
    Snapshot,
    Totals,
)
from lambdatutor.simulator.sources.views import door_views, source_views
from lambdatutor.simulator.streams.viewing import streams_view
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.simulator.client import Client
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.snapshot import Phase


def view(service: Service, clients: Iterable[Client], *, finished: bool) -> Snapshot:
    environments = tuple(_environment(each) for each in service.environments.values())
    return Snapshot(
        at_us=service.clock.now_us,
        account_limit=service.scenario.account.concurrency,
        account_in_flight=service.pool.in_flight,
        unreserved=service.unreserved(),
        functions=tuple(_function(service, each) for each in service.functions.values()),
        environments=environments,
        totals=totals(service),
        finished=finished,
        clients=client_views(service, clients),
        callers=tuple(each.view() for each in service.sdks.values()),
        dependencies=dependency_views(service),
        doors=door_views(service),
        sources=source_views(service),
        queues=queue_views(service),
        mappings=mapping_views(service),
        streams=streams_view(service),
        alarms=service.alarms.views(),
        deployments=tuple(each.view() for each in service.deployments.values()),
        network=view_or_nothing(service.network),
        internal_queues=tuple(
            queue_view(each) for each in service.internal_queues.values() if each.received
        ),
    )


def totals(service: Service) -> Totals:
    meters = service.meters
    meters.fold()
    running = [each for each in service.environments.values() if each.request is not None]
    return Totals(
        requests=service.requests,
        accepted=meters.ended + len(running),
        throttles=meters.throttles,
        refused=meters.refused,
        served=meters.served,
        errors=meters.errors,
        cold_starts=meters.cold_starts + sum(each.cold for each in running),
        billed_mb_ms=sum(meters.billed_mb_ms.values()),
        cost_usd=cost_usd(service),
    )


def phase_of(environment: ExecutionEnvironment, now_us: int) -> tuple[Phase, int]:
    """The phase and since when; the three parts of Init are told apart by the clock."""
    if environment.phase != "function-init":
        return environment.phase, environment.since_us
    extension_us, runtime_us, _ = init.parts(environment)
    into_us = now_us - environment.started_us
    if into_us < extension_us:
        return "extension-init", environment.started_us
    if into_us < extension_us + runtime_us:
        return "runtime-init", environment.started_us + extension_us
    return "function-init", environment.started_us + extension_us + runtime_us


def _environment(environment: ExecutionEnvironment) -> EnvironmentView:
    phase, since_us = phase_of(environment, environment.service.clock.now_us)
    request = environment.request
    return EnvironmentView(
        number=environment.number,
        function=environment.version.function.name,
        version=environment.version.number,
        phase=phase,
        since_us=since_us,
        created_us=environment.created_us,
        provisioned=environment.pool is not None,
        served=environment.served,
        remembered=environment.contents.globals_of(environment.served),
        tmp_files=environment.contents.files_of(environment.served),
        tmp_mb=environment.contents.tmp_mb,
        background_us=max(environment.contents.background, default=0),
        initialization=environment.initialization,
        request=None
        if request is None
        else RequestView(
            request.number,
            request.name or f"#{request.number}",
            request.client.kind,
            request.arrived_us,
        ),
    )


def _function(service: Service, function: Function) -> FunctionView:
    settings = function.latest.configuration
    phases = [
        each.phase for each in service.environments.values() if each.version.function is function
    ]
    shared = function.reserved is None
    return FunctionView(
        name=function.name,
        runtime=settings.runtime,
        memory_mb=settings.memory_mb,
        timeout_s=settings.timeout_us // SECOND,
        in_flight=function.in_flight,
        limit=service.unreserved() if function.reserved is None else function.reserved,
        limit_is="account" if shared else "reserved",
        reserved=function.reserved,
        warm=phases.count("frozen"),
        starting=phases.count("function-init") + phases.count("restore"),
        busy=phases.count("invoke"),
        versions=tuple(number for number in function.versions if number != LATEST),
        aliases=tuple((each.name, each.version) for each in function.aliases.values()),
        provisioned=tuple(_provisioned(each) for each in function.provisioned.values()),
        scaling_tokens=function.scaling.tokens(service.clock.now_us),
        weights=tuple(
            (each.name, *each.additional)
            for each in function.aliases.values()
            if each.additional is not None
        ),
    )


def _provisioned(held: Provisioned) -> ProvisionedView:
    return ProvisionedView(
        qualifier=held.qualifier,
        version=" + ".join(version.number for version in held.amounts),
        requested=held.requested,
        allocated=held.ready,
        available=held.ready,
        status=held.status,
    )


def open_records(service: Service) -> tuple[Record, ...]:
    """Requests that are in flight, as if they ended now."""
    now = service.clock.now_us
    return tuple(
        _open(each, now) for each in service.environments.values() if each.request is not None
    )


def _open(environment: ExecutionEnvironment, now: int) -> Record:
    request = environment.request
    if request is None:
        raise AssertionError
    label = environment.version.label
    in_init = environment.phase != "invoke"
    return Record(
        number=request.number,
        name=request.name,
        kind=request.client.kind,
        function=label.function,
        version=label.version,
        memory_mb=label.memory_mb,
        architecture=label.architecture,
        arrived_us=request.arrived_us,
        started_us=environment.started_us if environment.cold else environment.since_us,
        ended_us=now,
        init_us=environment.init_us,
        duration_us=0 if in_init else now - environment.since_us,
        billed_ms=0,
        cold=environment.cold,
        provisioned=environment.pool is not None,
        environment=environment.number,
        status="open",
        reason="",
    )
