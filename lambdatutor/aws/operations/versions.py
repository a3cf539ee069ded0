"""Published versions."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation


class PublishVersion(Operation, frozen=True, kw_only=True):
    """Freezes $LATEST as the next numbered version (VER-001)."""

    FunctionName: str
    CodeSha256: str | None = None
    Description: str | None = None
    RevisionId: str | None = None


class ListVersionsByFunction(Operation, frozen=True, kw_only=True):
    """Asks for $LATEST and every published version."""

    FunctionName: str
    Marker: str | None = None
    MaxItems: int | None = None


VersionOperation: TypeAlias = PublishVersion | ListVersionsByFunction
