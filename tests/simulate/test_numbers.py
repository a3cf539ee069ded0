"""What `simulate` prints is what the simulator says."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.cli import main
from lambdatutor.simulate.flags import add_arguments
from lambdatutor.simulator.distributions import Exponential, Fixed
from lambdatutor.simulator.scenario import AccountSetup, Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.summary import summarise
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

FLAGS = [
    *("--rate", "5", "--arrivals", "poisson", "--burst", "30@10s", "--duration", "exp:1.991s"),
    *("--cold-duration", "exp:2.244s", "--idle-timeout", "20s", "--routing", "newest-created"),
    *("--account-limit", "25", "--memory", "512", "--errors", "0.1", "--for", "300s"),
    *("--seed", "7"),
]


def same_world(timeout_s: int = 900) -> World:
    """The world that `FLAGS` describe, made by hand."""
    code = Code(
        init=Fixed(Micros(0)),
        run=Exponential(Micros(1_991_000)),
        cold_duration=Exponential(Micros(2_244_000)),
        errors=0.1,
    )
    scenario = Scenario(
        account=AccountSetup(concurrency=25),
        functions=(
            FunctionSetup(
                name="function", memory=512, timeout=Micros(timeout_s * SECOND), code=code
            ),
        ),
        traffic=(
            Traffic(rate=5.0, arrivals="poisson"),
            Traffic(name="burst-1", at=Micros(10 * SECOND), count=30),
        ),
        routing="newest-created",
        idle_timeout=Fixed(Micros(20 * SECOND)),
    )
    world = World(scenario, seed=7)
    world.advance(300 * SECOND)
    return world


def simulated(capsys: pytest.CaptureFixture[str], *flags: str) -> dict[str, float]:
    assert main(["simulate", *flags, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_json_is_the_summary_of_the_world_that_the_flags_describe(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = simulated(capsys, *FLAGS)

    counted = msgspec.to_builtins(summarise(same_world()))
    assert {name: said[name] for name in counted} == counted
    assert said["requests"] == said["accepted"] + said["throttles"]
    assert said["throttles"] > 0


def test_the_promised_names_are_in_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    said = simulated(capsys, "--for", "10s")

    assert set(said) >= {
        *("requests", "accepted", "throttles", "cold_starts", "errors"),
        *("cold_start_share", "throttle_share"),
        *("mean_environments", "mean_running", "mean_idle", "mean_lifetime_s"),
        *("duration_p50_ms", "duration_p99_ms", "billed_gb_seconds", "cost_usd"),
        *("simulated_s", "wall_s"),
    }


def test_the_same_seed_gives_the_same_numbers_and_another_one_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, again, other = (
        simulated(capsys, "--for", "60s", "--seed", seed) for seed in ("1", "1", "2")
    )

    assert {**first, "wall_s": 0} == {**again, "wall_s": 0}
    assert first["requests"] != other["requests"]


def test_a_timeout_cuts_long_durations_only_when_it_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = simulated(capsys, "--duration", "exp:2s", "--for", "600s")
    cut = simulated(capsys, "--duration", "exp:2s", "--for", "600s", "--timeout", "3s")

    assert whole["errors"] == 0
    assert whole["duration_p99_ms"] == pytest.approx(9_210, rel=0.1)
    assert cut["errors"] > 0
    assert cut["duration_p99_ms"] == pytest.approx(3_000, rel=0.001)


def test_provisioned_environments_are_ready_and_take_the_traffic(
    capsys: pytest.CaptureFixture[str],
) -> None:
    flags = ("--rate", "5", "--arrivals", "steady", "--init", "1s", "--for", "60s")

    assert simulated(capsys, *flags)["cold_starts"] > 0
    ready = simulated(capsys, *flags, "--provisioned", "5")
    assert ready["cold_starts"] == 0
    assert ready["mean_environments"] == 5


def test_reserved_concurrency_of_nothing_refuses_everything(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = simulated(capsys, "--reserved", "0", "--for", "30s")

    assert said["throttle_share"] == 1
    assert said["cost_usd"] == 0


@pytest.mark.parametrize("room", [3, 10_000])
def test_the_events_file_is_the_log_whatever_memory_keeps(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: int,
) -> None:
    monkeypatch.setattr("lambdatutor.simulate.events_file.ROOM", room)
    monkeypatch.setattr("lambdatutor.simulate.play._AT_ONCE", 100)
    path = tmp_path / "events.jsonl"

    simulated(capsys, *FLAGS, "--events", str(path))

    log = same_world().log
    lines = path.read_bytes().splitlines()
    assert [json.loads(line) for line in lines] == [
        msgspec.to_builtins(event) for event in log.since(0)
    ]


SCENARIO = """
account: {concurrency: 200}
functions:
  - {name: checkout, memory: 1024, code: {run: 100ms}}
traffic:
  - {name: ping, every: 10s}
until: 100s
"""


def test_a_scenario_file_is_played_and_flags_override_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(SCENARIO)

    plain = simulated(capsys, str(path))
    faster = simulated(capsys, str(path), "--rate", "4", "--arrivals", "steady", "--for", "50s")

    assert (plain["simulated_s"], plain["requests"]) == (100, 11)
    assert (faster["simulated_s"], faster["requests"]) == (50, 201)
    assert plain["billed_gb_seconds"] == pytest.approx(1.0)


def test_a_lesson_file_is_a_scenario_too(capsys: pytest.CaptureFixture[str]) -> None:
    lesson = Path(__file__).parents[2] / "lessons" / "environments" / "cold-start.yaml"

    assert simulated(capsys, str(lesson), "--rate", "2", "--for", "60s")["requests"] > 0


@given(seed=st.integers(-(10**9), 10**9), rate=st.floats(0.01, 50))
def test_shares_stay_shares_and_environments_are_busy_or_idle(seed: int, rate: float) -> None:
    from argparse import ArgumentParser

    from lambdatutor.simulate.opening import open_world
    from lambdatutor.simulate.plan import plan
    from lambdatutor.simulate.wanted import wanted

    parser = ArgumentParser()
    add_arguments(parser)
    flags = [f"--rate={rate!r}", f"--seed={seed}", "--account-limit=5", "--for=20s"]
    asked = wanted(parser.parse_args(flags))
    world = open_world(plan(asked), asked.seed, keep_events=False)
    world.advance(20 * SECOND)
    found = summarise(world)

    assert 0 <= found.cold_start_share <= 1
    assert 0 <= found.throttle_share <= 1
    assert found.mean_running + found.mean_idle == pytest.approx(found.mean_environments)
    assert found.mean_running <= 5
