"""What AWS refuses from looking at a call alone, before it looks at the account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.constraints import as_aws_writes, not_longer
from lambdatutor.aws.errors import validation
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.parameter_constraints import constraints_of
from lambdatutor.aws.parameter_rules import check_rules
from lambdatutor.aws.parameters import values_by_parameter
from lambdatutor.aws.spelling import lower_camel

_LONGEST_ARN = 140

_CODES = {
    "apigateway": "BadRequestException",
    "cloudwatch": "ValidationError",
    "elbv2": "ValidationError",
    "iam": "ValidationError",
    "sts": "ValidationError",
}
"""Where a broken constraint has another code than ValidationException."""

_PLACE = re.compile(r"\.\d+\.member")
"""A place in a list, as a refusal counts it."""


def validate(operation: Operation) -> None:
    """Raises the AwsError with which AWS would refuse this call in any account.

    All broken constraints of the API's shape come together in one ValidationException; a broken
    rule comes alone, with the code of that rule.
    """
    problems = list(_problems(operation))
    if problems:
        raise validation(*problems, code=_CODES.get(operation.service, "ValidationException"))
    check_rules(operation)


def _problems(operation: Operation) -> Iterator[str]:
    for path, value in _values(operation):
        constraints = constraints_of(type(operation).__name__, _PLACE.sub("", path))
        if path == "FunctionName":
            constraints += (not_longer(_longest_name(str(value))),)
        where = ".".join(map(lower_camel, path.split(".")))
        for constraint in constraints:
            if not constraint.holds(value):
                yield (
                    f"Value '{as_aws_writes(value)}' at '{where}' "
                    f"failed to satisfy constraint: {constraint.says}"
                )


def _values(struct: msgspec.Struct, before: str = "") -> Iterator[tuple[str, object]]:
    """Every value that was given, and its path, such as `EphemeralStorage.Size`.

    A list comes before its entries, which are counted from 1: `Entries.1.member.Source`.
    """
    for name, value in values_by_parameter(struct).items():
        if isinstance(value, msgspec.Struct):
            yield from _values(value, f"{before}{name}.")
        elif value is not None:
            yield before + name, value
        if isinstance(value, list):
            for place, entry in enumerate(cast("list[object]", value), 1):
                if isinstance(entry, msgspec.Struct):
                    yield from _values(entry, f"{before}{name}.{place}.member.")


def _longest_name(text: str) -> int:
    """A name has at most 64 characters (INV-051), an ARN at most 140."""
    return _LONGEST_ARN if ":" in text else quotas.FUNCTION_NAME_CHARACTERS.value
