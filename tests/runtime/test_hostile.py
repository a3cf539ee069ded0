"""Code that means harm, or is careless: the program goes on, and nothing is left or changed.

A fork bomb here doubles nothing: it starts a process at a time, and stops at a number. Nothing
does harm where a wall is missing, as the top of `escapes.py` has it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lambdatutor.runtime import limits
from lambdatutor.runtime.child.processes import descendants
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.environment import Environment

from .conftest import CLIENTS, Open, everywhere

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")


FORKING = """
    import os, time
    def lambda_handler(event, context):
        for _ in range(400):
            try:
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(30)
                    os._exit(0)
            except OSError:
                break
        time.sleep(5)
"""
EATING = """
    def lambda_handler(event, context):
        held = []
        for _ in range(1_000):
            held.append(bytearray(b"x" * 1_000_000))
"""
WRITING = """
    import sys
    def lambda_handler(event, context):
        for _ in range(1_024):
            sys.stdout.write("x" * (1 << 20))
"""
FILLING = """
    import tempfile
    def lambda_handler(event, context):
        with tempfile.TemporaryDirectory() as folder:
            try:
                for number in range(17):
                    with open(f"{folder}/{number}", "wb") as file:
                        for _ in range(32):
                            file.write(bytes(1 << 20))
            except OSError as error:
                return error.errno
"""
LEAVING = """
    import subprocess
    def lambda_handler(event, context):
        return subprocess.Popen(["sleep", "300"], start_new_session=True).pid
"""
HIDING = """
    import os, time
    def lambda_handler(event, context):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(writing, str(os.getpid()).encode())
                time.sleep(300)
            os._exit(0)
        os.wait()
        return int(os.read(reading, 20))
"""
CLOSING = """
    import os
    def lambda_handler(event, context):
        os.closerange(0, event)
        return "closed"
"""
GROUP = """
    import os, signal
    def lambda_handler(event, context):
        if os.getpgrp() not in (os.getpid(), os.getppid()):
            return "the group is not its own"
        os.kill(0, signal.SIGKILL)
"""


def left_of(environment: Environment) -> list[int]:
    """Processes of the learner's code that still live, apart from the runtime itself."""
    below = descendants(environment._cell.process.pid)
    return below[2 if environment.walls.room else 1 :]


def all_of(environment: Environment) -> list[int]:
    """The same, and the runtime itself."""
    below = descendants(environment._cell.process.pid)
    return below[1 if environment.walls.room else 0 :]


def lives(process: int) -> bool:
    """Whether a process runs; one that is dead may wait for the machine to bury it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_loop_without_end_is_ended_with_its_time(opened: Open) -> None:
    """In the open, where it is harder to end; it uses a second of the processor."""
    environment = opened(
        "def lambda_handler(event, context):\n    while True: pass\n", room=False, timeout_s=1
    )

    assert json.loads(environment.invoke("{}").payload)["errorType"] == "Sandbox.Timedout"
    assert all_of(environment) == []


@everywhere
def test_too_many_processes_end_the_environment(opened: Open, room: bool) -> None:
    environment = opened(FORKING, room=room, timeout_s=10)
    answer = environment.invoke("{}")

    assert answer.function_error == "Unhandled"
    assert answer.said is not None
    assert f"more than {limits.PROCESSES} processes" in answer.said
    assert answer.duration_ms < 5_000
    assert all_of(environment) == []


@everywhere
@pytest.mark.fact("INV-038")
def test_code_that_eats_memory_is_out_of_memory(opened: Open, room: bool) -> None:
    environment = opened(EATING, room=room, timeout_s=10)
    answer = environment.invoke("{}")

    told = json.loads(answer.payload)
    assert told["errorType"] == "Runtime.OutOfMemory"
    assert told["errorMessage"].endswith("signal: killed")
    assert answer.max_memory_mb == 128
    assert "\tMax Memory Used: 128 MB\t" in answer.log
    assert answer.said is not None


@everywhere
def test_a_gigabyte_of_output_is_cut_and_told(opened: Open, room: bool) -> None:
    answer = opened(WRITING, room=room, timeout_s=20).invoke("{}")

    assert answer.said is not None
    assert "of output" in answer.said
    assert "bytes are left out here" in answer.log
    assert len(answer.log) < limits.LOG_BYTES + 1_000


@pytest.mark.fact("LIF-019")
def test_tmp_holds_512_mb_and_no_more(opened: Open) -> None:
    environment = opened(FILLING, timeout_s=20)
    if not environment.walls.room:
        pytest.skip("no room can be built here")

    assert environment.invoke("{}").text == "28"  # no space left on device


@everywhere
def test_a_process_left_behind_ends_with_the_environment(opened: Open, room: bool) -> None:
    environment = opened(LEAVING, room=room)
    environment.invoke("{}")
    below = left_of(environment)

    assert len(below) == 1
    environment.close()
    assert not [process for process in below if lives(process)]


def test_a_process_that_hides_behind_a_dead_one_ends_too(opened: Open) -> None:
    """In the open nothing but its parent's parent tells that it belongs to the code."""
    environment = opened(HIDING, room=False)
    hidden = int(environment.invoke("{}").payload)

    assert lives(hidden)
    environment.close()
    assert not lives(hidden)


@everywhere
def test_code_that_closes_its_streams_answers_all_the_same(opened: Open, room: bool) -> None:
    assert opened(CLOSING, room=room).invoke("3").text == '"closed"'


@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_code_that_closes_everything_answers_all_the_same(opened: Open, client: Client) -> None:
    """Also what the client speaks through."""
    environment = opened(CLOSING, client=client)

    assert [environment.invoke("1024").text for _ in range(2)] == ['"closed"'] * 2


@everywhere
def test_code_that_kills_its_own_group_kills_nothing_else(opened: Open, room: bool) -> None:
    environment = opened(GROUP, room=room)

    assert json.loads(environment.invoke("{}").payload)["errorType"] == "Runtime.ExitError"
    assert environment._cell.process.poll() is None


def test_code_that_ends_what_would_end_it_is_ended_all_the_same(opened: Open) -> None:
    """Without walls it can; then it is we who look after it."""
    environment = opened(
        """
        import os, signal, time
        def lambda_handler(event, context):
            print("runtime", os.getpid())
            os.kill(event, signal.SIGKILL)
            time.sleep(60)
        """,
        room=False,
        guards=False,
    )
    answer = environment.invoke(str(environment._cell.process.pid))

    assert answer.function_error == "Unhandled"
    assert answer.said is not None
    assert not lives(int(answer.log.split("runtime ")[1].split()[0]))
    assert opened("def lambda_handler(event, context): return 1").invoke("{}").text == "1"


@everywhere
def test_all_is_gone_when_the_program_is_killed(tmp_path: Path, room: bool) -> None:
    (tmp_path / "lambda_function.py").write_text(
        "import time\ndef lambda_handler(event, context):\n    print('x')\n    time.sleep(60)\n"
    )
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from lambdatutor.runtime.environment import Environment\n"
        "from lambdatutor.runtime.function import Function\n"
        f"one = Environment(Function(code=Path({str(tmp_path)!r}), timeout_s=60), room={room})\n"
        "print(one._cell.folder, flush=True)\none.invoke('{}')\n"
    )
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        folder = Path(program.stdout.readline().strip())
        until = time.monotonic() + 10
        while len(found := descendants(program.pid)) < (4 if room else 3):
            assert time.monotonic() < until
            time.sleep(0.01)
        os.kill(program.pid, signal.SIGKILL)
    while [each for each in found if lives(each)] or folder.exists():
        assert time.monotonic() < until
        time.sleep(0.01)
