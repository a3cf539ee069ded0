"""The vocabulary is AWS's: held against botocore's descriptions of the services, where it is."""

from __future__ import annotations

from typing import Any, TypeAlias, get_args, get_origin

import msgspec
import pytest

from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.aws.operations.operation import CLIENTS
from lambdatutor.aws.parameters import COMMANDS, without_none
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.aws.spelling import kebab, snake

botocore = pytest.importorskip("botocore", reason="botocore is no dependency")

Described: TypeAlias = Any
"""Something of botocore's, which has no types."""

KINDS = pytest.mark.parametrize("kind", OPERATIONS.values(), ids=OPERATIONS)
TYPES = {
    str: {"string", "timestamp", "blob"},
    int: {"integer", "long"},
    float: {"double", "float"},
    bool: {"boolean"},
    PolicyText: {"string"},
}


@pytest.fixture(scope="module")
def session() -> Described:
    from botocore.session import get_session

    return get_session()


def model(session: Described, kind: type[Operation]) -> Described:
    service = CLIENTS.get(kind.service, kind.service)
    return session.get_service_model(service).operation_model(kind.aws_name or kind.__name__)


def check(shape: Described, annotation: object, where: str) -> None:
    """The annotation says what the shape says, all the way down."""
    kind = without_none(annotation)
    if get_origin(kind) is list:
        assert shape.type_name == "list", where
        check(shape.member, get_args(kind)[0], where)
    elif get_origin(kind) is dict:
        assert shape.type_name == "map", where
        check(shape.value, get_args(kind)[1], where)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        assert shape.type_name == "structure", where
        check_fields(shape, kind, where)
    else:
        assert shape.type_name in TYPES[kind], where  # type: ignore[index] (a leaf)


def check_fields(shape: Described, kind: type[msgspec.Struct], where: str) -> None:
    known = shape.members if shape is not None else {}
    needed = set(shape.required_members) if shape is not None else set()
    ours = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    assert ours.keys() <= known.keys(), where
    assert {name for name, field in ours.items() if field.required} == needed, where
    for name, field in ours.items():
        check(known[name], field.type, f"{where}.{name}")


@KINDS
def test_parameters_are_spelled_typed_and_required_as_aws_has_them(
    session: Described, kind: type[Operation]
) -> None:
    check_fields(model(session, kind).input_shape, kind, kind.__name__)


@KINDS
def test_names_are_spelled_as_boto3_and_the_aws_cli_spell_them(
    session: Described, kind: type[Operation]
) -> None:
    from botocore import xform_name

    names = [kind.__name__, *(field.encode_name for field in msgspec.structs.fields(kind))]
    for name in names:
        assert snake(name) == xform_name(name)
        assert kebab(name) == xform_name(name, "-")


def test_every_service_is_one_of_aws(session: Described) -> None:
    services = set(session.get_available_services())

    assert {CLIENTS.get(service, service) for service in COMMANDS} <= services
