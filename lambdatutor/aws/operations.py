"""Lambda's operations: one frozen value for each call that can be made, with AWS's own spelling."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from lambdatutor.aws.shapes import (
    AliasRoutingConfiguration,
    DeadLetterConfig,
    Environment,
    EphemeralStorage,
    FunctionCode,
    LoggingConfig,
    SnapStart,
    TracingConfig,
    VpcConfig,
)


class Operation(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="operation",
    tag=True,
):
    """One call, with its parameters. None stands for a parameter that was not given."""

    @property
    def name(self) -> str:
        """AWS's name of the operation, such as `PutFunctionConcurrency`."""
        return type(self).__name__

    @property
    def iam_action(self) -> str:
        """The action that a policy must allow (INV-050)."""
        return "lambda:" + ("InvokeFunction" if self.name == "Invoke" else self.name)


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


class PutFunctionConcurrency(Operation, frozen=True, kw_only=True):
    """Sets the reserved concurrency: a guarantee and a cap (CON-005)."""

    FunctionName: str
    ReservedConcurrentExecutions: int


class GetFunctionConcurrency(Operation, frozen=True, kw_only=True):
    """Asks for the reserved concurrency."""

    FunctionName: str


class DeleteFunctionConcurrency(Operation, frozen=True, kw_only=True):
    """Gives the reserved concurrency back to the account's pool."""

    FunctionName: str


class PublishVersion(Operation, frozen=True, kw_only=True):
    """Freezes $LATEST as the next numbered version (VER-001)."""

    FunctionName: str
    CodeSha256: str | None = None
    Description: str | None = None
    RevisionId: str | None = None


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


class PutProvisionedConcurrencyConfig(Operation, frozen=True, kw_only=True):
    """Asks for environments that are ready before any request (CON-014)."""

    FunctionName: str
    Qualifier: str
    """A published version or an alias, never $LATEST (CON-009)."""
    ProvisionedConcurrentExecutions: int


class GetProvisionedConcurrencyConfig(Operation, frozen=True, kw_only=True):
    """Asks how far an allocation has come."""

    FunctionName: str
    Qualifier: str


class DeleteProvisionedConcurrencyConfig(Operation, frozen=True, kw_only=True):
    """Gives the provisioned environments back."""

    FunctionName: str
    Qualifier: str


class ListProvisionedConcurrencyConfigs(Operation, frozen=True, kw_only=True):
    """Asks for every allocation of a function."""

    FunctionName: str
    Marker: str | None = None
    MaxItems: int | None = None


class Invoke(Operation, frozen=True, kw_only=True):
    """Runs a function once."""

    FunctionName: str
    Qualifier: str | None = None
    """A version or an alias; $LATEST when not given (VER-004)."""
    InvocationType: str | None = None
    """`RequestResponse` (when not given), `Event` or `DryRun` (INV-001)."""
    LogType: str | None = None
    """`Tail` asks for the last 4 KB of the log (INV-040)."""
    ClientContext: str | None = None
    """Base64, at most 3,583 bytes (INV-032)."""
    Payload: str | None = None
    """The event, as JSON text."""


class GetAccountSettings(Operation, frozen=True, kw_only=True):
    """Asks for the account's limits and usage in this Region (CON-029)."""


AnyOperation: TypeAlias = (
    CreateFunction
    | UpdateFunctionCode
    | UpdateFunctionConfiguration
    | DeleteFunction
    | GetFunction
    | PutFunctionConcurrency
    | GetFunctionConcurrency
    | DeleteFunctionConcurrency
    | PublishVersion
    | CreateAlias
    | UpdateAlias
    | DeleteAlias
    | GetAlias
    | PutProvisionedConcurrencyConfig
    | GetProvisionedConcurrencyConfig
    | DeleteProvisionedConcurrencyConfig
    | ListProvisionedConcurrencyConfigs
    | Invoke
    | GetAccountSettings
)
"""What a journal or a lesson may hold: `msgspec.json.decode(text, type=AnyOperation)`."""

OPERATIONS: dict[str, type[Operation]] = {kind.__name__: kind for kind in AnyOperation.__args__}
"""Every operation by AWS's name."""
