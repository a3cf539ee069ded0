"""One scenario with something of everything in it, and a journal of what is done to it."""

from __future__ import annotations

from scenes import calls, code, function, poisson, scenario

from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunctionConcurrency,
    Invoke,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateAlias,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration
from lambdatutor.simulator.history import Entry
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.scenario import Ramp, Routing, Scenario, Traffic
from lambdatutor.simulator.time import MINUTE, SECOND, Micros


def rich(routing: Routing = "random") -> Scenario:
    """Something of everything."""
    return scenario(
        function(
            "f",
            run="lognormal:200ms,p99=2s",
            init="exp:800ms",
            extension_init="50ms",
            compute=0.5,
            errors=0.1,
            releases={"two": code(run="uniform:50ms..1s", init="12s", failure="exit", errors=0.3)},
        ),
        function("g", run="exp:500ms", warm=2, extensions="external", timeout="1s", memory=1_769),
        function("h", run="1s", max_memory_used=256),
        traffic=[
            poisson(6, name="one", function="f", qualifier="live"),
            Traffic(name="two", function="g", ramp=Ramp(start=1, end=30, over=2 * MINUTE)),
            Traffic(name="three", function="h", rushes=3, count=9, until=4 * MINUTE),
            Traffic(name="four", function="f", every=Micros(4 * SECOND), kind="ping", count=3),
            calls("0s", "2s", name="five", function="nope", names=("Ana", "Ben")),
        ],
        setup=[
            PublishVersion(FunctionName="f"),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            PutProvisionedConcurrencyConfig(
                FunctionName="f", Qualifier="live", ProvisionedConcurrentExecutions=2
            ),
            PutFunctionConcurrency(FunctionName="g", ReservedConcurrentExecutions=9),
        ],
        routing=routing,
        idle="exp:30s",
        lifetime="uniform:1min..3min",
        preparation="uniform:10s..20s",
    )


JOURNAL = tuple(
    Entry(round(at_s * SECOND), operation)
    for at_s, operation in (
        (0, PutFunctionConcurrency(FunctionName="h", ReservedConcurrentExecutions=4)),
        (0, Invoke(FunctionName="h")),
        (20, UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True)),
        (
            30.5,
            UpdateAlias(
                FunctionName="f",
                Name="live",
                RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights={"2": 0.4}),
            ),
        ),
        (60, SetTraffic(Traffic="one", Field="rate", Value="20")),
        (60, SetTraffic(Traffic="four", Field="count", Value="8")),
        (75, Invoke(FunctionName="f", Qualifier="nope")),
        (90, PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=2_000)),
        (120, SetSimulator(Setting="idle_timeout", Value="5s")),
        (150, UpdateAlias(FunctionName="f", Name="live", FunctionVersion="2")),
        (200, DeleteFunctionConcurrency(FunctionName="g")),
    )
)

END = 5 * MINUTE
