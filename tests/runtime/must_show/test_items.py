"""No lesson with real code waits for something that the engine cannot show."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from .items import MUST_SHOW

HERE = Path(__file__).parent
COURSE = HERE.parents[2] / "lessons" / "course.yaml"


def snake(lesson: str) -> str:
    return lesson.replace("-", "_")


def test_the_lessons_are_those_of_the_course() -> None:
    course = COURSE.read_text(encoding="utf-8")
    tracks = yaml.safe_load(course)["tracks"]
    lessons = {
        each if isinstance(each, str) else each["planned"]
        for track in tracks
        for each in track["lessons"]
    }

    assert MUST_SHOW.keys() <= lessons


@pytest.mark.parametrize("lesson", MUST_SHOW)
def test_every_item_has_a_test_and_every_test_an_item(lesson: str) -> None:
    tree = ast.parse((HERE / f"test_{snake(lesson)}.py").read_text(encoding="utf-8"))
    tests = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    assert sorted(tests) == sorted(MUST_SHOW[lesson].values())
    assert all(test.startswith(f"test_{snake(lesson)}_") for test in tests)
