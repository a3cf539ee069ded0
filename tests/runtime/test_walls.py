"""What the code can reach: its own folder, its own processes, and nothing else.

Nothing that is tried does harm where a wall is missing, as the top of `escapes.py` has it.
"""

import errno
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lambdatutor.runtime import cell

from .conftest import Open, everywhere, machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")

PARENT = """
    import os, signal
    def lambda_handler(event, context):
        for kill in (os.kill, os.killpg):
            try:
                kill(event, signal.SIGKILL)
            except OSError:
                pass
        return "tried"
"""
REACHING = """
    import ctypes, os, socket
    def lambda_handler(event, context):
        found = []
        for place in (("127.0.0.1", event), ("192.0.2.1", 80)):
            try:
                socket.create_connection(place, 2)
                found.append(place)
            except OSError:
                pass
        try:
            datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            datagrams.sendto(b"x", ("127.0.0.1", event))
            if not os.path.exists("/var/task/lambda_function.py"):
                found.append("datagram")
        except OSError:
            pass
        libc = ctypes.CDLL(None, use_errno=True)
        for name, of in (("unshare", 0x10000000), ("ptrace", 0)):
            if getattr(libc, name)(of, 0, 0, 0) == 0:
                found.append(name)
        return found
"""
TOUCHING = """
    import os, tempfile
    def lambda_handler(event, context):
        done = []
        def tried(name, function, *arguments):
            try:
                function(*arguments)
                done.append(name)
            except OSError:
                pass
        tried("write", lambda: open(event, "w").close())
        tried("read", lambda: open(event).read())
        tried("chmod", os.chmod, event, 0o777)
        tried("utime", os.utime, event)
        tried("unlink", os.unlink, event)
        tried("link", os.link, event, tempfile.mkdtemp() + "/link")
        tried("beside", lambda: open(event + "2", "w").close())
        tried("own", lambda: open(__file__, "a").close())
        tried("own chmod", os.chmod, __file__, 0o777)
        return done
"""


@everywhere
def test_code_cannot_signal_what_is_not_its_own(opened: Open, room: bool) -> None:
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as other:
        environment = opened(PARENT, room=room)
        environment.invoke(str(other.pid))
        environment.invoke(str(environment._cell.process.pid))

        assert environment._cell.process.poll() is None
        assert other.poll() is None
        other.kill()


@everywhere
def test_memory_that_belongs_to_no_process_is_refused(opened: Open, room: bool) -> None:
    environment = opened(
        "import os\ndef lambda_handler(event, context): os.memfd_create('x')", room=room
    )

    assert json.loads(environment.invoke("{}").payload)["errorType"] == "PermissionError"


@everywhere
def test_no_file_of_ours_is_left_open_to_the_code(opened: Open, room: bool) -> None:
    """But its input, its output, and the sockets of its own client."""
    environment = opened(
        """
        import os, stat
        def lambda_handler(event, context):
            found = []
            for number in range(3, 256):
                try:
                    mode = os.fstat(number).st_mode
                except OSError:
                    continue
                if not stat.S_ISSOCK(mode):
                    found.append(number)
            return found
        """,
        room=room,
    )

    assert environment.invoke("{}").text == "[]"


