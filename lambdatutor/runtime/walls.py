"""Which walls stand round the learner's code, and which do not, in words for the screen."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec


class Walls(msgspec.Struct, frozen=True):
    """What keeps the code where it is."""

    room: bool
    """Users, files, processes and network of its own, as on Lambda."""
    files: bool
    network: bool
    signals: bool
    """Whether it can signal no process but its own."""
    memory: bool
    """Whether its memory is watched."""

    @property
    def missing(self) -> tuple[str, ...]:
        """A sentence for each wall that is not there."""
        found: list[str] = []
        if not self.files:
            found.append("The code can read and write the files that you can.")
        if not self.network:
            found.append("The code can reach the network.")
        if not self.signals:
            found.append("The code can stop programs of yours.")
        if not self.memory:
            found.append("Its memory is not watched, so it is not ended for using too much.")
        return tuple(found)

    @property
    def different(self) -> tuple[str, ...]:
        """A sentence for what is not as on Lambda where there is no room."""
        if self.room:
            return ()
        return (
            "Its code is not at /var/task but in a folder of this computer: ask LAMBDA_TASK_ROOT.",
            "Modes, owners and times of files cannot be changed.",
            "It writes to the folder that tempfile.gettempdir() names, and not to /tmp.",
        )


def walls(named: list[str]) -> Walls:
    """From the names that the process which builds them reports."""
    room = "room" in named
    return Walls(
        room=room,
        files=room or "files" in named,
        network=room or "network" in named,
        signals=room or "signals" in named,
        memory=sys.platform == "linux",
    )


def walls_here() -> Walls:
    """Build walls once, to see which can stand on this machine; raises `CannotStart`."""
    from tempfile import TemporaryDirectory

    from lambdatutor.runtime.cell import Cell
    from lambdatutor.runtime.clients import best
    from lambdatutor.runtime.function import Function

    with TemporaryDirectory() as folder:
        cell = Cell(Function(code=Path(folder)), best())
        cell.close()
        return cell.walls
