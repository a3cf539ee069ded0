"""Metrics of a run: by dimension, statistic and period (MET-025)."""

from __future__ import annotations

import pickle
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import (
    FEW,
    calls,
    function,
    later,
    opened,
    played,
    poisson,
    provision,
    reserve,
    scenario,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateQueue,
    GetMetricStatistics,
    PublishVersion,
    SendMessage,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration, Dimension
from lambdatutor.simulator.flights import Flights
from lambdatutor.simulator.histogram import Histogram
from lambdatutor.simulator.metric_reading import MetricError
from lambdatutor.simulator.metrics import Metrics
from lambdatutor.simulator.period import Period, Statistics, by_period
from lambdatutor.simulator.time import MINUTE, SECOND, parse
from lambdatutor.simulator.world import EVERY_MINUTE, EVERY_SECOND, World

OF_F = {"FunctionName": "f"}
LIVE = OF_F | {"Resource": "f:live"}


def of(world: World, name: str, statistic: str | None = None, **dimensions: str) -> list[float]:
    return [value for _, value in world.metric(name, dimensions, statistic)]


@pytest.mark.fact("MET-001", "MET-002", "MET-003", "MET-004", "MET-006", "MET-029")
def test_the_seven_numbers_of_a_minute() -> None:
    world = played(
        function(run="500ms", timeout="3s"),
        traffic=[
            calls("0s", "10s", "20s"),
            calls("30s", name="slow", run=function(run="5s").code.run),
            calls("0s", count=2, name="more"),
        ],
        setup=[reserve(1)],
        until="1min",
    )

    assert of(world, "Invocations", FunctionName="f") == [4.0]
    assert of(world, "Errors", FunctionName="f") == [1.0]
    assert of(world, "Errors", "Average", FunctionName="f") == [0.25]
    assert of(world, "Throttles", FunctionName="f") == [2.0]
    assert of(world, "SuccessRate", FunctionName="f") == [75.0]
    assert of(world, "Duration", FunctionName="f") == [pytest.approx((3 * 500 + 3000) / 4)]
    assert of(world, "Duration", "Maximum", FunctionName="f") == [3000.0]
    assert of(world, "Duration", "Minimum", FunctionName="f") == [500.0]
    assert of(world, "Duration", "SampleCount", FunctionName="f") == [4.0]
    assert of(world, "Duration", "p50", FunctionName="f") == [pytest.approx(500, rel=0.001)]
    assert of(world, "ConcurrentExecutions", FunctionName="f") == [1.0]


@pytest.mark.fact("MET-026")
def test_where_nothing_is_called_there_is_no_value() -> None:
    world = played(traffic=[calls("0s", "130s")], until="5min")
    for name in ("Invocations", "Errors", "Throttles", "Duration", "SuccessRate"):
        found = world.metric(name, OF_F)
        assert [at_us // MINUTE for at_us, _ in found] == [0, 2], name


@pytest.mark.fact("MET-025")
def test_an_alias_with_weights_has_metrics_by_the_version_that_ran() -> None:
    half = AliasRoutingConfiguration(AdditionalVersionWeights={"2": 0.5})
    world = played(
        function(releases={"two": function(errors=1.0).code}),
        traffic=[poisson(5, qualifier="live"), calls("1s", "2s", name="direct", qualifier="1"),
                 calls("3s", name="plain")],
        setup=[
            PublishVersion(FunctionName="f"),
            UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1", RoutingConfig=half),
        ],
        until="1min",
    )  # fmt: skip
    ran = Counter((each.resource, each.version) for each in world.records())

    first = of(world, "Invocations", **LIVE, ExecutedVersion="1")
    second = of(world, "Invocations", **LIVE, ExecutedVersion="2")
    assert first == [ran["f:live", "1"]]
    assert second == [ran["f:live", "2"]]
    assert of(world, "Errors", **LIVE) == second
    assert of(world, "Errors", **LIVE, ExecutedVersion="1") == [0.0]
    assert of(world, "Invocations", FunctionName="f", Resource="f:1") == [2.0]
    assert of(world, "Invocations", FunctionName="f") == [len(world.records())]
    assert of(world, "Invocations", FunctionName="f", Resource="f:1", ExecutedVersion="1") == []


@pytest.mark.fact("MET-025", "MET-003")
def test_throttles_of_an_alias_are_counted_as_its_own() -> None:
    world = played(
        traffic=[calls("0s", count=3, qualifier="live"), calls("0s", count=2, name="b")],
        setup=[
            PublishVersion(FunctionName="f"),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            reserve(1),
        ],
    )
    assert of(world, "Throttles", **LIVE) == [2.0]
    assert of(world, "Throttles", FunctionName="f") == [4.0]


@pytest.mark.fact("MET-006", "MET-007", "MET-008")
@pytest.mark.parametrize("periods", [(EVERY_MINUTE,), (EVERY_SECOND, EVERY_MINUTE)])
def test_concurrency_of_the_account_is_the_most_at_once_not_the_sum_of_peaks(
    periods: tuple[tuple[int, int], ...],
) -> None:
    """Three of f, then four of g, then two of h, whose concurrency is reserved; each 1 s long."""
    three = [function(each, run="1s") for each in "fgh"]
    world = World(
        scenario(
            *three,
            traffic=[
                calls("5s", function="f", count=3),
                calls("20s", "5s", function="g", count=1, name="one"),
                calls("20s", function="g", count=3, name="g"),
                calls("20s", function="h", count=2, name="h"),
            ],
            setup=[reserve(10, "h")],
        ),
        periods=periods,
    )
    world.advance(MINUTE + 1)

    assert of(world, "ConcurrentExecutions") == [6.0]
    assert of(world, "UnreservedConcurrentExecutions") == [4.0]
    assert of(world, "ClaimedAccountConcurrency") == [14.0]
    assert [of(world, "ConcurrentExecutions", FunctionName=each) for each in "fgh"] == [
        [3.0], [4.0], [2.0],
    ]  # fmt: skip


@pytest.mark.fact("MET-008", "MET-009", "MET-010", "MET-011", "MET-012")
def test_provisioned_concurrency_is_claimed_and_what_runs_on_it_is_not_counted_twice() -> None:
    world = played(
        function(run="1s"),
        traffic=[calls("5s", count=5, qualifier="1")],
        setup=[PublishVersion(FunctionName="f"), provision(4)],
        until="61s",
    )
    held = OF_F | {"Resource": "f:1"}

    assert of(world, "ConcurrentExecutions", FunctionName="f") == [5.0]
    assert of(world, "UnreservedConcurrentExecutions") == [1.0]
    assert of(world, "ClaimedAccountConcurrency") == [5.0]
    assert of(world, "ProvisionedConcurrentExecutions", **held) == [4.0]
    assert of(world, "ProvisionedConcurrencyUtilization", **held) == [1.0]
    assert of(world, "ProvisionedConcurrencyInvocations", **held) == [4.0]
    assert of(world, "ProvisionedConcurrencySpilloverInvocations", **held) == [1.0]
    assert of(world, "ConcurrentExecutions", **held) == [5.0]


@pytest.mark.fact("MET-005", "MET-017", "MET-018", "MET-019")
def test_metrics_that_no_record_holds_have_dimensions_too() -> None:
    world = played(
        function(errors=1.0, extension_run=parse("100ms")),
        function("g"),
        traffic=[
            calls("0s", invocation="async"),
            calls("0s", function="g", invocation="async", name="b"),
        ],
        until="10min",
    )

    assert sum(of(world, "AsyncEventsReceived")) == 2
    assert sum(of(world, "AsyncEventsReceived", FunctionName="g")) == 1
    assert sum(of(world, "AsyncEventsDropped", FunctionName="f")) == 1
    assert max(of(world, "AsyncEventAge", FunctionName="f")) == pytest.approx(180_000, rel=0.05)
    assert of(world, "PostRuntimeExtensionsDuration", "Maximum", FunctionName="f")[0] == 100.0
    assert of(world, "AsyncEventAge", "p100", FunctionName="f")[-1] == pytest.approx(
        180_000, rel=0.05
    )


def test_levels_are_measured_once_a_minute_whatever_is_kept_besides() -> None:
    for periods in ((EVERY_MINUTE,), (EVERY_SECOND, EVERY_MINUTE)):
        world = World(scenario(setup=[CreateQueue(QueueName="q")]), periods=periods)
        url = "https://sqs.us-east-1.amazonaws.com/123456789012/q"
        world.do(SendMessage(QueueUrl=url, MessageBody="{}"))
        world.advance(2 * MINUTE)
        name = "ApproximateNumberOfMessagesVisible"
        assert world.metric(name, {"QueueName": "q"}, "SampleCount") == ((0, 1.0), (MINUTE, 1.0))
        if EVERY_SECOND in periods:
            assert len(world.metric(name, {"QueueName": "q"}, "Maximum", SECOND)) == 120


@pytest.mark.fact("MET-025")
@pytest.mark.parametrize("period_us", [SECOND, 7 * SECOND, MINUTE, 3 * MINUTE])
def test_any_multiple_of_a_period_can_be_read(period_us: int) -> None:
    of_f = scenario(function(run="exp:1s", errors=0.2), traffic=[poisson(10)], setup=[reserve(10)])
    world = World(of_f, periods=(EVERY_SECOND, EVERY_MINUTE))
    world.advance(6 * MINUTE)
    ended = [each for each in world.records() if each.status != "throttled"]
    wanted = Counter(each.started_us // period_us * period_us for each in ended)

    assert dict(world.metric("Invocations", OF_F, "Sum", period_us)) == wanted
    longest = dict(world.metric("Duration", OF_F, "Maximum", period_us))
    for start_us, value in longest.items():
        inside = [
            each.duration_us for each in ended
            if start_us <= each.started_us < start_us + period_us
        ]  # fmt: skip
        assert value == pytest.approx(max(inside) / 1_000)
    part = world.metric(
        "Invocations", OF_F, "Sum", period_us, start_us=MINUTE + 1, end_us=3 * MINUTE
    )
    assert all(MINUTE < at_us < 3 * MINUTE for at_us, _ in part)


def test_what_cannot_be_read_is_said() -> None:
    world = opened()
    with pytest.raises(MetricError, match="did you mean Throttles"):
        world.metric("Throttle", OF_F)
    with pytest.raises(MetricError, match="nothing that emits it"):
        world.metric("OffsetLag")
    with pytest.raises(MetricError, match="FunctionName and Resource"):
        world.metric("Errors", {"QueueName": "q"})
    with pytest.raises(MetricError, match="no period of this length"):
        world.metric("Errors", OF_F, "Sum", SECOND)
    with pytest.raises(MetricError, match="ask for minutes"):
        world.metric("AsyncEventAge", OF_F, "Sum", SECOND)


def ask(**rest: object) -> GetMetricStatistics:
    said = {
        "Namespace": "AWS/Lambda",
        "MetricName": "Invocations",
        "StartTime": "2026-01-01T00:00:00Z",
        "EndTime": "2026-01-01T00:05:00Z",
        "Period": 60,
        "Statistics": ["Sum", "Average"],
        "Dimensions": [Dimension(Name="FunctionName", Value="f")],
    }
    return GetMetricStatistics(**(said | rest))


@pytest.mark.fact("MET-001", "MET-025")
def test_get_metric_statistics_answers_from_the_same_numbers() -> None:
    world = played(traffic=[calls("0s", "61s", "62s")], until="3min")

    assert world.do(ask()) == {
        "Label": "Invocations",
        "Datapoints": [
            {"Timestamp": "2026-01-01T00:00:00.000Z", "Unit": "Count", "Sum": 1.0, "Average": 1.0},
            {"Timestamp": "2026-01-01T00:01:00.000Z", "Unit": "Count", "Sum": 2.0, "Average": 1.0},
        ],
    }
    (whole,) = world.do(ask(Period=300))["Datapoints"]
    assert whole["Sum"] == 3.0
    slow = ask(MetricName="Duration", Statistics=None, ExtendedStatistics=["p50"])
    first = world.do(slow)["Datapoints"][0]
    assert first["Unit"] == "Milliseconds"
    assert first["ExtendedStatistics"]["p50"] == pytest.approx(200, rel=0.001)
    for nothing in (
        ask(MetricName="Nonsense"), ask(Namespace="Mine"), ask(Unit="Seconds"), ask(Dimensions=[
            Dimension(Name="QueueName", Value="f")]),
    ):  # fmt: skip
        assert world.do(nothing)["Datapoints"] == []


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (
            ask(EndTime="2026-01-01T00:00:00Z"),
            "InvalidParameterValue",
            "The parameter StartTime must be less than the parameter EndTime.",
        ),
        (ask(StartTime="yesterday"), "ValidationError", "The parameter StartTime must be in ISO"),
        (
            ask(EndTime="2026-01-03T00:00:00Z"),
            "InvalidParameterCombination",
            "You have requested up to 2,880 datapoints, which exceeds the limit of 1,440.",
        ),
    ],
)
def test_refusals_of_get_metric_statistics(
    operation: GetMetricStatistics, code: str, message: str
) -> None:
    with pytest.raises(AwsError) as refused:
        opened().do(operation)
    assert refused.value.code == code
    assert refused.value.message.startswith(message)


times = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@given(st.lists(times, min_size=1, max_size=5), st.floats(0.01, 1.0))
def test_histograms_put_together_are_one_histogram(parts: list[list[int]], share: float) -> None:
    whole, together = Histogram(), Histogram()
    for part in parts:
        one = Histogram()
        one.add(part)
        whole.add(part)
        together.absorb(one)
    assert together.percentile(share) == whole.percentile(share)


values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


@given(st.lists(st.tuples(st.integers(0, 50), values), max_size=20), st.integers(1, 20))
def test_longer_periods_hold_what_the_shorter_ones_held(
    parts: list[tuple[int, list[float]]], length: int
) -> None:
    periods = [
        Period(at, Statistics(len(each), sum(each), min(each), max(each))) for at, each in parts
    ]
    found = by_period(periods, length)

    assert [each.start_us for each in found] == sorted({at // length * length for at, _ in parts})
    for each in found:
        inside = [
            value for at, those in parts if at // length * length == each.start_us
            for value in those
        ]  # fmt: skip
        assert each.value("SampleCount") == len(inside)
        assert each.value("Maximum") == max(inside)
        assert each.value("Minimum") == min(inside)
        assert each.value("Sum") == pytest.approx(sum(inside), abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 60)), max_size=30))
