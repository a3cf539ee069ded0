"""A function's configuration as a lab's learner changes it: by operations of AWS, or by `set`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

import msgspec

from lambdatutor.aws.arn import function_arn
from lambdatutor.aws.errors import function_not_found
from lambdatutor.aws.operations import UpdateFunctionConfiguration
from lambdatutor.aws.shapes.functions import Environment
from lambdatutor.aws.validation import validate
from lambdatutor.course.handlers.files import FilesError
from lambdatutor.runtime.packages.layers import layer_version_arn
from lambdatutor.runtime.shown import shown
from lambdatutor.simulator.time import Micros, TimeError, parse

if TYPE_CHECKING:
    from lambdatutor.course.handlers.parts import FunctionSettings, SettingName
    from lambdatutor.runtime.packages import LayerShelf

_FIELDS: dict[str, SettingName] = {
    "Handler": "handler",
    "MemorySize": "memory",
    "Timeout": "timeout",
    "Environment": "variables",
    "Layers": "layers",
}
"""Parameters of UpdateFunctionConfiguration, and what a lesson calls them."""

_HOW: dict[SettingName, str] = {
    "handler": "set handler FILE.FUNCTION",
    "memory": "set memory MB",
    "timeout": "set timeout SECONDS",
    "variables": "set variables NAME=VALUE …",
    "layers": "set layers NAME:VERSION …",
}


def changed(
    settings: FunctionSettings,
    operation: UpdateFunctionConfiguration,
    shelf: LayerShelf,
    allowed: Iterable[SettingName],
) -> FunctionSettings:
    """The configuration after an operation.

    Raises AwsError for what AWS refuses, `FilesError` for what the lab does not let be changed.
    """
    if operation.FunctionName not in {settings.name, function_arn(settings.name)}:
        raise function_not_found(function_arn(operation.FunctionName))
    validate(operation)
    new: dict[str, object] = {}
    for name in operation.__struct_fields__:
        value = getattr(operation, name)
        if name == "FunctionName" or value is None:
            continue
        setting = _FIELDS.get(name)
        if setting is None or setting not in allowed:
            raise FilesError(f"This lab does not change {name}.{_offered(allowed)}")
        new[setting] = _value(setting, value, shelf)
    return msgspec.structs.replace(settings, **new)


def operation_for(
    settings: FunctionSettings, name: str, value: str, allowed: Iterable[SettingName]
) -> UpdateFunctionConfiguration:
    """What `set NAME VALUE` stands for; raises `FilesError` for what is no such value."""
    function, text = settings.name, value.strip()
    match name:
        case "handler":
            return UpdateFunctionConfiguration(FunctionName=function, Handler=text)
        case "memory":
            size = _whole(text.upper().removesuffix("MB"), "memory")
            return UpdateFunctionConfiguration(FunctionName=function, MemorySize=size)
        case "timeout":
            return UpdateFunctionConfiguration(FunctionName=function, Timeout=_seconds(text))
        case "variables":
            environment = Environment(Variables=_pairs(text))
            return UpdateFunctionConfiguration(FunctionName=function, Environment=environment)
        case "layers":
            arns = [_arn(each) for each in text.split()]
            return UpdateFunctionConfiguration(FunctionName=function, Layers=arns)
        case _:
            raise FilesError(f'There is no setting "{shown(name)}".{_offered(allowed)}')


def described(settings: FunctionSettings) -> dict[str, object]:
    """As GetFunctionConfiguration answers, with what a lab knows."""
    return {
        "FunctionName": settings.name,
        "FunctionArn": function_arn(settings.name),
        "Handler": settings.handler,
        "MemorySize": settings.memory,
        "Timeout": settings.timeout_s,
        "Environment": {"Variables": dict(settings.variables)},
        "Layers": [{"Arn": arn} for arn in layer_arns(settings)],
    }


def layer_arns(settings: FunctionSettings) -> list[str]:
    """The layers of a function by their version's ARN."""
    return [_arn(each) for each in settings.layers]


def with_versions(settings: FunctionSettings) -> FunctionSettings:
    """The same, where each layer names its version: `money` means its first."""
    named = tuple(each if ":" in each else f"{each}:1" for each in settings.layers)
    return msgspec.structs.replace(settings, layers=named)


def _arn(layer: str) -> str:
    name, _, version = layer.partition(":")
    if layer.startswith("arn:"):
        return layer
    if version and not version.isdecimal():
        raise FilesError(f'"{shown(layer)}" is no version of a layer. Write one such as {name}:1.')
    return layer_version_arn(name, int(version or 1))


def _value(setting: SettingName, value: object, shelf: LayerShelf) -> object:
    match setting:
        case "timeout":
            return Micros(cast("int", value) * 1_000_000)
        case "variables":
            return dict(cast("Environment", value).Variables or {})
        case "layers":
            attached = shelf.attach(cast("list[str]", value))
            return tuple(f"{each.name}:{each.version}" for each in attached)
        case _:
            return value


def _whole(text: str, name: str) -> int:
    if not text.strip().isdecimal():
        raise FilesError(f'"{name}" is a whole number, as in set {name} 128.')
    return int(text)


def _seconds(text: str) -> int:
    if text.isdecimal():
        return int(text)
    try:
        time_us = parse(text)
    except TimeError:
        time_us = 1
    if time_us % 1_000_000:
        raise FilesError("A timeout is whole seconds, as in set timeout 10.")
    return time_us // 1_000_000


def _pairs(text: str) -> dict[str, str]:
    try:
        words = shlex.split(text)
    except ValueError:
        raise FilesError("A quote is opened and not closed: add the one that is missing.") from None
    wrong = next((each for each in words if "=" not in each), None)
    if wrong is not None:
        raise FilesError(f'"{shown(wrong)}" has no =. Write NAME=VALUE, with quotes round spaces.')
    pairs = (each.partition("=") for each in words)
    return {name: value for name, _, value in pairs}


def _offered(allowed: Iterable[SettingName]) -> str:
    ways = [_HOW[each] for each in allowed]
    return f" It knows {', '.join(ways)}." if ways else " Its settings stay as they are."
