"""Functions, their code and their settings."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.shapes.functions import (
    DeadLetterConfig,
    Environment,
    EphemeralStorage,
    FunctionCode,
    LoggingConfig,
    SnapStart,
    TracingConfig,
    VpcConfig,
)


class CreateFunction(Operation, frozen=True, kw_only=True):
    """Creates a function; its first state is Pending (INV-047)."""

    FunctionName: str
    Role: str
    """The execution role's ARN."""
    Code: FunctionCode
    Runtime: str | None = None
    Handler: str | None = None
    Description: str | None = None
    Timeout: int | None = None
    """In seconds; 3 when not given (INV-034)."""
    MemorySize: int | None = None
    """In MB; 128 when not given (PRC-001)."""
    Publish: bool | None = None
    PackageType: str | None = None
    Architectures: list[str] | None = None
    """One of `x86_64` and `arm64` (PKG-014)."""
    Environment: Environment | None = None
    EphemeralStorage: EphemeralStorage | None = None
    Layers: list[str] | None = None
    """ARNs of layer versions; at most five (PKG-006)."""
    VpcConfig: VpcConfig | None = None
    DeadLetterConfig: DeadLetterConfig | None = None
    TracingConfig: TracingConfig | None = None
    SnapStart: SnapStart | None = None
    LoggingConfig: LoggingConfig | None = None
    KMSKeyArn: str | None = None
    Tags: dict[str, str] | None = None


class UpdateFunctionCode(Operation, frozen=True, kw_only=True):
    """Gives a function new code; its warm environments are retired (LIF-017)."""

    FunctionName: str
    ZipFile: str | None = None
    """The name of the archive, such as `function.zip`. Nothing here opens it."""
    S3Bucket: str | None = None
    S3Key: str | None = None
    S3ObjectVersion: str | None = None
    ImageUri: str | None = None
    Architectures: list[str] | None = None
    Publish: bool | None = None
    DryRun: bool | None = None
    RevisionId: str | None = None


class UpdateFunctionConfiguration(Operation, frozen=True, kw_only=True):
    """Changes the settings that are given; warm environments are retired (LIF-017)."""

    FunctionName: str
    Role: str | None = None
    Handler: str | None = None
    Runtime: str | None = None
    Description: str | None = None
    Timeout: int | None = None
    """In seconds."""
    MemorySize: int | None = None
    """In MB."""
    Environment: Environment | None = None
    EphemeralStorage: EphemeralStorage | None = None
    Layers: list[str] | None = None
    VpcConfig: VpcConfig | None = None
    DeadLetterConfig: DeadLetterConfig | None = None
    TracingConfig: TracingConfig | None = None
    SnapStart: SnapStart | None = None
    LoggingConfig: LoggingConfig | None = None
    KMSKeyArn: str | None = None
    RevisionId: str | None = None


class DeleteFunction(Operation, frozen=True, kw_only=True):
    """Deletes a function with all its versions, or the one version that is named."""

    FunctionName: str
    Qualifier: str | None = None


class GetFunction(Operation, frozen=True, kw_only=True):
    """Asks for a function's configuration and code location."""

    FunctionName: str
    Qualifier: str | None = None


class GetFunctionConfiguration(Operation, frozen=True, kw_only=True):
    """Asks for the settings of a function or a version."""

    FunctionName: str
    Qualifier: str | None = None


class ListFunctions(Operation, frozen=True, kw_only=True):
    """Asks for the functions of the account in this Region."""

    MasterRegion: str | None = None
    FunctionVersion: str | None = None
    Marker: str | None = None
    MaxItems: int | None = None


FunctionOperation: TypeAlias = (
    CreateFunction
    | UpdateFunctionCode
    | UpdateFunctionConfiguration
    | DeleteFunction
    | GetFunction
    | GetFunctionConfiguration
    | ListFunctions
)
