"""What helps authors: a first text, new numbers, a schema for editors, and whole-course checks."""

import json
from pathlib import Path
from random import Random
from typing import cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.format import Quiz
from lambdatutor.course.prose import rows
from lambdatutor.course.questions import FromSim, Numeric
from lambdatutor.course.reader import lesson_file, open_lesson
from lambdatutor.course.schema import lesson_schema
from lambdatutor.course.style import check_style, months_before
from lambdatutor.course.template import LessonIdError, new_lesson
from lambdatutor.course.vary import draw, draws, vary

SAMPLE = Path(__file__).parent / "sample" / "sample.yaml"
DOORS = Path(__file__).parent / "lessons" / "doors.yaml"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


@given(lesson_id=st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True))
def test_a_new_lesson_has_no_fault(catalogue: Catalogue, lesson_id: str) -> None:
    file = lesson_file(new_lesson(lesson_id), f"{lesson_id}.yaml")

    assert file.lesson.id == lesson_id
    assert check_style(file, catalogue) == ()


@pytest.mark.parametrize("lesson_id", ["", "Cold", "a b", "../x", "a--b", "x\n"])
def test_an_id_that_is_none_makes_no_lesson(lesson_id: str) -> None:
    with pytest.raises(LessonIdError, match="use small letters, digits and hyphens"):
        new_lesson(lesson_id)


def burst() -> Numeric:
    quiz = open_lesson(SAMPLE).lesson.step("check-sample")
    assert isinstance(quiz, Quiz)
    question = quiz.questions[0]
    assert isinstance(question, Numeric)
    return question


def test_a_question_that_varies_is_read_with_its_first_values() -> None:
    assert burst().ask == "1 environments are warm; 4 customers come at once. New cold starts?"
    assert len(draws(burst())) == 4


def test_new_values_reach_the_words_the_world_and_the_key() -> None:
    question = vary(burst(), {"w": "2", "n": "6"})

    assert question.ask.startswith("2 environments are warm; 6 customers")
    assert question.given is not None
    assert question.given.warm == 2
    assert question.given.traffic is not None
    assert question.given.traffic[0].count == 6
    assert question.id == "burst"
    assert isinstance(question.answer, FromSim)


def test_a_question_can_be_varied_again_and_again() -> None:
    there = vary(burst(), {"w": "2", "n": "6"})

    assert vary(there, {"w": "1", "n": "4"}) == burst()


@given(st.randoms(use_true_random=False))
def test_a_draw_is_one_of_the_combinations(random: Random) -> None:
    assert draw(burst(), random) in draws(burst())


def test_nothing_varies_where_nothing_is_said_to() -> None:
    quiz = open_lesson(SAMPLE).lesson.step("check-sample")
    assert isinstance(quiz, Quiz)

    assert vary(quiz.questions[1], {"w": "2"}) == quiz.questions[1]
    assert draws(quiz.questions[1]) == ({},)


def fits(value: object, schema: dict[str, object], root: dict[str, object]) -> bool:
    """As much of JSON Schema as ours uses."""
    if "$ref" in schema:
        name = cast("str", schema["$ref"]).removeprefix("#/$defs/")
        return fits(value, root["$defs"][name], root)  # type: ignore[index]  schemas by name
    if "anyOf" in schema:
        return any(
            fits(value, each, root) for each in cast("list[dict[str, object]]", schema["anyOf"])
        )
    if "enum" in schema:
        return value in cast("list[object]", schema["enum"])
    kinds = schema.get("type")
    named = {"integer": int, "number": (int, float), "string": str, "boolean": bool}
    named |= {"array": list, "object": dict, "null": type(None)}
    wanted = kinds if isinstance(kinds, list) else [kinds]
    sound = any(
        isinstance(value, named[kind]) and (kind == "boolean" or not isinstance(value, bool))
        for kind in wanted
    )
    if not sound:
        return False
    if isinstance(value, list) and "items" in schema:
        return all(fits(each, schema["items"], root) for each in value)  # type: ignore[arg-type]  a schema
    if isinstance(value, dict):
        known = cast("dict[str, dict[str, object]]", schema.get("properties", {}))
        other = schema.get("additionalProperties", True)
        return set(schema.get("required", ())) <= set(value) and all(  # type: ignore[arg-type]  a list of names
            fits(each, known[key], root)
            if key in known
            else other is True or (isinstance(other, dict) and fits(each, other, root))
            for key, each in value.items()
        )
    return True


@pytest.mark.parametrize(
    "text",
    [SAMPLE.read_text(encoding="utf-8"), DOORS.read_text(encoding="utf-8"), new_lesson("new")],
    ids=["sample", "doors", "new"],
)
def test_the_schema_takes_a_good_lesson(text: str) -> None:
    schema = lesson_schema()

    assert fits(yaml.safe_load(text), schema, schema)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("minutes: 10", "minuts: 10"),
        ("- hook: two", "- hok: two"),
        ("status: beta", "status: bata"),
        ("timeout: 3s", "timeout: 3"),
        ("- PublishVersion:", "- PublishVersio:"),
        ("answer: {from_sim: cold_starts()}", "answer: {}"),
    ],
)
def test_the_schema_takes_no_spoilt_lesson(old: str, new: str) -> None:
    schema = lesson_schema()
    text = SAMPLE.read_text(encoding="utf-8").replace(old, new, 1)

    assert not fits(yaml.safe_load(text), schema, schema)


def test_the_schema_is_the_same_each_time() -> None:
    assert json.dumps(lesson_schema()) == json.dumps(lesson_schema())


def test_lessons_that_need_each_other_in_a_circle_are_found(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(
        "title: Mine\ntracks: [{id: t, title: T, lessons: [a, b, c, cold-start]}]\n"
    )
    (tmp_path / "t").mkdir()
    for each, need in {"a": "b", "b": "c", "c": "a", "cold-start": "b"}.items():
        text = new_lesson(each).replace("needs: []", f"needs: [{need}]", 1)
        (tmp_path / "t" / f"{each}.yaml").write_text(text)
    catalogue = Catalogue(tmp_path)

    circles = [
        finding.sentence
        for entry in catalogue.written()
        for finding in check_style(open_lesson(entry.path or ""), catalogue)
        if "circle" in finding.sentence
    ]

    assert circles == [
        "needs goes in a circle: a needs b needs c needs a",
        "needs goes in a circle: b needs c needs a needs b",
        "needs goes in a circle: c needs a needs b needs c",
    ]


def test_facts_that_are_too_old_are_found() -> None:
    file = open_lesson(SAMPLE)

    assert check_style(file, oldest="2000-01") == ()
    assert [finding.line for finding in check_style(file, oldest="2999-01")] == [9, 9]


def test_months_are_counted_back_over_the_new_year() -> None:
    assert months_before("2026-11-23", 6) == "2026-05"
    assert months_before("2026-02", 14) == "2024-12"


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("One line.", 1),
        ("One line\nthat goes on.", 1),
        ("One.\n\nTwo.", 3),
        ("word " * 30, 2),
        ("- one\n- two\n- three", 3),
        ("```\na\nb\n```", 4),
        ("Text:\n\n```\na\n```\n", 5),
    ],
)
def test_rows_are_those_of_wrapped_text(text: str, needed: int) -> None:
    assert rows(text) == needed
