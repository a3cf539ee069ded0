"""How the account refuses: AWS's code, status and wording, as recorded from AWS.

The wording is that of the recorded refusals; `<…>` in them stands for names, filled in here.
"""

from __future__ import annotations

import pytest
from scenes import ROLE, opened

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    DeleteFunction,
    DeleteFunctionConcurrency,
    DeleteProvisionedConcurrencyConfig,
    GetAlias,
    GetFunction,
    GetProvisionedConcurrencyConfig,
    Invoke,
    ListProvisionedConcurrencyConfigs,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateAlias,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration, Environment, FunctionCode
from lambdatutor.simulator.world import World

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
ZIP = FunctionCode(ZipFile="f.zip")
STALE = "The Revision Id provided does not match the latest Revision Id. Call the "

INVALID = ("InvalidParameterValueException", 400)
MISSING = ("ResourceNotFoundException", 404)
CONFLICT = ("ResourceConflictException", 409)
VALIDATION = ("ValidationException", 400)
PRECONDITION = ("PreconditionFailedException", 412)


def put_provisioned(
    qualifier: str, name: str = "f", amount: int = 1
) -> PutProvisionedConcurrencyConfig:
    return PutProvisionedConcurrencyConfig(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=amount
    )


def get_provisioned(qualifier: str, name: str = "f") -> Operation:
    return GetProvisionedConcurrencyConfig(FunctionName=name, Qualifier=qualifier)


def reserve(amount: int, name: str = "f") -> Operation:
    return PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=amount)


def weights(**those: float) -> AliasRoutingConfiguration:
    named = {key.removeprefix("v"): weight for key, weight in those.items()}
    return AliasRoutingConfiguration(AdditionalVersionWeights=named)


def create_alias(
    version: str = "1", routing: AliasRoutingConfiguration | None = None, name: str = "new"
) -> Operation:
    return CreateAlias(FunctionName="f", Name=name, FunctionVersion=version, RoutingConfig=routing)


@pytest.fixture
def world() -> World:
    """Function f with versions 1 to 3; `live` is on 1 with 2 provisioned, `other` on 3."""
    return opened(
        setup=[
            PublishVersion(FunctionName="f"),
            UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
            UpdateFunctionCode(FunctionName="f", S3Key="three", Publish=True),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            CreateAlias(FunctionName="f", Name="twin", FunctionVersion="1"),
            CreateAlias(FunctionName="f", Name="other", FunctionVersion="3"),
            CreateAlias(FunctionName="f", Name="head", FunctionVersion="$LATEST"),
            put_provisioned("live", amount=2),
            put_provisioned("3", amount=2),
        ]
    )


