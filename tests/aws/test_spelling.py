"""AWS's names, spelled as Python and as a command line."""

from __future__ import annotations

import pytest

from lambdatutor.aws.spelling import kebab, lower_camel, snake


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FunctionName", "function_name"),
        ("KMSKeyArn", "kms_key_arn"),
        ("S3Bucket", "s3_bucket"),
        ("S3ObjectVersion", "s3_object_version"),
        ("SourceKMSKeyArn", "source_kms_key_arn"),
        ("CodeSha256", "code_sha256"),
        ("VpcConfig", "vpc_config"),
        ("Ipv6AllowedForDualStack", "ipv6_allowed_for_dual_stack"),
        ("DryRun", "dry_run"),
        ("GetLayerVersionByArn", "get_layer_version_by_arn"),
        ("PutProvisionedConcurrencyConfig", "put_provisioned_concurrency_config"),
        ("ListWebACLs", "list_web_acls"),
        ("Name", "name"),
    ],
)
def test_names_are_spelled_as_botocore_spells_them(name: str, expected: str) -> None:
    assert snake(name) == expected
    assert kebab(name) == expected.replace("_", "-")


def test_a_refusal_spells_parameters_with_a_small_first_letter() -> None:
    assert lower_camel("MemorySize") == "memorySize"
