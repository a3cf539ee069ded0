"""What Lambda refuses from looking at a call alone, before it looks at the account."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.constraints import as_aws_writes, not_longer
from lambdatutor.aws.errors import validation
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.parameter_constraints import constraints_of
from lambdatutor.aws.parameter_rules import check_rules
from lambdatutor.aws.spelling import lower_camel

_LONGEST_ARN = 140


def validate(operation: Operation) -> None:
    """Raises the AwsError with which Lambda would refuse this call in any account.

    All broken constraints of the API's shape come together in one ValidationException; a broken
    rule comes alone, with the code of that rule.
    """
    problems = list(_problems(operation))
    if problems:
        raise validation(*problems)
    check_rules(operation)


def _problems(operation: Operation) -> Iterator[str]:
    for path, value in _values(operation):
        constraints = constraints_of(operation.name, path)
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
    """Every value that was given, and its path, such as `EphemeralStorage.Size`."""
    for name in struct.__struct_fields__:
        value: object = getattr(struct, name)
        if isinstance(value, msgspec.Struct):
            yield from _values(value, f"{before}{name}.")
        elif value is not None:
            yield before + name, value


def _longest_name(text: str) -> int:
    """A name has at most 64 characters (INV-051), an ARN at most 140."""
    return _LONGEST_ARN if ":" in text else quotas.FUNCTION_NAME_CHARACTERS.value
