"""What of a lesson with code is not written field by field: JSON, changes, keys of two kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lambdatutor.course.handlers.json_text import written
from lambdatutor.course.handlers.parts import ApiCall, CommandLine, FileWrite, FromRun
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.questions import FromSim
from lambdatutor.course.scalars import BAD
from lambdatutor.course.yaml_nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.conversion import Conversion, Special


def json_text(conversion: Conversion, node: Node) -> object:
    """Any YAML value as JSON: numbers stay numbers, `true` and `null` are what they say."""
    data = _data(conversion, node)
    return BAD if data is BAD else written(data)


def change(operation: Special) -> Special:
    """Reads a change; `operation` reads an operation of AWS."""

    def read(conversion: Conversion, node: Node) -> object:
        if not isinstance(node, Mapping) or not node.entries:
            sentence = "a change is {write: FILE, is: TEXT}, {do: COMMAND} or an operation of AWS"
            return conversion.note(node, sentence)
        if node.get("write") is not None:
            return conversion.struct(node, FileWrite)
        if node.get("do") is not None:
            return conversion.struct(node, CommandLine)
        made = operation(conversion, node)
        return BAD if made is BAD else ApiCall(operation=cast("Operation", made))

    return read


def computed_key(conversion: Conversion, node: Node) -> object:
    """`{from_sim: …}` or `{from_run: …}`."""
    if not isinstance(node, Mapping):
        return conversion.note(node, "an answer is {from_sim: …}, or {from_run: …} of a program")
    return conversion.struct(node, FromRun if node.get("from_run") is not None else FromSim)


def number_or_key(conversion: Conversion, node: Node) -> object:
    """The same, or a number with its unit."""
    if isinstance(node, Mapping):
        return computed_key(conversion, node)
    return conversion.read(node, Quantity, "answer")


def _data(conversion: Conversion, node: Node) -> object:
    match node:
        case Scalar():
            return node.value
        case Sequence():
            values = [_data(conversion, each) for each in node.items]
            return BAD if BAD in values else values
        case Mapping():
            pairs = {key.text: _data(conversion, value) for key, value in node.entries}
            return BAD if any(each is BAD for each in pairs.values()) else pairs
