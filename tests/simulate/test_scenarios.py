"""A scenario file is what a lesson's world is, with the same faults told at the same places."""

import json
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len

from lambdatutor.cli import main
from lambdatutor.course.cases import case_of, play
from lambdatutor.course.check import lesson_files
from lambdatutor.course.reader import read_lesson
from lambdatutor.simulator.summary import summarise

LESSONS = Path(__file__).parents[2] / "lessons"
SCENARIOS = sorted((LESSONS / "scenarios").glob("*.yaml"))
COLD_START = LESSONS / "environments" / "cold-start.yaml"

QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders"
SHOP = f"""
dependencies: [{{name: database, latency: 20ms, connections: 5}}]
functions:
  - {{name: checkout, code: {{run: 100ms, calls: [database]}}}}
  - {{name: ship, code: {{run: 300ms}}}}
  - {{name: mail, code: {{run: 100ms, errors: 0.5}}}}
setup:
  - CreateQueue: {{QueueName: orders}}
  - CreateStream: {{StreamName: clicks, ShardCount: 1}}
  - CreateEventSourceMapping: {{FunctionName: ship, EventSourceArn: "{QUEUE}"}}
  - CreateEventSourceMapping:
      FunctionName: ship
      EventSourceArn: arn:aws:kinesis:us-east-1:123456789012:stream/clicks
      StartingPosition: TRIM_HORIZON
traffic:
  - {{name: customers, rate: 20, retries: standard}}
  - {{name: orders, to: "sqs:orders", rate: 10}}
  - {{name: letters, function: mail, invocation: async, rate: 2}}
  - {{name: clicks, to: "kinesis:clicks", rate: 10}}
actions:
  - {{at: 30s, set: customers.rate, to: "40"}}
  - at: 45s
    PutFunctionConcurrency: {{FunctionName: nobody, ReservedConcurrentExecutions: 1}}
until: 1min
"""


