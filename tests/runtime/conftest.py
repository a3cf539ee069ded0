"""Handlers, really run."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lambdatutor.aws.facts import fact
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function

Open = Callable[..., Environment]

CLIENTS = tuple(Client)
GROUND = {"in a room": True, "in the open": False}
everywhere = pytest.mark.parametrize("room", GROUND.values(), ids=GROUND)
"""With all walls, and with those that need no namespaces."""


def machine() -> str:
    """By what the kernel tells its processes apart from those in a room (Linux).

    The first process of a room may be signalled, and that of the machine never.
    """
    return str(Path("/proc/self/ns/pid").readlink())


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fact(*ids): the rules of AWS that a scenario shows")


def pytest_itemcollected(item: pytest.Item) -> None:
    """A rule that is shown stands in the sheet of facts."""
    for mark in item.iter_markers("fact"):
        for each in mark.args:
            fact(each)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open an environment with the text of `lambda_function.py`, or with files by name."""
    with ExitStack() as stack:

        def opened(
            code: str | dict[str, str],
            *,
            client: Client | None = None,
            room: bool = True,
            guards: bool = True,
            **settings: object,
        ) -> Environment:
            folder = tmp_path / "task"
            files = {"lambda_function.py": code} if isinstance(code, str) else code
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
            function = Function(code=folder, **settings)
            found = Environment(function, client=client, room=room, guards=guards)
            return stack.enter_context(found)

        yield opened
