"""Calls about settings, versions and asynchronous events that AWS refuses, as recorded from AWS.

They are made in the account of `test_refusals`, as those of `refusals` are.
"""

from __future__ import annotations

from refusals import (
    ARN,
    FAILED,
    INVALID,
    MISSING,
    NOT_FOUND,
    ONE_PROBLEM,
    VALIDATION,
    Refusal,
    create_alias,
)
from scenes import ROLE

from lambdatutor.aws import operations as aws
from lambdatutor.aws.arn import NAMESPACED_FUNCTION_NAME_PATTERN
from lambdatutor.aws.setting_rules import RUNTIMES
from lambdatutor.aws.shapes import (
    AliasRoutingConfiguration,
    DestinationConfig,
    FunctionCode,
    OnFailure,
)

PATTERN = "Member must satisfy regular expression pattern: "
ENUM = "Member must satisfy enum value set: "
DESTINATION = (
    r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:"
    r"((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
)
LAYER = "arn:aws:lambda:us-east-1:123456789012:layer:shared"
LAYER_PATTERN = (
    r"(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}"
    r":layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)"
)
FROZEN = (
    "Current operation does not support versions other than $LATEST. "
    "Please set the version to $LATEST or do not set a version in your request."
)
"""Not among the recordings: what people met (github.com/appleboy/lambda-action/issues/6)."""


def bad(value: str, where: str, constraint: str) -> str:
    return f"{ONE_PROBLEM}'{value}' at '{where}' {FAILED}{constraint}"


def configure(**settings: object) -> aws.Operation:
    return aws.UpdateFunctionConfiguration(FunctionName=settings.pop("name", "f"), **settings)


def failing_to(destination: str) -> aws.Operation:
    config = DestinationConfig(OnFailure=OnFailure(Destination=destination))
    return aws.PutFunctionEventInvokeConfig(FunctionName="f", DestinationConfig=config)


def weighing(version: str, weight: float) -> aws.Operation:
    return create_alias("1", AliasRoutingConfiguration(AdditionalVersionWeights={version: weight}))


OF_SETTINGS: list[Refusal] = [
    (
        configure(Runtime="non-existent-runtime"),
        INVALID,
        (
            f"Value non-existent-runtime at 'runtime' {FAILED}{ENUM}[{', '.join(RUNTIMES)}] "
            "or be a valid ARN"
        ),
    ),
    (
        configure(Layers=[f"{LAYER}{number}:1" for number in range(6)]),
        INVALID,
        "Cannot reference more than 5 layers.",
    ),
    (
        configure(Layers=[f"{LAYER}:1", f"{LAYER}:1"]),
        INVALID,
        (
            "Two different versions of the same layer are not allowed to be referenced in the same "
            f"function. {LAYER}:1 and {LAYER}:1 are versions of the same layer."
        ),
    ),
    (
        aws.CreateFunction(
            FunctionName="g",
            Role=ROLE,
            Code=FunctionCode(ZipFile="f.zip"),
            Layers=[f"{LAYER.replace('us-east-1', 'eu-west-1')}:1"],
        ),
        INVALID,
        (
            "Layers are not in the same region as the function. "
            "Layers are expected to be in region us-east-1."
        ),
    ),
    (
        configure(Layers=[LAYER]),
        VALIDATION,
        bad(
            f"[{LAYER}]",
            "layers",
            "Member must satisfy constraint: [Member must have length less than or equal to 2048, "
            f"Member must have length greater than or equal to 1, {PATTERN}{LAYER_PATTERN}, "
            "Member must not be null]",
        ),
    ),
    (configure(name="f:1", Timeout=5), INVALID, FROZEN),
    (aws.UpdateFunctionCode(FunctionName="f:live", ZipFile="f.zip"), INVALID, FROZEN),
    (
        configure(Timeout=31),
        INVALID,
        "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds",
    ),
    (
        aws.GetFunction(FunctionName=f"{ARN}{'f' * 120}"),
        VALIDATION,
        bad(
            f"{ARN}{'f' * 120}", "functionName", "Member must have length less than or equal to 140"
        ),
    ),
    (
        aws.GetFunctionConfiguration(FunctionName="f:1", Qualifier="2"),
        INVALID,
        "The derived qualifier from the function name does not match the specified qualifier.",
    ),
    (
        aws.GetFunctionConfiguration(FunctionName=f"{ARN}some-function", Qualifier="$LATEST"),
        MISSING,
        f"{NOT_FOUND}{ARN}some-function:$LATEST",
    ),
    (
        aws.ListFunctions(FunctionVersion="invalid"),
        VALIDATION,
        bad("invalid", "functionVersion", f"{ENUM}[ALL]"),
    ),
    (
        aws.PutFunctionRecursionConfig(FunctionName="f", RecursiveLoop="InvalidValue"),
        VALIDATION,
        bad("InvalidValue", "recursiveLoop", f"{ENUM}[Terminate, Allow]"),
    ),
    (
        aws.Invoke(FunctionName="arn:aws:lambda:us-east-1:123400000000@function:myfn"),
        VALIDATION,
        bad(
            "arn:aws:lambda:us-east-1:123400000000@function:myfn",
            "functionName",
            f"{PATTERN}{NAMESPACED_FUNCTION_NAME_PATTERN}",
        ),
    ),
    (
        weighing("2", -1.0),
        VALIDATION,
        bad(
            "{2=-1.0}",
            "routingConfig.additionalVersionWeights",
            "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, "
            "Member must have value greater than or equal to 0.0, Member must not be null]",
        ),
    ),
    (
        weighing("$LATEST", 0.5),
        VALIDATION,
        bad(
            "{$LATEST=0.5}",
            "routingConfig.additionalVersionWeights",
            "Map keys must satisfy constraint: [Member must have length less than or equal to "
            f"1024, Member must have length greater than or equal to 1, {PATTERN}[0-9]+]",
        ),
    ),
]

OF_ASYNCHRONOUS: list[Refusal] = [
    (
        aws.PutFunctionEventInvokeConfig(FunctionName="f"),
        INVALID,
        "You must specify at least one of error handling or destination setting.",
    ),
    (
        failing_to(f"{ARN}f"),
        INVALID,
        "You can't specify the function as a destination for itself.",
    ),
    (
        failing_to(f"{ARN.replace(':lambda:', ':_-/!lambda:')}f"),
        VALIDATION,
        bad(
            f"{ARN.replace(':lambda:', ':_-/!lambda:')}f",
            "destinationConfig.onFailure.destination",
            f"{PATTERN}{DESTINATION}",
        ),
    ),
    (
        aws.GetFunctionEventInvokeConfig(FunctionName="f", Qualifier="1"),
        MISSING,
        f"The function {ARN}f:1 doesn't have an EventInvokeConfig",
    ),
    (
        aws.UpdateFunctionEventInvokeConfig(
            FunctionName="f", Qualifier="live", MaximumRetryAttempts=1
        ),
        MISSING,
        f"The function {ARN}f:live doesn't have an EventInvokeConfig",
    ),
]
