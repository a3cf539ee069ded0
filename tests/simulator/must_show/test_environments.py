"""Track 3, execution environments: what its lessons must show, shown by small accounts."""

from __future__ import annotations

import pytest
from lesson_scenes import cost, events, lanes, run, seconds, view
from scenes import calls, function, later, records

from lambdatutor.aws import quotas
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.snapshot import Lane
from lambdatutor.simulator.time import MILLISECOND, SECOND
from lambdatutor.simulator.world import World

KNEE_MB = quotas.MB_PER_VCPU.value

# cold-start


def test_cold_start_one_cold_one_warm() -> None:
    world = run(
        function(init="800ms", run="200ms"), traffic=[calls("0s", "2s", names=("Ana", "Ben"))]
    )

    assert [(each.name, each.cold, each.latency_us) for each in records(world)] == [
        ("Ana", True, SECOND),
        ("Ben", False, 200 * MILLISECOND),
    ]
    assert view(world).warm == 1


def test_cold_start_two_at_once() -> None:
    world = run(function(init="800ms", run="200ms"), traffic=[calls("0s", "2s", count=2)])

    assert [each.cold for each in records(world)] == [True, True, False, False]
    assert len(world.snapshot().environments) == 2


def test_cold_start_overlap_counts_not_people() -> None:
    apart = run(function(run="200ms"), traffic=[calls(*(f"{at}s" for at in range(20)))])
    together = run(function(run="200ms"), traffic=[calls("0s", count=20)])

    assert [world.snapshot().totals.requests for world in (apart, together)] == [20, 20]
    assert [world.snapshot().totals.cold_starts for world in (apart, together)] == [1, 20]


def test_cold_start_idle_life_is_not_promised() -> None:
    """Two requests, eight minutes apart: whether the second is cold is luck, and a setting."""
    life = parse_distribution("uniform:5min..12min")
    cold = [
        records(run(function(), traffic=[calls("0s", "8min")], until="9min", seed=seed,
                    idle_timeout=life))[1].cold
        for seed in range(12)
    ]  # fmt: skip

    assert {True, False} == set(cold)


# lifecycle


def only(world: World) -> Lane:
    (found,) = lanes(world)
    return found


