"""No lesson on permissions waits for something that cannot be shown."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml
from permission_items import BESIDE, FILES, MUST_SHOW, TRACKS

TESTS = Path(__file__).parents[2]
COURSE = TESTS.parent / "lessons" / "course.yaml"
LABS = TESTS / "course" / "labs_to_come"


def lessons() -> set[str]:
    """The ids of the lessons that stand in these tracks."""
    found: set[str] = set()
    for track in yaml.safe_load(COURSE.read_text(encoding="utf-8"))["tracks"]:
        ids = {each if isinstance(each, str) else each["planned"] for each in track["lessons"]}
        found |= ids if track["id"] in TRACKS else ids & BESIDE
    return found


@cache
def all_tests() -> frozenset[str]:
    trees = [ast.parse((TESTS / file).read_text(encoding="utf-8")) for file in FILES]
    functions = [
        node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)
    ]
    return frozenset(functions)


def test_every_lesson_on_permissions_is_in_the_table() -> None:
    assert set(MUST_SHOW) == lessons()


@pytest.mark.parametrize("lesson", MUST_SHOW)
def test_every_item_has_tests_that_are_there(lesson: str) -> None:
    for item, tests in MUST_SHOW[lesson].items():
        assert tests, item
        assert set(tests) <= all_tests(), item


@pytest.mark.parametrize("lesson", MUST_SHOW)
def test_every_lesson_has_a_policy_lab_or_one_to_come(lesson: str) -> None:
    name = f"{lesson}.yaml"
    files = [*COURSE.parent.glob(f"*/{name}"), LABS / name]
    assert any("    kind: policy" in each.read_text("utf-8") for each in files if each.exists())
