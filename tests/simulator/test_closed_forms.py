"""What mathematics says of such systems, and what a published simulator measured.

Blocked calls and cold starts are correlated within a run, so a mean over several seeds is held to
four standard errors *between* seeds.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, sqrt
from statistics import fmean, stdev

import pytest
from msgspec.structs import replace
from scenes import counting, function, poisson, reserve, scenario

from lambdatutor.aws.operations import CreateEventSourceMapping, CreateQueue, Operation
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.simulator.scenario import Scenario, Traffic
from lambdatutor.simulator.summary import Summary, summarise
from lambdatutor.simulator.time import HOUR, MILLISECOND, SECOND, Micros
from lambdatutor.simulator.world import World


def close(values: list[float], expected: float) -> bool:
    """Whether the mean lies within four standard errors between seeds."""
    return abs(fmean(values) - expected) <= 4 * stdev(values) / sqrt(len(values))


def per_seed(
    of: Scenario, seconds: int, seeds: int, measure: Callable[[Summary], float]
) -> list[float]:
    return [
        measure(summarise(counting(of, seed, Micros(seconds * SECOND)))) for seed in range(seeds)
    ]


def test_littles_law() -> None:
    """L = λS: 100/s × 0.2 s = 20."""
    of = scenario(function(run="exp:200ms"), traffic=[poisson(100)])

    assert close(per_seed(of, 200, 6, lambda each: each.mean_running), 20)


WAYS: dict[str, tuple[dict[str, str], tuple[Operation, ...]]] = {
    "async": ({"invocation": "async"}, ()),
    "sqs": (
        {"to": "sqs:orders"},
        (
            CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"}),
            CreateEventSourceMapping(
                FunctionName="f", EventSourceArn=queue_arn("orders"), BatchSize=1
            ),
        ),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_littles_law_holds_whatever_stands_before_the_function(way: str) -> None:
    """L = λS also through a queue, as long as it lets all of them through."""
    traffic, setup = WAYS[way]
    of = scenario(function(run="exp:200ms"), traffic=[replace(poisson(40), **traffic)], setup=setup)

    assert close(per_seed(of, 100, 6, lambda each: each.mean_running), 8)


def test_events_that_wait_in_line_for_one_place_are_an_m_d_1_queue() -> None:
    """Pollaczek and Khinchine: ρ + ρ²/2(1-ρ) events are there on average; with ρ = 0.5, 0.75."""
    of = scenario(function(run="100ms"), traffic=[replace(poisson(5), invocation="async")])
    of = replace(of, async_waiting="first-in-first-out", setup=(reserve(1),))
    there = [_mean_there(of, seed, seconds=600) for seed in range(8)]

    assert close(there, 0.75)


def _mean_there(of: Scenario, seed: int, seconds: int) -> float:
    """How many events have been accepted and not ended, looked at twenty times a second."""
    world = World(of, seed=seed, keep_events=False, keep_records=False, periods=())
    looks = range(60 * 20, seconds * 20)
    found = 0
    for look in looks:
        world.advance(look * SECOND // 20)
        found += sum(len(each.open) for each in world.service.internal_queues.values())
    return found / len(looks)


def erlang_b(load: float, places: int) -> float:
    blocked = 1.0
    for place in range(1, places + 1):
        blocked = load * blocked / (place + load * blocked)
    return blocked


@pytest.mark.parametrize(
    ("places", "load", "share", "seconds"),
    [(10, 10, 0.214582, 1_500), (5, 3, 0.110054, 4_500), (100, 90, 0.026957, 250)],
)
def test_the_share_throttled_at_a_limit_is_erlang_b(
    places: int, load: float, share: float, seconds: int
) -> None:
    """Reserved concurrency is a loss system: who finds all places taken goes away."""
    assert erlang_b(load, places) == pytest.approx(share, abs=1e-6)
    of = scenario(
        function(run="exp:1s", timeout="15min"),
        traffic=[poisson(load)],
        setup=[reserve(places)],
        idle="1h",
    )

    assert close(per_seed(of, seconds, 8, lambda each: each.throttle_share), share)


def test_one_place_with_cold_starts_has_an_exact_formula() -> None:
    """λ = .5, idle life 2 s, warm .5 s, cold 1.5 s: both the cold share and the blocked share."""
    rate, idle_s, warm_s, cold_s = 0.5, 2, 0.5, 1.5
    cold = exp(-rate * idle_s)
    mean_s = (1 - cold) * warm_s + cold * cold_s
    assert cold == pytest.approx(0.367879, abs=1e-6)
    blocked = rate * mean_s / (1 + rate * mean_s)
    assert blocked == pytest.approx(0.302621, abs=1e-6)
    of = scenario(
        function(run="500ms", cold="1500ms"),
        traffic=[poisson(rate)],
        setup=[reserve(1)],
        idle="2s",
    )
    runs = [summarise(counting(of, seed, Micros(20_000 * SECOND))) for seed in range(8)]

    assert close([each.cold_start_share for each in runs], cold)
    assert close([each.throttle_share for each in runs], blocked)


def test_without_a_limit_the_busy_environments_are_poisson() -> None:
    """λS = 20: mean 20, standard deviation 4.47, whatever the distribution of durations."""
    for run in ("exp:1s", "1s", "uniform:500ms..1500ms"):
        world = World(
            scenario(function(run=run, timeout="15min"), traffic=[poisson(20)]),
            keep_events=False,
            keep_records=False,
            periods=(),
        )
        seen: list[int] = []
        for second in range(10, 2_500, 3):
            world.advance(second * SECOND)
            seen.append(world.service.functions["f"].in_flight)

        assert fmean(seen) == pytest.approx(20, abs=0.5)
        assert stdev(seen) == pytest.approx(sqrt(20), abs=0.3)


def test_the_scaling_bucket_to_the_request() -> None:
    """0 → 3,000 long requests: 1,000 start at once, then 100 a second, and all run at 20 s."""
    crowd = Traffic(name="crowd", function="f", at=Micros(0), count=3_000)
    again = Traffic(name="again", function="f", every=Micros(10 * MILLISECOND), count=2)
    world = World(
        scenario(function(run="5min", timeout="15min"), traffic=[crowd, again], quota=3_000)
    )

    def running_at(moment_us: int) -> int:
        world.advance(moment_us)
        return world.service.functions["f"].in_flight

    assert running_at(0) == 1_000
    for second in range(1, 20):
        assert running_at(second * SECOND) == 1_000 + 100 * second
    assert running_at(20 * SECOND) == 3_000
    assert running_at(25 * SECOND) == 3_000
    gates = [
        (event.at_us, event.numbers["gate"])
        for event in world.log.since(0)
        if event.kind == "request.throttled"
    ]
    assert {gate for at_us, gate in gates if at_us < 20 * SECOND} == {"scaling"}
    assert {gate for at_us, gate in gates if at_us > 20 * SECOND} == {"concurrency"}


def test_the_bucket_holds_no_more_than_a_thousand_after_a_rest() -> None:
    crowd = Traffic(function="f", every=HOUR, count=1_200)
    of = scenario(function(run="1s"), traffic=[crowd], quota=3_000, idle="1min")
    world = World(of)
    world.advance(HOUR)

    assert world.service.functions["f"].in_flight == 1_000
    assert world.snapshot().totals.throttles == 400


def test_the_bill_of_a_tenth_of_a_million_requests() -> None:
    """A million × 120 ms × 1,536 MB are 180,000 GB-seconds."""
    steady = Traffic(function="f", rate=500.0)
    of = scenario(function(run="120ms", memory=1_536), traffic=[steady])
    summary = summarise(counting(of, 0, Micros(200 * SECOND - 1)))

    assert summary.requests == 100_000
    assert summary.errors == summary.throttles == 0
    open_now = 60  # the last 120 ms have not ended
    ended = 100_000 - open_now
    assert summary.billed_gb_seconds == pytest.approx(180_000 * ended / 1_000_000)
    assert summary.cost_usd == pytest.approx(
        summary.billed_gb_seconds * 0.0000166667 + ended * 0.20 / 1_000_000
    )


def test_the_main_scenario_of_simfaas() -> None:
    """Its published means, with the newest idle environment taken and an idle life of 600 s."""
    of = scenario(
        function(run="exp:1991ms", cold="exp:2244ms", timeout="15min"),
        traffic=[poisson(0.9)],
        quota=100_000,
        routing="newest-created",
    )
    runs = [_settled(of, seed) for seed in range(5)]

    assert close([each["cold"] for each in runs], 0.001338)
    assert close([each["lifetime"] for each in runs], 6_413)
    for measure, expected in (("environments", 7.698), ("running", 1.792), ("idle", 5.906)):
        values = [each[measure] for each in runs]
        assert close(values, expected)
        assert fmean(values) == pytest.approx(expected, rel=0.01)


def _settled(of: Scenario, seed: int) -> dict[str, float]:
    """What a run came to after its first 10,000 s, in which the first environments gather."""
    world = counting(of, seed, Micros(10_000 * SECOND))
    before, gone, lived_us = summarise(world), world.meters.environments_gone, _lived_us(world)
    world.advance(90_000 * SECOND)
    after = summarise(world)

    def mean(measure: Callable[[Summary], float]) -> float:
        return (measure(after) * 9 - measure(before)) / 8

    return {
        "cold": (after.cold_starts - before.cold_starts) / (after.accepted - before.accepted),
        "lifetime": (_lived_us(world) - lived_us) / (world.meters.environments_gone - gone) / 1e6,
        "environments": mean(lambda each: each.mean_environments),
        "running": mean(lambda each: each.mean_running),
        "idle": mean(lambda each: each.mean_idle),
    }


def _lived_us(world: World) -> int:
    return world.meters.lifetimes_us
