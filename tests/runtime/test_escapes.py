"""Code that tries to get out: nothing of the machine changes, and nothing is left running.

What is tried does no harm where a wall is missing: the rule stands at the top of `escapes.py`. So
here too: it is aimed at files that a test planted, and at processes that a test started.
"""

import ctypes
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import lambdatutor
from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.child.libc import drop_privileges
from lambdatutor.runtime.child.plan import TMP
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function

from .conftest import GROUND, Open, everywhere, machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")

LIBC = ctypes.CDLL(None)
CODE = Path(__file__).with_name("escapes.py")
CODE_NAME = "lambda_function.py"


@pytest.fixture(scope="module", params=GROUND.values(), ids=GROUND)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Environment]:
    """An environment that stays usable, whatever is tried in it."""
    folder = tmp_path_factory.mktemp("escapes")
    shutil.copy(CODE, folder / CODE_NAME)
    with Environment(Function(code=folder), room=request.param) as environment:
        yield environment


def tried(environment: Environment, attempt: str, on: object = None) -> Answer:
    return environment.invoke(json.dumps({"try": attempt, "on": on}))


def came_of(environment: Environment, attempt: str, on: object = None) -> object:
    answer = tried(environment, attempt, on)
    assert answer.function_error is None, answer.text
    return json.loads(answer.payload)


def test_nothing_that_is_typed_reaches_the_code(kept: Environment) -> None:
    assert came_of(kept, "read_what_is_typed") == ""


def test_the_code_cannot_loosen_its_limits(kept: Environment) -> None:
    assert came_of(kept, "loosen_limits") == []


def test_no_socket_leads_out(kept: Environment) -> None:
    if not kept.walls.network:
        pytest.skip("nothing here keeps code from the network")
    kinds = (socket.SOCK_DGRAM, socket.SOCK_STREAM)
    places = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
    for family, place in places:
        datagrams, streams = (socket.socket(family, kind) for kind in kinds)
        with datagrams, streams:
            datagrams.bind((place, 0))
            port = datagrams.getsockname()[1]
            streams.bind((place, port))
            streams.listen()
            for each in (datagrams, streams):
                each.setblocking(False)

            assert came_of(kept, "open_sockets", port) == []
            with pytest.raises(BlockingIOError):
                datagrams.recv(10)
            with pytest.raises(BlockingIOError):
                streams.accept()


def test_nobody_on_the_network_can_knock(kept: Environment) -> None:
    if not kept.walls.network:
        pytest.skip("nothing here keeps code from the network")
    answer = tried(kept, "listen_to_everybody")

    # In a room it is a network of its own that nobody else is on.
    refused = json.loads(answer.payload)
    assert kept.walls.room or refused["errorType"] == "PermissionError"


@pytest.fixture
def shared() -> Iterator[list[int]]:
    """Memory, a message and a semaphore, by their numbers: as other programs have them."""
    private, mode = 0, 0o1600  # IPC_CREAT for this user alone
    memory = LIBC.shmget(private, 4_096, mode)
    messages = LIBC.msgget(private, mode)
    semaphores = LIBC.semget(private, 1, mode)
    LIBC.msgsnd(messages, (1).to_bytes(8, sys.byteorder) + b"a letter", 8, 0)
    yield [memory, messages, semaphores]
    LIBC.shmctl(memory, 0, None)
    LIBC.msgctl(messages, 0, None)
    LIBC.semctl(semaphores, 0, 0)


def test_nothing_that_programs_share_can_be_used(kept: Environment, shared: list[int]) -> None:
    assert min(shared) >= 0
    assert came_of(kept, "use_what_is_shared", shared) == []


@pytest.fixture
def others(kept: Environment) -> Iterator[list[int]]:
    """Processes that are not the code's: one with no more rights than the code, one with ours."""
    words, apart = ["sleep", "60"], {"start_new_session": True}
    weak = subprocess.Popen(words, preexec_fn=drop_privileges, **apart)  # noqa: PLW1509  no threads
    with weak, subprocess.Popen(words, **apart) as strong:
        yield [weak.pid, strong.pid, kept._cell.process.pid]
        weak.kill()
        strong.kill()


def reached(processes: list[int]) -> dict[str, object]:
    return {"processes": processes, "machine": machine()}


def test_no_other_process_can_be_looked_into(kept: Environment, others: list[int]) -> None:
    assert came_of(kept, "look_into_processes", reached(others)) == []


def test_no_other_process_can_be_held_back(kept: Environment, others: list[int]) -> None:
    assert came_of(kept, "hold_back_processes", reached(others)) == []


def test_without_walls_a_process_could_be_looked_into_and_held_back(opened: Open) -> None:
    """So that the two above say something."""
    environment = opened(CODE.read_text(), room=False, guards=False)
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as program:
        looked = came_of(environment, "look_into_processes", reached([program.pid]))
        held_back = came_of(environment, "hold_back_processes", reached([program.pid]))
        program.kill()

    # Some systems let nobody look into a process but who started it.
    assert {"ptrace", "mem", "environ", "fd/1"} <= set(looked) or os.getuid() != 0
    assert {"turns", "processors", "rank", "rank of a group"} <= set(held_back)


