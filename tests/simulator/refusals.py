"""Calls that AWS refuses, and its code, status and wording, as recorded from AWS.

They are made in the account of `test_refusals`. Where a recording has `<…>` for a name, the name
of our account stands here.
"""

from __future__ import annotations

from scenes import ROLE

from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    DeleteFunction,
    GetAlias,
    GetFunction,
    Invoke,
    Operation,
    PublishVersion,
    UpdateAlias,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration, Environment, FunctionCode

Refusal = tuple[Operation, tuple[str, int], str]
"""A call, the code and status of its refusal, and the message."""

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
ZIP = FunctionCode(ZipFile="f.zip")
STALE = "The Revision Id provided does not match the latest Revision Id. Call the "

INVALID = ("InvalidParameterValueException", 400)
MISSING = ("ResourceNotFoundException", 404)
CONFLICT = ("ResourceConflictException", 409)
VALIDATION = ("ValidationException", 400)
PRECONDITION = ("PreconditionFailedException", 412)

NOT_FOUND = "Function not found: "
NO_ALIAS = "Cannot find alias arn: "
ONE_PROBLEM = "1 validation error detected: Value "
FAILED = "failed to satisfy constraint: "
AT_MOST = "value failed to satisfy constraint: Member must have value less than or equal to "
TWICE = "is already included in routing configuration."


def weights(**those: float) -> AliasRoutingConfiguration:
    named = {key.removeprefix("v"): weight for key, weight in those.items()}
    return AliasRoutingConfiguration(AdditionalVersionWeights=named)


def create_alias(
    version: str = "1", routing: AliasRoutingConfiguration | None = None, name: str = "new"
) -> Operation:
    return CreateAlias(FunctionName="f", Name=name, FunctionVersion=version, RoutingConfig=routing)


