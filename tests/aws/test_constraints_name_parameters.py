"""Every constraint belongs to a parameter that an operation of the service has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_origin

import msgspec
import pytest

from lambdatutor.aws import parameter_constraints
from lambdatutor.aws.operations import OPERATIONS
from lambdatutor.aws.parameters import COMMANDS, without_none


def paths(kind: type[msgspec.Struct], before: str = "") -> Iterator[str]:
    for field in msgspec.structs.fields(kind):
        yield before + field.encode_name
        inner = without_none(field.type)
        if get_origin(inner) is list:
            inner = get_args(inner)[0]
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            yield from paths(inner, f"{before}{field.encode_name}.")


@pytest.mark.parametrize("service", parameter_constraints._TABLES)
def test_a_table_of_constraints_names_parameters(service: str) -> None:
    known = {path for kind in COMMANDS[service].values() for path in paths(kind)}

    assert parameter_constraints._TABLES[service].keys() <= known


def test_an_exception_names_a_parameter_of_its_operation() -> None:
    for operation, parameter in parameter_constraints._EXCEPTIONS:
        assert parameter in set(paths(OPERATIONS[operation])), operation
