"""A learner's source, read and never run: what it defines and what it imports."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MOST_BYTES = 1_048_576
"""Larger source is not looked into; Lambda runs it all the same."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a module says at its top level."""

    names: frozenset[str]
    """What it defines, or gets by importing."""
    handlers: tuple[str, ...]
    """Its functions that take an event and a context, by their number of parameters."""
    imports: tuple[str, ...]
    """The top-level names that it must find to be imported."""
    open: bool
    """It may have names that cannot be read off it: `from x import *`, `__getattr__`."""


class UnreadableSourceError(Exception):
    """The source does not parse."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


def read_source(source: bytes) -> SourceText | None:
    """What the source of a module says; None for source that is not looked into.

    Raises UnreadableSourceError where Python finds a syntax error.
    """
    if len(source) > _MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        statements = tuple(_at_import(tree.body))
        required = tuple(_at_import(tree.body, optional=False))
    except SyntaxError as problem:
        raise UnreadableSourceError(problem.lineno, problem.msg) from None
    except ValueError as problem:
        raise UnreadableSourceError(None, str(problem)) from None
    except (RecursionError, MemoryError):
        return None
    names = frozenset(name for each in statements for name in _defined(each))
    return SourceText(
        names=names,
        handlers=tuple(
            each.name
            for each in tree.body
            if isinstance(each, ast.FunctionDef) and _takes_two(each)
        ),
        imports=tuple(dict.fromkeys(name for each in required for name in _imported(each))),
        open="*" in names or "__getattr__" in names,
    )


def is_pythons_own(name: str) -> bool:
    """Whether a top-level name belongs to Python's standard library."""
    return name in sys.stdlib_module_names


def _at_import(body: Iterable[ast.stmt], *, optional: bool = True) -> Iterator[ast.stmt]:
    """The statements that run when the module is imported, those of its ifs and tries too.

    Without the `optional` ones: those that a `try` or an `if` may do without.
    """
    for each in body:
        yield each
        if isinstance(each, ast.With | ast.AsyncWith):
            yield from _at_import(each.body, optional=optional)
        if not optional:
            continue
        if isinstance(each, ast.If | ast.For | ast.While):
            yield from _at_import((*each.body, *each.orelse))
        elif isinstance(each, ast.Try | ast.TryStar):
            handled = [inner for handler in each.handlers for inner in handler.body]
            yield from _at_import((*each.body, *handled, *each.orelse, *each.finalbody))
        elif isinstance(each, ast.Match):
            yield from _at_import(inner for case in each.cases for inner in case.body)


def _defined(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import):
        yield from (each.asname or each.name.partition(".")[0] for each in statement.names)
    elif isinstance(statement, ast.ImportFrom):
        yield from (each.asname or each.name for each in statement.names)
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _imported(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        yield from (each.name.partition(".")[0] for each in statement.names)
    elif isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
        yield statement.module.partition(".")[0]


def _takes_two(function: ast.FunctionDef) -> bool:
    if function.name.startswith("_"):
        return False
    given = function.args
    most = len(given.posonlyargs) + len(given.args)
    needed = most - len(given.defaults)
    return needed <= 2 <= most and not any(each is None for each in given.kw_defaults)
