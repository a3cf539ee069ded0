"""What CloudWatch Logs shows of a run, as plain text."""

from __future__ import annotations

import re

import pytest
from scenes import (
    calls,
    code,
    function,
    later,
    opened,
    played,
    provision,
    published,
    records,
    reserve,
)

from lambdatutor.aws.operations import UpdateFunctionConfiguration
from lambdatutor.aws.shapes import LoggingConfig, SnapStart
from lambdatutor.course.report_lines import report_line
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.logs import Line, lines_of, request_id
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

ONE, TWO = request_id(1), request_id(2)

STARTED = (
    "INIT_START Runtime Version: python:3.13.v1\t"
    "Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:python3.13"
)
COLD = (
    "Duration: 1000.00 ms\tBilled Duration: 1500 ms\t"
    "Memory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 500.00 ms\t"
)
WARM = (
    "Duration: 1000.00 ms\tBilled Duration: 1000 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t"
)


def said(world: World) -> list[str]:
    return [line.message for line in lines_of(world)]


def words(world: World) -> list[str]:
    """The first word of each line."""
    return [re.split(r"\s", message)[0] for message in said(world)]


@pytest.mark.fact("LOG-001", "LOG-002", "LOG-004")
def test_the_log_of_a_cold_and_a_warm_request() -> None:
    world = played(
        function(init="500ms", run="1s", prints=("an order",)), traffic=[calls("0s", "5s")]
    )

    assert said(world) == [
        STARTED,
        f"START RequestId: {ONE} Version: $LATEST",
        "an order",
        f"END RequestId: {ONE}",
        f"REPORT RequestId: {ONE}\t{COLD}",
        f"START RequestId: {TWO} Version: $LATEST",
        "an order",
        f"END RequestId: {TWO}",
        f"REPORT RequestId: {TWO}\t{WARM}",
    ]
    assert [line.at_us for line in lines_of(world)][:3] == [0, 500_000, 500_000]


@pytest.mark.fact("INV-053")
def test_one_uuid_stands_in_start_end_and_report() -> None:
    world = played(traffic=[calls("0s", count=3)])
    found = [re.search(r"RequestId: ([0-9a-f-]{36})\b", each) for each in said(world)]
    ids = [each[1] for each in found if each]

    assert len(ids) == 9
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"\w{8}-\w{4}-\w{4}-\w{4}-\w{12}", each) for each in ids)


@pytest.mark.fact("LOG-003", "INV-036", "INV-037", "INV-038")
@pytest.mark.parametrize(
    ("behaviour", "ends"),
    [
        ({"run": "1min"}, "Status: timeout\t"),
        ({"errors": 1.0}, "Status: error\tError Type: Exception\t"),
        ({"errors": 1.0, "failure": "exit"}, "Status: error\tError Type: Runtime.ExitError\t"),
        ({"max_memory_used": 999}, "Status: error\tError Type: Runtime.OutOfMemory\t"),
    ],
)
def test_a_failed_invoke_says_so_in_its_report(behaviour: dict[str, object], ends: str) -> None:
    world = played(function(**behaviour), traffic=[calls("0s")])
    last = said(world)[-1]

    assert last.endswith(ends)
    assert "Task timed out" not in "".join(said(world)), "that is the old style"
    if "max_memory_used" in behaviour:
        assert "Max Memory Used: 128 MB" in last
    code = world.service.functions["f"].latest.configuration.code
    (record,) = records(world)
    assert report_line(record, max_memory_used_mb=code.max_memory_used) == last


@pytest.mark.fact("LOG-005", "LIF-003")
def test_an_init_over_ten_seconds_writes_an_init_report() -> None:
    world = played(function(init="12s", run="1s", timeout="30s"), traffic=[calls("0s")])

    assert said(world)[1] == "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout"
    assert "Duration: 13000.00 ms" in said(world)[-1]
    assert "\tInit Duration" not in said(world)[-1]


@pytest.mark.fact("LOG-005", "INV-055", "LIF-012")
def test_an_init_that_fails_writes_its_error_and_a_suppressed_one_writes_nothing() -> None:
    world = played(
        function(init="1s", init_errors=1.0, init_failure="Runtime.ImportModuleError"),
        traffic=[calls("0s", "10s")],
    )
    found = said(world)

    assert found[1].startswith("LAMBDA_WARNING: Unhandled exception.")
    assert found[2] == (
        "INIT_REPORT Init Duration: 1000.00 ms\tPhase: init\tStatus: error\t"
        "Error Type: Runtime.ImportModuleError"
    )
    assert words(world)[3:] == ["START", "END", "REPORT"] * 2
    assert found[-1].endswith("Status: error\tError Type: Runtime.ImportModuleError\t")


@pytest.mark.fact("LOG-002", "LOG-005")
def test_a_provisioned_environment_reports_its_init_ahead_of_requests() -> None:
    world = opened(
        function(init="2s"), traffic=[calls("3min", qualifier="1")], setup=[published()],
        preparation="60s",
    )  # fmt: skip
    world.do(provision(1))
    later(world, "5min")

    assert words(world) == ["INIT_START", "INIT_REPORT", "START", "END", "REPORT"]
    assert said(world)[1] == "INIT_REPORT Init Duration: 2000.00 ms\tPhase: init"
    assert "Init Duration" not in said(world)[-1]