def simulated(capsys: pytest.CaptureFixture[str], *flags: str) -> dict[str, object]:
    assert main(["simulate", *flags, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def written(folder: Path, text: str) -> str:
    path = folder / "scenario.yaml"
    path.write_text(text)
    return str(path)


@pytest.fixture
def shop(tmp_path: Path) -> str:
    return written(tmp_path, SHOP)


def test_the_json_tells_of_every_part(capsys: pytest.CaptureFixture[str], shop: str) -> None:
    said = simulated(capsys, shop)

    functions = {each["name"]: each for each in said["functions"]}
    assert sum(each["requests"] for each in functions.values()) == said["requests"]
    assert sum(each["errors"] for each in functions.values()) == said["errors"]
    assert sum(each["cold_starts"] for each in functions.values()) == said["cold_starts"]
    assert sum(each["cost_usd"] for each in functions.values()) == pytest.approx(said["cost_usd"])
    parts = said["parts"]
    (queue,) = parts["queues"]
    assert queue["sent"] == 601
    assert queue["sent"] == queue["deleted"] + queue["visible"] + queue["in_flight"]
    (stream,) = parts["streams"]
    assert stream["put"] == 601
    assert stream["shards"][0]["readers"][0]["function"] == "ship"
    (letters,) = parts["internal_queues"]
    assert letters["received"] == 121
    assert letters["retried"] > 0
    (caller,) = parts["callers"]
    assert caller["mode"] == "standard"
    assert caller["customers"] == 1 + 30 * 20 + 30 * 40
    (database,) = parts["dependencies"]
    assert database["calls"] == functions["checkout"]["requests"]
    assert [each["function"] for each in parts["mappings"]] == ["ship", "ship"]


def test_actions_are_done_at_their_moments_and_a_refused_one_is_told(
    capsys: pytest.CaptureFixture[str], shop: str
) -> None:
    done, refused = simulated(capsys, shop)["actions"]

    assert (done["at_s"], done["operation"], done["refused"]) == (30, "SetTraffic", "")
    assert (refused["at_s"], refused["operation"]) == (45, "PutFunctionConcurrency")
    assert "ResourceNotFoundException" in refused["refused"]


def test_the_series_have_a_point_for_each_period(
    capsys: pytest.CaptureFixture[str], shop: str
) -> None:
    series = simulated(capsys, shop)["series"]

    assert series["period_s"] == 1
    levels = series["levels"]
    assert {len(line) for line in levels.values()} == {60}
    assert len(series["requests_per_s"]) == 60
    assert any(levels["Connections of database"])
    assert any(levels["Batches of orders in flight at ship"])
    assert any(levels["Iterator age of clicks for ship, in seconds"])
    assert any(levels["Asynchronous events of mail that wait"])


@pytest.mark.parametrize("width", [30, 40, 80, 132])
def test_tables_of_parts_lose_nothing_at_any_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shop: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    assert main(["simulate", shop, "--plots"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert all(cell_len(line) <= width for line in lines)
    words = " ".join(" ".join(lines).split())
    titles = ("Functions", "Queues", "Event source mappings", "Asynchronous events", "Streams")
    for part in (*titles, "Callers that try again", "Dependencies", "Actions"):
        assert part in words
    for name in ("checkout", "ship", "mail", "orders", "clicks", "database", "SetTraffic"):
        assert name in words


def test_a_run_without_an_end_ends_with_its_last_request(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """As a lesson's does: not one event after the moment at which all is quiet."""
    text = "functions: [{name: f, code: {run: 2s}}]\ntraffic: [{at: [1s, 90s], count: 3}]\n"

    said = simulated(capsys, written(tmp_path, text))

    assert (said["simulated_s"], said["requests"]) == (92, 6)


def test_a_run_without_an_end_waits_for_its_last_action(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (
        "functions: [{name: f, code: {run: 2s}}]\n"
        "traffic: [{name: pings, at: 1s}]\n"
        "actions: [{at: 5min, DeleteFunction: {FunctionName: f}}]\n"
    )

    said = simulated(capsys, written(tmp_path, text))

    assert said["simulated_s"] == 300
    assert [each["refused"] for each in said["actions"]] == [""]


@pytest.mark.parametrize("step", ["ana-or-ben", "every-six-minutes", "three-seats"])
def test_the_run_of_a_step_is_the_one_that_the_lesson_plays(
    capsys: pytest.CaptureFixture[str], step: str
) -> None:
    said = simulated(capsys, str(COLD_START), "--step", step, "--seed", "5")

    lesson = read_lesson(COLD_START)
    world = play(case_of(lesson, lesson.step(step), 5, {}), 5)
    counted = msgspec.to_builtins(summarise(world))
    assert {name: said[name] for name in counted} == counted


FAULTS = {
    "setup: [{CreateQueue: {QueueName: q}}, {PublishVersion: {FunctionName: nobody}}]": (
        "2:40",
        "Function not found",
    ),
    "traffic: [{rate: 1}, {to: 'squs:orders', rate: 1}]": ("2:22", "names no resource"),
    "traffic: [{rate: 1, every: 1s}]": ("2:11", "exactly one of"),
    "acitons: []": ("2:1", 'Did you mean "actions"?'),
    "actions: [{set: nonsense, to: '3'}]": ("2:11", "There is no control"),
    "actions: [{set: pings.colour, to: '3'}]": ("2:11", "colour"),
    "actions: [{at: 5, DeleteFunction: {FunctionName: f}}]": ("2:16", "A time needs a unit"),
    "until: soon": ("2:8", '"until" must be'),
}


@pytest.mark.parametrize(("line", "told"), FAULTS.items(), ids=FAULTS.keys())
def test_a_fault_is_told_at_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, told: tuple[str, str]
) -> None:
    path = written(tmp_path, f"functions: [{{name: f}}]\n{line}\n")
    place, says = told

    assert main(["simulate", path]) == 1

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"lambdatutor: {path}:{place}: ")
    assert says in err
    assert err.count("\n") == 3


def test_a_call_of_an_unknown_dependency_is_told_at_the_functions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = written(tmp_path, "until: 1min\nfunctions: [{name: f, code: {calls: [database]}}]\n")

    assert main(["simulate", path]) == 1
    assert f"{path}:2:12: f calls database" in capsys.readouterr().err


def test_a_flag_that_cannot_be_set_up_is_not_blamed_on_the_file(
    capsys: pytest.CaptureFixture[str], shop: str
) -> None:
    assert main(["simulate", shop, "--reserved", "950"]) == 2
    assert "this account cannot be set up" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--step", "lab"], "name the lesson's file"),
        ([str(COLD_START), "--step", "three-seat"], 'Did you mean "three-seats"?'),
        ([str(COLD_START), "--step", "zzz"], "Choose one of ana-or-ben"),
        ([str(SCENARIOS[0]), "--step", "zzz"], "is no lesson"),
    ],
)
def test_a_step_that_is_not_there_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], flags: list[str], says: str
) -> None:
    assert main(["simulate", *flags]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_that_is_packed_plays(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    said = simulated(capsys, str(path), "--for", "30s")

    assert said["requests"] > 0


def test_scenarios_are_no_lessons() -> None:
    assert not set(SCENARIOS) & set(lesson_files(LESSONS))
    assert COLD_START in lesson_files(LESSONS)


def test_our_own_scenarios_are_known_by_name_wherever_one_stands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())

    for path in SCENARIOS:
        assert path.stem in told
        by_name = simulated(capsys, path.stem, "--for", "5s")
        by_path = simulated(capsys, str(path), "--for", "5s")
        assert {**by_name, "wall_s": 0} == {**by_path, "wall_s": 0}


def test_the_noisy_neighbour_throttles_the_other_function_until_it_has_reserved_concurrency(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = str(LESSONS / "scenarios" / "noisy-neighbour.yaml")

    def throttled(*flags: str) -> int:
        functions = simulated(capsys, path, "--for", "7min", *flags)["functions"]
        return next(each["throttles"] for each in functions if each["name"] == "checkout")

    assert throttled() > 1_000
    assert throttled("--reserved", "200") == 0


def test_the_poison_stays_until_there_is_a_dead_letter_queue(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = simulated(capsys, str(LESSONS / "scenarios" / "poison-queue.yaml"))

    dead, orders = said["parts"]["queues"]
    assert dead["name"] == "orders-dead"
    assert dead["visible"] == dead["dead_letters_in"] == orders["moved_out"] > 100
    levels = said["series"]["levels"]
    minute = round(60 / said["series"]["period_s"])
    flying = levels["Messages in flight of orders"]
    assert max(flying[16 * minute : 20 * minute]) > 3 * max(flying[26 * minute :])


def test_the_retry_storm_outlives_its_cause_until_callers_back_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    series = simulated(capsys, str(LESSONS / "scenarios" / "retry-storm.yaml"))["series"]

    minute = round(60 / series["period_s"])
    before, storm, after = (
        max(series["requests_per_s"][start * minute : (start + 1) * minute]) for start in (1, 6, 11)
    )
    assert storm > 3 * before
    assert after < 1.5 * before