REFUSALS: list[tuple[Operation, tuple[str, int], str]] = [
    # Reserved concurrency
    (
        reserve(1),
        INVALID,
        (
            " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned "
            "concurrency [4]."
        ),
    ),
    (
        reserve(901),
        INVALID,
        (
            "Specified ReservedConcurrentExecutions for function decreases account's "
            "UnreservedConcurrentExecution below its minimum value of [100]."
        ),
    ),
    (
        reserve(5, "f:live"),
        INVALID,
        (
            "This operation is permitted on Lambda functions only. Aliases and versions do not "
            "support this operation. Please specify either a function name or an unqualified "
            "function ARN."
        ),
    ),
    (reserve(5, "doesnotexist"), MISSING, f"Function not found: {ARN}doesnotexist"),
    (
        DeleteFunctionConcurrency(FunctionName="doesnotexist"),
        MISSING,
        f"Function not found: {ARN}doesnotexist",
    ),
    # Provisioned concurrency
    (
        put_provisioned("$LATEST"),
        INVALID,
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    ),
    (
        put_provisioned("head"),
        INVALID,
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    ),
    (
        UpdateAlias(FunctionName="f", Name="live", FunctionVersion="$LATEST"),
        INVALID,
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    ),
    (
        get_provisioned("$LATEST"),
        INVALID,
        "The function resource provided must be an alias or a published version.",
    ),
    (
        DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="$LATEST"),
        INVALID,
        "The function resource provided must be an alias or a published version.",
    ),
    (
        get_provisioned("2"),
        ("ProvisionedConcurrencyConfigNotFoundException", 404),
        "No Provisioned Concurrency Config found for this function",
    ),
    (
        DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="other"),
        ("ProvisionedConcurrencyConfigNotFoundException", 404),
        "No Provisioned Concurrency Config found for this function",
    ),
    (
        put_provisioned("other"),
        CONFLICT,
        (
            "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned "
            "version"
        ),
    ),
    (
        UpdateAlias(FunctionName="f", Name="live", FunctionVersion="3"),
        CONFLICT,
        (
            "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned "
            "version"
        ),
    ),
    (put_provisioned("1"), CONFLICT, "Version is pointed by a Provisioned Concurrency alias"),
    (
        put_provisioned("doesnotexist"),
        MISSING,
        f"Cannot find alias arn: {ARN}f:doesnotexist",
    ),
    (
        put_provisioned("noalias", "doesnotexist"),
        MISSING,
        f"Cannot find alias arn: {ARN}doesnotexist:noalias",
    ),
    (
        get_provisioned("noalias", "doesnotexist"),
        MISSING,
        f"Cannot find alias arn: {ARN}doesnotexist:noalias",
    ),
    (put_provisioned("1", "doesnotexist"), MISSING, f"Function not found: {ARN}doesnotexist:1"),
    (get_provisioned("10"), MISSING, f"Function not found: {ARN}f:10"),
    (
        ListProvisionedConcurrencyConfigs(FunctionName="doesnotexist"),
        MISSING,
        f"Function not found: {ARN}doesnotexist",
    ),
    # Functions
    (DeleteFunction(FunctionName="nope"), MISSING, f"Function not found: {ARN}nope"),
    (
        DeleteFunction(FunctionName="nope", Qualifier="1233"),
        MISSING,
        f"Function not found: {ARN}nope",
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
        f"Function not found: {ARN}some-function:$LATEST",
    ),
    (GetFunction(FunctionName="nope"), MISSING, f"Function not found: {ARN}nope"),
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
            "1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member "
            r"must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?"
            r"[a-zA-Z_0-9+=,.@\-_/]+"
        ),
    ),
    (
        CreateFunction(FunctionName="g", Role=ROLE, Code=ZIP, Architectures=["X86_64"]),
        VALIDATION,
        (
            "1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
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
        (
            "'Timeout' value failed to satisfy constraint: Member must have value less than or equal "
            "to 900"
        ),
    ),
    (
        UpdateFunctionConfiguration(FunctionName="f", MemorySize=10_241),
        INVALID,
        (
            "'MemorySize' value failed to satisfy constraint: Member must have value less than or "
            "equal to 10240"
        ),
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
    (create_alias("10"), MISSING, f"Function not found: {ARN}f:10"),
    (create_alias("1", weights(v10=0.5)), MISSING, f"Function not found: {ARN}f:10"),
    (
        CreateAlias(FunctionName="f-unknown", Name="new", FunctionVersion="1"),
        MISSING,
        f"Function not found: {ARN}f-unknown",
    ),
    (
        create_alias(name="2024"),
        VALIDATION,
        (
            "1 validation error detected: Value '2024' at 'name' failed to satisfy constraint: Member "
            "must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
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
        (
            "Invalid function version 1. Function version 1 is already included in routing "
            "configuration."
        ),
    ),
    (
        UpdateAlias(FunctionName="f", Name="other", RoutingConfig=weights(v3=0.5)),
        INVALID,
        (
            "Invalid function version 3. Function version 3 is already included in routing "
            "configuration."
        ),
    ),
    (
        create_alias("1", weights(v2=2.0)),
        VALIDATION,
        (
            "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' "
            "failed to satisfy constraint: Map value must satisfy constraint: [Member must have value "
            "less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member "
            "must not be null]"
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
        f"Cannot find alias arn: {ARN}f:non-existent",
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
        f"Function not found: {ARN}doesnotexist:$LATEST",
    ),
    (
        Invoke(FunctionName="f", Qualifier="non-existent-alias"),
        MISSING,
        f"Function not found: {ARN}f:non-existent-alias",
    ),
    (
        Invoke(FunctionName="f", InvocationType="Later"),
        VALIDATION,
        (
            "1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy "
            "constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
        ),
    ),
]


@pytest.mark.fact(
    "CON-004", "CON-008", "CON-009", "CON-011", "INV-001", "INV-011", "INV-034", "PRC-001",
    "VER-005", "VER-006", "VER-008", "VER-009", "VER-012", "VER-014",
)  # fmt: skip
@pytest.mark.parametrize(
    ("operation", "refusal", "message"),
    REFUSALS,
    ids=[f"{number}-{each[0].name}" for number, each in enumerate(REFUSALS)],
)
def test_refusals_are_worded_by_aws_and_change_nothing(
    world: World, operation: Operation, refusal: tuple[str, int], message: str
) -> None:
    before = world.snapshot()
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert (refused.value.code, refused.value.status) == refusal
    assert refused.value.message == message
    if not isinstance(operation, Invoke):
        assert world.snapshot() == before


@pytest.mark.fact("VER-010")
def test_both_versions_of_an_alias_need_the_same_role(world: World) -> None:
    other = "arn:aws:iam::123456789012:role/other"
    world.do(UpdateFunctionConfiguration(FunctionName="f", Role=other))
    world.do(PublishVersion(FunctionName="f"))
    with pytest.raises(AwsError, match="must have the same execution role") as refused:
        world.do(create_alias("1", weights(v4=0.5)))

    assert (refused.value.code, refused.value.status) == INVALID


@pytest.mark.fact("CON-010")
def test_provisioned_concurrency_over_the_reservation(world: World) -> None:
    world.do(reserve(5))
    with pytest.raises(AwsError) as refused:
        world.do(put_provisioned("2", amount=2))

    assert (refused.value.code, refused.value.status) == INVALID
    assert refused.value.message == (
        "Requested Provisioned Concurrency should not be greater than the "
        "reservedConcurrentExecution for function"
    )


def test_an_account_other_than_ours_is_not_reached(world: World) -> None:
    elsewhere = ARN.replace("123456789012", "999999999999") + "f"
    with pytest.raises(AwsError) as refused:
        world.do(GetFunction(FunctionName=elsewhere))

    assert (refused.value.code, refused.value.status) == ("AccessDeniedException", 403)
