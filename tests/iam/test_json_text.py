"""JSON as somebody types it: read with its places, or one sentence on what is wrong and where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.iam.json.cursor import standing
from lambdatutor.iam.json.text import MAX_CHARACTERS, MAX_DEPTH, JsonFault, read
from lambdatutor.iam.json.tokens import tokens

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_what_is_json_says_what_it_says_to_python(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    assert read(text).value == value


pieces = st.sampled_from(
    [*"{}[]:,\"\\\n\t '#/", '"a"', "1", "true", "None", "\\u12", "//x", "“", "-", "é", "\ud800"]
)


@given(st.lists(pieces, max_size=30).map("".join))
def test_what_python_refuses_is_refused_and_nothing_else_but_two_things(text: str) -> None:
    fault = _fault_of(text)
    try:
        wanted = json.loads(text)
    except ValueError:
        assert fault is not None
        lines = text.split("\n")
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
    else:
        if fault is None:
            assert read(text).value == wanted
        else:
            assert "twice" in fault.sentence or "half of" in fault.sentence


def _fault_of(text: str) -> JsonFault | None:
    try:
        read(text)
    except JsonFault as fault:
        return fault
    return None


@given(values)
def test_each_part_stands_where_its_place_says(value: object) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    lines, parsed = text.split("\n"), read(text)

    for path, (line, column) in parsed.places.items():
        part = value
        for step in path:
            part = part[step]
        begins = json.dumps(part, ensure_ascii=False)[:1]
        assert lines[line - 1][column - 1] == begins
        last = parsed.ends[path]
        assert lines[last.line - 1][last.column - 1] == json.dumps(part, ensure_ascii=False)[-1]
        if path and isinstance(path[-1], str):
            key = parsed.keys[path]
            named = json.dumps(path[-1], ensure_ascii=False)
            assert lines[key.line - 1][key.column - 1 :].startswith(named)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("", (1, 1), "nothing here yet"),
        ('{"a": 1 "b": 2}', (1, 7), "comma is missing after this"),
        ('{"a" 1}', (1, 4), 'colon is missing after "a"'),
        ('{\n  "a": 1,\n}', (2, 9), "Nothing follows this comma"),
        ("[1,,2]", (1, 4), "Nothing stands before this comma"),
        ('{"a": }', (1, 7), 'value is missing here, after "a"'),
        ('{"a": "b}', (1, 7), "quote is not closed"),
        ('{"a": "b\\', (1, 7), "quote is not closed"),
        ("{'a': 1}", (1, 2), "double quotes"),
        ('{"a": True}', (1, 7), "Write true."),
        ('{"a": None}', (1, 7), "Write null."),
        ('{"a": Allow}', (1, 7), 'Write "Allow"'),
        ("{Effect: 1}", (1, 2), 'Write "Effect"'),
        ('{"a": 1} // door', (1, 10), "no comments"),
        ('{\n# door\n"a": 1}', (2, 1), "no comments"),
        ("{“a”: 1}", (1, 2), "typographic"),
        ('{"a": 1}}', (1, 9), "ended before this"),
        ('{"a": [1}', (1, 9), "Write ] first"),
        ('{"a": {\n"b": 1', (1, 7), "not closed"),
        ('{"a": 1,\n "b": 2,\n "a": 3}', (3, 2), "first in line 1"),
        ("[01]", (1, 2), "no number"),
        ("[1e999]", (1, 2), "too large"),
        ('["a\tb"]', (1, 4), r"\t"),
        (r'["\d"]', (1, 3), "backslash"),
        (r'["\ud83d"]', (1, 2), "half of a character"),
        ("[\u00a01]", (1, 2), "does not take"),
    ],
)
def test_a_fault_says_in_plain_words_what_is_wrong_and_where(
    text: str, place: tuple[int, int], says: str
) -> None:
    with pytest.raises(JsonFault) as caught:
        read(text)

    fault = caught.value
    assert (fault.line, fault.column) == place
    assert says in fault.sentence
    assert str(fault).startswith(f"line {place[0]}, column {place[1]}: ")


def test_size_and_depth_are_bounded_and_never_exhaust_python() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    for text in ("[" * 50_000, '{"a":' * 15_000, "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)):
        with pytest.raises(JsonFault, match="deeper"):
            read(text)
    with pytest.raises(JsonFault, match="longer"):
        read(" " * (MAX_CHARACTERS + 1))
    with pytest.raises(JsonFault, match="more than 40"):
        read("9" * 5_000)


def test_the_nearest_part_around_stands_in_for_one_that_the_text_does_not_have() -> None:
    parsed = read('{"Statement": [{"Effect": "Allow"}]}')

    assert parsed.place(("Statement", 0, "Action")) == parsed.places["Statement", 0]
    assert parsed.place(("Version",)) == parsed.places[()]


@given(st.text(max_size=60))
def test_every_character_is_in_one_token_or_is_blank(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert not text[at : token.start].strip(" \t\r\n")
        assert text[token.start : token.end] == token.text
        assert token.text
        at = token.end
    assert not text[at:].strip(" \t\r\n")


@pytest.mark.parametrize(
    ("typed", "path", "role", "text"),
    [
        ('{"Statement": [{"Effect": "Al|', ("Statement", 0, "Effect"), "value", "Al"),
        ('{"Statement": [{}, {"|"}]}', ("Statement", 1), "key", ""),
        ('{"a": {"b": 1}, "c|"', (), "key", "c"),
        ('{"Action": ["x", "y|z"]}', ("Action", 1), "value", "y"),
        ('{"a": {"b": [1, {"c": ["|', ("a", "b", 1, "c", 0), "value", ""),
    ],
)
def test_a_cursor_knows_where_it_stands_in_an_unfinished_document(
    typed: str, path: tuple[str | int, ...], role: str, text: str
) -> None:
    at = standing(typed.replace("|", ""), typed.index("|"))

    assert at is not None
    assert (at.path, at.role, at.typed) == (path, role, text)


@pytest.mark.parametrize("typed", ['{"a": 1} |', '|"a"', '"a|"', '{"a"|: 1}', ""])
def test_outside_a_text_of_a_document_there_is_nothing_to_complete(typed: str) -> None:
    assert standing(typed.replace("|", ""), max(0, typed.find("|"))) is None


def test_a_cursor_knows_what_else_is_there() -> None:
    typed = '{"Effect": "Allow", "|", "Action": ["a", "b"]}'

    at = standing(typed.replace("|", ""), typed.index("|"))

    assert at is not None
    assert at.others == {"Effect", "Action"}
