"""Policies on their way into the account: what the engine cannot read is not stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lambdatutor.authorisation.resources import field
from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.iam import faults
from lambdatutor.iam.answers import where

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.iam import Kind

_CODES = {
    "iam": "MalformedPolicyDocument",
    "s3api": "MalformedPolicy",
    "sqs": "InvalidAttributeValue",
    "sns": "InvalidParameter",
    "sts": "MalformedPolicyDocument",
    "ec2": "InvalidPolicyDocument",
}
"""Each service has a code of its own; Lambda's is InvalidParameterValueException.

The words that go with it here are our own: they name the place and what is wrong with it.
"""


def malformed(operation: Operation) -> AwsError | None:
    """The refusal of a policy with something in it that is refused; None for all other calls."""
    kind, text = _policy(operation)
    if not text:
        return None
    try:
        data: object = json.loads(text)
    except ValueError:
        return None  # the service itself refuses what is no JSON
    found = faults(data, kind)
    if not found:
        return None
    place = where(found[0].path)
    code = _CODES.get(operation.service, "InvalidParameterValueException")
    return AwsError(code, 400, f"{found[0].because} (at {place})" if place else found[0].because)


def _policy(operation: Operation) -> tuple[Kind, str]:
    """The policy that a call carries, and of which kind it is."""
    match operation:
        case aws.CreateRole():
            return "trust", operation.AssumeRolePolicyDocument
        case aws.UpdateAssumeRolePolicy():
            return "trust", operation.PolicyDocument
        case aws.AssumeRole():
            return "session", operation.Policy or ""
        case aws.CreateVpcEndpoint() | aws.ModifyVpcEndpoint():
            return "endpoint", operation.PolicyDocument or ""
        case aws.PutResourcePolicy() | aws.PutBucketPolicy():
            return "resource", operation.Policy
        case aws.CreateQueue() | aws.SetQueueAttributes():
            return "resource", (operation.Attributes or {}).get("Policy", "")
        case aws.CreateTopic():
            return "resource", (operation.Attributes or {}).get("Policy", "")
        case aws.SetTopicAttributes():
            value = operation.AttributeValue or ""
            return "resource", value if operation.AttributeName == "Policy" else ""
        case _:
            return "identity", field(operation, "PolicyDocument")
