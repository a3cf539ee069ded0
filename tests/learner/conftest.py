"""A place for progress that each test has to itself, and answers to put in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lambdatutor.learner import Answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite3"


@pytest.fixture
def answer() -> Callable[..., Answer]:
    def make(given: str = "800ms", **changes: object) -> Answer:
        fields = {"lesson": "cold-start", "step": "ana-or-ben", "seed": 7, "at": "2026-01-02"}
        return Answer(given=given, **(fields | changes))

    return make
