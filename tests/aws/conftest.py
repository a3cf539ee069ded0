"""Any operation, with any values: `st.from_type(Operation)` draws one."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from lambdatutor.aws.operations import OPERATIONS, Operation


def values_of(annotation: object) -> st.SearchStrategy[Any]:
    """Values of a field's type; numbers stay in what AWS's own types hold."""
    if annotation is str:
        return st.text()
    if annotation is int:
        return st.integers(-(2**31) + 1, 2**31 - 1)
    if annotation is float:
        return st.floats(-1e6, 1e6)
    if annotation is bool:
        return st.booleans()
    if annotation is type(None):
        return st.none()
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return structs(annotation)
    members = [values_of(member) for member in get_args(annotation)]
    if get_origin(annotation) is list:
        return st.lists(members[0], max_size=3)
    if get_origin(annotation) is dict:
        return st.dictionaries(*members, max_size=3)
    return st.one_of(members)


def structs(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    fields = {field.name: values_of(field.type) for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **fields)


for operation in OPERATIONS.values():
    st.register_type_strategy(operation, structs(operation))
st.register_type_strategy(Operation, st.one_of([structs(kind) for kind in OPERATIONS.values()]))