def test_of_where_python_is_installed_only_its_libraries_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who built it with their home as its prefix has everything there."""
    for name in ("lib", "bin", "letters"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    monkeypatch.setattr(cell, "_PYTHON", tmp_path / "bin" / "python3")
    (tmp_path / "bin" / "python3").touch()

    assert cell._python() == [str(tmp_path / "bin" / "python3"), str(tmp_path / "lib")]


def test_the_process_that_holds_the_walls_hears_nothing_from_inside(opened: Open) -> None:
    environment = opened("""
        import os, signal, time
        def lambda_handler(event, context):
            if os.getppid() != 1 or os.readlink("/proc/self/ns/pid") == event:
                return "not in a room"
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL, signal.SIGCHLD):
                os.kill(1, number)
            time.sleep(0.05)
            return "there"
    """)
    if not environment.walls.room:
        pytest.skip("no room can be built here")

    for _ in range(2):
        assert environment.invoke(json.dumps(machine())).text == '"there"'


@everywhere
def test_there_is_no_network_but_the_runtime_api(opened: Open, room: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        environment = opened(REACHING, room=room)
        if not environment.walls.network:
            pytest.skip("nothing here keeps code from the network")

        assert environment.invoke(str(server.getsockname()[1])).text == "[]"


@everywhere
def test_nothing_outside_its_folder_changes(opened: Open, room: bool, tmp_path: Path) -> None:
    victim = tmp_path / "mine"
    victim.write_text("mine")
    victim.chmod(0o644)
    before = victim.stat()
    environment = opened(TOUCHING, room=room)
    if not environment.walls.files:
        pytest.skip("nothing here keeps code from files")
    answer = environment.invoke(json.dumps(str(victim)))

    # In a room `beside` goes to a /tmp of its own.
    assert set(json.loads(answer.payload)) <= {"beside"}
    assert victim.stat() == before or victim.stat().st_ctime_ns == before.st_ctime_ns
    assert victim.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "task"]
    assert [path.name for path in (tmp_path / "task").iterdir()] == ["lambda_function.py"]


def test_where_there_are_no_walls_that_is_said_plainly(opened: Open) -> None:
    environment = opened("def lambda_handler(event, context): return 1", room=False, guards=False)

    assert environment.invoke("{}").text == "1"
    assert "The code can reach the network." in environment.walls.missing
    assert "The code can read and write the files that you can." in environment.walls.missing
    assert any("/var/task" in each for each in environment.walls.different)


@pytest.mark.parametrize(("number", "known"), [(errno.EFAULT, True), (errno.EINVAL, False)])
def test_a_wall_counts_only_where_the_kernel_builds_it(
    monkeypatch: pytest.MonkeyPatch, number: int, known: bool
) -> None:
    """As kernels answer who asks for a filter and brings none."""
    from lambdatutor.runtime.child import seccomp

    assert seccomp.known()

    def answers(*_: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(seccomp, "set_process", answers)
    assert seccomp.known() is known


def test_where_no_room_can_be_built_the_code_runs_in_the_open(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file that stands in the way of one that the room needs.
    found = cell._python()
    monkeypatch.setattr(cell, "_python", lambda: [*found, "/proc"])
    monkeypatch.setattr(cell.Cell, "room_refused", None)
    environment = opened("def lambda_handler(event, context): return 1")

    assert not environment.walls.room
    assert cell.Cell.room_refused is not None
    assert environment.invoke("{}").text == "1"


def test_in_a_room_only_tmp_takes_files_as_on_lambda(opened: Open) -> None:
    environment = opened("""
        import os
        def lambda_handler(event, context):
            found = {}
            for place in ("/", "/var/task/", "/opt/", "/usr/", "/tmp/"):
                try:  # a file without a name, which is gone at once
                    os.close(os.open(place, os.O_WRONLY | os.O_TMPFILE))
                    found[place] = 0
                except OSError as error:
                    found[place] = error.errno
            return found
    """)
    if not environment.walls.room:
        pytest.skip("no room can be built here")

    assert json.loads(environment.invoke("{}").payload) == {
        "/": errno.EROFS,
        "/var/task/": errno.EROFS,
        "/opt/": errno.EROFS,
        "/usr/": errno.EROFS,
        "/tmp/": 0,  # noqa: S108  it is in the room
    }


def test_the_runtime_api_takes_no_answer_to_another_invocation(opened: Open) -> None:
    answer = opened("""
        import os, urllib.error, urllib.request
        def lambda_handler(event, context):
            api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/"
            found = []
            for path in ("invocation/other/response", "invocation/other/error", "elsewhere"):
                try:
                    urllib.request.urlopen(api + path, b"1")
                except urllib.error.HTTPError as error:
                    found.append(error.code)
            return found
    """).invoke("{}")

    assert answer.text == "[400, 400, 404]"
