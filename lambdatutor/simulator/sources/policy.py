"""The resource-based policy of a function: who may invoke it, statement by statement."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer

INVOKE = "lambda:InvokeFunction"
INVOKE_URL = "lambda:InvokeFunctionUrl"


class Statement(NamedTuple):
    """One statement, as AddPermission makes it; it can only allow (PER-003)."""

    sid: str
    action: str
    principal: str
    """As it was given: a service, an account, an ARN, or `*`."""
    resource: str
    """The ARN of the function, version or alias it was added to (PER-007)."""
    source_arn: str | None = None
    source_account: str | None = None
    organisation: str | None = None
    event_source_token: str | None = None
    url_auth_type: str | None = None
    via_url: bool | None = None

    def lets_in(self, principal: str, source_arn: str, account: str, action: str) -> bool:
        """Whether a source in this account may call."""
        return (
            fnmatchcase(action.lower(), self.action.lower())
            and self.principal in {principal, "*"}
            and (self.source_arn is None or fnmatchcase(source_arn, self.source_arn))
            and (self.source_account is None or self.source_account == account)
        )

    def document(self) -> Answer:
        """As GetPolicy shows it (PER-003, PER-004, PER-005)."""
        shown: Answer = {
            "Sid": self.sid,
            "Effect": "Allow",
            "Principal": self._principal(),
            "Action": self.action,
            "Resource": self.resource,
        }
        conditions = self._conditions()
        if conditions:
            shown["Condition"] = conditions
        return shown

    def _principal(self) -> object:
        if self.principal == "*":
            return "*"
        if self.principal.endswith(".amazonaws.com"):
            return {"Service": self.principal}
        if self.principal.isdecimal():
            return {"AWS": f"arn:aws:iam::{self.principal}:root"}
        return {"AWS": self.principal}

    def _conditions(self) -> Answer:
        equals = {
            "AWS:SourceAccount": self.source_account,
            "aws:PrincipalOrgID": self.organisation,
            "lambda:EventSourceToken": self.event_source_token,
            "lambda:FunctionUrlAuthType": self.url_auth_type,
        }
        said = {key: value for key, value in equals.items() if value is not None}
        found: Answer = {}
        if said:
            found["StringEquals"] = said
        if self.source_arn is not None:
            found["ArnLike"] = {"AWS:SourceArn": self.source_arn}
        if self.via_url is not None:
            found["Bool"] = {"lambda:InvokedViaFunctionUrl": str(self.via_url).lower()}
        return found
