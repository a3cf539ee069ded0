"""What SnapStart does not go together with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.aws import errors, prices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.simulator.version import Configuration, Version

_JAVA, _PYTHON, _DOTNET = 11, 12, 8
"""The first versions of each runtime that have it (SNP-001)."""

_RUNTIME = re.compile(r"java(\d+)|python3\.(\d+)|dotnet(\d+)")


def supports(runtime: str) -> bool:
    """Java 11, Python 3.12, .NET 8, and what came after them (SNP-001)."""
    found = _RUNTIME.fullmatch(runtime)
    if found is None:
        return False
    java, python, dotnet = (int(each or 0) for each in found.groups())
    return java >= _JAVA or python >= _PYTHON or dotnet >= _DOTNET


def refuse_settings(configuration: Configuration) -> None:
    """Raises the AwsError of a setting that SnapStart excludes (SNP-001, SNP-002)."""
    if not configuration.snap_start:
        return
    if not supports(configuration.runtime):
        raise errors.invalid_parameter_value(
            f"{configuration.runtime} is not supported for SnapStart enabled functions."
        )
    if configuration.ephemeral_storage_mb > prices.EPHEMERAL_STORAGE_FREE_MB:
        raise errors.invalid_parameter_value(
            "Ephemeral storage greater than 512 MB is not supported for SnapStart enabled "
            "functions."
        )


def refuse_image() -> errors.AwsError:
    """A container image has no snapshot (SNP-001)."""
    return errors.invalid_parameter_value(
        "Container images are not supported for SnapStart enabled functions."
    )


def refuse_provisioned(versions: Iterable[Version]) -> None:
    """A version starts from a snapshot or is provisioned, never both (SNP-002)."""
    if any(version.configuration.snap_start for version in versions):
        raise errors.invalid_parameter_value(
            "Provisioned Concurrency Configs cannot be applied to SnapStart enabled functions."
        )
