"""Where records of invocations and failed batches go to, and what a role needs for it."""

from __future__ import annotations

from lambdatutor.sam.values import Data, Value


def sending(kind: str, target: Value) -> list[Value]:
    """The statements that let a role send to a destination of this type; none for others."""
    match kind:
        case "SQS":
            return [_allow("sqs:SendMessage", target)]
        case "SNS":
            return [_allow("sns:publish", target)]
        case "EventBridge":
            return [_allow("events:PutEvents", target)]
        case "Lambda":
            return [_allow("lambda:InvokeFunction", target)]
        case "S3" | "S3Bucket":
            return [_allow("s3:PutObject", f"{target}/*"), _allow("s3:ListBucket", target)]
        case _:
            return []


POLICY_NAMES = {
    "SQS": "SQSPolicy",
    "SNS": "SNSPolicy",
    "EventBridge": "EventBridgePolicy",
    "Lambda": "LambdaPolicy",
    "S3": "S3Policy",
    "S3Bucket": "S3Policy",
}
"""What SAM writes after a logical ID to name such a policy."""


def _allow(action: str, target: Value) -> Data:
    return {"Action": action, "Effect": "Allow", "Resource": target}
