"""How Init fails: by chance, or because the code and its settings do not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas

if TYPE_CHECKING:
    from lambdatutor.simulator.version import Configuration

BUILT_IN_MODULES = frozenset(
    {
        *("_io", "_thread", "builtins", "errno", "faulthandler", "gc", "itertools", "marshal"),
        *("posix", "pwd", "sys", "time"),
    }
)
"""Modules that are part of the interpreter itself: a handler's module cannot be called so."""


def certain_failure(configuration: Configuration) -> str:
    """The error type with which every Init of this configuration fails, or nothing."""
    code = configuration.code
    if code.extensions == "external" and code.extension_count > quotas.EXTENSIONS.value:  # LIF-020
        return "Extension.TooManyExtensions"
    if configuration.runtime.startswith("python"):
        wrong = _wrong_handler(configuration.handler, code.handlers)
        if wrong:
            return wrong
    return "KeyError" if unset(configuration, code.reads) else ""  # ENV-007


def unset(configuration: Configuration, names: tuple[str, ...]) -> tuple[str, ...]:
    """The environment variables among `names` that the settings do not give."""
    given = dict(configuration.variables)
    return tuple(name for name in names if name not in given)


def _wrong_handler(handler: str, held: tuple[str, ...]) -> str:
    """What Python's runtime says of a handler setting (INV-013 to INV-018)."""
    module, dot, attribute = _path(handler).rpartition(".")
    if not dot:
        return "Runtime.MalformedHandlerName"
    if module.partition(".")[0] in BUILT_IN_MODULES:
        return "Runtime.BuiltInModuleConflict"
    if not held:
        return ""
    there = [_path(each).rpartition(".") for each in held]
    if module not in {each for each, _, _ in there}:
        return "Runtime.ImportModuleError"
    if attribute not in {each for name, _, each in there if name == module}:
        return "Runtime.HandlerNotFound"
    return ""


def _path(handler: str) -> str:
    """Slashes in the module part count as dots (INV-013)."""
    return handler.replace("/", ".")
