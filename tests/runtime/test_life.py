"""One process is one environment: what stays, what is lost, and what the log says of it."""

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.environment import Environment, Stopped
from lambdatutor.runtime.function import Function

from .conftest import CLIENTS, Open, everywhere

COUNTING = """
    import os, tempfile, time
    print("module")
    count = 0
    def lambda_handler(event, context):
        global count
        count += 1
        path = os.path.join(tempfile.gettempdir(), "kept")
        with open(path, "a") as file:
            file.write("x")
        if event == "raise": raise ValueError("no")
        if event == "exit": os._exit(1)
        if event == "sleep": time.sleep(30)
        return [count, os.path.getsize(path), os.getpid()]
"""


@pytest.mark.fact("LIF-010", "LIF-011", "LIF-012", "LIF-009", "LIF-019", "LIF-022", "LIF-021")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
@everywhere
def test_globals_live_until_a_reset_and_files_beyond_it(
    opened: Open, client: Client, room: bool
) -> None:
    environment = opened(COUNTING, client=client, room=room)
    answers = [
        environment.invoke(json.dumps(word)) for word in ("", "raise", "", "exit", "", "again")
    ]
    cold, _, third, ended, after, warm = answers

    assert json.loads(cold.payload)[:2] == [1, 1]
    assert json.loads(third.payload)[:2] == [3, 3]
    assert ended.function_error == "Unhandled"
    assert json.loads(after.payload)[:2] == [1, 5]
    assert json.loads(warm.payload)[:2] == [2, 6]
    assert [answer.init_duration_ms is not None for answer in answers] == [True] + [False] * 5
    assert ["module" in answer.log for answer in answers] == [True, *[False] * 3, True, False]
    assert "INIT_START" not in after.log
    assert after.duration_ms > warm.duration_ms
    assert cold.billed_ms >= cold.duration_ms + (cold.init_duration_ms or 0) - 0.02
    assert warm.duration_ms <= warm.billed_ms < warm.duration_ms + 1.01


@pytest.mark.fact("INV-036", "LOG-003", "LIF-008")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_a_function_that_takes_too_long_is_ended_and_begins_anew(
    opened: Open, client: Client
) -> None:
    environment = opened(COUNTING, client=client, timeout_s=1)
    late = environment.invoke('"sleep"')
    after = environment.invoke('""')

    said = f"RequestId: {late.request_id} Error: Task timed out after 1.00 seconds"
    assert json.loads(late.payload) == {"errorType": "Sandbox.Timedout", "errorMessage": said}
    assert (late.status, late.duration_ms) == (200, 1000)
    assert late.log.splitlines()[-1].endswith("\tStatus: timeout\t")
    assert json.loads(after.payload)[:2] == [1, 2]


LOGGING = """
    import logging
    logger = logging.getLogger()
    logger.setLevel("INFO")
    def lambda_handler(event, context):
        print("printed")
        logger.info("order %s", 7)
        raise RuntimeError("no stock")
"""
REPORT = (
    r"REPORT RequestId: {id}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\t"
    r"Memory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t"
    r"Status: error\tError Type: RuntimeError\t"
)


@pytest.mark.fact("LOG-001", "LOG-002", "LOG-004", "LOG-006", "LOG-007", "INV-053")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_the_log_has_lambdas_lines_in_lambdas_order(opened: Open, client: Client) -> None:
    answer = opened(LOGGING, client=client).invoke("{}")
    init, start, printed, logged, error, trace, frame, _, end, report = answer.log.splitlines()

    assert init.startswith("INIT_START Runtime Version: python:3.")
    assert start == f"START RequestId: {answer.request_id} Version: $LATEST"
    assert printed == "printed"
    assert re.fullmatch(
        rf"\[INFO\]\t\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z\t{answer.request_id}\torder 7",
        logged,
    )
    assert error == "[ERROR] RuntimeError: no stock"
    assert trace == "Traceback (most recent call last):"
    assert frame.startswith("\xa0\xa0File ")
    assert end == f"END RequestId: {answer.request_id}"
    assert re.fullmatch(REPORT.format(id=answer.request_id), report)
    assert 1 < answer.max_memory_mb < 128


@pytest.mark.fact("LOG-005", "LIF-005")
def test_an_init_that_fails_fails_the_invocation_and_is_tried_again(opened: Open) -> None:
    environment = opened("""
        import os, tempfile
        path = os.path.join(tempfile.gettempdir(), "once")
        if not os.path.exists(path):
            open(path, "w").close()
            raise OSError("no network yet")
        def lambda_handler(event, context): return "fine"
    """)
    first, second = environment.invoke("{}"), environment.invoke("{}")

    assert json.loads(first.payload)["errorType"] == "OSError"
    assert "\tPhase: init\tStatus: error\tError Type: OSError\n" in first.log
    assert second.text == '"fine"'
    assert second.init_duration_ms is None


