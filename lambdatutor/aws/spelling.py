"""The names of operations and parameters, as Python and as the AWS CLI spell them."""

from __future__ import annotations

import re

_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s$")
_WORD = re.compile(r"(.)([A-Z][a-z]+)")
_END_OF_ACRONYM = re.compile(r"([a-z0-9])([A-Z])")


def snake(name: str) -> str:
    """`KMSKeyArn` becomes `kms_key_arn`. The way back is not mechanical."""
    return _spelled(name, "_")


def kebab(name: str) -> str:
    """`KMSKeyArn` becomes `kms-key-arn`."""
    return _spelled(name, "-")


def lower_camel(name: str) -> str:
    """`MemorySize` becomes `memorySize`, as Lambda's validation messages have it."""
    return name[:1].lower() + name[1:]


def _spelled(name: str, separator: str) -> str:
    plural = _PLURAL_ACRONYM.search(name)
    if plural is not None:
        name = name[: plural.start()] + separator + plural.group().lower()
    between = rf"\1{separator}\2"
    return _END_OF_ACRONYM.sub(between, _WORD.sub(between, name)).lower()
