"""JSON as Lambda's Python runtime writes it (INV-023, INV-024, INV-026)."""

from __future__ import annotations

import decimal
import json
import math
import os
from collections.abc import Mapping
from typing import cast

_OLD = {"AWS_Lambda_python3.9", "AWS_Lambda_python3.10", "AWS_Lambda_python3.11"}


def encode(value: object) -> str:
    """Raises TypeError or ValueError for what JSON has no word for."""
    return _encoded(value, set(), ascii_only=os.environ.get("AWS_EXECUTION_ENV") in _OLD)


def _encoded(value: object, above: set[int], *, ascii_only: bool) -> str:
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=ascii_only)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, decimal.Decimal):
        return "NaN" if value.is_nan() else str(value)
    if id(value) in above:
        raise ValueError("Circular reference detected")
    above = above | {id(value)}
    fields: object = getattr(value, "_asdict", None)
    if isinstance(value, tuple) and callable(fields):
        value = fields()
    if isinstance(value, dict):
        pairs = [
            f"{_key(key, ascii_only=ascii_only)}: {_encoded(each, above, ascii_only=ascii_only)}"
            for key, each in cast("Mapping[object, object]", value).items()
        ]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        items = cast("list[object]", value)
        return "[" + ", ".join(_encoded(each, above, ascii_only=ascii_only) for each in items) + "]"
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _key(key: object, *, ascii_only: bool) -> str:
    if isinstance(key, str):
        return json.dumps(key, ensure_ascii=ascii_only)
    if key is None or isinstance(key, bool | int | float):
        return f'"{_encoded(key, set(), ascii_only=ascii_only)}"'
    kind = type(key).__name__
    raise TypeError(f"keys must be str, int, float, bool or None, not {kind}")


def _number(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return float.__repr__(value)
