"""Machine code in a package: for which system and processor a file was compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages.findings import Finding, Weight, quoted
from lambdatutor.runtime.packages.placement import Source
from lambdatutor.runtime.packages.target import Target

_NAMED_NATIVE = re.compile(r"\.(so(\.\d+)*|pyd|dll|dylib)$", re.IGNORECASE)
_PYTHON_OF = re.compile(r"\.(?:cpython-|cp)3(\d+)[-.a-z_0-9]*\.(?:so|pyd)$")
_HEAD_BYTES = 4_096

_ELF = {3: "32-bit x86", 40: "32-bit ARM", 62: "x86_64", 183: "aarch64"}
_PE = {0x14C: "32-bit x86", 0x8664: "x86_64", 0xAA64: "aarch64"}
_MACH_O = {0x0100_0007: "x86_64", 0x0100_000C: "aarch64"}
_MACH_O_BEGINS = (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_MACH_O_OF_MANY_BEGINS = (b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf")


class Compiled(NamedTuple):
    """What machine code runs on."""

    system: str
    """Linux, macOS or Windows."""
    machine: str
    """As wheels name it: x86_64, aarch64."""


def compiled_for(head: bytes) -> Compiled | None:
    """What a file was compiled for, by how it begins; None for what is no machine code."""
    if head[:4] == b"\x7fELF" and len(head) >= 20:
        number = int.from_bytes(head[18:20], "little" if head[5] == 1 else "big")
        return Compiled("Linux", _ELF.get(number, "another processor"))
    if head[:4] in _MACH_O_BEGINS:
        number = int.from_bytes(head[4:8], "little")
        return Compiled("macOS", _MACH_O.get(number, "another processor"))
    if head[:4] in _MACH_O_OF_MANY_BEGINS:
        return Compiled("macOS", "several processors")
    if head[:2] == b"MZ":
        at = int.from_bytes(head[0x3C:0x40], "little")
        number = int.from_bytes(head[at + 4 : at + 6], "little")
        return Compiled("Windows", _PE.get(number, "another processor"))
    return None


def natives(source: Source) -> Iterator[tuple[str, Compiled]]:
    """The files with machine code, by their names and how they begin."""
    for path, entry in source.archive.files.items():
        if not _NAMED_NATIVE.search(path):
            continue
        try:
            found = compiled_for(source.archive.head(entry, _HEAD_BYTES))
        except AwsError:
            continue  # A broken file has its own finding.
        if found is not None:
            yield path, found


def native_findings(source: Source, target: Target) -> Iterator[Finding]:
    """Machine code that Lambda cannot load (PKG-014): the first file for each reason."""
    by_reason: dict[str, list[str]] = {}
    for path, compiled in natives(source):
        reason = _misfit(path, compiled, target)
        if reason is not None:
            by_reason.setdefault(reason, []).append(path)
    for reason, paths in by_reason.items():
        are = f"and {len(paths) - 1} more are" if len(paths) > 1 else "is"
        yield Finding(
            "native-misfit",
            Weight.WARNS,
            f"{quoted(paths[0])} {are} compiled for {reason}; the function runs "
            f"{target.runtime} on Linux, {target.machine}. Install it for Lambda: "
            f"{install_for(target)}.",
            "PKG-014",
            paths[0],
            "Runtime.ImportModuleError",
        )


def _misfit(path: str, compiled: Compiled, target: Target) -> str | None:
    if compiled.system != "Linux" or compiled.machine != target.machine:
        return f"{compiled.system}, {compiled.machine}"
    python = _PYTHON_OF.search(path)
    if python is not None and (3, int(python[1])) != target.python:
        return f"Python 3.{python[1]}"
    return None


def install_for(target: Target) -> str:
    """The command that installs a library for Lambda, whatever system it is typed on."""
    return (
        f"`pip install --platform manylinux2014_{target.machine} --only-binary=:all: "
        f"--python-version {target.python_version} --target . NAME`"
    )
