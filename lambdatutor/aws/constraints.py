"""Constraints on single values, worded as Lambda words them when a value breaks one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sized
from typing import NamedTuple, cast


class Constraint(NamedTuple):
    """What a value must be."""

    says: str
    holds: Callable[..., bool]


def at_least(least: int) -> Constraint:
    says = f"Member must have value greater than or equal to {least}"

    def holds(value: int) -> bool:
        return value >= least

    return Constraint(says, holds)


def at_most(most: int) -> Constraint:
    says = f"Member must have value less than or equal to {most}"

    def holds(value: int) -> bool:
        return value <= most

    return Constraint(says, holds)


def not_shorter(least: int) -> Constraint:
    says = f"Member must have length greater than or equal to {least}"

    def holds(value: Sized) -> bool:
        return len(value) >= least

    return Constraint(says, holds)


def not_longer(most: int) -> Constraint:
    says = f"Member must have length less than or equal to {most}"

    def holds(value: Sized) -> bool:
        return len(value) <= most

    return Constraint(says, holds)


def like(pattern: str) -> Constraint:
    expression = re.compile(pattern, re.ASCII)
    says = f"Member must satisfy regular expression pattern: {pattern}"

    def holds(value: str) -> bool:
        return expression.fullmatch(value) is not None

    return Constraint(says, holds)


def one_of(*names: str) -> Constraint:
    says = f"Member must satisfy enum value set: [{', '.join(names)}]"

    def holds(value: str) -> bool:
        return value in names

    return Constraint(says, holds)


def each(*constraints: Constraint) -> Constraint:
    """What every entry of a list must be."""
    says = f"Member must satisfy constraint: [{_listed(constraints)}, Member must not be null]"

    def holds(entries: list[object]) -> bool:
        return _all_hold(constraints, entries)

    return Constraint(says, holds)


def each_given(*constraints: Constraint) -> Constraint:
    """The same for a list whose shape does not say that no entry may be left out."""
    says = f"Member must satisfy constraint: [{_listed(constraints)}]"

    def holds(entries: list[object]) -> bool:
        return _all_hold(constraints, entries)

    return Constraint(says, holds)


def each_key(*constraints: Constraint) -> Constraint:
    """What every key of a map must be."""
    says = f"Map keys must satisfy constraint: [{_listed(constraints)}]"

    def holds(pairs: dict[str, object]) -> bool:
        return _all_hold(constraints, pairs)

    return Constraint(says, holds)


def each_between(least: float, most: float) -> Constraint:
    """The numbers that every value of a map lies between."""
    says = (
        "Map value must satisfy constraint: "
        f"[Member must have value less than or equal to {most}, "
        f"Member must have value greater than or equal to {least}, Member must not be null]"
    )

    def holds(pairs: dict[str, float]) -> bool:
        return all(least <= one <= most for one in pairs.values())

    return Constraint(says, holds)


def as_aws_writes(value: object) -> str:
    """A value as it stands in a refusal: `[arm64]`, `{2=0.1}`; without control characters."""
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, object]", value).items()
        written = (f"{as_aws_writes(key)}={as_aws_writes(one)}" for key, one in pairs)
        return "{" + ", ".join(written) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_aws_writes, cast("list[object]", value))) + "]"
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value))


def _listed(constraints: Collection[Constraint]) -> str:
    return ", ".join(constraint.says for constraint in constraints)


def _all_hold(constraints: Collection[Constraint], values: Collection[object]) -> bool:
    return all(constraint.holds(value) for value in values for constraint in constraints)
