"""The constraints of the parameters of functions, versions and aliases."""

from __future__ import annotations

from lambdatutor.aws import quotas
from lambdatutor.aws.arn import FUNCTION_NAME_PATTERN, NAMESPACED_FUNCTION_NAME_PATTERN
from lambdatutor.aws.constraints import (
    Constraint,
    at_least,
    at_most,
    each,
    each_between,
    each_given,
    each_key,
    like,
    not_longer,
    not_shorter,
    one_of,
)

_ROLE = r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
_LAYER = (
    r"(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}"
    r":layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)"
)
_VERSION = r"(\$LATEST(\.PUBLISHED)?|[0-9]+)"
_ALIAS = r"(?!^[0-9]+$)([a-zA-Z0-9-_]+)"
_QUALIFIER = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
_PROVISIONED_QUALIFIER = r"(|[a-zA-Z0-9$_-]+)"

_BUCKET = (not_longer(63), not_shorter(3), like(r"[0-9A-Za-z\.\-_]*(?<!\.)"))
_KEY = (not_longer(1024), not_shorter(1))

CONSTRAINTS: dict[str, tuple[Constraint, ...]] = {
    "FunctionName": (not_shorter(1), like(FUNCTION_NAME_PATTERN)),
    "Role": (like(_ROLE),),
    "Handler": (not_longer(quotas.HANDLER_CHARACTERS.value), like(r"[^\s]+")),
    "Description": (not_longer(quotas.DESCRIPTION_CHARACTERS.value),),
    "Timeout": (at_most(quotas.TIMEOUT_SHAPE_MAX_S.value), at_least(quotas.TIMEOUT_MIN_S.value)),
    "MemorySize": (
        at_most(quotas.MEMORY_SHAPE_MAX_MB.value),
        at_least(quotas.MEMORY_MIN_MB.value),
    ),
    "PackageType": (one_of("Image", "Zip"),),
    "Architectures": (not_longer(1), not_shorter(1), each(one_of("x86_64", "arm64"))),
    "Layers": (each(not_longer(2048), not_shorter(1), like(_LAYER)),),
    "Environment.Variables": (each_key(like(r"[a-zA-Z]([a-zA-Z0-9_])+")),),
    "VpcConfig.SubnetIds": (
        not_longer(quotas.VPC_SUBNETS.value),
        each_given(not_longer(1024), not_shorter(0), like(r"subnet-[0-9a-z]*")),
    ),
    "VpcConfig.SecurityGroupIds": (
        not_longer(quotas.VPC_SECURITY_GROUPS.value),
        each_given(not_longer(1024), not_shorter(0), like(r"sg-[0-9a-zA-Z]*")),
    ),
    "EphemeralStorage.Size": (
        at_most(32_768),
        at_least(quotas.EPHEMERAL_STORAGE_MIN_MB.value),
    ),
    "TracingConfig.Mode": (one_of("PassThrough", "Active"),),
    "SnapStart.ApplyOn": (one_of("PublishedVersions", "None"),),
    "LoggingConfig.LogFormat": (one_of("JSON", "Text"),),
    "S3Bucket": _BUCKET,
    "S3Key": _KEY,
    "Code.S3Bucket": _BUCKET,
    "Code.S3Key": _KEY,
    "Name": (not_longer(quotas.ALIAS_CHARACTERS.value), not_shorter(1), like(_ALIAS)),
    "FunctionVersion": (not_longer(1024), not_shorter(1), like(_VERSION)),
    "RoutingConfig.AdditionalVersionWeights": (
        each_key(not_longer(1024), not_shorter(1), like(r"[0-9]+")),
        each_between(0.0, 1.0),
    ),
    "Qualifier": (not_longer(128), not_shorter(1), like(_QUALIFIER)),
    "ReservedConcurrentExecutions": (at_least(0),),
    "ProvisionedConcurrentExecutions": (at_least(quotas.MINIMUM_PROVISIONED.value),),
    "MaxItems": (at_most(50), at_least(1)),
    "InvocationType": (one_of("Event", "RequestResponse", "DryRun"),),
    "LogType": (one_of("None", "Tail"),),
}
"""By parameter; a dot leads into a nested value."""

_NAMESPACED = (not_shorter(1), like(NAMESPACED_FUNCTION_NAME_PATTERN))
_PROVISIONED = (not_longer(128), not_shorter(1), like(_PROVISIONED_QUALIFIER))

EXCEPTIONS: dict[tuple[str, str], tuple[Constraint, ...]] = {
    ("Invoke", "FunctionName"): _NAMESPACED,
    ("GetFunction", "FunctionName"): _NAMESPACED,
    ("DeleteFunction", "FunctionName"): _NAMESPACED,
    ("GetFunctionConfiguration", "FunctionName"): _NAMESPACED,
    ("PutProvisionedConcurrencyConfig", "Qualifier"): _PROVISIONED,
    ("GetProvisionedConcurrencyConfig", "Qualifier"): _PROVISIONED,
    ("DeleteProvisionedConcurrencyConfig", "Qualifier"): _PROVISIONED,
}
