"""Made-up data for the panels: one busy moment, with a bit of everything."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.snapshot import (
    EnvironmentView,
    FunctionView,
    Lane,
    Phase,
    RequestView,
    Snapshot,
    Span,
    Totals,
)

S = 1_000_000
MS = 1_000


class Control(NamedTuple):
    """What a lesson's control looks like to the panel."""

    name: str
    label: str
    value: str
    values: tuple[str, ...]
    position: int
    command: str = ""


def environment(number: int, phase: Phase, **given: object) -> EnvironmentView:
    plain = EnvironmentView(
        number=number,
        function="checkout",
        version="$LATEST",
        phase=phase,
        since_us=60 * S,
        created_us=(50 + number) * S,
        provisioned=False,
        served=number * 3,
        request=None,
    )
    return plain._replace(**given)  # type: ignore[arg-type]  # test data by name


def function(**given: object) -> FunctionView:
    plain = FunctionView(
        name="checkout",
        runtime="python3.13",
        memory_mb=512,
        timeout_s=3,
        in_flight=10,
        limit=1000,
        limit_is="account",
        reserved=None,
        warm=6,
        starting=4,
        busy=6,
        versions=("1",),
        aliases=(("live", "1"),),
        provisioned=(),
        scaling_tokens=990,
    )
    return plain._replace(**given)  # type: ignore[arg-type]  # test data by name


def snapshot(environments: tuple[EnvironmentView, ...] | None = None, **given: object) -> Snapshot:
    phases: list[Phase] = [
        *("function-init", "function-init", "runtime-init", "extension-init"),
        *("invoke", "invoke", "frozen", "frozen", "frozen", "frozen", "restore", "reset"),
    ]
    if environments is None:
        environments = tuple(
            environment(number, phase, provisioned=number in (7, 8))
            for number, phase in enumerate(phases, start=1)
        )
        environments = (
            environments[0]._replace(request=RequestView(31, "Cho", "customer", 60 * S)),
            *environments[1:],
        )
    plain = Snapshot(
        at_us=61_240 * MS,
        account_limit=1000,
        account_in_flight=10,
        unreserved=1000,
        functions=(function(),),
        environments=environments,
        totals=Totals(requests=52, served=40, throttles=2, cold_starts=7, cost_usd=0.0000041),
        finished=False,
    )
    return plain._replace(**given)  # type: ignore[arg-type]  # test data by name


def cold(number: int, at_us: int, request: int, run_us: int = 200 * MS) -> tuple[Span, ...]:
    """A cold start: 100 ms of extensions, 100 of the runtime, 600 of the function, then the run."""
    a, b, c = at_us + 100 * MS, at_us + 200 * MS, at_us + 800 * MS
    return (
        Span("extension-init", at_us, a, request),
        Span("runtime-init", a, b, request),
        Span("function-init", b, c, request),
        Span("invoke", c, c + run_us, request),
        Span("frozen", c + run_us, None, None),
    )


def then(spans: tuple[Span, ...], at_us: int, run_us: int, request: int) -> tuple[Span, ...]:
    """The same life with one more request."""
    *before, frozen = spans
    return (
        *before,
        frozen._replace(end_us=at_us),
        Span("invoke", at_us, at_us + run_us, request),
        Span("frozen", at_us + run_us, None, None),
    )


def lane(number: int, spans: tuple[Span, ...], **given: object) -> Lane:
    plain = Lane(
        environment=number, function="checkout", version="1", provisioned=False, spans=spans
    )
    return plain._replace(**given)  # type: ignore[arg-type]  # test data by name


def lanes() -> tuple[Lane, ...]:
    """Ana cold, Ben warm in her environment, Cho cold beside him, and a few more."""
    first = then(then(cold(1, 0, 1), 5 * S, 200 * MS, 2), 5_200 * MS, 900 * MS, 3)
    second = cold(2, 5 * S, 4, 1_200 * MS)
    third = (Span("frozen", 0, 2 * S, None), Span("shutdown", 2 * S, 2_500 * MS, None))
    fourth = (*cold(4, 6 * S, 5)[:2], Span("function-init", 6_200 * MS, None, 5))
    return (
        lane(1, first),
        lane(2, second),
        lane(3, third, provisioned=True),
        lane(4, fourth),
    )


CONTROLS = (
    Control("provisioned", "Provisioned", "6", tuple(map(str, range(11))), 6),
    Control("reserved", "Reserved", "none", ("none", "0", "1", "2", "10"), 0),
    Control(
        "memory",
        "Memory",
        "512 MB",
        ("128 MB", "512 MB", "1024 MB"),
        1,
        "aws lambda update-function-configuration --function-name checkout --memory-size 512",
    ),
)

REPORTS = (
    "Ana  REPORT RequestId: 8f507cfc  Duration: 200.00 ms  Billed Duration: 1000 ms  $0.00000853",
    "Ben  REPORT RequestId: 3a1b09de  Duration: 200.00 ms  Billed Duration: 200 ms  $0.00000187",
)
