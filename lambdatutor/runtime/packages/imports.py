"""What the handler imports, and what an import would find."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages.findings import Finding, Weight, quoted
from lambdatutor.runtime.packages.modules import BROUGHT_ALONG, RUNTIME_MODULES, Module, Shelf
from lambdatutor.runtime.packages.placement import PACKAGE, Placed
from lambdatutor.runtime.packages.source_text import (
    UnreadableSourceError,
    is_pythons_own,
    read_source,
)
from lambdatutor.runtime.packages.target import LAYER_ROOT, TASK_ROOT


def import_findings(handler: Placed, shelf: Shelf) -> Iterator[Finding]:
    """What the handler's file imports and Python does not find (INV-015)."""
    if not handler.path.endswith(".py"):
        return
    try:
        source = read_source(handler.content())
    except (AwsError, UnreadableSourceError):
        return  # Each has its own finding.
    for name in source.imports if source is not None else ():
        if not _is_there(name, shelf):
            yield Finding(
                "missing-module",
                Weight.FAILS,
                f"{quoted(handler.entry.path)} imports {quoted(name)}, and {_where(name, shelf)}",
                "PKG-012",
                handler.entry.path,
                "Runtime.ImportModuleError",
            )


def _is_there(name: str, shelf: Shelf) -> bool:
    brought = name in RUNTIME_MODULES or name in BROUGHT_ALONG or is_pythons_own(name)
    return brought or shelf.has(name)


def _where(name: str, shelf: Shelf) -> str:
    """Where it lies instead, and what to do; of a layer only `python/` is looked into (PKG-008)."""
    for path in shelf.lying_about(name):
        folder = path.rpartition("/")[0]
        if path.startswith(f"{LAYER_ROOT}/"):
            origin = next(
                each.origin for file, each in shelf.files.items() if file.startswith(path)
            )
            return (
                f"the layer {quoted(origin)} has it in {quoted(folder)}: Python looks in "
                "`/opt/python`. Put it into `python/` at the top of the layer."
            )
        inside = folder.removeprefix(f"{TASK_ROOT}/")
        return (
            f"it lies in {quoted(f'{inside}/')}, where Python does not look. Libraries belong at "
            "the top of the zip: `pip install --target .` puts them there."
        )
    return (
        "neither the package nor a layer nor the runtime has it. Install it into the package with "
        f"`pip install --target . {name}`, or attach a layer that brings it."
    )


def shadow_findings(shelf: Shelf) -> Iterator[Finding]:
    """Modules that hide others: the package before layers before the runtime (PKG-009)."""
    for module in shelf.modules():
        name, found = quoted(module.name), quoted(module.found.path)
        if module.name in RUNTIME_MODULES:
            yield _note(
                "brought-by-runtime",
                module,
                f"{name} comes with the runtime; yours in {found} is used in its place. Keep it to "
                "fix the version, or leave it out to stay small.",
            )
        elif is_pythons_own(module.name) and not shelf.is_folder(module.name):
            yield _note(
                "hides-python",
                module,
                f"{found} has the name of a module of Python's own, and may be imported in its "
                "place. Rename it.",
            )
        for hidden in module.hidden:
            yield _note(
                "hidden-module",
                module,
                f"{name} is there twice: {found} ({_from(module.found.origin)}) is imported, "
                f"{quoted(hidden.path)} ({_from(hidden.origin)}) is not.",
            )


def _from(origin: str) -> str:
    return "from the package" if origin == PACKAGE else f"from the layer {quoted(origin)}"


def _note(kind: str, module: Module, sentence: str) -> Finding:
    path = module.found.path.removeprefix(f"{TASK_ROOT}/")
    return Finding(kind, Weight.NOTE, sentence, "PKG-009", path)
