"""Addresses as a scenario writes them: `sqs:orders`, `s3:uploads`, or a whole ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from lambdatutor.simulator.scenario import AccountSetup

_BEFORE_NAME = {
    "sqs": "",
    "sns": "",
    "lambda": "function:",
    "kinesis": "stream/",
    "dynamodb": "table/",
    "events": "event-bus/",
    "scheduler": "schedule/default/",
    "apigateway": "",
    "elasticloadbalancing": "targetgroup/",
}
"""What stands before the name in the last part of an ARN, by service."""


class AddressError(LambdaTutorError):
    """A text that should have named a resource does not."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        services = ", ".join(["s3", "url", *_BEFORE_NAME])
        return (
            f"{self.text!r} names no resource: write service:name, such as sqs:orders "
            f"(services: {services}), or an ARN"
        )


def arn_of(text: str, account: AccountSetup) -> str:
    """The ARN that an address means; raises `AddressError`."""
    if text.startswith("arn:"):
        return text
    service, colon, name = text.partition(":")
    if service == "url" and name:  # a function's URL has no ARN on AWS; here it needs one
        return f"arn:aws:lambda:{account.region}:{account.account_id}:function-url:{name}"
    if service == "s3" and name:
        return f"arn:aws:s3:::{name}"
    if not colon or not name or service not in _BEFORE_NAME:
        raise AddressError(text)
    before = _BEFORE_NAME[service]
    return f"arn:aws:{service}:{account.region}:{account.account_id}:{before}{name}"
