"""How large a package is, beside what it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import AwsError, invalid_parameter_value
from lambdatutor.runtime.packages.archive import Archive
from lambdatutor.runtime.packages.findings import Finding, Weight
from lambdatutor.runtime.packages.placement import Source

REQUEST_BYTES = quotas.Quota(
    70_167_211, "bytes", "PKG-003", "The CreateFunction request, with the zip in base64."
)
CONSOLE_EDITOR_BYTES = quotas.Quota(
    3 * 1_048_576, "bytes", "PKG-004", "What the console's editor opened, in older documentation."
)
_MB = quotas.MB_BYTES.value


class Sizes(NamedTuple):
    """What counts against which limit, in bytes."""

    zipped: int
    unzipped: int
    layers: tuple[tuple[str, int], ...]
    """Each layer's origin and what it is unzipped."""

    @property
    def together(self) -> int:
        """Code and layers unzipped, files that another overwrites included (PKG-002, PKG-018)."""
        return self.unzipped + sum(size for _, size in self.layers)

    @property
    def left(self) -> int:
        """How much more there may be, unzipped; below zero when there is too much."""
        return quotas.UNZIPPED_CODE_BYTES.value - self.together


def sizes(package: Archive, layers: Iterable[Source] = ()) -> Sizes:
    return Sizes(
        package.zipped_bytes,
        package.unzipped_bytes,
        tuple((each.origin, each.archive.unzipped_bytes) for each in layers),
    )


def megabytes(size_bytes: int) -> str:
    """As AWS counts them: 50 MB are 52,428,800 bytes."""
    if size_bytes < 1_024:
        return counted(size_bytes, "byte")
    if size_bytes < 0.1 * _MB:
        return f"{size_bytes / 1_024:.1f} KB"
    return f"{size_bytes / _MB:.1f} MB"


def counted(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def size_refusal(measured: Sizes, *, through_s3: bool = False) -> AwsError | None:
    """AWS's refusal of a package that is too large; None for one that is not.

    `through_s3`: the zip is named by its bucket, and its zipped size does not count (PKG-001).
    """
    request_bytes = 4 * -(-measured.zipped // 3)
    if not through_s3 and request_bytes >= REQUEST_BYTES.value:
        return AwsError(
            "RequestEntityTooLargeException",
            413,
            f"Request must be smaller than {REQUEST_BYTES.value} bytes for the CreateFunction "
            "operation",
        )
    if not through_s3 and measured.zipped > quotas.ZIPPED_CODE_BYTES.value:
        return AwsError(
            "RequestEntityTooLargeException",
            413,
            f"Zipped size must be smaller than {quotas.ZIPPED_CODE_BYTES.value} bytes",
        )
    if measured.left <= 0:
        return invalid_parameter_value(
            f"Unzipped size must be smaller than {quotas.UNZIPPED_CODE_BYTES.value} bytes"
        )
    return None


def size_findings(measured: Sizes, *, through_s3: bool = False) -> Iterator[Finding]:
    """What the sizes mean, and the way on."""
    refusal = size_refusal(measured, through_s3=through_s3)
    if refusal is not None and refusal.status == 413:
        fact = REQUEST_BYTES if refusal.message.startswith("Request") else quotas.ZIPPED_CODE_BYTES
        yield Finding(
            "zipped-too-large",
            Weight.REFUSED,
            f"The zip has {megabytes(measured.zipped)}, and an upload may have 50 MB. Put it into "
            "an S3 bucket and name the bucket: there only the unzipped size counts.",
            fact.fact,
            code=refusal.code,
        )
    elif refusal is not None:
        layers = (
            f": {megabytes(measured.unzipped)} of code and "
            f"{megabytes(measured.together - measured.unzipped)} of layers"
            if measured.layers
            else ""
        )
        yield Finding(
            "unzipped-too-large",
            Weight.REFUSED,
            f"Unzipped there are {megabytes(measured.together)}{layers}; code and layers together "
            "must stay under 250 MB. Leave something out, or use a container image, which may have "
            "10 GB.",  # PKG-005
            quotas.UNZIPPED_CODE_BYTES.fact,
            code=refusal.code,
        )
    if measured.zipped > CONSOLE_EDITOR_BYTES.value:
        yield Finding(
            "no-console-editor",
            Weight.NOTE,
            f"The zip has {megabytes(measured.zipped)}: the console's editor may not open it. "
            "Older documentation gives it 3 MB, today's gives no figure.",
            CONSOLE_EDITOR_BYTES.fact,
        )
