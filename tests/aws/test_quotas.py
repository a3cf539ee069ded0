"""Quotas say what the facts say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lambdatutor.aws import quotas
from lambdatutor.aws.facts import fact
from lambdatutor.aws.quotas import Quota

QUOTAS = {name: value for name, value in vars(quotas).items() if isinstance(value, Quota)}


def numbers(value: object) -> Iterator[float]:
    """Every number in a fact's values; a formula's too."""
    match value:
        case dict():
            for inner in value.values():
                yield from numbers(inner)
        case list():
            for inner in value:
                yield from numbers(inner)
        case str():
            yield from map(float, re.findall(r"\d+", value))
        case None:
            # What is not documented.
            return
        case _:
            yield float(value)


@pytest.mark.parametrize("name", QUOTAS)
def test_a_quota_is_a_number_of_its_fact(name: str) -> None:
    quota = QUOTAS[name]

    assert quota.value in set(numbers(fact(quota.fact).values))


@pytest.mark.parametrize("name", QUOTAS)
def test_a_quota_says_what_it_limits(name: str) -> None:
    assert QUOTAS[name].says.endswith(".")
    assert QUOTAS[name].unit


def test_the_unit_in_a_name_is_the_unit() -> None:
    units = {"_S": "seconds", "_MS": "milliseconds", "_MB": "MB", "_BYTES": "bytes"}
    for name, quota in QUOTAS.items():
        for ending, unit in units.items():
            if name.endswith(ending) and not name.endswith("PER_S"):
                assert quota.unit == unit, name
