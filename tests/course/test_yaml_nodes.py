"""Nodes keep their places, and YAML's surprises are not among them."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.yaml_nodes import Mapping, Node, Scalar, Sequence, compose

GOOD = (Path(__file__).parent / "sample" / "sample.yaml").read_text(encoding="utf-8")


def value_of(node: Node) -> object:
    match node:
        case Scalar():
            return node.value
        case Sequence(items):
            return [value_of(item) for item in items]
        case Mapping(entries):
            return {key.text: value_of(value) for key, value in entries}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("010", "010"),
        ("0o10", "0o10"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2026-11-23", "2026-11-23"),
        (".inf", ".inf"),
        ("1e3", "1e3"),
        ("12", 12),
        ("-3", -3),
        ("0.75", 0.75),
        ('"12"', "12"),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("800ms", "800ms"),
    ],
)
def test_only_true_and_false_are_booleans_and_only_decimals_are_numbers(
    written: str, value: object
) -> None:
    assert value_of(compose(f"key: {written}", "x")) == {"key": value}


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-999, 999), st.text("ab: #'\"\n-é😀", max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1), st.booleans())
def test_what_a_program_writes_is_read_back(value: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)

    assert value_of(compose(text, "x")) == value


def every(node: Node) -> list[Node]:
    match node:
        case Scalar():
            return [node]
        case Sequence(items):
            return [node, *(each for item in items for each in every(item))]
        case Mapping(entries):
            return [node, *(each for key, value in entries for each in (key, *every(value)))]


def test_every_plain_value_stands_where_its_mark_says() -> None:
    lines = GOOD.split("\n")

    for node in every(compose(GOOD, "x")):
        if isinstance(node, Scalar) and not node.style and node.text:
            line, column = node.mark
            assert lines[line - 1][column - 1 :].startswith(node.text.partition("\n")[0])


def test_columns_are_right_behind_wide_characters() -> None:
    root = compose('key: ["😀😀", é, here]', "x")
    assert isinstance(root, Mapping)
    items = root.get("key")
    assert isinstance(items, Sequence)

    assert items.items[2].mark == (1, 16)


def test_the_c_parser_and_the_python_parser_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = compose(GOOD, "x")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    assert compose(GOOD, "x") == with_c


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_by_both_parsers(
    opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = opening * 25_000

    with pytest.raises(LessonErrors, match="nested deeper than 32 levels"):
        compose(text, "x")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    with pytest.raises(LessonErrors, match="nested deeper than 32 levels"):
        compose(text, "x")


def test_a_billion_laughs_end_at_the_first_anchor() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    with pytest.raises(LessonErrors, match="an anchor"):
        compose(text, "x")


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    from lambdatutor.course.reader import open_lesson

    path = tmp_path / "sample.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert open_lesson(path).root == compose(GOOD, "x")