def test_lifecycle_phases_of_init() -> None:
    """Extensions, then the runtime, then the code outside the handler."""
    world = run(
        function(init="900ms", extension_init="300ms", runtime_init="200ms", extensions="external"),
        traffic=[calls("0s")],
    )
    (start,) = events(world, "init.start")

    assert start.numbers == {
        "extension_us": 300_000, "runtime_us": 200_000, "function_us": 400_000
    }  # fmt: skip
    assert [(each.phase, each.start_us // 1_000) for each in only(world).spans[:4]] == [
        ("extension-init", 0),
        ("runtime-init", 300),
        ("function-init", 500),
        ("invoke", 900),
    ]


def test_lifecycle_freeze_and_thaw() -> None:
    world = run(function(init="1s", run="1s"), traffic=[calls("0s", "30s")], until="40s")

    assert [(each.phase, each.start_us // SECOND) for each in only(world).spans[-4:]] == [
        ("invoke", 1),
        ("frozen", 2),
        ("invoke", 30),
        ("frozen", 31),
    ]


def test_lifecycle_shutdown_with_and_without_extensions() -> None:
    took: dict[str, float] = {}
    for kind in ("none", "internal", "external"):
        world = run(function(extensions=kind), traffic=[calls("0s")], until="12min")
        ((start,), (gone,)) = (seconds(world, each) for each in ("shutdown.start",
                                                                 "environment.gone"))  # fmt: skip
        took[kind] = gone - start

    assert took == {"none": 0, "internal": 0.5, "external": 2}


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [({"run": "5s"}, "timeout"), ({"errors": 1.0, "failure": "exit"}, "exit")],
)
def test_lifecycle_a_timeout_or_crash_resets_it(behaviour: dict[str, object], status: str) -> None:
    """Its globals are lost, its files in /tmp are kept, and its number stays."""
    world = run(function(init="1s", **behaviour), traffic=[calls("0s", "20s")])
    (environment,) = world.snapshot().environments

    assert [each.status for each in records(world)] == [status, status]
    assert (environment.number, environment.phase) == (1, "reset")
    assert (environment.remembered, environment.tmp_files) == (0, 2)
    again = events(world, "invoke.start")[1]
    assert again.numbers["init_again_us"] == SECOND


def test_lifecycle_an_exception_resets_nothing() -> None:
    world = run(function(errors=1.0), traffic=[calls("0s", "20s")])

    assert [each.remembered for each in world.snapshot().environments] == [2]


def test_lifecycle_init_over_ten_seconds_runs_again() -> None:
    world = run(function(init="11s", run="1s", timeout="30s"), traffic=[calls("0s")])
    (record,) = records(world)

    assert seconds(world, "init.timeout") == [10]
    assert (record.status, record.latency_us) == ("ok", (10 + 11 + 1) * SECOND)
    short = run(function(init="11s", run="1s", timeout="3s"), traffic=[calls("0s")])
    assert records(short)[0].status == "timeout"


def test_lifecycle_the_end_of_an_idle_environment() -> None:
    """A frozen environment is taken away, and the next request builds another."""
    world = later(run(function(), traffic=[calls("0s", "15min")], until="11min"), "5min")

    assert [(each.environment, each.cold) for each in records(world)] == [(1, True), (2, True)]


# memory-and-cost

SIZES = (128, 512, 1_769, 3_538)


def worked(memory: int, compute: float) -> World:
    """One warm request of a second at one vCPU."""
    return run(
        function(memory=memory, run="1s", compute=compute, timeout="1min", warm=1),
        traffic=[calls("0s")],
    )


def test_memory_and_cost_a_computing_function() -> None:
    found = [worked(memory, 1.0) for memory in SIZES[:3]]
    durations = [records(world)[0].duration_us / SECOND for world in found]
    prices = [cost(world) for world in found]

    assert durations == pytest.approx([1_769 / 128, 1_769 / 512, 1], rel=1e-5)
    assert prices == pytest.approx([prices[0]] * 3, rel=1e-3), "faster for the same money"


def test_memory_and_cost_a_waiting_function() -> None:
    found = [worked(memory, 0.0) for memory in SIZES]

    assert {records(world)[0].duration_us for world in found} == {SECOND}
    dearer = [cost(world) - cost(found[0]) for world in found]
    assert dearer == sorted(dearer)
    assert cost(found[3]) / cost(found[0]) == pytest.approx(3_538 / 128, rel=0.1)


def test_memory_and_cost_the_knee_at_1769_mb() -> None:
    durations = [
        records(worked(memory, 1.0))[0].duration_us for memory in (KNEE_MB - 100, KNEE_MB, 5_000)
    ]

    assert durations[0] > durations[1] == durations[2] == SECOND


def test_memory_and_cost_memory_lowers_duration_and_so_concurrency() -> None:
    steady = Traffic(function="f", rate=10.0)
    most: dict[int, int] = {}
    for memory in (442, 1_769):
        world = run(
            function(memory=memory, run="500ms", compute=1.0, timeout="1min"), traffic=[steady]
        )
        most[memory] = max(each.concurrent_executions for each in world.datapoints("f"))

    assert most == {442: 21, 1_769: 5}, "ten a second for 2 s and a little, and for 0.5 s"


def test_memory_and_cost_the_bill_per_million() -> None:
    world = run(
        function(memory=1_024, run="100ms", warm=1), traffic=[Traffic(function="f", rate=5.0)]
    )
    totals = world.snapshot().totals

    assert totals.served == 300
    per_million = totals.cost_usd / totals.served * 1_000_000
    assert per_million == pytest.approx(0.1 * 16.6667 + 0.20, rel=1e-3)