def test_code_that_deletes_itself_is_there_for_the_next(kept: Environment) -> None:
    assert came_of(kept, "delete_own_code") == [CODE_NAME]
    assert kept.function.code.joinpath(CODE_NAME).read_bytes() == CODE.read_bytes()


def planted(folder: Path) -> list[str]:
    """A tree with something of every kind; its paths, the deepest first."""
    (folder / "inner" / "empty").mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    (folder / "inner" / "closed").write_text("mine too")
    (folder / "inner" / "closed").chmod(0o600)
    (folder / "run").write_text("#!/bin/sh\n")
    (folder / "run").chmod(0o755)
    (folder / "link").symlink_to(folder / "notes.txt")
    shutil.copy(shutil.which("sh") or "/bin/sh", folder / "interpreter")
    return sorted((str(path) for path in [folder, *folder.rglob("*")]), reverse=True)


def tree(folder: Path) -> dict[str, object]:
    """All that can be seen of every file, but for when it was read."""
    found: dict[str, object] = {}
    for path in (folder, *folder.rglob("*")):
        seen = path.lstat()
        text = path.read_bytes() if path.is_file() else b""
        marks = (seen.st_mode, seen.st_uid, seen.st_gid, seen.st_nlink, seen.st_ctime_ns, text)
        found[str(path)] = (*marks, os.listxattr(path, follow_symlinks=False))
    return found


def test_nothing_of_the_machine_changes(kept: Environment, tmp_path: Path) -> None:
    if not kept.walls.files:
        pytest.skip("nothing here keeps code from files")
    paths = planted(tmp_path / "mine")
    watched = (tmp_path, kept.function.code, kept._cell.folder / "runtime")
    before = [tree(folder) for folder in watched]
    paths += [str(each) for each in (kept.function.code / CODE_NAME, kept.function.code)]

    assert came_of(kept, "wreck", paths) == 4 * 17 * len(paths)
    assert [tree(folder) for folder in watched] == before


def test_no_file_of_the_machine_can_be_opened_to_write(kept: Environment) -> None:
    if not kept.walls.files:
        pytest.skip("nothing here keeps code from files")
    ours = [lambdatutor.__file__, str(CODE), str(CODE.parent)]
    files = ["/etc/hostname", "/etc/passwd", sys.executable, sys.modules["json"].__file__]
    folders = ["/", "/etc", "/usr", "/var", "/opt", "/dev", str(Path.home()), str(Path.cwd())]
    # A room has a /tmp of its own, with places in it where the machine's files are shown.
    its_own = TMP if kept.walls.room else str(kept._cell.folder)
    paths = [each for each in ours + files + folders if not Path(each).is_relative_to(its_own)]

    assert came_of(kept, "open_to_write", paths) == []


def test_without_walls_the_same_code_could_open_them(opened: Open, tmp_path: Path) -> None:
    """So that the test above says something."""
    (tmp_path / "file").touch()
    paths = [str(tmp_path / "file"), str(tmp_path)]
    environment = opened(CODE.read_text(), room=False, guards=False)

    assert set(paths) <= set(came_of(environment, "open_to_write", paths))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "task"]


def test_without_walls_the_same_code_would_do_its_harm(opened: Open, tmp_path: Path) -> None:
    """So that the test above says something."""
    paths = planted(tmp_path / "mine")
    before = tree(tmp_path / "mine")
    environment = opened(CODE.read_text(), room=False, guards=False)
    came_of(environment, "wreck", paths)

    assert not {path for path in before if os.path.lexists(path)}


def running(word: str) -> int:
    """How many processes of the whole machine have been started with this word."""
    found = 0
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        found += word.encode() in words
    return found


@everywhere
def test_nothing_is_left_running(opened: Open, room: bool) -> None:
    environment = opened(CODE.read_text(), room=room)
    seconds = f"60.{os.getpid():09}"  # such as nobody else sleeps, and not for long
    tried(environment, "leave_and_crash", seconds)
    assert running(seconds) == 0
    came_of(environment, "leave", seconds)
    until_s = time.monotonic() + 10
    while running(seconds) < 4:  # a program has no words while it begins
        assert time.monotonic() < until_s
        time.sleep(0.01)
    environment.close()
    assert running(seconds) == 0


def test_code_that_stops_itself_is_ended_with_its_time(opened: Open) -> None:
    answer = tried(opened(CODE.read_text(), timeout_s=1), "stop_itself")

    assert json.loads(answer.payload)["errorType"] == "Sandbox.Timedout"


def test_the_disk_is_not_filled_where_there_is_no_room(opened: Open) -> None:
    environment = opened(CODE.read_text(), room=False, storage_mb=16)
    answer = tried(environment, "fill_the_disk")

    assert answer.said is not None
    assert "more than /tmp holds" in answer.said
