"""The HTTP status that a caller meets, by AWS's error code or the Reason of a throttle."""

from __future__ import annotations

from lambdatutor.aws.errors import Reason

_THROTTLES = frozenset(
    {
        value
        for name, value in vars(Reason).items()
        if not name.startswith("_") and isinstance(value, str)
    }
    | {"TooManyRequestsException", "ThrottlingException", "ProvisionedThroughputExceededException"}
)
"""TooManyRequestsException with any Reason (INV-041, INV-042), and other services' own names."""

_STATUSES = {
    "AccessDeniedException": 403,
    "ResourceNotFoundException": 404,
    "ResourceConflictException": 409,
    "RequestTooLargeException": 413,
    "ServiceException": 500,
    "InternalFailure": 500,
    "InternalError": 500,
    "ResourceNotReadyException": 502,
    "SubnetIPAddressLimitReachedException": 502,
    "ENILimitReachedException": 502,
    "ServiceUnavailable": 503,
}


def status_of(code: str) -> int:
    """429 for a throttle, 5xx for a failure of the service, else a 4xx that stays what it is."""
    return 429 if code in _THROTTLES else _STATUSES.get(code, 400)
