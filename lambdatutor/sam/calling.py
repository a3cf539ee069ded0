"""Making a call of a resource's properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from lambdatutor.aws.operations import Operation
from lambdatutor.errors import LambdaTutorError
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.values import Value

_WRONG = re.compile(
    r"Expected `(?P<kind>\w+)[^`]*`, got `(?P<got>\w+)`(?: - at `(?:key in )?\$\.?(?P<where>.*)`)?"
)
_Call = TypeVar("_Call", bound=Operation)


class ResourceError(LambdaTutorError):
    """A property of a resource has a value that AWS's call for it does not take."""

    def __init__(self, resource: Resource, problem: str) -> None:
        super().__init__(resource, problem)
        self.resource = resource
        self.problem = problem

    def __str__(self) -> str:
        where = f"{self.resource.logical_id} (line {self.resource.origin.line})"
        return f"{where} cannot be made: {self.problem}. Change it in the template."


def call(kind: type[_Call], resource: Resource, parameters: Mapping[str, Value]) -> _Call:
    """The call with these parameters; what is None is left out."""
    given = {name: value for name, value in parameters.items() if value is not None}
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ResourceError(resource, _said(str(error))) from None


def _said(problem: str) -> str:
    """What msgspec says of a value, in plain words."""
    wrong = _WRONG.fullmatch(problem)
    if wrong is None:
        return problem.replace("`", '"')
    return f"its {wrong['where'] or 'value'} must be of type {wrong['kind']}, not {wrong['got']}"


def json_text(value: Value) -> str:
    """JSON as a call takes it; a text is such JSON already."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
