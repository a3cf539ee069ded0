"""What a lesson file may hold at each place, said to its author in plain words."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

import msgspec

from lambdatutor.aws.operations import Operation
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.expressions import Expression, HandlerExpression, PolicyExpression
from lambdatutor.course.handlers.json_text import JsonText
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.distributions import Distribution
from lambdatutor.simulator.time import Micros

DISTRIBUTION = frozenset(get_args(Distribution))

_NAMES = {
    "AccountSetup": "account",
    "FunctionSetup": "function",
    "DependencySetup": "dependency",
    "Overrides": "world",
    "Scenario": "world",
    "FromSim": "answer",
    "FromRun": "answer",
    "FunctionSettings": "function",
    "ProgramCall": "call",
    "HandlerCase": "case",
    "Single": "single question",
    "Multiple": "multiple question",
    "Numeric": "numeric question",
    "Ordering": "ordering question",
    "Matching": "matching question",
    "Instant": "instant question",
    "Text": "text question",
    "Policy": "policy question",
}
_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Micros: "a time such as 800ms",
    PolicyText: "a policy",
    Quantity: "a number with its unit, such as 800ms or 3",
    Expression: "an expression such as cold_starts() == 0",
    PolicyExpression: 'an expression such as allowed("upload")',
    HandlerExpression: "an expression such as passed() == 3",
    JsonText: "any value",
    Operation: "an operation such as {PublishVersion: {FunctionName: checkout}}",
}


def members(hint: object) -> frozenset[object]:
    """The types that a union allows, None left out; a plain type alone."""
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return frozenset(get_args(hint)) - {NoneType}
    return frozenset({hint})


def allows_nothing(hint: object) -> bool:
    """Whether an empty value is allowed."""
    return (isinstance(hint, UnionType) or get_origin(hint) is Union) and NoneType in get_args(hint)


def a(noun: str) -> str:
    """The noun with its article: `a lab`, `an account`."""
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def struct_name(struct: type[msgspec.Struct]) -> str:
    """`lab`, `function` and so on, as authors know it."""
    name = struct.__name__
    if issubclass(struct, Operation):
        return name
    return _NAMES.get(name, re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower())


def wanted(hint: object) -> str:
    """What must stand where `hint` is expected: `a time such as 800ms`."""
    allowed = members(hint)
    if allowed >= DISTRIBUTION:
        return "a time such as 800ms, or a distribution such as uniform:5min..7min"
    if allowed == frozenset[object]({Quantity, str}):
        return "a number with its unit, or text"
    if len(allowed) > 1:
        return " or ".join(sorted((wanted(member) for member in allowed), key=len))
    (only,) = allowed
    if only in _WORDS:
        return _WORDS[only]
    arguments = get_args(only)
    if get_origin(only) is Literal:
        return "one of " + ", ".join(str(word) for word in arguments)
    if get_origin(only) in (tuple, list):
        if len(arguments) == 2 and arguments[1] is not Ellipsis:
            return "a list of two"
        return "a list"
    if isinstance(only, type) and issubclass(only, msgspec.Struct):
        return f"a mapping with the keys of {a(struct_name(only))}"
    return "a mapping"
