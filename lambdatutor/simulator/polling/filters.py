"""Filters of event source mappings: EventBridge's patterns over a record's fields (ESM-011)."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import msgspec

from lambdatutor.aws.errors import AwsError, invalid_parameter_value

Json: TypeAlias = "bool | int | float | str | list[Any] | dict[str, Any] | None"

Pattern: TypeAlias = dict[str, Any]
"""A filter as it was read: fields lead to patterns, and at last to lists of rules."""

_OPERATORS = (
    "prefix",
    "suffix",
    "equals-ignore-case",
    "anything-but",
    "numeric",
    "exists",
)
_COMPARISONS = ("=", "<", "<=", ">", ">=")


def read(patterns: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Patterns from their JSON text; raises `AwsError` for one that is none (ESM-012)."""
    return tuple(_read(each) for each in patterns)


def passes(patterns: tuple[Pattern, ...], record: dict[str, Any]) -> bool:
    """Whether one of the patterns fits, or there is none (ESM-009)."""
    return not patterns or any(_fits(each, record) for each in patterns)


def fields(text: str) -> Json:
    """What a filter sees of a text: the fields in it when it is JSON, else the text."""
    try:
        return cast("Json", msgspec.json.decode(text))
    except (msgspec.DecodeError, RecursionError):
        return text


def _invalid() -> AwsError:
    return invalid_parameter_value("Invalid filter pattern definition.")


def _read(text: str) -> Pattern:
    found = fields(text)
    if not isinstance(found, dict) or not found:
        raise _invalid()
    _check(found)
    return found


def _check(pattern: Pattern) -> None:
    for key, wanted in pattern.items():
        if key == "$or":
            if not isinstance(wanted, list) or len(cast("list[Json]", wanted)) < 2:
                raise _invalid()
            for each in cast("list[Json]", wanted):
                if not isinstance(each, dict) or not each:
                    raise _invalid()
                _check(each)
        elif isinstance(wanted, dict) and wanted:
            _check(cast("Pattern", wanted))
        elif isinstance(wanted, list) and wanted:
            for each in cast("list[Json]", wanted):
                _check_rule(each)
        else:
            raise _invalid()


def _check_rule(rule: Json) -> None:
    if isinstance(rule, list):
        raise _invalid()
    if not isinstance(rule, dict):
        return
    if len(rule) != 1:
        raise _invalid()
    ((operator, operand),) = rule.items()
    if operator not in _OPERATORS:
        raise _invalid()
    right = {
        "exists": isinstance(operand, bool),
        "numeric": _is_numeric(operand),
        "anything-but": _is_anything_but(operand),
    }
    if not right.get(operator, isinstance(operand, str)):
        raise _invalid()


def _is_numeric(operand: Json) -> bool:
    """One comparison, or two for a range: `["=", 5]`, `[">", 0, "<=", 5]`."""
    if not isinstance(operand, list) or len(operand) not in (2, 4):
        return False
    signs, numbers = operand[::2], operand[1::2]
    return all(each in _COMPARISONS for each in signs) and all(_is_number(each) for each in numbers)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_anything_but(operand: Json) -> bool:
    if isinstance(operand, list):
        return bool(operand) and all(isinstance(each, str) or _is_number(each) for each in operand)
    if isinstance(operand, dict):
        return len(operand) == 1 and all(
            operator in ("prefix", "suffix") and isinstance(text, str)
            for operator, text in operand.items()
        )
    return isinstance(operand, str) or _is_number(operand)


_ABSENT: list[Json] = []
"""What a field that is not there holds."""


def _fits(pattern: Pattern, record: dict[str, Any]) -> bool:
    """All fields of a pattern must fit (ESM-009)."""
    for key, wanted in pattern.items():
        if key == "$or":
            if not any(_fits(each, record) for each in wanted):
                return False
        elif isinstance(wanted, dict):
            found = record.get(key)
            below = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
            if not _fits(cast("Pattern", wanted), below):
                return False
        elif not _one_fits(wanted, record, key):
            return False
    return True


def _one_fits(rules: list[Json], record: dict[str, Any], key: str) -> bool:
    """One rule is enough; of a list in the record, one entry is enough."""
    found: Json = record.get(key)
    there = key in record
    values = found if isinstance(found, list) else [found] if there else _ABSENT
    leaf = there and not isinstance(found, dict)
    for rule in rules:
        if isinstance(rule, dict) and "exists" in rule:
            if rule["exists"] is leaf:
                return True
        elif any(_holds(rule, value) for value in values):
            return True
    return False


def _holds(rule: Json, value: Json) -> bool:
    if not isinstance(rule, dict):
        return _same(rule, value)
    ((operator, operand),) = rule.items()
    match operator:
        case "prefix":
            return isinstance(value, str) and value.startswith(operand)
        case "suffix":
            return isinstance(value, str) and value.endswith(operand)
        case "equals-ignore-case":
            return isinstance(value, str) and value.lower() == operand.lower()
        case "anything-but":
            return _is_other(operand, value)
        case _:
            return _compares(operand, value)


def _same(wanted: Json, value: Json) -> bool:
    """Numbers are the same when they are written alike (ESM-011); true is not 1."""
    return type(wanted) is type(value) and wanted == value


def _is_other(operand: Json, value: Json) -> bool:
    if isinstance(operand, dict):
        return isinstance(value, str) and not _holds(operand, value)
    unwanted = operand if isinstance(operand, list) else [operand]
    return not any(_same(each, value) for each in unwanted)


def _compares(comparisons: list[Any], value: Json) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    for sign, number in zip(comparisons[::2], comparisons[1::2], strict=True):
        holds = {
            "=": value == number,
            "<": value < number,
            "<=": value <= number,
            ">": value > number,
            ">=": value >= number,
        }[sign]
        if not holds:
            return False
    return True
