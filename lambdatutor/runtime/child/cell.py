"""The process that stands between us and the learner's code, one for each environment.

It builds the walls, opens the loopback address of the Runtime API, and starts, freezes and kills
the runtime as it is told. When we are gone, for whatever reason, it ends all that runs inside.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
from typing import NoReturn

from lambdatutor.runtime.child import processes
from lambdatutor.runtime.child.limits import set_limits
from lambdatutor.runtime.child.plan import OPT, RUNTIME, TASK, TMP, Plan, read_plan

LINUX = sys.platform == "linux"
_INIT_FAILED = 3


def main() -> None:
    hold(read_plan(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))


def hold(plan: Plan, told: socket.socket) -> None:
    """Build the walls and hold them, until the other end of `told` is closed."""
    told.set_inheritable(False)
    # A file that no one may read or run is a wall of its own that we do not want.
    os.umask(0o022)
    try:
        if plan.namespaces:
            _in_a_room(plan, told)
        else:
            _in_the_open(plan, told)
    finally:
        if os.getpid() != 1 or not plan.namespaces:
            _remove(plan.folder)


def _in_a_room(plan: Plan, told: socket.socket) -> None:
    from lambdatutor.runtime.child import libc, room

    try:
        room.leave()
    except OSError as error:
        _say(told, {"refused": str(error)})
        return
    first = os.fork()
    if first:
        told.close()
        os.waitpid(first, 0)
        return
    try:
        libc.set_process(libc.PR_SET_PDEATHSIG, signal.SIGKILL)
        room.furnish(plan)
        room.raise_loopback()
        listener = _listener(9001)
    except OSError as error:
        _say(told, {"refused": str(error)})
        os._exit(_INIT_FAILED)
    inside = plan._replace(task=TASK, opt=OPT, runtime=RUNTIME, folder=TMP)
    Cell(inside, told, listener).serve()
    os._exit(0)


def _in_the_open(plan: Plan, told: socket.socket) -> None:
    if LINUX:
        from lambdatutor.runtime.child import libc

        libc.set_process(libc.PR_SET_CHILD_SUBREAPER, 1)
    Cell(plan, told, _listener(0)).serve()


def _listener(port: int) -> socket.socket:
    """The loopback address of the Runtime API; in a room it is the port that Lambda has."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind(("127.0.0.1", port))
    found.listen(16)
    return found


class Cell:
    """Starts, freezes, kills and reaps; `told` is our only way to speak with it."""

    def __init__(self, plan: Plan, told: socket.socket, listener: socket.socket) -> None:
        self._plan = plan
        self._told = told
        self._port: int = listener.getsockname()[1]
        self._runtime = 0
        self._waker, ring = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC) if LINUX else _pipe()
        signal.set_wakeup_fd(ring)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        # The first process of a room hears from inside only the signals that it has a handler for.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        answer = json.dumps({"port": self._port, "walls": self._walls()}).encode() + b"\n"
        socket.send_fds(told, [answer], [listener.fileno()])
        listener.close()

    def serve(self) -> None:
        """Until the other end is closed."""
        waiting = b""
        while True:
            ready, _, _ = select.select([self._told, self._waker], [], [])
            if self._waker in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._waker, 512)
                self._reap()
            if self._told not in ready:
                continue
            data = self._told.recv(1 << 16)
            if not data:
                break
            *lines, waiting = (waiting + data).split(b"\n")
            for line in lines:
                self._do(json.loads(line))
        self._kill()

    def _do(self, order: dict[str, dict[str, str]]) -> None:
        ((word, of),) = order.items()
        if word == "start":
            self._start(of)
        elif word == "kill":
            self._kill()
            _say(self._told, {"killed": 0})
        else:
            stop = word == "freeze"
            processes.signal_all(self._runtime, signal.SIGSTOP if stop else signal.SIGCONT)

    def _start(self, environment: dict[str, str]) -> None:
        self._runtime = os.fork()
        if not self._runtime:
            self._become(environment)
        _say(self._told, {"started": self._runtime})

    def _kill(self) -> None:
        """Nothing that the code started is left when this returns."""
        if self._runtime:
            processes.kill_all(self._runtime)
            self._runtime = 0

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                process, status = os.waitpid(-1, os.WNOHANG)
                if not process:
                    return
                if process == self._runtime:
                    _say(self._told, {"exited": os.waitstatus_to_exitcode(status)})

    def _walls(self) -> list[str]:
        """Which walls will stand round the code."""
        if self._plan.namespaces:
            return ["room"]
        if not (LINUX and self._plan.guards):
            return []
        from lambdatutor.runtime.child import landlock, seccomp

        found = landlock.version()
        walls = ["files"] if found else []
        if found >= 4 and seccomp.known():
            walls.append("network")
        if found >= 6:
            walls.append("signals")
        return walls

    def _become(self, environment: dict[str, str]) -> NoReturn:
        """From here on we are the runtime."""
        try:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.chdir(self._plan.task)
            set_limits(self._plan)
            if LINUX and self._plan.guards:
                self._give_up()
            python = self._plan.python
            words = [python, "-S", "-s", "-P", "-B", "-c", _start_code()]
            os.execve(python, words, environment)  # noqa: S606  as the platform does
        except BaseException as error:  # noqa: BLE001  nothing of ours may go on in this process
            os.write(2, f"The runtime cannot be started: {error}\n".encode())
        finally:
            os._exit(_INIT_FAILED)

    def _give_up(self) -> None:
        from lambdatutor.runtime.child import landlock, libc, seccomp
        from lambdatutor.runtime.child.room import SYSTEM_FILES

        plan = self._plan
        if not plan.namespaces and landlock.version():
            own = [plan.task, plan.opt, plan.runtime, "/dev/urandom", "/dev/random", "/dev/zero"]
            readable = [*SYSTEM_FILES, *plan.readable, *own]
            landlock.restrict(readable, [os.path.join(plan.folder, "tmp")], self._port)
        if seccomp.known():
            seccomp.restrict(room=plan.namespaces)
        if not plan.namespaces:
            libc.drop_privileges()


def _start_code() -> str:
    """What the interpreter runs: it puts the path in Lambda's order, then the client takes over."""
    path = os.path.join(os.path.dirname(__file__), "start.py")
    return f"exec(compile(open({path!r}).read(), 'start', 'exec'))"


def _say(told: socket.socket, what: dict[str, object] | dict[str, int] | dict[str, str]) -> None:
    with contextlib.suppress(OSError):  # the other end may be gone, and then we end too
        told.sendall(json.dumps(what).encode() + b"\n")


def _pipe() -> tuple[int, int]:
    reading, writing = os.pipe()
    for end in (reading, writing):
        os.set_blocking(end, False)
    return reading, writing


def _remove(folder: str) -> None:
    """Leave nothing behind, even where code took away its own right to look into a folder."""
    import shutil

    for path, folders, _ in os.walk(folder):
        for name in folders:
            inner = os.path.join(path, name)
            with contextlib.suppress(OSError):
                if not os.path.islink(inner):
                    os.chmod(inner, 0o700)
    shutil.rmtree(folder, ignore_errors=True)
