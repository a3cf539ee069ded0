"""Small functions that are really run, with environments that the tests of a lesson share."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function

Started = Callable[..., Environment]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Start a function with the text of `lambda_function.py`, or with files by name."""
    with ExitStack() as stack:

        def started(code: str | dict[str, str], **settings: object) -> Environment:
            folder = tmp_path_factory.mktemp("task")
            files = {"lambda_function.py": code} if isinstance(code, str) else code
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
            return stack.enter_context(Environment(Function(code=folder, **settings)))

        yield started