@pytest.mark.fact("LOG-005", "SNP-003")
def test_a_restore_is_told_in_the_place_of_init() -> None:
    on = UpdateFunctionConfiguration(
        FunctionName="f", SnapStart=SnapStart(ApplyOn="PublishedVersions")
    )
    world = played(
        function(run="1s", restore=parse_distribution("300ms"), after_restore=50_000),
        traffic=[calls("0s", "9s", qualifier="1")],
        setup=[on, published()],
    )

    assert words(world) == ["RESTORE_START", "RESTORE_REPORT"] + ["START", "END", "REPORT"] * 2
    assert said(world)[1] == "RESTORE_REPORT Restore Duration: 300.00 ms"
    assert said(world)[4].endswith("Restore Duration: 300.00 ms\tBilled Restore Duration: 50 ms\t")
    assert "Restore" not in said(world)[7]


@pytest.mark.fact("LOG-006")
def test_logging_writes_level_time_and_id_and_print_writes_the_line_alone() -> None:
    world = played(
        function(init="250ms", prints=("plain",), logs=("WARNING low stock",)),
        traffic=[calls("1min")],
        until="2min",
    )

    assert said(world)[2:4] == [
        "plain",
        f"[WARNING]\t2026-01-01T00:01:00.250Z\t{ONE}\tlow stock",
    ]


@pytest.mark.fact("LOG-007")
def test_an_exception_that_nobody_caught_is_logged_with_its_traceback_before_end() -> None:
    world = played(function(errors=1.0), traffic=[calls("0s")])
    error = said(world)[-3]

    assert error.startswith("[ERROR] Exception: ")
    assert error.split("\n")[1] == "Traceback (most recent call last):"
    assert error.split("\n")[2].startswith("\xa0\xa0File "), "leading blanks do not break"
    assert said(world)[-2] == f"END RequestId: {ONE}"


@pytest.mark.fact("LOG-009")
def test_retries_of_one_event_keep_its_request_id() -> None:
    event = Traffic(function="f", at=Micros(0), invocation="async")
    world = played(function(errors=1.0), traffic=[event, calls("1s", name="b")], until="10min")
    ends = [each for each in said(world) if each.startswith("END")]
    (queue,) = world.service.internal_queues.values()

    assert len(ends) == 4
    assert [ends.count(each) for each in ends] == [3, 1, 3, 3]
    assert queue.numbered == 1


@pytest.mark.fact("LOG-008", "LOG-010")
def test_each_environment_has_a_stream_of_its_own_in_the_group_of_its_function() -> None:
    world = played(traffic=[calls("0s", count=2), calls("5s", "9s", name="b", qualifier="1")],
                   setup=[published()])  # fmt: skip
    found = lines_of(world)
    streams = {line.environment: line.stream for line in found}

    assert {line.group for line in found} == {"/aws/lambda/f"}
    assert len(set(streams.values())) == 3
    assert re.fullmatch(r"2026/01/01/\[\$LATEST\][0-9a-f]{32}", streams[1])
    assert re.fullmatch(r"2026/01/01/\[1\][0-9a-f]{32}", streams[3])
    assert {(line.environment, line.stream) for line in found} == set(streams.items())


@pytest.mark.fact("LOG-010")
def test_in_a_group_of_ones_own_the_stream_carries_the_name_of_the_function() -> None:
    config = LoggingConfig(LogGroup="/shop/all")
    world = played(
        traffic=[calls("0s")],
        setup=[UpdateFunctionConfiguration(FunctionName="f", LoggingConfig=config)],
    )
    line = lines_of(world)[0]

    assert line.group == "/shop/all"
    assert re.fullmatch(r"2026/01/01/f\[\$LATEST\][0-9a-f]{32}", line.stream)


def test_a_throttled_request_leaves_no_line() -> None:
    world = played(traffic=[calls("0s", count=3)], setup=[reserve(1)])

    assert words(world).count("REPORT") == 1


def test_what_the_role_may_not_write_is_lost_and_nothing_else() -> None:
    world = played(traffic=[calls("0s", "10s", "20s")], until="5s")
    deny = SetRole(FunctionName="f", Action="logs:PutLogEvents", Allowed="no")
    world.do(deny)
    world.do(deny)
    later(world, "10s")
    assert words(world).count("REPORT") == 1
    world.do(SetRole(FunctionName="f", Action="logs:PutLogEvents", Allowed="yes"))
    later(world, "1min")

    assert [line.request for line in lines_of(world) if line.message.startswith("REPORT")] == [1, 3]
    assert [record.status for record in records(world)] == ["ok"] * 3


@pytest.mark.fact("LOG-002")
def test_a_line_shows_the_settings_that_the_request_ran_with() -> None:
    world = played(
        function(run="10s", timeout="1min", prints=("old",), releases={"two": code()}),
        traffic=[calls("0s", "20s")],
        until="1s",
    )
    world.do(UpdateFunctionConfiguration(FunctionName="f", MemorySize=512, Runtime="python3.12"))
    later(world, "1min")
    sizes = [re.search(r"Memory Size: (\d+)", each) for each in said(world)]

    assert [each[1] for each in sizes if each] == ["128", "512"]
    runtimes = [each for each in said(world) if each.startswith("INIT_START")]
    assert ["python:3.13.v1" in runtimes[0], "python:3.12.v1" in runtimes[1]] == [True, True]


def test_reading_the_log_changes_nothing_and_a_copy_reads_the_same() -> None:
    world = played(function(errors=0.3), traffic=[calls(*(f"{at}s" for at in range(20)))])
    digest, first = world.log.digest(), lines_of(world)

    assert lines_of(world) == first
    assert world.log.digest() == digest
    assert lines_of(restore(freeze(world))) == first
    assert all(isinstance(line, Line) for line in first)
    assert [line.at_us for line in first] == sorted(line.at_us for line in first)
    assert world.now_us == 60 * SECOND
