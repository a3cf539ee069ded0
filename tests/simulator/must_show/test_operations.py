"""Track 9, operations: what its lessons must show, shown by small accounts."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from alarm_scenes import alarm, states
from lesson_scenes import run
from scenes import calls, code, function, later, poisson, records, reserve
from stream_scenes import f, into, stream
from stream_scenes import mapping as reading

from lambdatutor.aws.operations import Operation, UpdateFunctionCode, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import LoggingConfig
from lambdatutor.simulator.logs import Line, lines_of, request_id
from lambdatutor.simulator.metric_catalogue import METRICS
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.scenario import FunctionSetup, Traffic
from lambdatutor.simulator.time import HOUR, MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World

# logs


def logging(**config: str) -> UpdateFunctionConfiguration:
    return UpdateFunctionConfiguration(FunctionName="f", LoggingConfig=LoggingConfig(**config))


def test_logs_the_request_id_finds_all_lines_of_a_request() -> None:
    world = run(function(prints=("an order",)), traffic=[calls("0s", "1s", "2s")])
    wanted = request_id(2)
    found = [line.message.split()[0] for line in lines_of(world) if wanted in line.message]

    assert found == ["START", "END", "REPORT"]
    plain = [line.request for line in lines_of(world) if line.message == "an order"]
    assert plain == [1, 2, 3], "a printed line has no id of its own"


def test_logs_as_json() -> None:
    world = run(
        function(logs=("INFO order taken",)), traffic=[calls("0s")],
        setup=[logging(LogFormat="JSON")],
    )  # fmt: skip
    told = [json.loads(line.message) for line in lines_of(world)]
    (own,) = [each for each in told if "level" in each]

    assert (own["level"], own["message"], own["requestId"]) == (
        "INFO", "order taken", request_id(1)
    )  # fmt: skip
    assert [each["type"] for each in told if "type" in each][-1] == "platform.report"


def test_logs_levels() -> None:
    said = ("DEBUG a", "INFO b", "ERROR c")
    found: dict[str, list[str]] = {}
    for level in ("DEBUG", "ERROR"):
        world = run(
            function(logs=said), traffic=[calls("0s")],
            setup=[logging(LogFormat="JSON", ApplicationLogLevel=level, SystemLogLevel="WARN")],
        )  # fmt: skip
        found[level] = [json.loads(line.message)["message"] for line in lines_of(world)]

    assert found == {"DEBUG": ["a", "b", "c"], "ERROR": ["c"]}


def slowest(lines: tuple[Line, ...]) -> list[tuple[float, str]]:
    """What `filter @type = "REPORT" | sort @duration desc` would find."""
    reports = [re.search(r"\tDuration: ([\d.]+) ms", line.message) for line in lines]
    return sorted(
        (-float(report[1]), line.stream) for report, line in zip(reports, lines, strict=True)
        if report
    )  # fmt: skip


def test_logs_a_query_over_many_environments() -> None:
    """One request of 200 is slow, in one of the streams; the group is searched as a whole."""
    slow = calls("30s", name="slow", run=code(run="2500ms").run)
    world = run(function(run="exp:100ms"), traffic=[poisson(5, until=Micros(40 * SECOND)), slow])
    lines = lines_of(world)
    streams = Counter(line.stream for line in lines)

    assert len(streams) > 3
    assert {line.group for line in lines} == {"/aws/lambda/f"}
    duration, where = slowest(lines)[0]
    assert duration == -2_500
    assert 0 < streams[where] < sum(streams.values())


def test_logs_what_is_lost_without_permission() -> None:
    """The function runs as before, and nobody can see it."""
    world = run(function(), traffic=[calls("0s", "20s")], until="10s")
    world.do(SetRole(FunctionName="f", Action="logs:PutLogEvents", Allowed="no"))
    later(world, "1min")

    assert [each.status for each in records(world)] == ["ok", "ok"]
    assert {line.request for line in lines_of(world)} <= {0, 1}


# metrics

OF_F = {"FunctionName": "f"}

SEVEN = {
    "Invocations": "Sum",
    "Errors": "Sum",
    "Duration": "Average",
    "Throttles": "Sum",
    "ConcurrentExecutions": "Maximum",
    "UnreservedConcurrentExecutions": "Maximum",
    "IteratorAge": "Maximum",
}


def first(world: World, name: str, **dimensions: str) -> float:
    """The first minute's value."""
    return world.metric(name, dimensions)[0][1]


def test_metrics_the_seven() -> None:
    """Ten come at once for six places, twice; half a minute of records waits in a stream."""
    busy = run(
        function(run="2s", timeout="9s"), function("free", run="2s"),
        traffic=[calls("0s", "20s", count=10), calls("0s", function="free", name="b", count=3)],
        setup=[reserve(6)],
    )  # fmt: skip

    assert first(busy, "Invocations", **OF_F) == 12
    assert first(busy, "Throttles", **OF_F) == 8
    assert first(busy, "Duration", **OF_F) == 2_000
    assert first(busy, "Errors", **OF_F) == 0
    assert first(busy, "ConcurrentExecutions", **OF_F) == 6
    assert first(busy, "ConcurrentExecutions") == 9
    assert first(busy, "UnreservedConcurrentExecutions") == 3, "f has a reservation"

    behind = run(f(run="1ms", each="100ms"), traffic=[into(rate=20.0)], setup=[stream(), reading()])
    assert first(behind, "IteratorAge", **OF_F) > 10_000


