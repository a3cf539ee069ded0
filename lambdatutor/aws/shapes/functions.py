"""What is nested in the parameters of functions and aliases."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class FunctionCode(Shape, frozen=True, kw_only=True):
    """Where a function's code comes from."""

    ZipFile: str | None = None
    """The name of the archive, such as `function.zip`. Nothing here opens it."""
    S3Bucket: str | None = None
    S3Key: str | None = None
    S3ObjectVersion: str | None = None
    ImageUri: str | None = None


class Environment(Shape, frozen=True, kw_only=True):
    """A function's environment variables."""

    Variables: dict[str, str] | None = None
    """Replaces all variables the function had (ENV-005)."""


class EphemeralStorage(Shape, frozen=True, kw_only=True):
    """The size of /tmp."""

    Size: int
    """In MB; 512 to 10,240 for a standard function (LIF-019)."""


class AliasRoutingConfiguration(Shape, frozen=True, kw_only=True):
    """The second version of a weighted alias, and its share of the traffic."""

    AdditionalVersionWeights: dict[str, float] | None = None
    """Version to weight, 0.0 to 1.0 (VER-007); at most one entry (VER-006)."""


class DeadLetterConfig(Shape, frozen=True, kw_only=True):
    """The queue or topic that gets asynchronous events that failed."""

    TargetArn: str | None = None


class TracingConfig(Shape, frozen=True, kw_only=True):
    """Whether X-Ray samples requests."""

    Mode: str | None = None
    """`Active` or `PassThrough`."""


class SnapStart(Shape, frozen=True, kw_only=True):
    """Whether published versions start from a snapshot."""

    ApplyOn: str | None = None
    """`PublishedVersions` or `None`."""


class LoggingConfig(Shape, frozen=True, kw_only=True):
    """How a function's logs are written, and where to."""

    LogFormat: str | None = None
    """`JSON` or `Text`."""
    ApplicationLogLevel: str | None = None
    SystemLogLevel: str | None = None
    LogGroup: str | None = None


class VpcConfig(Shape, frozen=True, kw_only=True):
    """The subnets a function reaches into, and the security groups that guard it there."""

    SubnetIds: list[str] | None = None
    SecurityGroupIds: list[str] | None = None
    Ipv6AllowedForDualStack: bool | None = None
