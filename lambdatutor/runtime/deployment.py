"""A package and layers, unpacked where an environment can read them."""

from __future__ import annotations

import platform
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import invalid_parameter_value
from lambdatutor.runtime.folders import new_folder
from lambdatutor.runtime.function import RUNTIME, Function
from lambdatutor.runtime.packages import (
    Finding,
    PackageError,
    Source,
    Target,
    Weight,
    check,
    pack,
    read_archive,
    remove,
    unpack_archive,
    unpack_over,
)


class Deployment(msgspec.Struct, frozen=True):
    """A function that can be run, and what is to be said about its package."""

    function: Function
    findings: tuple[Finding, ...]


@contextmanager
def deployed(
    package: Path, settings: Function, layers: Sequence[Path] = ()
) -> Generator[Deployment]:
    """Unpack a folder or a zip for as long as it is used; `settings.code` is replaced.

    Raises PackageError for what cannot be used, AwsError for what Lambda refuses.
    """
    if len(layers) > quotas.LAYERS.value:  # PKG-006
        raise invalid_parameter_value(f"Cannot reference more than {quotas.LAYERS.value} layers.")
    if not package.exists():
        raise PackageError(f"{package} is not there. Name a folder with code, or a zip of it.")
    sources = [Source(path.name, read_archive(path)) for path in layers]
    target = target_here()
    packed = pack(package) if package.is_dir() else package
    report = check(packed, handler=settings.handler, target=target, layers=sources)
    if report.is_refused or report.archive is None:
        raise PackageError(report.findings[0].sentence)
    folder = new_folder()
    try:
        unpack_archive(report.archive, folder / "task")
        unpack_over(sources, folder / "opt")
        function = msgspec.structs.replace(settings, code=folder / "task", layers=folder / "opt")
        yield Deployment(
            function, tuple(each for each in report.findings if each.weight >= Weight.WARNS)
        )
    finally:
        remove(folder)


def target_here() -> Target:
    """What a package must fit to run on this computer."""
    return Target(RUNTIME, _architecture())


def _architecture() -> str:
    return "arm64" if platform.machine().lower() in {"aarch64", "arm64"} else "x86_64"
