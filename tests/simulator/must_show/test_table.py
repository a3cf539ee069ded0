"""No lesson with a simulation waits for something that the simulator cannot show."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml
from lesson_items import MODULES, MUST_SHOW, NOT_SHOWN, OTHER_LABS

HERE = Path(__file__).parent
COURSE = HERE.parents[2] / "lessons" / "course.yaml"


def tracks() -> dict[str, list[str]]:
    """The ids of the lessons that stand in these tracks."""
    found: dict[str, list[str]] = {}
    for track in yaml.safe_load(COURSE.read_text(encoding="utf-8"))["tracks"]:
        lessons = [each if isinstance(each, str) else each["planned"] for each in track["lessons"]]
        found[track["id"]] = [each for each in lessons if each not in OTHER_LABS]
    return {track: found[track] for track in MODULES}


def in_module(module: str) -> set[str]:
    tree = ast.parse((HERE / module).read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {name for name in functions if name.startswith("test_")}


def test_every_lesson_with_a_simulation_is_in_the_table() -> None:
    assert [each for lessons in tracks().values() for each in lessons] == list(MUST_SHOW)


@pytest.mark.parametrize("track", MODULES)
def test_every_item_has_a_test_and_every_test_an_item(track: str) -> None:
    named = [test for lesson in tracks()[track] for test in MUST_SHOW[lesson].values()]

    assert len(named) == len(set(named))
    assert set(named) == in_module(MODULES[track])


@pytest.mark.parametrize("lesson", MUST_SHOW)
def test_a_test_has_the_name_of_its_lesson(lesson: str) -> None:
    begins = f"test_{lesson.replace('-', '_')}_"

    assert all(test.startswith(begins) for test in MUST_SHOW[lesson].values())


def test_what_is_not_shown_says_why_and_is_not_shown() -> None:
    for (lesson, item), why in NOT_SHOWN.items():
        assert item not in MUST_SHOW[lesson]
        assert len(why.split()) > 5, item
