"""Measures of what real code stands in: the function's settings, its package and its layers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.course.handlers.record import recorded
from lambdatutor.course.measure import Measure
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity, Value

if TYPE_CHECKING:
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.runtime.packages import Archive, Sizes


def _setting(of: Callable[[Record], Value]) -> Take:
    return lambda run, _: of(recorded(run))


def _variable(run: Measurable, taken: Taken) -> str | None:
    return recorded(run).settings.variables.get(taken.name or "")


def _found(run: Measurable, taken: Taken) -> str | None:
    """Where an import finds a module: the package and layers come first (PKG-009)."""
    # Zips take time to import, and most lessons have none.
    from lambdatutor.runtime.packages import PACKAGE
    from lambdatutor.runtime.packages.modules import BROUGHT_ALONG, RUNTIME_MODULES

    name, report = taken.name or "", recorded(run).report
    shelf = None if report is None else report.shelf
    if shelf is not None and shelf.has(name):
        placed = shelf.find(name)
        top = name.partition(".")[0]
        origins = (
            [placed.origin]
            if placed
            else [each.found.origin for each in shelf.modules() if each.name == top]
        )
        return "package" if PACKAGE in origins else "layer"
    top = name.partition(".")[0]
    brought = RUNTIME_MODULES | BROUGHT_ALONG | sys.stdlib_module_names
    return "runtime" if top in brought else None


def _archive(run: Measurable) -> Archive | None:
    report = recorded(run).report
    return None if report is None else report.archive


def _entries(run: Measurable, _: Taken) -> Quantity | None:
    archive = _archive(run)
    return None if archive is None else Quantity(len(archive.files))


def _in_zip(run: Measurable, taken: Taken) -> bool:
    """A file, or a folder with a file in it."""
    archive, path = _archive(run), (taken.name or "").strip("/")
    return archive is not None and any(
        each == path or each.startswith(f"{path}/") for each in archive.files
    )


def _size(of: Callable[[Sizes], int]) -> Take:
    def take(run: Measurable, _: Taken) -> Quantity | None:
        report = recorded(run).report
        sizes = None if report is None else report.sizes
        return None if sizes is None else Quantity(of(sizes) / quotas.MB_BYTES.value, "MB")

    return take


def _refused(run: Measurable, _: Taken) -> bool:
    """Of the settings an AwsError tells, before there is any environment."""
    record = recorded(run)
    settings = any(not at.environment and at.refused_status is not None for at in record.outcomes)
    package = record.report is not None and record.report.is_refused
    return bool(record.refused) or package or settings


_TABLE = (
    Measure(
        "handler",
        "The function's handler setting.",
        "text",
        _setting(lambda at: at.settings.handler),
    ),
    Measure(
        "variable",
        "A variable of the function; unset where there is none.",
        "text",
        _variable,
        "variable",
    ),
    Measure(
        "found",
        "Where an import finds a module: package, layer or runtime.",
        "text",
        _found,
        "module",
    ),
    Measure(
        "layers",
        "Layers that the function has.",
        "count",
        _setting(lambda at: Quantity(len(at.settings.layers))),
    ),
    Measure("entries", "Files in the zip.", "count", _entries),
    Measure(
        "timeout",
        "The function's timeout.",
        "time",
        _setting(lambda at: Quantity(at.settings.timeout, "time")),
    ),
    Measure(
        "memory",
        "The function's memory.",
        "MB",
        _setting(lambda at: Quantity(at.settings.memory, "MB")),
    ),
    Measure("zip_size", "The zip, as it is uploaded.", "MB", _size(lambda at: at.zipped)),
    Measure(
        "unzipped_size", "Code and layers together, unzipped.", "MB", _size(lambda at: at.together)
    ),
    Measure(
        "in_zip",
        "Whether a file, or a folder with something in it, is in the zip.",
        "truth",
        _in_zip,
        "path",
    ),
    Measure(
        "refused",
        "Whether package or settings were refused before anything could run.",
        "truth",
        _refused,
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _TABLE}
"""All of them stand there whether anybody calls the handler or not."""
