"""What is said beside the files of the three trees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from lambdatutor.runtime.packages import LAYER_ROOT, PACKAGE, TASK_ROOT, Weight
from lambdatutor.runtime.packages.handlers import handler_file, parse_handler
from lambdatutor.tui.package.twigs import Mark, Planting

if TYPE_CHECKING:
    from lambdatutor.runtime.packages import Branch, Finding, Placed, Report, Shelf
    from lambdatutor.runtime.packages.modules import Found

SIGNS: dict[Weight, Mark] = {
    Weight.REFUSED: Mark("✗", "ink-bad"),
    Weight.FAILS: Mark("✗", "ink-bad"),
    Weight.WARNS: Mark("!", "ink-warn"),
    Weight.NOTE: Mark("·", "ink-muted"),
}
"""How heavy a finding is, in the list of findings and beside the file that it speaks of."""

FOUND = "✓"
"""An import finds this."""

_EVERYONES = frozenset({LAYER_ROOT, f"{LAYER_ROOT}/python", f"{LAYER_ROOT}/python/lib"})
"""Folders that belong to no layer alone."""
_OF_FUNCTION = frozenset({"handler-function-not-found", "syntax-error"})
"""The handler's file is found, and is of no use."""


def folder_planting(
    tree: Branch, *, zipped: str = "", fixed: Collection[str] = (), handler: str = ""
) -> Planting:
    """The learner's folder; `zipped` is the folder in it that becomes the zip, empty for all."""
    marks = {path: Mark("read only", "ink-muted") for path in fixed}
    marks[zipped] = Mark("zipped ▸", "ink-accent bold")
    return Planting((tree,), marks, lit=zipped, shown_first=_ending(tree, _file_of(handler)))


def zip_planting(tree: Branch, findings: tuple[Finding, ...], handler: str) -> Planting:
    """What the zip holds, with the files that a finding speaks of."""
    marks = {
        each.path: SIGNS[each.weight]
        for each in reversed(findings)  # the heaviest is first, and stays
        if each.path is not None and each.weight > Weight.NOTE
    }
    first = _ending(tree, _file_of(handler))
    return Planting((tree,), marks, shown_first=first, sized="inside")


def lambda_planting(task: Branch, opt: Branch, report: Report, handler: str) -> Planting:
    """What stands under /var/task and /opt, and which of it an import finds."""
    trees = (task, opt) if opt.files else (task,)
    shelf = report.shelf
    if shelf is None:
        return Planting(trees, sized="roots")
    marks = dict(_brought(opt))
    marks |= dict(_imported(shelf, marks))
    missing: dict[str, str] = {}
    kinds = {each.kind for each in report.findings}
    placed = handler_file(handler, shelf)
    if placed is not None:
        marks[placed.path] = _of_handler(placed, works=not kinds & _OF_FUNCTION)
    elif "handler-file-not-found" in kinds:
        path = f"{TASK_ROOT}/{_file_of(handler)}"
        missing[path] = TASK_ROOT
        marks[path] = Mark("✗ missing", "ink-bad bold")
        for lies in _lying(handler, shelf):
            where = "too deep" if lies.count("/") > path.count("/") else "elsewhere"
            marks[lies] = Mark(f"✗ {where}", "ink-bad")
    first = _ending(task, _file_of(handler))
    return Planting(trees, marks, missing, shown_first=first, sized="roots")


def layer_label(origin: str) -> str:
    """`money:1` of a layer version's ARN; another name as it is."""
    return ":".join(origin.split(":")[-2:]) if origin.startswith("arn:") else origin


def _of_handler(placed: Placed, *, works: bool) -> Mark:
    brought = "" if placed.origin == PACKAGE else f" of {layer_label(placed.origin)}"
    if works:
        return Mark(f"{FOUND} handler{brought}", "ink-good bold")
    return Mark(f"✗ handler{brought}", "ink-bad bold")


def _file_of(handler: str) -> str:
    """The file that a handler setting names, as the zip would have it; empty for none."""
    parsed = parse_handler(handler)
    return f"{parsed.module.replace('.', '/')}.py" if parsed is not None else ""


def _ending(tree: Branch, file: str) -> str:
    """Where a file of this name lies in a tree, the nearest to its top; empty for nowhere."""
    name = file.rpartition("/")[2]
    found = [each.path for each in _files(tree) if each.name == name]
    return min(found, key=lambda path: path.count("/"), default="")


def _files(branch: Branch) -> Iterator[Branch]:
    if not branch.is_folder:
        yield branch
    for child in branch.children:
        yield from _files(child)


def _lying(handler: str, shelf: Shelf) -> Iterator[str]:
    """Where the handler's file lies instead, if it lies anywhere."""
    name = _file_of(handler).rpartition("/")[2].removesuffix(".py")
    return (path for path in shelf.lying_about(name) if path.startswith(f"{TASK_ROOT}/"))


def _brought(branch: Branch) -> Iterator[tuple[str, Mark]]:
    """Which layer brought what: the topmost folders and files that are of one layer alone."""
    origins = {each.origin for each in _files(branch) if each.origin is not None}
    if branch.replaced and branch.origin is not None:
        lost = ", ".join(map(layer_label, branch.replaced))
        yield branch.path, Mark(f"{layer_label(branch.origin)} over {lost}", "ink-warn")
    elif branch.path not in _EVERYONES and len(origins) == 1 and not _replaces(branch):
        yield branch.path, Mark(layer_label(origins.pop()), "ink-muted")
    else:
        for child in branch.children:
            yield from _brought(child)


def _replaces(branch: Branch) -> bool:
    """Whether a file in it overwrote that of another layer."""
    return any(each.replaced for each in _files(branch))


def _imported(shelf: Shelf, brought: Mapping[str, Mark]) -> Iterator[tuple[str, Mark]]:
    """What an import of each name finds, and what it would find if that were not there."""

    def named(sign: str, found: Found) -> str:
        if found.origin == PACKAGE:
            return sign
        by = brought.get(found.path)
        return f"{sign} {by.says if by is not None else layer_label(found.origin)}"

    for module in shelf.modules():
        if shelf.is_folder(module.name):
            continue  # a folder of no code, which Python would take for a package
        yield module.found.path, Mark(named(FOUND, module.found), "ink-good")
        for hidden in module.hidden:
            yield hidden.path, Mark(named("✗ hidden", hidden), "ink-warn")
