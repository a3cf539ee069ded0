"""Layers of an account: versions that never change, attached by ARN."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lambdatutor.aws import arn
from lambdatutor.aws.errors import (
    AwsError,
    invalid_parameter_value,
    resource_not_found,
    validation,
)
from lambdatutor.runtime.packages.archive import Archive, open_archive
from lambdatutor.runtime.packages.findings import PackageError
from lambdatutor.runtime.packages.hazards import hazards
from lambdatutor.runtime.packages.placement import Source
from lambdatutor.runtime.packages.sizes import size_refusal, sizes

FIRST_VERSION = 1
"""Versions are counted from here (PKG-010)."""

_NAME_PATTERN = (
    r"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"
)
_NAME = re.compile(r"[a-zA-Z0-9-_]{1,140}", re.ASCII)


def layer_version_arn(name: str, version: int) -> str:
    return f"arn:aws:lambda:{arn.REGION}:{arn.ACCOUNT}:layer:{name}:{version}"


@dataclass(frozen=True, slots=True)
class LayerVersion:
    """One version of a layer. It never changes (PKG-010)."""

    name: str
    version: int
    archive: Archive
    description: str = ""

    @property
    def version_arn(self) -> str:
        """What a function names: one version, never the latest (PKG-010)."""
        return layer_version_arn(self.name, self.version)

    @property
    def source(self) -> Source:
        return Source(self.version_arn, self.archive)


@dataclass(slots=True)
class LayerShelf:
    """The layers that an account has published."""

    _versions: dict[str, LayerVersion] = field(default_factory=dict[str, LayerVersion])
    _published: dict[str, int] = field(default_factory=dict[str, int])
    """How many versions each layer ever had: a number is given once."""

    @property
    def versions(self) -> tuple[LayerVersion, ...]:
        """Those that can be attached, by name and number."""
        return tuple(sorted(self._versions.values(), key=lambda each: (each.name, each.version)))

    def publish(self, name: str, data: bytes, description: str = "") -> LayerVersion:
        """A zip becomes the next version of a layer, the first time as 1 (PKG-010).

        Raises AwsError for what AWS refuses, PackageError for a zip that is not unpacked here.
        """
        if _NAME.fullmatch(name) is None:
            raise validation(
                f"Value '{name}' at 'layerName' failed to satisfy constraint: "
                f"Member must satisfy regular expression pattern: {_NAME_PATTERN}"
            )
        archive = open_archive(data)
        refusal = size_refusal(sizes(archive))
        if refusal is not None:
            raise refusal
        for finding in hazards(archive):
            raise PackageError(finding.sentence)
        number = self._published.get(name, FIRST_VERSION - 1) + 1
        self._published[name] = number
        made = LayerVersion(name, number, archive, description)
        self._versions[made.version_arn] = made
        return made

    def delete(self, name: str, version: int) -> None:
        """Takes a version away. Functions that have it keep it (PKG-011).

        As on AWS, nothing happens where there is none. Raises AwsError for a number below 1.
        """
        if version < FIRST_VERSION:
            raise _below_first()
        self._versions.pop(layer_version_arn(name, version), None)

    def get(self, name: str, version: int) -> LayerVersion:
        """Raises AwsError for a version that is not there."""
        if version < FIRST_VERSION:
            raise _below_first()
        wanted = layer_version_arn(name, version)
        found = self._versions.get(wanted)
        if found is None:
            raise resource_not_found(f"Layer version {wanted} does not exist.")
        return found

    def attach(self, version_arns: Iterable[str]) -> tuple[LayerVersion, ...]:
        """The versions that a function gets, in the order in which they are merged.

        Raises AwsError for more than five (PKG-006), two versions of one layer (PKG-010), another
        Region, or a version that does not exist (PKG-011).
        """
        # The operations take as long to import as the rest of this room, and only this needs them.
        from lambdatutor.aws.operations import UpdateFunctionConfiguration
        from lambdatutor.aws.validation import validate

        wanted = list(version_arns)
        validate(UpdateFunctionConfiguration(FunctionName="function", Layers=wanted))
        for each in wanted:
            if each not in self._versions:
                raise invalid_parameter_value(f"Layer version {each} does not exist.")
        return tuple(self._versions[each] for each in wanted)


def _below_first() -> AwsError:
    return invalid_parameter_value("Layer Version Cannot be less than 1")
