"""Operations as SAM properties."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    DeleteFunctionConcurrency,
    GetAccountSettings,
    Invoke,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.sam import to_sam
from lambdatutor.aws.shapes import (
    AliasRoutingConfiguration,
    DeadLetterConfig,
    Environment,
    EphemeralStorage,
    FunctionCode,
    TracingConfig,
)

FUNCTION = "checkout"


@pytest.mark.parametrize(
    ("operation", "lines"),
    [
        (
            PutFunctionConcurrency(FunctionName=FUNCTION, ReservedConcurrentExecutions=3),
            ["ReservedConcurrentExecutions: 3"],
        ),
        (
            UpdateFunctionConfiguration(FunctionName=FUNCTION, MemorySize=512, Timeout=30),
            ["MemorySize: 512", "Timeout: 30"],
        ),
        (
            UpdateFunctionConfiguration(
                FunctionName=FUNCTION,
                Environment=Environment(Variables={"STAGE": "no", "TABLE": "orders"}),
            ),
            ["Environment:", "  Variables:", '    STAGE: "no"', "    TABLE: orders"],
        ),
        (
            PutProvisionedConcurrencyConfig(
                FunctionName=FUNCTION, Qualifier="live", ProvisionedConcurrentExecutions=5
            ),
            [
                "AutoPublishAlias: live",
                "ProvisionedConcurrencyConfig:",
                "  ProvisionedConcurrentExecutions: 5",
            ],
        ),
        (
            CreateAlias(FunctionName=FUNCTION, Name="live", FunctionVersion="1"),
            ["AutoPublishAlias: live"],
        ),
        (
            UpdateFunctionCode(FunctionName=FUNCTION, S3Bucket="code", S3Key="a.zip"),
            ["CodeUri:", "  Bucket: code", "  Key: a.zip"],
        ),
        (
            CreateFunction(
                FunctionName=FUNCTION,
                Role="r",
                Code=FunctionCode(ZipFile="f.zip"),
                Architectures=["arm64"],
                EphemeralStorage=EphemeralStorage(Size=1024),
            ),
            [
                "FunctionName: checkout",
                "Role: r",
                "Architectures:",
                "  - arm64",
                "EphemeralStorage:",
                "  Size: 1024",
                "CodeUri: f.zip",
            ],
        ),
    ],
)
def test_a_setting_becomes_properties(operation: Operation, lines: list[str]) -> None:
    assert to_sam(operation) == "\n".join(lines)


@pytest.mark.parametrize(
    "operation",
    [
        GetAccountSettings(),
        Invoke(FunctionName=FUNCTION),
        PublishVersion(FunctionName=FUNCTION),
        DeleteFunctionConcurrency(FunctionName=FUNCTION),
        UpdateFunctionConfiguration(FunctionName=FUNCTION),
        PutProvisionedConcurrencyConfig(
            FunctionName=FUNCTION, Qualifier="7", ProvisionedConcurrentExecutions=5
        ),
        CreateAlias(
            FunctionName=FUNCTION,
            Name="live",
            FunctionVersion="1",
            RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights={"2": 0.1}),
        ),
    ],
)
def test_what_sam_has_no_property_for_has_no_sam(operation: Operation) -> None:
    assert to_sam(operation) is None


def test_sam_has_its_own_names_for_some_settings() -> None:
    operation = UpdateFunctionConfiguration(
        FunctionName=FUNCTION,
        KMSKeyArn="arn:aws:kms:us-east-1:123456789012:key/k",
        TracingConfig=TracingConfig(Mode="Active"),
        DeadLetterConfig=DeadLetterConfig(TargetArn="arn:aws:sqs:us-east-1:123456789012:failed"),
    )

    assert yaml.safe_load(to_sam(operation) or "") == {
        "KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/k",
        "Tracing": "Active",
        "DeadLetterQueue": {
            "Type": "SQS",
            "TargetArn": "arn:aws:sqs:us-east-1:123456789012:failed",
        },
    }


@given(st.from_type(Operation))
def test_sam_is_always_yaml(operation: Operation) -> None:
    written = to_sam(operation)

    assert written is None or isinstance(yaml.safe_load(written), dict)


@given(st.dictionaries(st.text(), st.text(), min_size=1))
def test_yaml_reads_every_name_and_value_as_the_text_it_is(variables: dict[str, str]) -> None:
    operation = UpdateFunctionConfiguration(
        FunctionName=FUNCTION, Environment=Environment(Variables=variables)
    )

    assert yaml.safe_load(to_sam(operation) or "") == {"Environment": {"Variables": variables}}
