"""A package as it would be uploaded now, with its function's settings and layers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws.errors import AwsError
from lambdatutor.course.handlers.layers import shelf_of
from lambdatutor.course.handlers.settings import layer_arns
from lambdatutor.runtime.deployment import target_here
from lambdatutor.runtime.packages import PackageError, check, zip_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lambdatutor.course.handlers.layers import Published
    from lambdatutor.course.handlers.parts import FunctionSettings
    from lambdatutor.runtime.packages import LayerVersion, Report, SourceFile


@dataclass(frozen=True)
class Package:
    """A zip, and all that a function is made of beside it."""

    zipped: bytes = field(repr=False)
    settings: FunctionSettings
    layers: tuple[LayerVersion, ...] = ()
    report: Report | None = None
    """None where the layers could not be attached."""
    refused: str = ""
    """Why it cannot run, in a sentence; empty where it can."""

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same code, layers and settings."""
        written = hashlib.sha256(self.zipped)
        written.update(msgspec.json.encode(self.settings, order="deterministic"))
        for each in self.layers:
            written.update(each.archive.code_sha256.encode())
        return written.hexdigest()


def package_of(
    files: Mapping[str, SourceFile], settings: FunctionSettings, versions: Iterable[Published]
) -> Package:
    """The package of files, with what of these layers is attached; what is wrong is in it."""
    zipped = zip_of(files)
    try:
        layers = shelf_of(versions).attach(layer_arns(settings))
        sources = [each.source for each in layers]
        report = check(zipped, handler=settings.handler, target=target_here(), layers=sources)
    except (AwsError, PackageError) as problem:
        return Package(zipped, settings, refused=str(problem))
    refused = report.findings[0].sentence if report.is_refused else ""
    return Package(zipped, settings, layers, report, refused)
