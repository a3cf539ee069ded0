"""Whether Lambda finds the handler that a function's setting names, and if not, why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.runtime.packages.findings import Finding, Weight, quoted
from lambdatutor.runtime.packages.modules import Shelf
from lambdatutor.runtime.packages.placement import Placed
from lambdatutor.runtime.packages.source_text import (
    SourceText,
    UnreadableSourceError,
    read_source,
)
from lambdatutor.runtime.packages.target import TASK_ROOT

_TASK = f"{TASK_ROOT}/"


class Handler(NamedTuple):
    """A handler setting, taken apart at its last dot (INV-013)."""

    module: str
    """With dots, whether the setting had dots or slashes."""
    function: str


def parse_handler(setting: str) -> Handler | None:
    """The module and the function of a setting; None for one without a dot (INV-014)."""
    module, dot, function = setting.rpartition(".")
    return Handler(module.replace("/", "."), function) if dot else None


def handler_file(setting: str, shelf: Shelf) -> Placed | None:
    """The file that the setting's module is in; None where there is none."""
    handler = parse_handler(setting)
    return shelf.find(handler.module) if handler is not None else None


def handler_findings(setting: str, shelf: Shelf) -> Iterator[Finding]:
    """Why the function would fail when it is initialised; nothing where the handler is found."""
    handler = parse_handler(setting)
    if handler is None:
        yield _fails(
            "malformed-handler",
            f"The handler is {quoted(setting)}, and there is no dot between its file and its "
            f"function. Write it like {quoted(DEFAULT_HANDLER)}.",
            "INV-014",
            "Runtime.MalformedHandlerName",
        )
        return
    first = handler.module.partition(".")[0]
    if first in sys.builtin_module_names:
        yield _fails(
            "built-in-handler",
            f"{quoted(first)} is a module that is built into Python, and the handler cannot lie in "
            "one of that name. Rename the file, and the handler setting with it.",
            "INV-018",
            "Runtime.BuiltInModuleConflict",
        )
        return
    placed = shelf.find(handler.module)
    if placed is None and shelf.is_folder(handler.module):
        # Python takes a folder without `__init__.py` for a package with nothing in it.
        yield _fails(
            "handler-file-not-found",
            _where_is_it(handler, shelf),
            "INV-016",
            "Runtime.HandlerNotFound",
        )
    elif placed is None:
        yield _fails(
            "handler-file-not-found",
            _where_is_it(handler, shelf),
            "INV-015",
            "Runtime.ImportModuleError",
        )
    elif placed.path.endswith(".py"):
        yield from _of_function(handler, placed)


def _of_function(handler: Handler, placed: Placed) -> Iterator[Finding]:
    name = quoted(placed.entry.path)
    try:
        source = read_source(placed.content())
    except AwsError:
        return  # A broken file has its own finding.
    except UnreadableSourceError as problem:
        line = f", line {problem.line}" if problem.line is not None else ""
        yield _fails(
            "syntax-error",
            f"{name}{line}: Python cannot read it ({problem.reason}). Mend the line.",
            "INV-017",
            "Runtime.UserCodeSyntaxError",
            placed.entry.path,
        )
        return
    if source is None or source.open or handler.function in source.names:
        return
    yield _fails(
        "handler-function-not-found",
        f"{name} defines no {quoted(handler.function)}. {_nearest_function(handler, source)}",
        "INV-016",
        "Runtime.HandlerNotFound",
        placed.entry.path,
    )


def _nearest_function(handler: Handler, source: SourceText) -> str:
    near = [
        *source.handlers,
        *get_close_matches(handler.function, sorted(source.names), n=1),
    ]
    if not near:
        return "Define it: `def " + handler.function + "(event, context):`."
    best = get_close_matches(handler.function, near, n=1, cutoff=0.0)[0]
    return f"Set the handler to {quoted(f'{handler.module}.{best}')}, or rename the function."


def _where_is_it(handler: Handler, shelf: Shelf) -> str:
    """In a sentence or two: what Lambda looks for, and where it may be instead."""
    file = f"{handler.module.replace('.', '/')}.py"
    named = file.rpartition("/")[2].removesuffix(".py")
    lying = shelf.lying_about(named)
    for path in (*(each for each in lying if each.endswith(f"/{file}")), *lying):
        return _elsewhere(handler, file, path)
    mine = [path.removeprefix(_TASK) for path in shelf.files if path.startswith(_TASK)]
    inner = [path for path in mine if path.lower().endswith(".zip")]
    if inner and not any(path.endswith(".py") for path in mine):
        return (
            f"The zip holds another zip, {quoted(inner[0])}, and Lambda unpacks only the outer "
            "one. Upload the inner one."
        )
    return f"There is no {quoted(file)} in the zip. {_nearest_file(handler, file, shelf, mine)}"


def _elsewhere(handler: Handler, file: str, path: str) -> str:
    """The file is there, and not where the setting says."""
    folder, _, name = path.rpartition("/")
    if not path.startswith(_TASK):
        return (
            f"{quoted(name)} stands in {quoted(folder)}, where Python does not look. Put it at the "
            "top of the function's zip."
        )
    if folder == TASK_ROOT:
        setting = f"{name.removesuffix('.py')}.{handler.function}"
        return (
            f"There is no {quoted(file)} in the zip, but {quoted(name)} lies at its top. Set the "
            f"handler to {quoted(setting)}."
        )
    lies = f"{quoted(name)} lies in {quoted(folder.removeprefix(_TASK) + '/')}; Lambda looks"
    if "/" not in file:
        return f"{lies} at the top of the zip. Zip what is in the folder, not the folder itself."
    return f"{lies} for {quoted(file)} from the top of the zip. Move it, or change the handler."


def _nearest_file(handler: Handler, file: str, shelf: Shelf, mine: list[str]) -> str:
    """What to do: the handler need not have the name that the console gives it (PKG-017)."""
    sources = [path for path in mine if path.endswith(".py")]
    for path in sorted(sources, key=lambda each: each.count("/")):
        if path.lower() == file.lower():
            return f"{quoted(path)} differs in small and capital letters. Rename one."
    named = [
        (path, function)
        for path in sources
        if "/" not in path
        for function in _handlers_of(shelf.files[_TASK + path])
    ]
    # What is called as the setting says, else what calls itself a handler, else the first.
    named.sort(key=lambda each: (each[1] != handler.function, "handler" not in each[1].lower()))
    for path, function in named[:1]:
        setting = f"{path.removesuffix('.py')}.{function}"
        return (
            f"{quoted(path)} has {quoted(function)}, which takes two arguments: set the handler "
            f"to {quoted(setting)}, or rename the file."
        )
    near = get_close_matches(file, sources, n=1)
    if near:
        return f"Did you mean {quoted(near[0])}? Rename it, or change the handler."
    return "Put it at the top of the zip, or change the handler."


def _handlers_of(placed: Placed) -> tuple[str, ...]:
    try:
        source = read_source(placed.content())
    except (AwsError, UnreadableSourceError):
        return ()
    return source.handlers if source is not None else ()


def _fails(kind: str, sentence: str, fact: str, code: str, path: str | None = None) -> Finding:
    return Finding(kind, Weight.FAILS, sentence, fact, path, code)
