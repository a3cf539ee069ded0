"""Rooms with many files begin with a map that says which one to open; it forgets none."""

import re
from pathlib import Path

import pytest

import lambdatutor

ROOT = Path(lambdatutor.__file__).parent


@pytest.mark.parametrize("room", ["course/handlers", "tui/code", "tui/package"])
def test_the_map_of_a_room_names_every_file(room: str) -> None:
    text = (ROOT / room / "__init__.py").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text))

    assert named == {path.stem for path in (ROOT / room).glob("*.py")} - {"__init__"}
