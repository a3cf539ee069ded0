"""What lies in a package that does not work there, or need not lie there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lambdatutor.runtime.packages.archive import Archive, Entry, Kind
from lambdatutor.runtime.packages.findings import Finding, Weight, quoted
from lambdatutor.runtime.packages.hazards import parents
from lambdatutor.runtime.packages.placement import Placed, Source
from lambdatutor.runtime.packages.sizes import megabytes
from lambdatutor.runtime.packages.target import Target

_LEFT_BY_PROGRAMS = {
    "__MACOSX": "what macOS adds to its zips",
    "__pycache__": "what Python compiled on another machine",
    ".git": "the history of the code",
    ".idea": "an editor's settings",
    ".vscode": "an editor's settings",
    "node_modules": "libraries of another language",
}
_OWN_NAMES = frozenset({"python", "bin", "lib", "extensions"})
"""Folders of a layer that Lambda or Linux looks into."""


def permission_findings(archive: Archive, handler: Placed | None) -> Iterator[Finding]:
    """Files that not everyone may read, and Lambda's process is everyone (PKG-013)."""
    closed = [each for each in archive.entries if _is_closed(each)]
    if not closed:
        return
    needed = set[str]()
    if handler is not None and handler.archive is archive:
        needed = {handler.entry.path, *parents(handler.entry.path)}
    first = next((each for each in closed if each.path in needed), None)
    worst = first or closed[0]
    others = f" and {len(closed) - 1} more" if len(closed) > 1 else ""
    wants = "755" if worst.kind is Kind.FOLDER else "644"
    yield Finding(
        "closed-file",
        Weight.WARNS if first is None else Weight.FAILS,
        f"{quoted(worst.path)}{others} may not be read by everyone (mode {worst.mode or 0:03o}): "
        f'on Lambda it gives "Permission denied". Give it {wants} and zip again.',
        "PKG-013",
        worst.path,
    )


def _is_closed(entry: Entry) -> bool:
    if entry.mode is None:
        return False
    wanted = 0o5 if entry.kind is Kind.FOLDER else 0o4
    return entry.mode & wanted != wanted


def leftover_findings(archive: Archive) -> Iterator[Finding]:
    """Folders that came along and are of no use on Lambda."""
    for folder in _virtual_environments(archive):
        size = _megabytes_in(archive, folder)
        yield Finding(
            "virtual-environment",
            Weight.NOTE,
            f"{quoted(f'{folder}/')} ({size}) is a virtual environment, and Python on Lambda does "
            "not look into it. Install with `pip install --target .` at the top instead.",
            "PKG-012",
            folder,
        )
    for folder, what in _left_behind(archive):
        size = _megabytes_in(archive, folder)
        yield Finding(
            "leftover",
            Weight.NOTE,
            f"{quoted(f'{folder}/')} ({size}) is {what}. Leave it out.",
            None,
            folder,
        )


def _virtual_environments(archive: Archive) -> tuple[str, ...]:
    ending = "/pyvenv.cfg"
    return tuple(
        sorted(path.removesuffix(ending) for path in archive.files if path.endswith(ending))
    )


def _left_behind(archive: Archive) -> Iterator[tuple[str, str]]:
    """The first folder of each name, with what it is."""
    told = set[str]()
    for path in archive.files:
        for part in path.split("/")[:-1]:
            what = _LEFT_BY_PROGRAMS.get(part)
            if what is not None and part not in told:
                told.add(part)
                yield f"{path.partition(f'{part}/')[0]}{part}", what


def _megabytes_in(archive: Archive, folder: str) -> str:
    inside = (
        each.size_bytes for path, each in archive.files.items() if path.startswith(f"{folder}/")
    )
    return megabytes(sum(inside))


def layer_findings(layers: Iterable[Source], target: Target) -> Iterator[Finding]:
    """Layers whose Python lies where Python does not look (PKG-008)."""
    for layer in layers:
        tops = _tops(layer.archive)
        libraries = [each for each in tops if _is_python(layer.archive, each)]
        if libraries:
            yield _not_under_python(layer, libraries[0], f"/opt/{libraries[0]}")
        elif "python" not in tops:
            inner = [each for each in tops if f"{each}/python" in _folders(layer.archive)]
            if inner:
                yield _not_under_python(layer, f"{inner[0]}/python", f"/opt/{inner[0]}/python")
        yield from _for_another_python(layer, target)


def _not_under_python(layer: Source, path: str, lands: str) -> Finding:
    return Finding(
        "layer-not-under-python",
        Weight.WARNS,
        f"{quoted(path)} of the layer {quoted(layer.origin)} lands in {quoted(lands)}, and Python "
        "looks in `/opt/python`. Zip it with the folder `python/` at the top.",
        "PKG-008",
        path,
        "Runtime.ImportModuleError",
    )


def _for_another_python(layer: Source, target: Target) -> Iterator[Finding]:
    before = "python/lib/python3."
    for folder in sorted(_folders(layer.archive)):
        name = folder.removeprefix("python/lib/")
        if folder.startswith(before) and "/" not in name and name != target.runtime:
            yield Finding(
                "layer-for-another-python",
                Weight.WARNS,
                f"{quoted(f'{folder}/')} of the layer {quoted(layer.origin)} is looked into by "
                f"{quoted(name)} alone, and the function runs {target.runtime}. Put the libraries "
                "straight under `python/`.",
                "PKG-008",
                folder,
                "Runtime.ImportModuleError",
            )


def _tops(archive: Archive) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.partition("/")[0] for path in archive.files))


def _folders(archive: Archive) -> set[str]:
    return {folder for path in archive.files for folder in parents(path)}


def _is_python(archive: Archive, top: str) -> bool:
    if top in _OWN_NAMES:
        return False
    return top.endswith(".py") or f"{top}/__init__.py" in archive.files
