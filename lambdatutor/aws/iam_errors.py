"""How IAM and STS refuse, in their own words.

The codes and statuses are those of the services' API descriptions. The wordings are those that
people meet; none of them is among the recorded refusals.
"""

from __future__ import annotations

from lambdatutor.aws.errors import AwsError


def _no_such_entity(message: str) -> AwsError:
    return AwsError("NoSuchEntity", 404, message)


def no_such_identity(kind: str, name: str) -> AwsError:
    """The refusal of a role or a user that is not there; `kind` is `role` or `user`."""
    return _no_such_entity(f"The {kind} with name {name} cannot be found.")


def no_such_inline_policy(kind: str, name: str) -> AwsError:
    """The refusal of an inline policy that a role or a user has not."""
    return _no_such_entity(f"The {kind} policy with name {name} cannot be found.")


def policy_not_attachable(arn: str) -> AwsError:
    """The refusal to attach a managed policy that is not there."""
    return _no_such_entity(f"Policy {arn} does not exist or is not attachable.")


def policy_not_found(arn: str) -> AwsError:
    return _no_such_entity(f"Policy {arn} was not found.")


def no_such_policy_version(arn: str, version: str) -> AwsError:
    return _no_such_entity(f"Policy {arn} version {version} does not exist or is not attachable.")


def identity_exists(kind: str, name: str) -> AwsError:
    """The refusal of a second role or user of one name; `kind` is `Role` or `User`."""
    return AwsError("EntityAlreadyExists", 409, f"{kind} with name {name} already exists.")


def policy_exists(name: str) -> AwsError:
    return AwsError(
        "EntityAlreadyExists",
        409,
        f"A policy called {name} already exists. Duplicate names are not allowed.",
    )


def syntax_errors_in_policy() -> AwsError:
    """The refusal of a document that is no JSON, or has no statements."""
    return AwsError("MalformedPolicyDocument", 400, "Syntax errors in policy.")


def delete_conflict(message: str) -> AwsError:
    return AwsError("DeleteConflict", 409, message)


def policies_too_large(most: int, kind: str, name: str) -> AwsError:
    """The refusal of inline policies that are too large together."""
    message = f"Maximum policy size of {most} bytes exceeded for {kind} {name}"
    return AwsError("LimitExceeded", 409, message)


def exceeds_quota(quota: str, most: int) -> AwsError:
    """The refusal of one too many, by IAM's name of the quota, such as `PolicySize`."""
    return AwsError("LimitExceeded", 409, f"Cannot exceed quota for {quota}: {most}")


def too_many_versions(most: int) -> AwsError:
    return AwsError(
        "LimitExceeded",
        409,
        f"A managed policy can have up to {most} versions. Before you create a new version, you "
        "must delete an existing version.",
    )


def aws_owns_it() -> AwsError:
    """The refusal to change one of AWS's own managed policies; this wording is our own."""
    return AwsError("AccessDenied", 403, "Cannot modify a policy that AWS manages.")


def role_not_assumable(caller: str, role_arn: str) -> AwsError:
    """STS's refusal of a role that is not there, or does not trust the caller."""
    return AwsError(
        "AccessDenied",
        403,
        f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role_arn}",
    )


def no_user_calls() -> AwsError:
    """The refusal to say which user calls, where a role does."""
    return AwsError(
        "ValidationError", 400, "Must specify userName when calling with non-User credentials"
    )


def session_too_long() -> AwsError:
    return AwsError(
        "ValidationError",
        400,
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    )
