"""Aliases: names of versions."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.shapes.functions import AliasRoutingConfiguration


class CreateAlias(Operation, frozen=True, kw_only=True):
    """Names a version."""

    FunctionName: str
    Name: str
    FunctionVersion: str
    Description: str | None = None
    RoutingConfig: AliasRoutingConfiguration | None = None


class UpdateAlias(Operation, frozen=True, kw_only=True):
    """Points an alias to another version, or changes its weights."""

    FunctionName: str
    Name: str
    FunctionVersion: str | None = None
    Description: str | None = None
    RoutingConfig: AliasRoutingConfiguration | None = None
    RevisionId: str | None = None


class DeleteAlias(Operation, frozen=True, kw_only=True):
    """Removes the name; the version stays."""

    FunctionName: str
    Name: str


class GetAlias(Operation, frozen=True, kw_only=True):
    """Asks where an alias points."""

    FunctionName: str
    Name: str


class ListAliases(Operation, frozen=True, kw_only=True):
    """Asks for a function's aliases."""

    FunctionName: str
    FunctionVersion: str | None = None
    Marker: str | None = None
    MaxItems: int | None = None


AliasOperation: TypeAlias = CreateAlias | UpdateAlias | DeleteAlias | GetAlias | ListAliases