@FEW
def test_what_was_in_flight_at_most_is_found_by_counting(flights: list[tuple[int, int]]) -> None:
    world = opened()
    found = Flights()
    stamp = ("f", "1", 128, "x86_64")
    entries = [
        (number, "", "customer", stamp, come, come, come + stay, 0, stay, 1, False, False, 1,
         "ok", "")
        for number, (come, stay) in enumerate(flights, 1)
    ]  # fmt: skip
    found.fold([each for each in entries if each[6] > 30])
    wanted = max(
        (
            sum(come <= at < come + stay for come, stay in flights if come + stay > 30)
            for at in range(30, 161)
        ),
        default=0,
    )
    assert found.peaks(world.service).get("", 0) == wanted


def test_what_ends_at_the_very_start_of_a_period_was_in_flight_in_it() -> None:
    stamp = ("f", "1", 128, "x86_64")
    found = Flights()
    found.fold([(1, "", "customer", stamp, 0, 0, 30, 0, 30, 1, False, False, 1, "ok", "")])
    assert found.peaks(opened().service)[""] == 1


@given(st.integers(0, 2**32), st.integers(1, 200))
@FEW
def test_looking_at_metrics_changes_none_of_them(seed: int, step_s: int) -> None:
    two = scenario(
        function(run="exp:2s", errors=0.1),
        function("g", run="exp:1s"),
        traffic=[poisson(3), poisson(2, function="g")],
        setup=[reserve(5)],
    )
    names = ("Invocations", "Errors", "ConcurrentExecutions", "ClaimedAccountConcurrency")
    quiet, watched = (World(two, seed=seed) for _ in range(2))
    quiet.advance(5 * MINUTE)
    while watched.now_us < 5 * MINUTE:
        watched.advance(min(5 * MINUTE, watched.now_us + step_s * SECOND))
        for name in names:
            watched.metric(name)
    for name in names:
        assert watched.metric(name) == quiet.metric(name)


def test_memory_stays_flat() -> None:
    world = World(
        scenario(function(run="10ms"), traffic=[poisson(20)]),
        keep_events=False,
        keep_records=False,
        periods=((SECOND, 20),),
    )
    sizes: list[int] = []
    for _ in range(3):
        later(world, "2min")
        for metrics in world.meters.metrics:
            if metrics.period_us == SECOND:
                sizes.append(len(pickle.dumps(metrics)))
                assert len(metrics.read("Invocations", "f", 0, world.now_us)) <= 20
    assert sizes[2] < 1.3 * sizes[0]


def test_each_function_has_room_of_its_own() -> None:
    metrics = Metrics(SECOND, 5)
    for name in ("busy", "quiet"):
        for second in range(20 if name == "busy" else 1):
            metrics.peak(name, second * SECOND, 1)
    assert len(metrics.datapoints("busy")) == 5
    assert len(metrics.datapoints("quiet")) == 1
