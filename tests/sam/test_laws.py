"""Whatever stands in a template, it is expanded or refused in one sentence with a place."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import TEMPLATES

from lambdatutor.sam import TemplateError, explain, left_out, operations, outline
from lambdatutor.sam.calling import ResourceError
from lambdatutor.sam.document import read_document
from lambdatutor.sam.values import Value

DATA = [read_document(path.read_text(encoding="utf-8"), path.name).data for path in TEMPLATES]

WORDS = st.sampled_from(["", "Jobs", "Busy", "Orders.Alias", "AWS::Region", "${", "${Jobs}", "1"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), WORDS, st.text(max_size=4))
FUNCTIONS = st.sampled_from(
    ["Ref", "Fn::GetAtt", "Fn::Sub", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::Cidr"]
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(WORDS, inner, max_size=2),
        st.builds(lambda name, value: {name: value}, FUNCTIONS, inner),
    ),
    max_leaves=6,
)


def places(value: Value, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a template, but for the whole."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [way for key, inner in pairs for way in ((*before, key), *places(inner, (*before, key)))]


WAYS = [(index, way) for index, data in enumerate(DATA) for way in places(data)]


def changed(index: int, way: tuple[Any, ...], value: Value) -> str:
    """The JSON of a sample in which one value is another."""
    data: Any = copy.deepcopy(DATA[index])
    inner = data
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return json.dumps(data)


def refused(text: str) -> str | None:
    """What is said after all that can be done with a template was done; None when all went well."""
    try:
        expansion = explain(text)
        outline(expansion)
        left_out(expansion)
        operations(expansion)
    except (TemplateError, ResourceError) as error:
        return str(error)
    return None


@settings(max_examples=150)
@given(place=st.sampled_from(WAYS), value=ANYTHING)
def test_any_value_in_any_place_is_taken_or_refused_in_one_sentence(
    place: tuple[int, tuple[Any, ...]], value: Value
) -> None:
    refusal = refused(changed(*place, value))

    assert refusal is None or ("\n" not in refusal and refusal.endswith((".", "?")))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(TemplateError):  # no text so short is a template
        explain(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_in_json_is_the_same_template(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    as_json = json.dumps(read_document(text, "x").data, indent="\t")

    assert [each.properties for each in explain(as_json).resources] == [
        each.properties for each in explain(text).resources
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_everything_says_which_line_it_comes_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for resource in explain(text).resources:
        lines = [resource.origin.line, *(each.line for each in resource.parts.values())]
        assert all(1 < line <= text.count("\n") for line in lines)
