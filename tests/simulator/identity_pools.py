"""What the parameters of IAM's operations may be given, sensible and absurd, by their names."""

from __future__ import annotations

import json

from pools import BY_NAME, BY_OPERATION, FUNCTION_ARN, of

ACCOUNT = "123456789012"
AWS_OWN = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
WRITES = f"arn:aws:iam::{ACCOUNT}:policy/writes"
READS = f"arn:aws:iam::{ACCOUNT}:policy/reads"


def document(**statement: object) -> str:
    """A policy of one statement, which allows all unless more is said."""
    said = {"Effect": "Allow", "Action": "*", "Resource": "*"} | statement
    return json.dumps({"Version": "2012-10-17", "Statement": [said]})


TRUST = document(Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole")
OPEN = document(Principal="*", Action="lambda:InvokeFunction", Resource=FUNCTION_ARN + "f")

_DOCUMENT = of(
    *(document(), document(Effect="Deny", Action=["s3:*", "sqs:*"]), TRUST, OPEN),
    no=("{", "[]", "{}", "3", "", '{"Statement":3}', document(Action="é" * 3_000)),
)
_POLICY = of(AWS_OWN, WRITES, READS, no=("arn:aws:iam::aws:policy/Nope", "x", ""))

BY_NAME.update(
    {
        "RoleName": of("writer", "writer", "new", no=("nope", "a b", "", "x" * 65)),
        "UserName": of("ana", "ana", "new", no=("nope", "a b", "", "x" * 200)),
        "PolicyName": of("reads", "inside", no=("nope", "a b", "")),
        "PolicyArn": _POLICY,
        "PermissionsBoundary": _POLICY,
        "PolicyDocument": _DOCUMENT,
        "AssumeRolePolicyDocument": _DOCUMENT,
        "Policy": _DOCUMENT,
        "Path": of(None, "/", "/teams/", no=("teams", "")),
        "VersionId": of("v1", "v2", no=("v99", "x", "")),
        "TagKeys": of(["team"], [], no=([""],)),
        "ResourceArn": of(
            *(FUNCTION_ARN + "f", FUNCTION_ARN + "g", FUNCTION_ARN + "f:live"),
            no=(FUNCTION_ARN + "nope", FUNCTION_ARN + "g:$LATEST", "f", ""),
        ),
        "RoleSessionName": of("desk", no=("", "a b")),
        "DurationSeconds": of(900, 3_600, no=(0, 43_200, 2**31)),
        "MaxSessionDuration": of(3_600, 43_200, no=(0, 900, 2**31)),
        "AttributeValue": _DOCUMENT,
    }
)
BY_OPERATION.update(
    {
        ("SetTopicAttributes", "AttributeName"): of("Policy", no=("DisplayName", "")),
        ("AssumeRole", "RoleArn"): of(
            f"arn:aws:iam::{ACCOUNT}:role/writer", no=(f"arn:aws:iam::{ACCOUNT}:role/nope", "x")
        ),
        ("PutScalingPolicy", "PolicyName"): of("follow", no=("",)),
    }
)
