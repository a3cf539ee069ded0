"""How Lambda refuses: an error code, an HTTP status and a message, as AWS words them.

The other services refuse in `service_errors`.
"""

from __future__ import annotations

from lambdatutor.errors import LambdaTutorError


class AwsError(LambdaTutorError):
    """A call that AWS refused."""

    def __init__(self, code: str, status: int, message: str, reason: str | None = None) -> None:
        super().__init__(code, status, message, reason)
        self.code = code
        self.status = status
        self.message = message
        self.reason = reason

    def __str__(self) -> str:
        why = f" (Reason: {self.reason})" if self.reason else ""
        return f"{self.code}: {self.message}{why}"


class Reason:
    """Why a request was throttled: the values of TooManyRequestsException.Reason (INV-042)."""

    CONCURRENT_INVOCATION_LIMIT = "ConcurrentInvocationLimitExceeded"
    """The account's pool is exhausted (INV-043)."""
    RESERVED_CONCURRENT_INVOCATION_LIMIT = "ReservedFunctionConcurrentInvocationLimitExceeded"
    """The function's reserved concurrency is exhausted (INV-043)."""
    FUNCTION_INVOCATION_RATE_LIMIT = "FunctionInvocationRateLimitExceeded"
    """Too many requests a second (INV-044)."""
    RESERVED_FUNCTION_INVOCATION_RATE_LIMIT = "ReservedFunctionInvocationRateLimitExceeded"
    """Too many requests a second, for a function with reserved concurrency (INV-044)."""
    CALLER_RATE_LIMIT = "CallerRateLimitExceeded"
    """Too many calls a second of the control plane (INV-044)."""
    CONCURRENT_SNAPSHOT_CREATE_LIMIT = "ConcurrentSnapshotCreateLimitExceeded"
    """Too many SnapStart snapshots are being made (INV-042)."""


def resource_not_found(message: str) -> AwsError:
    return AwsError("ResourceNotFoundException", 404, message)


def function_not_found(arn: str) -> AwsError:
    """The refusal for a function, version or alias that is not there (INV-011)."""
    return resource_not_found(f"Function not found: {arn}")


def provisioned_concurrency_config_not_found() -> AwsError:
    return AwsError(
        "ProvisionedConcurrencyConfigNotFoundException",
        404,
        "No Provisioned Concurrency Config found for this function",
    )


def resource_conflict(message: str) -> AwsError:
    return AwsError("ResourceConflictException", 409, message)


def invalid_parameter_value(message: str) -> AwsError:
    return AwsError("InvalidParameterValueException", 400, message)


def validation(*problems: str, code: str = "ValidationException") -> AwsError:
    """The refusal of values that break a constraint of the API itself; one entry for each."""
    plural = "" if len(problems) == 1 else "s"
    count = f"{len(problems)} validation error{plural} detected: "
    return AwsError(code, 400, count + "; ".join(problems))


def invalid_request_content(message: str) -> AwsError:
    """The refusal of an event that is not JSON (INV-010)."""
    return AwsError("InvalidRequestContentException", 400, message)


def too_many_requests(reason: str) -> AwsError:
    """A throttled request; `reason` is one of `Reason` (INV-041)."""
    return AwsError("TooManyRequestsException", 429, "Rate Exceeded.", reason)


def precondition_failed(message: str) -> AwsError:
    """The refusal of a stale RevisionId (VER-014)."""
    return AwsError("PreconditionFailedException", 412, message)


def request_too_large(message: str) -> AwsError:
    """The refusal of an event over the limit (INV-009)."""
    return AwsError("RequestTooLargeException", 413, message)


def recursive_invocation() -> AwsError:
    """The refusal of an invocation that would go on in a loop (REC-004)."""
    return AwsError(
        "RecursiveInvocationException",
        400,
        "Lambda has detected your function being invoked in a recursive loop with other Amazon Web "
        "Services resources and stopped your function's invocation.",
    )


def snapstart_not_ready() -> AwsError:
    """The refusal of an invocation while the snapshot is being made (SNP-004)."""
    return AwsError(
        "SnapStartNotReadyException",
        409,
        "Lambda is initializing your function. It will be ready to invoke once your function state "
        "becomes ACTIVE.",
    )


def snapstart_timeout() -> AwsError:
    """The refusal of an invocation whose restore took too long (SNP-003)."""
    return AwsError(
        "SnapStartTimeoutException",
        408,
        "Lambda couldn't restore the snapshot within the timeout limit.",
    )


def snapstart_failed() -> AwsError:
    """The refusal of an invocation whose hook after the restore failed (SNP-004)."""
    return AwsError(
        "SnapStartException", 400, "The after-restore runtime hook encountered an error."
    )


def resource_not_ready() -> AwsError:
    """The refusal of the first invocation after 14 idle days in a VPC (VPC-003)."""
    return AwsError(
        "ResourceNotReadyException",
        502,
        "The function is inactive and its VPC connection is no longer available. Wait for the VPC "
        "connection to reestablish and try again.",
    )


def subnet_ip_address_limit_reached() -> AwsError:
    """The refusal of a function whose interface found no address (VPC-009)."""
    return AwsError(
        "SubnetIPAddressLimitReachedException",
        502,
        "Lambda couldn't set up VPC access for the Lambda function because one or more configured "
        "subnets has no available IP addresses.",
    )


def eni_limit_reached() -> AwsError:
    """The refusal of a function whose VPC has as many interfaces as it may (VPC-009)."""
    return AwsError(
        "ENILimitReachedException",
        502,
        "Lambda couldn't create an elastic network interface in the VPC, specified as part of "
        "Lambda function configuration, because the limit for network interfaces has been reached.",
    )


def access_denied(message: str) -> AwsError:
    return AwsError("AccessDeniedException", 403, message)


def policy_too_long(most: int) -> AwsError:
    """The refusal of a function's policy that would be too large (PER-002)."""
    return AwsError(
        "PolicyLengthExceededException",
        400,
        f"The final policy size is bigger than the limit ({most}).",
    )


def public_policy() -> AwsError:
    """The refusal of a function's policy that would let everybody in (PER-018)."""
    return AwsError(
        "PublicPolicyException",
        400,
        "The resource-based policy you tried to add to the Lambda resource would grant public "
        "access to it, which isn't allowed.",
    )