@pytest.mark.fact("LIF-002", "LIF-003")
def test_an_init_over_its_limit_runs_again_inside_the_invocation(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lambdatutor.aws import quotas

    short = quotas.INIT_LIMIT_S._replace(value=1)
    monkeypatch.setattr(quotas, "INIT_LIMIT_S", short)
    answer = opened(
        """
        import time
        time.sleep(1.2)
        def lambda_handler(event, context): return "at last"
        """
    ).invoke("{}")

    assert quotas.INIT_LIMIT_S is short
    assert answer.text == '"at last"'
    assert re.search(
        r"INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout", answer.log
    )
    assert answer.init_duration_ms is None
    assert answer.duration_ms > 1_200


@pytest.mark.fact("LIF-013")
@everywhere
def test_a_thread_left_behind_stands_still_between_invocations(opened: Open, room: bool) -> None:
    environment = opened(
        """
        import threading, time
        ticks = 0
        def tick():
            global ticks
            while True:
                time.sleep(0.001)
                ticks += 1
        threading.Thread(target=tick, daemon=True).start()
        def lambda_handler(event, context): return ticks
        """,
        room=room,
    )
    before = int(environment.invoke("{}").payload)
    time.sleep(0.4)
    after = int(environment.invoke("{}").payload)

    assert after - before < 40  # of about 400


@pytest.mark.fact("LIF-006", "LIF-007")
def test_several_environments_run_at_once_and_know_nothing_of_each_other(tmp_path: Path) -> None:
    code = "import time\ncount = 0\ndef lambda_handler(event, context):\n"
    code += "    global count\n    count += 1\n    time.sleep(0.3)\n    return count\n"
    (tmp_path / "lambda_function.py").write_text(code)
    function = Function(code=tmp_path)
    environments = [Environment(function) for _ in range(3)]
    try:
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda each: each.invoke("{}"), environments))
    finally:
        for each in environments:
            each.close()

    assert [answer.text for answer in answers] == ["1"] * 3
    assert len({answer.environment for answer in answers}) == 3


def test_code_that_nobody_waits_for_any_more_is_stopped(opened: Open) -> None:
    environment = opened(COUNTING, timeout_s=30)
    environment.invoke('""')
    threading.Timer(0.2, environment.stop).start()

    with pytest.raises(Stopped):
        environment.invoke('"sleep"')
    assert json.loads(environment.invoke('""').payload)[:2] == [1, 3]


def test_an_end_that_is_asked_for_during_a_reset_is_not_forgotten(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lambdatutor.aws import quotas
    from lambdatutor.runtime.cell import Cell

    monkeypatch.setattr(quotas, "INIT_LIMIT_S", quotas.INIT_LIMIT_S._replace(value=0.2))
    environment = opened("import time\ntime.sleep(3)\n", timeout_s=2)
    cell, kill = environment._cell, Cell.kill

    def kill_and_stop(self: Cell) -> None:
        environment.stop()
        kill(self)

    monkeypatch.setattr(Cell, "kill", kill_and_stop)
    with pytest.raises(Stopped):
        environment.invoke("{}")
    assert environment._cell is cell  # it was waited for, and not given up


def test_an_environment_can_be_closed_while_its_code_runs(opened: Open) -> None:
    environment = opened(COUNTING, timeout_s=30)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(environment.invoke, '"sleep"')
        while "module" not in environment.log_so_far.text:
            time.sleep(0.01)
        environment.close()
        with pytest.raises(Stopped):
            running.result()
    with pytest.raises(Stopped):
        environment.invoke("{}")


@pytest.mark.fact("INV-009", "INV-010")
@pytest.mark.parametrize(
    ("event", "code"),
    [("{a", "InvalidRequestContentException"), ('"' + "x" * 6_291_456, "RequestTooLargeException")],
    ids=["no JSON", "too large"],
)
def test_an_event_that_lambda_refuses_starts_nothing(opened: Open, event: str, code: str) -> None:
    environment = opened(COUNTING)

    with pytest.raises(AwsError) as refused:
        environment.invoke(event)
    assert refused.value.code == code
    assert "INIT_START" in environment.invoke('""').log


@pytest.mark.fact("INV-054")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_an_event_without_text_cannot_be_read_and_one_that_is_no_number_is_refused(
    opened: Open, client: Client
) -> None:
    environment = opened("def lambda_handler(event, context): return event", client=client)
    told = json.loads(environment.invoke("").payload)

    assert told["errorType"] == "Runtime.UnmarshalError"
    assert told["errorMessage"].startswith("Unable to unmarshal input: Expecting value")
    with pytest.raises(AwsError, match="InvalidRequestContentException"):
        environment.invoke("NaN")


@pytest.mark.fact("LIF-026")
def test_files_and_processes_have_lambdas_limits(opened: Open) -> None:
    environment = opened("""
        import resource
        def lambda_handler(event, context):
            files, processes = resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC
            return [resource.getrlimit(files)[0], resource.getrlimit(processes)[0]]
    """)
    if not environment.walls.room:
        pytest.skip("no room can be built here")

    assert environment.invoke("{}").text == "[1024, 1024]"


@pytest.mark.fact("INV-006")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_the_largest_event_arrives_and_goes_back(opened: Open, client: Client) -> None:
    event = json.dumps("x" * 6_291_400)
    answer = opened(
        "def lambda_handler(event, context): return event", client=client, memory_mb=256
    ).invoke(event)

    assert answer.function_error is None
    assert answer.text == event


@pytest.mark.fact("PKG-007", "PKG-009")
def test_layers_are_on_the_path_behind_the_package(tmp_path: Path, opened: Open) -> None:
    layers = tmp_path / "opt" / "python"
    layers.mkdir(parents=True)
    (layers / "tariffs.py").write_text("WHERE = 'layer'\n")
    (layers / "both.py").write_text("WHERE = 'layer'\n")
    code = "import tariffs, both\n"
    code += "def lambda_handler(event, context): return [tariffs.WHERE, both.WHERE]\n"
    environment = opened(
        {"lambda_function.py": code, "both.py": "WHERE = 'package'\n"}, layers=tmp_path / "opt"
    )

    assert json.loads(environment.invoke("{}").payload) == ["layer", "package"]
