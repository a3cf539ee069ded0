"""The AppSpec of a Lambda deployment: which alias goes from which version to which."""

from __future__ import annotations

from typing import cast

import msgspec

_TYPE = "AWS::Lambda::Function"
_PROPERTIES = ("Name", "Alias", "CurrentVersion", "TargetVersion")


class AppSpecError(ValueError):
    """An AppSpec that cannot be read, with what is wrong."""


def read(text: str) -> tuple[str, str, str, str]:
    """Function, alias, current version and target version; raises `AppSpecError`."""
    try:
        found: object = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError) as error:
        raise AppSpecError("AppSpec is not valid JSON") from error
    resources = _fields(found).get("Resources")
    listed = cast("list[object]", resources) if isinstance(resources, list) else []
    entries = [each for resource in listed for each in _fields(resource).values()]
    if len(entries) != 1:
        raise AppSpecError("AppSpec file must contain exactly one Lambda function in Resources")
    entry = _fields(entries[0])
    if entry.get("Type") != _TYPE:
        raise AppSpecError(f"Type must be {_TYPE}")
    properties = _fields(entry.get("Properties"))
    missing = [each for each in _PROPERTIES if not properties.get(each)]
    if missing:
        raise AppSpecError(f"Properties must contain {', '.join(missing)}")
    name, alias, current, target = (str(properties[each]) for each in _PROPERTIES)
    return name, alias, current, target


def _fields(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
