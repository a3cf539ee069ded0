"""What the process that builds the walls is told, as one JSON object."""

from __future__ import annotations

import json
from typing import NamedTuple

TASK, OPT, RUNTIME, TMP = "/var/task", "/opt", "/var/runtime", "/tmp"  # noqa: S108  Lambda's own
"""Where things are in a room, as on Lambda."""


class Plan(NamedTuple):
    """One execution environment; its folders are those of the machine."""

    namespaces: bool
    """Whether to try a room of its own: users, files, processes and network apart."""
    guards: bool
    """Whether to try Landlock and seccomp; False only where a test asks what is without them."""
    folder: str
    """Of this environment alone; it is removed when the environment ends."""
    python: str
    """The interpreter, by the path that no link stands in."""
    task: str
    opt: str
    runtime: str
    """With the runtime client, which stands at /var/runtime."""
    readable: list[str]
    """What else the code may read: Python itself and the system's libraries."""
    tmp_mb: int
    data_bytes: int
    """Of writable memory one process may ask for."""
    files: int
    processes: int
    """0 for no limit of our own."""
    cpu_s: int

    def text(self) -> str:
        return json.dumps(self._asdict())


def read_plan(text: str) -> Plan:
    return Plan(**json.loads(text))
