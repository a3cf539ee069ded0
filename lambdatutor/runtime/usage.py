"""Memory and processes of an environment, by Linux's own books; elsewhere nothing is known."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from lambdatutor.runtime.child.processes import descendants

KNOWN = sys.platform == "linux"
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1_024 if KNOWN else 0


class Usage(NamedTuple):
    """What an environment uses now."""

    memory_kb: int
    processes: int
    threads: int
    """Of all its processes, each of which has one at least."""


def usage(cell: int, *, room: bool, most: int) -> Usage:
    """Of all that runs below the process that holds the walls; in a room there are two of it.

    Memory is not measured, nor threads counted, where there are more processes than `most`.
    """
    processes = descendants(cell)[1 if room else 0 :]
    if len(processes) > most:
        return Usage(0, len(processes), len(processes))
    return Usage(_memory_kb(processes), len(processes), sum(map(_threads, processes)))


def peak_kb(cell: int, *, room: bool) -> int:
    """The most that the runtime's own process ever had."""
    processes = descendants(cell)[1 if room else 0 :]
    return _field(processes[0], "status", "VmHWM:") if processes else 0


def _threads(process: int) -> int:
    """Each is a folder, and a folder counts those in it among its names."""
    try:
        return os.stat(f"/proc/{process}/task").st_nlink - 2  # noqa: PTH116  many times a second
    except OSError:
        return 0


def _memory_kb(processes: list[int]) -> int:
    """Pages that several share count once."""
    if len(processes) == 1:
        return _own_kb(processes[0])
    return sum(_field(process, "smaps_rollup", "Pss:") for process in processes)


def _own_kb(process: int) -> int:
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:  # noqa: PTH123  many times a second
            return int(file.read().split()[1]) * _PAGE_KB
    except OSError:
        return 0


def _field(process: int, book: str, name: str) -> int:
    try:
        with open(f"/proc/{process}/{book}", encoding="ascii") as file:  # noqa: PTH123  as above
            for line in file:
                if line.startswith(name):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0
