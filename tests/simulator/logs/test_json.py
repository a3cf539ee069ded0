"""The same log as JSON, and the levels that filter it."""

from __future__ import annotations

import json

import pytest
from scenes import calls, function, opened, played

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import UpdateFunctionConfiguration
from lambdatutor.aws.shapes import LoggingConfig
from lambdatutor.simulator.logs import lines_of, request_id
from lambdatutor.simulator.world import World


def logging(**config: str) -> UpdateFunctionConfiguration:
    return UpdateFunctionConfiguration(FunctionName="f", LoggingConfig=LoggingConfig(**config))


def said(world: World) -> list[dict[str, object]]:
    return [json.loads(line.message) for line in lines_of(world)]


def types(world: World) -> list[object]:
    return [each.get("type") or each["level"] for each in said(world)]


@pytest.mark.fact("LOG-008")
def test_platform_events_are_json() -> None:
    world = played(
        function(init="500ms", run="1s"), traffic=[calls("0s")], setup=[logging(LogFormat="JSON")]
    )

    assert types(world) == ["platform.initStart", "platform.start", "platform.report"]
    assert said(world)[-1] == {
        "time": "2026-01-01T00:00:01.500Z",
        "type": "platform.report",
        "record": {
            "requestId": request_id(1),
            "metrics": {
                "durationMs": 1000.0,
                "billedDurationMs": 1500,
                "memorySizeMB": 128,
                "maxMemoryUsedMB": 64,
                "initDurationMs": 500.0,
            },
            "status": "success",
        },
    }


@pytest.mark.fact("LOG-008")
@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("DEBUG", ["platform.initStart", "platform.start", "platform.runtimeDone",
                   "platform.report"]),
        ("INFO", ["platform.initStart", "platform.start", "platform.report"]),
        ("WARN", []),
    ],
)  # fmt: skip
def test_the_system_level_filters_what_the_platform_writes(level: str, shown: list[str]) -> None:
    setup = [logging(LogFormat="JSON", SystemLogLevel=level)]
    assert types(played(traffic=[calls("0s")], setup=setup)) == shown
    failing = played(function(run="1min"), traffic=[calls("0s")], setup=setup)
    assert types(failing)[-2:] == ["platform.runtimeDone", "platform.report"]
    assert said(failing)[-1]["record"]["status"] == "timeout"


@pytest.mark.fact("LOG-008")
@pytest.mark.parametrize(
    ("level", "shown"),
    [("DEBUG", ["DEBUG", "INFO", "ERROR"]), ("INFO", ["INFO", "ERROR"]), ("FATAL", [])],
)
def test_the_application_level_filters_what_the_code_logs(level: str, shown: list[str]) -> None:
    world = played(
        function(logs=("DEBUG a", "INFO b", "ERROR c")),
        traffic=[calls("0s")],
        setup=[logging(LogFormat="JSON", ApplicationLogLevel=level, SystemLogLevel="WARN")],
    )

    assert types(world) == shown
    if shown:
        assert said(world)[-1]["message"] == "c"


@pytest.mark.fact("LOG-008")
def test_levels_are_refused_with_plain_text() -> None:
    with pytest.raises(AwsError, match="only be set when LogFormat is JSON"):
        opened().do(logging(ApplicationLogLevel="WARN"))
