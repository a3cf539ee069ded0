"""What the principal of a request is, by its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lambdatutor.iam.refused import Refused

CallerKind = Literal["user", "role", "session", "federated", "service", "provider", "anonymous"]

_ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):(?P<service>iam|sts)::(?P<account>\d{12}):(?P<resource>\S+)",
    re.ASCII,
)
_SERVICE = re.compile(
    r"[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)|alexa-[a-z]+\.amazon\.com", re.ASCII
)
_PROVIDER = re.compile(r"[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,}([/:]\S*)?", re.ASCII)
_KINDS: dict[tuple[str, str], CallerKind] = {
    ("iam", "user"): "user",
    ("iam", "role"): "role",
    ("sts", "assumed-role"): "session",
    ("sts", "federated-user"): "federated",
    ("iam", "oidc-provider"): "provider",
    ("iam", "saml-provider"): "provider",
}
_POLICYLESS = frozenset({"service", "provider", "anonymous"})
_OF_A_SERVICE = "aws-service-role/"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    principal: str
    kind: CallerKind
    partition: str = ""
    account: str = ""
    """The account in its ARN; empty where there is none."""
    path: str = ""
    """What its ARN has before the name: `team/` of `role/team/orders`."""
    name: str = ""
    """The user's or role's name; a session's is that of its role."""

    @property
    def has_policies(self) -> bool:
        """Whether it has identity policies: no service, web identity or anonymous caller does."""
        return self.kind not in _POLICYLESS

    @property
    def provides_identity(self) -> bool:
        """Whether Federated can name it; Cognito's identity pools have a service's name."""
        return self.kind == "provider" or self.principal == "cognito-identity.amazonaws.com"

    def service_linked(self, principal_arn: object) -> bool:
        """Whether it is a service-linked role, which no SCP or RCP limits (IAM-005).

        A session's ARN has no path: then the ARN of its role tells, or the name that AWS gives.
        """
        if isinstance(principal_arn, str):
            return f":role/{_OF_A_SERVICE}" in principal_arn
        if self.kind == "session":
            return self.name.startswith("AWSServiceRoleFor")
        return self.kind == "role" and self.path.startswith(_OF_A_SERVICE)


@lru_cache(maxsize=1024)
def caller(principal: str) -> Caller:
    """What a principal is; raises `Refused` for the root user and for what is no principal."""
    if principal == "anonymous":
        return Caller(principal, "anonymous")
    if principal.startswith("arn:"):
        return _identity(principal)
    if _SERVICE.fullmatch(principal):
        return Caller(principal, "service")
    if _PROVIDER.fullmatch(principal):
        return Caller(principal, "provider")
    raise Refused(
        "principal",
        f'"{principal}" is no principal: give an ARN, a service such as s3.amazonaws.com,'
        " an identity provider, or anonymous.",
    )


def _identity(principal: str) -> Caller:
    found = _ARN.fullmatch(principal)
    if found is None:
        raise Refused(
            "principal", f'"{principal}" is no ARN of IAM or STS that can make a request.'
        )
    if found["resource"] == "root":
        raise Refused(
            "principal",
            f"{principal} is the root user, who is not judged here; name a user or a role.",
        )
    word, _, rest = found["resource"].partition("/")
    kind = _KINDS.get((found["service"], word))
    path, _, name = rest.rpartition("/")
    if kind == "session":
        path, name = "", path
    if (
        kind is None
        or not name
        or (kind == "session" and (rest.count("/") != 1 or rest[-1] == "/"))
    ):
        raise Refused("principal", f'"{principal}" is no ARN of a user, a role or a session.')
    return Caller(
        principal, kind, found["partition"], found["account"], f"{path}/" if path else "", name
    )
