"""Policies in a lesson file: a mapping of YAML, or JSON text, becomes JSON text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.scalars import BAD
from lambdatutor.course.yaml_nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from lambdatutor.course.conversion import Conversion

_SENTENCE = "here must stand a policy: a mapping with Statement, or the same as JSON text"


def policy_text(conversion: Conversion, node: Node) -> object:
    """The policy as AWS stores it; an ARN stays as it is, where a policy can be named by one."""
    if isinstance(node, Mapping):
        data = _data(conversion, node)
        return BAD if data is BAD else PolicyText(msgspec.json.encode(data).decode())
    if isinstance(node, Sequence) or not node.text.startswith(("{", "arn:")):
        return conversion.note(node, _SENTENCE)
    if node.text.startswith("{"):
        try:
            msgspec.json.decode(node.text)
        except msgspec.MsgspecError as error:
            return conversion.note(node, f"this policy is not JSON: {error}")
    return PolicyText(node.text)


def _data(conversion: Conversion, node: Node) -> object:
    """Numbers and `true` become text, as a policy has them: 012345678901 is no number in it."""
    match node:
        case Scalar():
            if node.value is None:
                return conversion.note(node, "a value is missing here; a policy has no empty ones")
            return node.text
        case Sequence():
            values = [_data(conversion, each) for each in node.items]
            return BAD if BAD in values else values
        case Mapping():
            pairs = {key.text: _data(conversion, value) for key, value in node.entries}
            return BAD if BAD in pairs.values() else pairs
