"""The constraints of roles, users, policies and sessions."""

from __future__ import annotations

from lambdatutor.aws import quotas
from lambdatutor.aws.constraints import (
    Constraint,
    at_least,
    at_most,
    like,
    not_longer,
    not_shorter,
)

_NAME = r"[\w+=,.@-]+"
_ROLE_NAME = (not_longer(64), not_shorter(1), like(_NAME))
_USER_NAME = (not_longer(128), not_shorter(1), like(_NAME))
_DOCUMENT = (
    not_longer(131_072),
    not_shorter(1),
    like(r"[\u0009\u000A\u000D\u0020-\u00FF]+"),
)
_POLICY_ARN = (not_longer(2048), not_shorter(20))
_PATH = (not_longer(512), not_shorter(1), like(r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"))
_TAGS = (not_longer(50),)
_TAG_KEY = (not_longer(128), not_shorter(1))
_TAG_VALUE = (not_longer(256),)
_LONGEST_SESSION_S = 43_200

CONSTRAINTS: dict[str, dict[str, tuple[Constraint, ...]]] = {
    "iam": {
        "RoleName": _ROLE_NAME,
        "UserName": _USER_NAME,
        "PolicyName": _USER_NAME,
        "AssumeRolePolicyDocument": _DOCUMENT,
        "PolicyDocument": _DOCUMENT,
        "PolicyArn": _POLICY_ARN,
        "PermissionsBoundary": _POLICY_ARN,
        "Path": _PATH,
        "Description": (not_longer(1_000),),
        "MaxSessionDuration": (at_most(_LONGEST_SESSION_S), at_least(3_600)),
        "Tags": _TAGS,
        "Tags.Key": _TAG_KEY,
        "Tags.Value": _TAG_VALUE,
        "TagKeys": _TAGS,
        "VersionId": (like(r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?"),),
        "Marker": (not_longer(320), not_shorter(1)),
        "MaxItems": (at_most(1_000), at_least(1)),
        "PathPrefix": (not_longer(512), not_shorter(1)),
    },
    "sts": {
        "RoleArn": _POLICY_ARN,
        "RoleSessionName": (not_longer(64), not_shorter(2), like(r"[\w+=,.@-]*")),
        "Policy": (not_shorter(1), like(r"[\u0009\u000A\u000D\u0020-\u00FF]+")),
        "DurationSeconds": (at_most(_LONGEST_SESSION_S), at_least(900)),
        "Tags": _TAGS,
        "Tags.Key": _TAG_KEY,
        "Tags.Value": _TAG_VALUE,
        "ExternalId": (not_longer(1_224), not_shorter(2), like(r"[\w+=,.@:\/-]*")),
        "SourceIdentity": (not_longer(64), not_shorter(2), like(r"[\w+=,.@-]*")),
    },
}
"""By service, then by parameter; a dot leads into a list's entries."""

_FUNCTION_ARN = (
    not_longer(512),
    like(
        r"arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:"
        r"(function:[a-zA-Z0-9-_]+(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_])+)?"
        r"|runtime/[a-zA-Z0-9-_./]+)"
    ),
)
_REVISION = (
    not_longer(36),
    not_shorter(36),
    like(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
)

EXCEPTIONS: dict[tuple[str, str], tuple[Constraint, ...]] = {
    **{
        (f"{verb}ResourcePolicy", "ResourceArn"): _FUNCTION_ARN for verb in ("Put", "Get", "Delete")
    },
    **{(f"{verb}ResourcePolicy", "RevisionId"): _REVISION for verb in ("Put", "Delete")},
    ("PutResourcePolicy", "Policy"): (
        not_longer(quotas.POLICY_CHARACTERS.value),
        not_shorter(1),
        like(r"[\s\S]+"),
    ),
    ("CreateUser", "UserName"): _ROLE_NAME,
    ("AttachUserPolicy", "UserName"): _ROLE_NAME,
    ("DetachUserPolicy", "UserName"): _ROLE_NAME,
    ("PutUserPermissionsBoundary", "UserName"): _ROLE_NAME,
    ("DeleteUserPermissionsBoundary", "UserName"): _ROLE_NAME,
}
"""By operation and parameter."""
