"""A package checked as a whole: what AWS refuses, what would fail, and what is worth knowing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.runtime.packages.archive import Archive, open_archive, read_zip
from lambdatutor.runtime.packages.contents import (
    layer_findings,
    leftover_findings,
    permission_findings,
)
from lambdatutor.runtime.packages.findings import Finding, PackageError, Weight
from lambdatutor.runtime.packages.handlers import handler_file, handler_findings
from lambdatutor.runtime.packages.hazards import hazards
from lambdatutor.runtime.packages.imports import import_findings, shadow_findings
from lambdatutor.runtime.packages.modules import Shelf
from lambdatutor.runtime.packages.native import native_findings
from lambdatutor.runtime.packages.placement import PACKAGE, Placed, Placement, Source, place
from lambdatutor.runtime.packages.sizes import Sizes, size_findings, sizes
from lambdatutor.runtime.packages.target import Target
from lambdatutor.runtime.packages.wheels import wheel_findings

_STANDARD = Target()


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a package, the heaviest first."""

    findings: tuple[Finding, ...]
    archive: Archive | None
    """None for what is no zip."""
    sizes: Sizes | None
    placement: Placement | None
    """What stands under /var/task and /opt; None for a zip that is not unpacked."""
    shelf: Shelf | None
    """What an import finds there."""

    @property
    def is_refused(self) -> bool:
        return any(each.weight is Weight.REFUSED for each in self.findings)

    @property
    def works(self) -> bool:
        """Whether nothing was found that stops the function from being initialised."""
        return all(each.weight < Weight.FAILS for each in self.findings)


def check(
    package: Path | bytes,
    *,
    handler: str = DEFAULT_HANDLER,
    target: Target = _STANDARD,
    layers: Iterable[Source] = (),
    through_s3: bool = False,
) -> Report:
    """Looks through a zip, in a file or in memory, with the layers that the function has.

    `layers` are in the order in which they are merged, and were checked when they were published.
    Raises PackageError for a file that cannot be read.
    """
    archive = _opened(package)
    if isinstance(archive, Finding):
        return Report((archive,), None, None, None, None)
    attached = tuple(layers)
    measured = sizes(archive, attached)
    unsafe = _unsafe(archive, measured, through_s3=through_s3)
    if any(each.weight is Weight.REFUSED for each in unsafe):
        return Report(_heaviest_first(unsafe), archive, measured, None, None)
    placement = place(archive, attached)
    shelf = Shelf(placement, target)
    found = _heaviest_first([*unsafe, *_look(archive, attached, shelf, handler)])
    return Report(found, archive, measured, placement, shelf)


def check_layer(package: Path | bytes, *, name: str, target: Target = _STANDARD) -> Report:
    """Looks through the zip of a layer by itself, before it is published. Raises as `check`."""
    archive = _opened(package)
    if isinstance(archive, Finding):
        return Report((archive,), None, None, None, None)
    measured = sizes(archive)
    found = _unsafe(archive, measured)
    if all(each.weight < Weight.REFUSED for each in found):
        found += (*leftover_findings(archive), *_of_sources([Source(name, archive)], target, None))
    return Report(_heaviest_first(found), archive, measured, None, None)


def _opened(package: Path | bytes) -> Archive | Finding:
    data = package if isinstance(package, bytes) else read_zip(package)
    try:
        return open_archive(data)
    except AwsError as refusal:
        return Finding("no-zip", Weight.REFUSED, refusal.message, None, code=refusal.code)
    except PackageError as problem:
        return Finding("too-many-files", Weight.REFUSED, str(problem), None)


def _unsafe(archive: Archive, measured: Sizes, *, through_s3: bool = False) -> tuple[Finding, ...]:
    """What keeps a zip from being unpacked; on its size, what knows of the layers too."""
    return (
        *(each for each in hazards(archive) if each.kind != "unzipped-too-large"),
        *size_findings(measured, through_s3=through_s3),
    )


def _look(
    archive: Archive, layers: tuple[Source, ...], shelf: Shelf, handler: str
) -> Iterator[Finding]:
    yield from handler_findings(handler, shelf)
    placed = handler_file(handler, shelf)
    if placed is not None:
        yield from import_findings(placed, shelf)
    yield from leftover_findings(archive)
    yield from _of_sources([Source(PACKAGE, archive), *layers], shelf.target, placed)
    yield from shadow_findings(shelf)


def _of_sources(
    sources: Sequence[Source], target: Target, handler: Placed | None
) -> Iterator[Finding]:
    for source in sources:
        yield from permission_findings(source.archive, handler)
        yield from wheel_findings(source, target)
        yield from native_findings(source, target)
    yield from layer_findings((each for each in sources if each.origin != PACKAGE), target)


def _heaviest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: -each.weight))
