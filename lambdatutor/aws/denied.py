"""How services say that a caller may not do something: their codes, and how they spell a request.

The sentence is that of the IAM User Guide, Troubleshoot access denied error messages. The guide has
it that wordings differ by service: how those below spell it is what people meet.
"""

from __future__ import annotations

from typing import Final

_CODES: Final = {
    "s3": "AccessDenied",
    "sqs": "AccessDenied",
    "sns": "AuthorizationError",
    "iam": "AccessDenied",
    "sts": "AccessDenied",
    "cloudwatch": "AccessDenied",
    "elasticloadbalancing": "AccessDenied",
    "ec2": "UnauthorizedOperation",
}
"""By the service that is asked; all others say AccessDeniedException, as Lambda does."""

_WITH_400: Final = frozenset({"dynamodb", "kinesis"})

_WITHOUT_STAR: Final = frozenset({"s3", "ec2"})
"""Services that name no resource where there is none."""

_BY_ARN: Final = frozenset({"iam:createrole", "iam:createuser", "iam:passrole"})
"""What IAM itself names by ARN; of all else it says `role worker`, `user ana`, `policy arn:…`."""


def error_code(action: str) -> str:
    """The error code with which a service denies this action."""
    return _CODES.get(_service(action), "AccessDeniedException")


def error_status(action: str) -> int:
    """Its HTTP status: 400 with DynamoDB and Kinesis, 403 else."""
    return 400 if _service(action) in _WITH_400 else 403


def spelled(action: str) -> str:
    """An action as the service that denies it writes it."""
    service, _, name = action.partition(":")
    match service.lower():
        case "sqs":
            return action.lower()
        case "sns":
            return f"SNS:{name}"
        case _:
            return action


def refused_request(principal: str, action: str, resource: str) -> str:
    """`User: … is not authorized to perform: … on resource: …`, without the reason."""
    said = f"User: {principal} is not authorized to perform: {spelled(action)}"
    where = _named(action, resource)
    return f"{said} on resource: {where}" if where else said


def _named(action: str, resource: str) -> str:
    """A resource as the service names it; nothing where it names none."""
    service = _service(action)
    if resource == "*":
        return "" if service in _WITHOUT_STAR else resource
    if service == "s3":
        return f'"{resource}"'
    if service == "iam" and action.lower() not in _BY_ARN:
        return _of_iam(action, resource)
    return resource


def _of_iam(action: str, resource: str) -> str:
    kind, _, path = resource.split(":", 5)[-1].partition("/")
    name = path.rpartition("/")[2]
    if kind in {"role", "user"}:
        return f"{kind} {name}"
    if kind != "policy":
        return resource
    return f"policy {name if action.lower() == 'iam:createpolicy' else resource}"


def _service(action: str) -> str:
    return action.partition(":")[0].lower()
