"""Putting words in the place of `${…}`, in the documents that SAM carries with itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lambdatutor.sam.stack import Stack
from lambdatutor.sam.values import Value

_PLACE = re.compile(r"\$\{([\w:.]+)\}")


def filled(value: Value, words: Mapping[str, str]) -> Value:
    """A document with every word in its place; what is no word stays as it is."""
    match value:
        case str():
            return _PLACE.sub(lambda found: words.get(found[1], found[0]), value)
        case list():
            return [filled(each, words) for each in value]
        case dict():
            return {key: filled(each, words) for key, each in value.items()}
        case _:
            return value


def pseudo_parameters(stack: Stack) -> dict[str, str]:
    """What CloudFormation knows by itself, as far as those documents ask."""
    return {
        "AWS::Partition": "aws",
        "AWS::Region": stack.region,
        "AWS::AccountId": stack.account,
    }