@pytest.mark.fact("MET-029")
def test_metrics_success_rate_is_computed() -> None:
    world = run(
        function(errors=1.0), traffic=[calls("0s", "1s"), calls("20s", "21s", name="b")],
        setup=[], until="10s",
    )  # fmt: skip
    assert first(world, "SuccessRate", **OF_F) == 0

    mixed = run(function(errors=0.25), traffic=[Traffic(function="f", rate=20.0)], until="1min")
    failed, ran = first(mixed, "Errors", **OF_F), first(mixed, "Invocations", **OF_F)
    assert first(mixed, "SuccessRate", **OF_F) == pytest.approx(100 - 100 * failed / ran)
    assert METRICS["SuccessRate"].source == "computed"


def test_metrics_have_a_statistic_to_look_at() -> None:
    assert {name: METRICS[name].statistics[0] for name in SEVEN} == SEVEN
    world = run(
        function(run="100ms"),
        traffic=[calls("0s", "1s", "2s"), calls("5s", name="slow", run=code(run="2s").run)],
    )
    assert [dict(world.metric("Duration", OF_F, each))[0] for each in ("Average", "Maximum")] == [
        575, 2_000
    ]  # fmt: skip


QUIET = {"Errors": 0.0, "Throttles": 0.0, "Duration": 200.0, "ConcurrentExecutions": 4.0}


@pytest.mark.parametrize(
    ("symptom", "setup", "moves"),
    [
        ({"errors": 0.5}, [], {"Errors"}),
        ({"run": "2s"}, [], {"Duration", "ConcurrentExecutions"}),
        ({}, [reserve(1)], {"Throttles", "ConcurrentExecutions"}),
        ({}, [], set()),
    ],
    ids=["a bug", "a slow dependency", "too small a ceiling", "well"],
)
def test_metrics_match_a_symptom_to_its_number(
    symptom: dict[str, object], setup: list[Operation], moves: set[str]
) -> None:
    world = run(
        function(**{"run": "200ms", **symptom}),
        traffic=[Traffic(function="f", every=Micros(SECOND), count=4)],
        setup=setup,
    )
    seen = {name: first(world, name, **OF_F) for name in QUIET}

    assert {name for name in QUIET if seen[name] != pytest.approx(QUIET[name])} == moves


# alarms

CALM = {"TreatMissingData": "notBreaching"}


def test_alarms_on_throttles() -> None:
    world = run(
        function(), traffic=[calls("0s", "130s"), calls("70s", name="rush", count=5)],
        setup=[reserve(1), alarm(**CALM)], until="5min",
    )  # fmt: skip

    assert states(world) == [(60, "OK"), (120, "ALARM"), (180, "OK")]


def rung(world: World, name: str = "a") -> list[int]:
    """The minutes in which it went off."""
    return [second // 60 for second, state in states(world, name) if state == "ALARM"]


def flaky(**rest: object) -> FunctionSetup:
    return function(run="50ms", errors=0.02, **rest)


def test_alarms_one_that_cries_wolf() -> None:
    """One error is enough for the first: it rings all night. Three minutes of five with four are
    what the second waits for."""
    nervous = alarm("nervous", "Errors", **CALM)
    patient = alarm(
        "patient", "Errors", Threshold=3.0, EvaluationPeriods=5, DatapointsToAlarm=3, **CALM
    )
    world = run(flaky(), traffic=[poisson(0.5)], setup=[nervous, patient], until="3h")

    assert len(rung(world, "nervous")) > 20
    assert rung(world, "patient") == []


def test_alarms_a_quiet_week_and_an_incident() -> None:
    """A request a minute, for a week; on the fifth day every request fails for an hour."""
    world = run(
        function(run="50ms", releases={"bad": code(errors=1.0), "good": code(run="50ms")}),
        traffic=[Traffic(function="f", every=Micros(MINUTE))],
        setup=[alarm("a", "Errors", EvaluationPeriods=5, DatapointsToAlarm=3, **CALM)],
        until="96h",
    )
    assert rung(world) == []

    for key, on in (("bad", "1h"), ("good", "71h")):
        world.do(UpdateFunctionCode(FunctionName="f", S3Bucket="code", S3Key=key))
        later(world, on)

    (begun,), (first_bad,) = rung(world), [96 * 60]
    assert begun - first_bad in {3, 4}
    (ended,) = [second for second, state in states(world) if state == "OK"][1:]
    assert 97 * HOUR / SECOND < ended < 97 * HOUR / SECOND + 360


@pytest.mark.parametrize(
    ("treated", "wanted"),
    [
        ("missing", ["ALARM", "INSUFFICIENT_DATA"]),
        ("notBreaching", ["ALARM", "OK"]),
        ("breaching", ["ALARM"]),
        ("ignore", ["ALARM"]),
    ],
)
def test_alarms_missing_data(treated: str, wanted: list[str]) -> None:
    """One bad minute, and then nobody calls: no data is no answer, and the alarm must be told."""
    world = run(
        function(errors=1.0), traffic=[calls("10s")],
        setup=[alarm("a", "Errors", TreatMissingData=treated)], until="20min",
    )  # fmt: skip

    assert [state for _, state in states(world)] == wanted
