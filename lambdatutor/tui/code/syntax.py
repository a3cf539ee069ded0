"""The colours of Python and JSON, by tree-sitter, which also reads what is not finished yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lambdatutor.tui.code.keystrokes import Language
from lambdatutor.tui.inks import Inked

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

MOST_CHARACTERS = 40_000
"""A longer text stays plain: every key would have to wait for its colours."""

_INKS: dict[Language, dict[str, str]] = {
    "python": {
        "comment": "ink-muted italic",
        "string": "ink-good",
        "escape_sequence": "ink-warn",
        "interpolation": "ink-title",
        "integer": "ink-warn",
        "float": "ink-warn",
        "true": "phase-init-r bold",
        "false": "phase-init-r bold",
        "none": "phase-init-r bold",
        "decorator": "phase-init-x",
    },
    "json": {
        "string": "ink-good",
        "escape_sequence": "ink-warn",
        "number": "ink-warn",
        "true": "phase-init-f bold",
        "false": "phase-init-f bold",
        "null": "phase-init-f bold",
    },
    "": {},
}
"""By the kind of a node; what lies in it may say otherwise."""

_KEYWORD = "phase-init-r bold"
_DEFINED = "phase-init-f"
_KEY = "phase-init-r"
_SIGN = "ink-muted"

Inks = tuple[tuple[Inked, ...], ...]
"""Of each line of a text."""


@lru_cache(maxsize=16)
def inks(text: str, language: Language) -> Inks:
    """The inks of each line; later ones of a line lie over earlier ones."""
    lines = text.split("\n")
    found: list[list[Inked]] = [[] for _ in lines]
    if language and len(text) <= MOST_CHARACTERS:
        encoded = text.encode()
        rows = None if len(encoded) == len(text) else [line.encode() for line in lines]
        tree = _parser(language).parse(encoded)
        for node, ink in _inked(tree.root_node, language):
            _lay(node, ink, lines, rows, found)
    return tuple(tuple(line) for line in found)


@cache
def _parser(language: Language) -> Parser:
    from tree_sitter import Language as Grammar
    from tree_sitter import Parser

    if language == "python":
        import tree_sitter_python as grammar
    else:
        import tree_sitter_json as grammar
    return Parser(Grammar(grammar.language()))


def _inked(root: Node, language: Language) -> Iterator[tuple[Node, str]]:
    """Nodes that have an ink, the outer ones before what lies in them."""
    named = _INKS[language]
    waiting = [root]
    while waiting:
        node = waiting.pop()
        ink = named.get(node.type) or _of_place(node, language)
        if ink:
            yield node, ink
        waiting += reversed(node.children)


def _of_place(node: Node, language: Language) -> str:
    """The ink of a keyword, a sign, or a name that is defined there."""
    if not node.is_named:
        if language == "json":
            return "" if node.type == '"' else _SIGN
        return _KEYWORD if node.type.replace(" ", "").isalpha() else ""
    parent = node.parent
    if parent is None or node.type != "identifier":
        return ""
    if parent.type in {"function_definition", "class_definition"}:
        return _DEFINED
    return ""


def _lay(
    node: Node, ink: str, lines: list[str], rows: list[bytes] | None, found: list[list[Inked]]
) -> None:
    """Put an ink on every line that a node stands on."""
    if _is_key(node):
        ink = _KEY
    first, last = node.start_point, node.end_point
    for row in range(first.row, min(last.row + 1, len(lines))):
        start = _column(rows, row, first.column) if row == first.row else 0
        end = _column(rows, row, last.column) if row == last.row else len(lines[row])
        if end > start:
            found[row].append(Inked(start, end, ink))


def _is_key(node: Node) -> bool:
    """Whether a text of JSON is the key of a pair."""
    parent = node.parent
    return (
        node.type == "string"
        and parent is not None
        and parent.type == "pair"
        and parent.child_by_field_name("key") == node
    )


def _column(rows: list[bytes] | None, row: int, column: int) -> int:
    """Characters in place of bytes."""
    return column if rows is None else len(rows[row][:column].decode("utf-8", "ignore"))