OF_FUNCTIONS: list[Refusal] = [
    # Functions
    (DeleteFunction(FunctionName="nope"), MISSING, f"{NOT_FOUND}{ARN}nope"),
    (
        DeleteFunction(FunctionName="nope", Qualifier="1233"),
        MISSING,
        f"{NOT_FOUND}{ARN}nope",
    ),
    (
        DeleteFunction(FunctionName="f", Qualifier="$LATEST"),
        INVALID,
        "$LATEST version cannot be deleted without deleting the function.",
    ),
    (
        DeleteFunction(FunctionName="f:1", Qualifier="2"),
        INVALID,
        "The derived qualifier from the function name does not match the specified qualifier.",
    ),
    (
        GetFunction(FunctionName=f"{ARN}some-function:$LATEST"),
        MISSING,
        f"{NOT_FOUND}{ARN}some-function:$LATEST",
    ),
    (GetFunction(FunctionName="nope"), MISSING, f"{NOT_FOUND}{ARN}nope"),
    (
        GetFunction(FunctionName=ARN.replace("us-east-1", "ap-southeast-1") + "f"),
        MISSING,
        "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
    ),
    (
        CreateFunction(FunctionName="f", Role=ROLE, Code=ZIP),
        CONFLICT,
        "Function already exist: f",
    ),
    (
        CreateFunction(FunctionName="g", Role="r1", Code=ZIP),
        VALIDATION,
        (
            f"{ONE_PROBLEM}'r1' at 'role' {FAILED}"
            r"Member must satisfy regular expression pattern: "
            r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
        ),
    ),
    (
        CreateFunction(FunctionName="g", Role=ROLE, Code=ZIP, Architectures=["X86_64"]),
        VALIDATION,
        (
            f"{ONE_PROBLEM}'[X86_64]' at 'architectures' {FAILED}"
            "Member must satisfy constraint: [Member must satisfy enum value set: "
            "[x86_64, arm64], Member must not be null]"
        ),
    ),
    (
        UpdateFunctionConfiguration(FunctionName="f", RevisionId="stale"),
        PRECONDITION,
        f"{STALE}GetFunction/GetAlias API to retrieve the latest Revision Id",
    ),
    (
        UpdateFunctionCode(FunctionName="f", ZipFile="f.zip", RevisionId="stale"),
        PRECONDITION,
        f"{STALE}GetFunction/GetAlias API to retrieve the latest Revision Id",
    ),
    (
        PublishVersion(FunctionName="f", RevisionId="stale"),
        PRECONDITION,
        f"{STALE}GetFunction/GetAlias API to retrieve the latest Revision Id",
    ),
    (
        UpdateFunctionConfiguration(FunctionName="f", Timeout=901),
        INVALID,
        (f"'Timeout' {AT_MOST}900"),
    ),
    (
        UpdateFunctionConfiguration(FunctionName="f", MemorySize=10_241),
        INVALID,
        (f"'MemorySize' {AT_MOST}10240"),
    ),
    (
        UpdateFunctionConfiguration(
            FunctionName="f", Environment=Environment(Variables={"LARGE_VAR": "x" * 4_096})
        ),
        INVALID,
        "Lambda was unable to configure your environment variables because the environment "
        'variables you have provided exceeded the 4KB limit. String measured: {"LARGE_VAR":"'
        + "x" * 4_096
        + '"}',
    ),
    # Versions and aliases
    (create_alias(name="live"), CONFLICT, f"Alias already exists: {ARN}f:live"),
    (create_alias("10"), MISSING, f"{NOT_FOUND}{ARN}f:10"),
    (create_alias("1", weights(v10=0.5)), MISSING, f"{NOT_FOUND}{ARN}f:10"),
    (
        CreateAlias(FunctionName="f-unknown", Name="new", FunctionVersion="1"),
        MISSING,
        f"{NOT_FOUND}{ARN}f-unknown",
    ),
    (
        create_alias(name="2024"),
        VALIDATION,
        (
            f"{ONE_PROBLEM}'2024' at 'name' {FAILED}"
            "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
        ),
    ),
    (
        create_alias("1", weights(v2=0.1, v3=0.1)),
        INVALID,
        "Number of items in AdditionalVersionWeights cannot be greater than 1",
    ),
    (
        create_alias("$LATEST", weights(v2=0.5)),
        INVALID,
        "$LATEST is not supported for an alias pointing to more than 1 version",
    ),
    (
        UpdateAlias(FunctionName="f", Name="head", RoutingConfig=weights(v2=0.5)),
        INVALID,
        "$LATEST is not supported for an alias pointing to more than 1 version",
    ),
    (
        create_alias("1", weights(v1=0.5)),
        INVALID,
        (f"Invalid function version 1. Function version 1 {TWICE}"),
    ),
    (
        UpdateAlias(FunctionName="f", Name="other", RoutingConfig=weights(v3=0.5)),
        INVALID,
        (f"Invalid function version 3. Function version 3 {TWICE}"),
    ),
    (
        create_alias("1", weights(v2=2.0)),
        VALIDATION,
        (
            f"{ONE_PROBLEM}'{{2=2.0}}' at 'routingConfig.additionalVersionWeights' {FAILED}"
            "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, "
            "Member must have value greater than or equal to 0.0, Member must not be null]"
        ),
    ),
    (
        UpdateAlias(FunctionName="f", Name="non-existent", FunctionVersion="1"),
        MISSING,
        f"Alias not found: {ARN}f:non-existent",
    ),
    (
        GetAlias(FunctionName="f", Name="non-existent"),
        MISSING,
        f"{NO_ALIAS}{ARN}f:non-existent",
    ),
    (
        UpdateAlias(FunctionName="f", Name="live", RevisionId="stale"),
        PRECONDITION,
        f"{STALE}GetAlias API to retrieve the latest Revision Id",
    ),
    (
        DeleteFunction(FunctionName="f", Qualifier="1"),
        CONFLICT,
        f"Version {ARN}f:1 is referenced by alias live.",
    ),
    # Invoke
    (
        Invoke(FunctionName="doesnotexist"),
        MISSING,
        f"{NOT_FOUND}{ARN}doesnotexist:$LATEST",
    ),
    (
        Invoke(FunctionName="f", Qualifier="non-existent-alias"),
        MISSING,
        f"{NOT_FOUND}{ARN}f:non-existent-alias",
    ),
    (
        Invoke(FunctionName="f", InvocationType="Later"),
        VALIDATION,
        (
            f"{ONE_PROBLEM}'Later' at 'invocationType' {FAILED}"
            "Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
        ),
    ),
]
