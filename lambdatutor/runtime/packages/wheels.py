"""Libraries in a package: which system each was built for, by the tags that its wheel left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages.findings import Finding, Weight, printable, quoted
from lambdatutor.runtime.packages.native import install_for
from lambdatutor.runtime.packages.placement import Source
from lambdatutor.runtime.packages.target import Target

_WHEEL = re.compile(r"(?:^|/)([^/]+)\.dist-info/WHEEL$")
_MOST_BYTES = 65_536
_GLIBC = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}
_MANYLINUX = re.compile(r"(manylinux(?:1|2010|2014))_(\w+)|manylinux_(\d+)_(\d+)_(\w+)")
_LINUX = re.compile(r"linux_(\w+)")
_PYTHON = re.compile(r"(py|cp)(\d)(\d*)")


class Wheel(NamedTuple):
    """A library that was installed from a wheel."""

    name: str
    """With its version: `numpy-2.1.0`."""
    tags: tuple[str, ...]
    """As `cp312-cp312-manylinux_2_17_x86_64`."""
    path: str

    def fits(self, target: Target) -> bool:
        return not self.tags or any(fits(tag, target) for tag in self.tags)


def wheels(source: Source) -> Iterator[Wheel]:
    """The libraries of a zip that say what they were built for."""
    for path, entry in source.archive.files.items():
        found = _WHEEL.search(path)
        if found is None:
            continue
        try:
            text = source.archive.head(entry, _MOST_BYTES).decode(errors="replace")
        except AwsError:
            continue  # A broken file has its own finding.
        tags = (
            each.partition(":")[2].strip()
            for each in text.splitlines()
            if each.lower().startswith("tag:")
        )
        yield Wheel(found[1], tuple(tags), path)


def fits(tag: str, target: Target) -> bool:
    """Whether a wheel of this tag runs on Lambda's Python, processor and Linux (PKG-014).

    A part of a tag may name several, with dots between: `py2.py3-none-any`.
    """
    python, _, rest = tag.partition("-")
    abi, _, platform = rest.partition("-")
    return any(_python_fits(each, abi, target) for each in python.split(".")) and any(
        _platform_fits(each, target) for each in platform.split(".")
    )


def _python_fits(python: str, abi: str, target: Target) -> bool:
    found = _PYTHON.fullmatch(python)
    if found is None or int(found[2]) != target.python[0]:
        return False
    minor = int(found[3]) if found[3] else 0
    if found[1] == "py" or "abi3" in abi.split("."):
        return minor <= target.python[1]
    # A wheel without ABI, for this Python or one before, is plain Python.
    if abi == "none":
        return minor <= target.python[1]
    return minor == target.python[1]


def _platform_fits(platform: str, target: Target) -> bool:
    if platform == "any":
        return True
    if found := _MANYLINUX.fullmatch(platform):
        needs = _GLIBC[found[1]] if found[1] else (int(found[3]), int(found[4]))
        return (found[2] or found[5]) == target.machine and needs <= target.glibc
    found = _LINUX.fullmatch(platform)
    return found is not None and found[1] == target.machine


def wheel_findings(source: Source, target: Target) -> Iterator[Finding]:
    """Libraries that were built for another system than Lambda's."""
    for wheel in wheels(source):
        if wheel.fits(target):
            continue
        yield Finding(
            "wheel-misfit",
            Weight.WARNS,
            f"{quoted(wheel.name)} was built for {_built_for(wheel, target)} "
            f"(`{printable(wheel.tags[0])}`); the function runs {target.runtime} on "
            f"{target.system}, {target.machine}. Install it for Lambda: {install_for(target)}.",
            "PKG-014",
            wheel.path,
            "Runtime.ImportModuleError",
        )


def _built_for(wheel: Wheel, target: Target) -> str:
    python, _, rest = wheel.tags[0].partition("-")
    platform = rest.partition("-")[2]
    if platform.startswith("macosx"):
        return "macOS"
    if platform.startswith("win"):
        return "Windows"
    if platform.startswith("musllinux"):
        return "Linux with another C library (musl)"
    if any(_platform_fits(each, target) for each in platform.split(".")):
        return f"another Python ({printable(python)})"
    if target.machine in platform:
        return "a newer Linux"
    return "another processor"
