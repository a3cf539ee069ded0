"""The form of a policy: JSON with statements. Whether it makes sense is judged elsewhere."""

from __future__ import annotations

import re
from typing import cast

import msgspec

_WHITE_SPACE = re.compile(r"\s+")


def read_document(text: str) -> dict[str, object] | None:
    """The document as data; None for text that is no JSON object with statements that are such."""
    try:
        data = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return None
    if not isinstance(data, dict):
        return None
    document = cast("dict[str, object]", data)
    statements = document.get("Statement")
    listed = cast("list[object]", statements) if isinstance(statements, list) else [statements]
    return document if all(isinstance(each, dict) for each in listed) else None


def size(text: str) -> int:
    """Characters as IAM counts them for its quotas: without white space."""
    return len(_WHITE_SPACE.sub("", text))
