"""Questions with `vary`: the nodes they were read from, with values written into the braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from lambdatutor.course.yaml_nodes import Mapping as MappingNode
from lambdatutor.course.yaml_nodes import Node, Scalar, Sequence

Values = Mapping[str, str]
"""A value for each name of `vary`."""

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""Where a value goes: `{n}`."""

LATER = ("answer", "guess")
"""Places that are filled when the run is over."""


def written_in(node: Node, values: Values) -> Node:
    """The node with each `{name}` replaced; its `vary` is left as it is."""
    match node:
        case Scalar(text, mark, style) if "{" in text:
            filled = fill(text, values)
            return node if filled == text else Scalar(filled, mark, style, varied=True)
        case Sequence(items, mark):
            return Sequence(tuple(written_in(item, values) for item in items), mark)
        case MappingNode(entries, mark):
            return MappingNode(
                tuple(
                    (key, value if key.text == "vary" else written_in(value, values))
                    for key, value in entries
                ),
                mark,
            )
        case _:
            return node


def fill(text: str, values: Values) -> str:
    """The text with each `{name}` that has a value replaced by it."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def every_draw(vary: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """All combinations of values, the first values first."""
    for values in product(*vary.values()):
        yield dict(zip(vary, values, strict=True))


def each_value_once(vary: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Draws in which every value occurs: the first values, and then each other one by itself."""
    first = {name: values[0] for name, values in vary.items()}
    yield first
    for name, values in vary.items():
        for value in values[1:]:
            yield {**first, name: value}


def unknown_places(node: Node, known: Mapping[str, object]) -> Iterator[tuple[Scalar, str]]:
    """Every scalar with a `{name}` that has no values, and that name.

    In the code of a program, braces without a value are Python's own.
    """
    match node:
        case Scalar(text):
            for name in PLACE.findall(text):
                if name not in known and name not in LATER:
                    yield node, name
        case Sequence(items):
            for item in items:
                yield from unknown_places(item, known)
        case MappingNode(entries):
            for key, value in entries:
                if key.text == "program" and isinstance(value, MappingNode):
                    rest = tuple(each for each in value.entries if each[0].text != "code")
                    value = MappingNode(rest, value.mark)  # noqa: PLW2901  a part of it
                yield from unknown_places(value, known)
