"""What an environment keeps: globals, files in /tmp, work left running; and what takes it away."""

from __future__ import annotations

import pytest
from scenes import (
    calls,
    code,
    function,
    kinds,
    later,
    opened,
    played,
    provision,
    published,
    records,
)

from lambdatutor.aws.operations import UpdateFunctionConfiguration
from lambdatutor.aws.shapes import EphemeralStorage
from lambdatutor.simulator.snapshot import EnvironmentView
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World


def only(world: World) -> EnvironmentView:
    (found,) = world.snapshot().environments
    return found


@pytest.mark.fact("LIF-010")
def test_an_exception_keeps_the_globals() -> None:
    world = played(function(errors=1.0), traffic=[calls("0s", "1s", "2s")])

    assert (only(world).remembered, only(world).tmp_files) == (3, 3)


@pytest.mark.fact("LIF-009", "LIF-011")
@pytest.mark.parametrize("how", ["timeout", "exit", "out-of-memory"])
def test_a_reset_loses_the_globals_and_keeps_the_files(how: str) -> None:
    behaviour = {
        "timeout": {"run": "1min"},
        "exit": {"errors": 1.0, "failure": "exit"},
        "out-of-memory": {"max_memory_used": 999},
    }[how]
    world = played(function(**behaviour), traffic=[calls("0s", "10s")])

    assert [record.status for record in records(world)] == [how, how]
    assert (only(world).remembered, only(world).tmp_files) == (0, 2)
    assert only(world).phase == "reset"


@pytest.mark.fact("LIF-011", "LIF-012")
def test_globals_count_from_the_reset_on() -> None:
    slow = calls("5s", name="slow", run=code(run="1min").run)
    world = played(
        function(init="1s", run="1s"), traffic=[calls("0s"), slow, calls("20s", "30s", name="b")]
    )

    assert (only(world).served, only(world).remembered, only(world).tmp_files) == (4, 2, 4)


@pytest.mark.fact("LIF-005", "LIF-011")
def test_a_handler_that_never_began_leaves_no_file() -> None:
    world = played(function(init_errors=1.0), traffic=[calls("0s", "1s")])

    assert (only(world).served, only(world).tmp_files, only(world).remembered) == (2, 0, 0)


@pytest.mark.fact("LIF-019")
def test_tmp_fills_up_and_a_larger_one_takes_more() -> None:
    every = calls(*(f"{at}s" for at in range(8)))
    small = played(function(tmp=100), traffic=[every])
    assert [r.status for r in records(small)] == ["ok"] * 5 + ["error"] * 3
    assert only(small).tmp_mb == 500
    larger = UpdateFunctionConfiguration(
        FunctionName="f", EphemeralStorage=EphemeralStorage(Size=1_024)
    )
    assert {
        r.status for r in records(played(function(tmp=100), traffic=[every], setup=[larger]))
    } == {"ok"}


@pytest.mark.fact("LIF-019")
def test_each_environment_has_a_tmp_of_its_own() -> None:
    world = played(function(tmp=300, run="1s"), traffic=[calls("0s", "10s", count=2)])

    assert [each.tmp_mb for each in world.snapshot().environments] == [300, 300]
    assert [r.status for r in records(world)] == ["ok", "ok", "error", "error"]


@pytest.mark.fact("LIF-013")
def test_work_left_running_goes_on_only_while_another_request_runs() -> None:
    """2.5 s of work: nothing happens in a minute of sleep, and three requests of 1 s finish it."""
    world = played(
        function(run="1s", background=code(run="2500ms").run), traffic=[calls("0s")], until="59s"
    )
    assert only(world).background_us == 2_500_000, "it is as it was 58 s ago"
    two = played(
        function(run="1s", background=code(run="1500ms").run),
        traffic=[calls("0s", "1min", "2min")],
        until="3min",
    )
    done = [e.at_us for e in two.log.since(0) if e.kind == "background.ended"]

    assert done == [122 * SECOND - SECOND], "500 ms were left for the third request"
    assert only(two).background_us == 1_500_000


@pytest.mark.fact("LIF-009", "LIF-013")
def test_work_left_running_is_lost_with_its_process() -> None:
    slow = calls("10s", name="slow", run=code(run="1min").run)
    world = played(function(run="1s", background=code(run="1min").run), traffic=[calls("0s"), slow])
    lost = [e for e in world.log.since(0) if e.kind == "background.lost"]

    assert len(lost) == 1
    assert only(world).background_us == 0
    gone = played(
        function(run="1s", background=code(run="1min").run), traffic=[calls("0s")], idle="10s"
    )
    assert kinds(gone).count("background.lost") == 1


@pytest.mark.fact("LIF-023")
def test_how_it_was_initialised_never_changes() -> None:
    world = opened(setup=[published(), provision(1)], traffic=[calls("1s", qualifier="1", count=2)])
    later(world, "10s")

    assert [each.initialization for each in world.snapshot().environments] == [
        "provisioned-concurrency",
        "on-demand",
    ]


@pytest.mark.fact("LIF-008", "MET-005")
def test_extensions_work_under_the_timeout_of_the_function() -> None:
    world = played(
        function(run="2s", timeout="3s", extensions="external", extension_run=500_000),
        traffic=[calls("0s")],
    )
    assert [(r.status, r.duration_us) for r in records(world)] == [("ok", 2_500_000)]
    counters = world.service.counters
    assert counters.total("PostRuntimeExtensionsDuration", "f") == 500
    late = played(
        function(run="2s", timeout="3s", extensions="external", extension_run=1_500_000),
        traffic=[calls("0s")],
    )
    assert [(r.status, r.duration_us) for r in records(late)] == [("timeout", 3 * SECOND)]


@pytest.mark.fact("LIF-014")
@pytest.mark.parametrize(
    ("extensions", "wanted_us", "takes_us"),
    [("none", 300_000, 0), ("internal", 300_000, 300_000), ("internal", 900_000, 500_000),
     ("external", 1_999_000, 1_999_000), ("external", 9_000_000, 2_000_000)],
)  # fmt: skip
def test_shutdown_is_as_short_as_extensions_make_it_and_never_longer_than_they_may(
    extensions: str, wanted_us: int, takes_us: int
) -> None:
    world = played(
        function(run="1s", extensions=extensions, extension_shutdown=wanted_us),
        traffic=[calls("0s")],
        idle="10s",
    )
    (start,) = [e for e in world.log.since(0) if e.kind == "shutdown.start"]
    (gone,) = [e for e in world.log.since(0) if e.kind == "environment.gone"]

    assert gone.at_us - start.at_us == takes_us
