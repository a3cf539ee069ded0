"""The language of `check`, `when` and `from_sim`: measures, numbers with units, and comparison.

`cold_starts(kind=customer) == 0 and p99(latency) < 500ms`. There is nothing else in it: a lesson
comes from strangers, so no text of it is ever evaluated as Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal as TypingLiteral
from typing import NamedTuple

import msgspec

from lambdatutor.course.quantities import NUMBER, Quantity, in_unit
from lambdatutor.errors import LambdaTutorError

LONGEST = 500
"""Characters; a check that needs more is two objectives."""
_DEEPEST = 24

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
"""Signs between two values that make a yes or a no."""

_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>\$?\s?(?:{NUMBER}))\s?(?P<unit>(?:us|µs|ms|s|min|h|d|MB|GB)(?![A-Za-z0-9_])|%)?
    | "(?P<double>[^"]*)" | '(?P<single>[^']*)'
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>==|!=|<=|>=|[-+*/<>=(),])
    )""",
    re.VERBOSE,
)
_BINDING = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), 4),
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
}
_NOT, _COMPARISON, _MINUS = 3, 4, 7


class ExpressionError(LambdaTutorError):
    """An expression that cannot be read, or compares what cannot be compared."""

    def __init__(self, source: str, column: int, problem: str, suggestion: str = "") -> None:
        super().__init__(source, column, problem, suggestion)
        self.source = source
        self.column = column
        """Counted from 1."""
        self.problem = problem
        self.suggestion = suggestion

    def __str__(self) -> str:
        advice = f". {self.suggestion}" if self.suggestion else ""
        return f"column {self.column} of {self.source!r}: {self.problem}{advice}"


Subject = TypingLiteral["run", "policies", "handlers"]
"""What an expression measures; measures of real code have some of the names that those of a
simulated run have."""


class Literal(NamedTuple):
    """A number with its unit, or a text in quotes."""

    value: Quantity | str
    column: int


class Word(NamedTuple):
    """A bare word; it has a meaning only as an argument."""

    name: str
    column: int


class Call(NamedTuple):
    """A measure with its arguments."""

    name: str
    arguments: tuple[Tree, ...]
    named: tuple[tuple[str, Tree], ...]
    column: int
    about: Subject = "run"


class Unary(NamedTuple):
    """`not` or minus."""

    sign: str
    operand: Tree
    column: int


class Binary(NamedTuple):
    """Two operands and what stands between them."""

    sign: str
    left: Tree
    right: Tree
    column: int


Tree = Literal | Word | Call | Unary | Binary


class Expression(msgspec.Struct, frozen=True):
    """An expression as it was written and as it was understood."""

    source: str
    tree: Tree

    def __str__(self) -> str:
        return self.source


class PolicyExpression(Expression, frozen=True):
    """One about requests and policies, in place of a run."""


class HandlerExpression(Expression, frozen=True):
    """One about real code, its calls and its package, in place of a run."""


def calls_in(tree: Tree) -> Iterator[Call]:
    """Every measure that an expression asks."""
    match tree:
        case Call(_, arguments, named):
            yield tree
            for each in (*arguments, *(value for _, value in named)):
                yield from calls_in(each)
        case Unary(_, operand):
            yield from calls_in(operand)
        case Binary(_, left, right):
            yield from calls_in(left)
            yield from calls_in(right)
        case _:
            return


class _Token(NamedTuple):
    kind: str
    """`value`, `word`, `sign` or `end`."""
    text: str
    column: int
    value: Quantity | str = ""


def parse_expression(source: str, about: Subject = "run") -> Expression:
    """Understand `source`; raises `ExpressionError` with the column of what is wrong."""
    if len(source) > LONGEST:
        raise ExpressionError(source, 1, f"this is longer than {LONGEST} characters")
    return Expression(source, _Parser(source, about).whole())


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, end = 0, len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            at += len(source[at:]) - len(source[at:].lstrip())
            problem = f"{source[at]!r} means nothing here"
            raise ExpressionError(source, at + 1, problem)
        kind = match.lastgroup or ""
        column = match.start(kind) + 1
        if match["number"] is not None:
            dollar, figures = match["number"].startswith("$"), match["number"].lstrip("$ ")
            number = float(figures.replace(",", "").replace("_", ""))
            value = in_unit(number, "$" if dollar else match["unit"] or "")
            tokens.append(_Token("value", match[0].strip(), match.start("number") + 1, value))
        elif kind in {"double", "single"}:
            tokens.append(_Token("value", match[0].strip(), column - 1, match[kind]))
        else:
            known = kind == "word" and match[0].strip() in {"and", "or", "not"}
            tokens.append(_Token("sign" if known else kind, match[kind], column))
        at = match.end()
    tokens.append(_Token("end", "", end + 1))
    return tokens


class _Parser:
    """A Pratt parser: each sign binds its neighbours as tightly as its number says."""

    def __init__(self, source: str, about: Subject) -> None:
        self._source = source
        self._about: Subject = about
        self._tokens = _tokens(source)
        self._at = 0
        self._depth = 0

    def whole(self) -> Tree:
        tree = self._expression(0)
        if self._next.kind != "end":
            raise self._refusal(
                self._next, "an operator such as ==, <, and or + belongs before this"
            )
        return tree

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _refusal(self, token: _Token, problem: str) -> ExpressionError:
        return ExpressionError(self._source, token.column, problem)

    def _expression(self, binding: int) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._refusal(self._next, "this is nested too deeply")
        left = self._operand()
        compared = False
        while _BINDING.get(self._next.text, 0) > binding and self._next.kind == "sign":
            sign = self._take()
            if _BINDING[sign.text] == _COMPARISON:
                if compared:
                    raise self._refusal(sign, "two comparisons in a row; join them with and")
                compared = True
            left = Binary(sign.text, left, self._expression(_BINDING[sign.text]), sign.column)
        self._depth -= 1
        return left

    def _operand(self) -> Tree:
        token = self._take()
        match token:
            case _Token("value"):
                return Literal(token.value, token.column)
            case _Token("word") if self._next.text == "(":
                return self._call(token)
            case _Token("word"):
                return Word(token.text, token.column)
            case _Token("sign", "not"):
                return Unary("not", self._expression(_NOT), token.column)
            case _Token("sign", "-"):
                return Unary("-", self._expression(_MINUS), token.column)
            case _Token("sign", "("):
                inner = self._expression(0)
                self._expect(")")
                return inner
            case _Token("end"):
                raise self._refusal(
                    token, "the expression ends where a measure or a number is expected"
                )
            case _:
                raise self._refusal(
                    token, f"{token.text} stands where a measure or a number is expected"
                )

    def _call(self, name: _Token) -> Call:
        self._expect("(")
        arguments: list[Tree] = []
        named: list[tuple[str, Tree]] = []
        while self._next.text != ")" or self._next.kind != "sign":
            if self._tokens[self._at + 1 :][:1] and self._tokens[self._at + 1].text == "=":
                key = self._take()
                if key.kind != "word":
                    raise self._refusal(key, "the name of an argument is expected before =")
                self._take()
                named.append((key.text, self._expression(0)))
            else:
                arguments.append(self._expression(0))
            if self._next.text != ",":
                break
            self._take()
        self._expect(")")
        return Call(name.text, tuple(arguments), tuple(named), name.column, self._about)

    def _expect(self, sign: str) -> None:
        if self._next.kind != "sign" or self._next.text != sign:
            raise self._refusal(self._next, f"a {sign} is expected here")
        self._take()
