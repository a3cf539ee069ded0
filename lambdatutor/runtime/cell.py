"""Our end of the process that holds the walls of an environment."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lambdatutor.aws import quotas
from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime import clients, limits
from lambdatutor.runtime.child.plan import OPT, RUNTIME, TASK, TMP, Plan
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.folders import new_folder
from lambdatutor.runtime.fork_server import Forked, ForkServer, interpreter
from lambdatutor.runtime.function import Function
from lambdatutor.runtime.variables import Places
from lambdatutor.runtime.walls import Walls, walls

_STARTED_S = 20.0
"""For the walls to be built, on a machine that is very busy."""
_NOT_STARTED = "The process that runs handlers did not start. `lambdatutor doctor` may say why."
_PACKAGE = Path(__file__).parents[1]
_PYTHON = Path(sys.executable).resolve()


class CannotStart(LambdaTutorError):  # noqa: N818  a sentence for a person
    """The process that runs handlers did not come up."""


class Cell:
    """The walls of one environment; its file descriptors are given to whoever waits on them."""

    room_refused: str | None = None
    """Why this machine lets no room be built, once that was tried."""

    def __init__(
        self, function: Function, client: Client, *, room: bool = True, guards: bool = True
    ) -> None:
        if os.name != "posix":
            raise CannotStart("Handlers run on Linux, macOS and WSL. Open WSL to run this one.")
        self.runtime = 0
        """The process that runs the code, by the number it has in its own ground."""
        self._guards = guards
        self._function = function
        self._client = client
        if not self._begin(room=room and Cell.room_refused is None):
            self._begin(room=False)

    def _begin(self, *, room: bool) -> bool:
        self.folder = new_folder()
        plan = self._plan(room=room)
        ours, theirs = socket.socketpair()
        self.output, writing = os.pipe()
        os.set_blocking(self.output, False)
        self.told = ours
        try:
            self.process = _started(plan.text(), theirs.fileno(), writing)
        except OSError as error:
            ours.close()
            os.close(self.output)
            shutil.rmtree(self.folder, ignore_errors=True)
            raise CannotStart(_NOT_STARTED) from error
        finally:
            os.close(writing)
            theirs.close()
        return self._heard(plan)

    def _plan(self, *, room: bool) -> Plan:
        for name in ("root", "tmp", "runtime", "opt"):
            (self.folder / name).mkdir()
        runtime = self.folder / "runtime"
        readable = [
            *_python(),
            *clients.furnish(runtime, self._client),
            str(_PACKAGE / "runtime" / "child"),
        ]
        layers = self._function.layers or self.folder / "opt"
        return Plan(
            namespaces=room and sys.platform == "linux",
            guards=self._guards,
            folder=str(self.folder),
            python=str(_PYTHON),
            task=str(self._function.code.resolve()),
            opt=str(layers.resolve()),
            runtime=str(runtime),
            readable=readable,
            tmp_mb=self._function.storage_mb,
            data_bytes=(2 * self._function.memory_mb + limits.DATA_MB) << 20,
            files=quotas.FILE_DESCRIPTORS.value,
            processes=_processes(room=room),
            cpu_s=limits.CPU_S,
        )

    def _heard(self, plan: Plan) -> bool:
        """Take over the Runtime API's address; False where no room could be built."""
        self.told.settimeout(_STARTED_S)
        try:
            text, found, _, _ = socket.recv_fds(self.told, 1 << 16, 1)
        except OSError:
            text, found = b"", []
        said: dict[str, Any] = json.loads(text) if text else {}
        if not found:
            self.close()
            if plan.namespaces and "refused" in said:
                Cell.room_refused = said["refused"]
                return False
            raise CannotStart(_NOT_STARTED)
        self.told.setblocking(False)  # noqa: FBT003  as above
        self.listener = socket.socket(fileno=found[0])
        self.listener.setblocking(False)  # noqa: FBT003  as above
        self.walls: Walls = walls(said["walls"])
        port = said["port"]
        self.places = (
            Places(TASK, OPT, RUNTIME, TMP, port)
            if self.walls.room
            else Places(plan.task, plan.opt, plan.runtime, str(self.folder / "tmp"), port)
        )
        return True

    def start(self, environment: Mapping[str, str]) -> None:
        """Start the runtime."""
        self._tell({"start": dict(environment)})

    def freeze(self) -> None:
        """Stop all that runs inside (LIF-013)."""
        self._tell({"freeze": {}})

    def thaw(self) -> None:
        self._tell({"thaw": {}})

    def kill(self) -> None:
        """Kill all that runs inside; `killed` is told when nothing is left."""
        self._tell({"kill": {}})

    def _tell(self, what: Mapping[str, Mapping[str, str]]) -> None:
        with contextlib.suppress(OSError):  # if it is gone, that is read at its other end
            self.told.sendall(json.dumps(what).encode() + b"\n")

    def close(self) -> None:
        """End everything inside, and leave no file."""
        self.told.close()
        try:
            self.process.wait(_STARTED_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.runtime and not self.walls.room:
            # Code in the open may have ended the process that would have ended it.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.runtime, signal.SIGKILL)
        os.close(self.output)
        if hasattr(self, "listener"):
            self.listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _started(plan: str, told: int, output: int) -> Forked | subprocess.Popen[bytes]:
    """The process on the other side; raises OSError."""
    if ForkServer.usable:
        return ForkServer.start(plan, told, output)
    return subprocess.Popen(  # noqa: S603  our own interpreter and our own words
        [*interpreter("cell"), plan, str(told)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=(told,),
        env={},
        start_new_session=True,
    )


def _processes(*, room: bool) -> int:
    """How many the system lets the code have; 0 to let it have what its user has.

    The system counts all processes of a user, and those of a room apart. Where Linux has no room,
    they are watched; elsewhere nobody watches.
    """
    if sys.platform == "linux":
        return quotas.THREADS.value if room else 0
    words = ["ps", "-U", str(os.getuid()), "-o", "pid="]
    listed = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  as above
    return listed.stdout.count("\n") + limits.PROCESSES


def _python() -> list[str]:
    """The interpreter and its libraries, and nothing else that lies where they are installed.

    Somebody may have built it with their home as its prefix.
    """
    roots = {Path(sys.base_prefix).resolve(), _PYTHON.parent.parent} - {Path("/"), Path("/usr")}
    found = [_PYTHON, *(root / name for root in roots for name in ("lib", "lib64"))]
    return sorted(str(each) for each in found if each.exists())
