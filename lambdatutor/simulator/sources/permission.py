"""A permission that AddPermission adds to a function's policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer


class Permission(NamedTuple):
    """What AddPermission says."""

    sid: str
    action: str
    principal: str
    """As it was given: a service, an account, an ARN, or `*`."""
    resource: str
    """The ARN of the function, version or alias it is added to (PER-007)."""
    source_arn: str | None = None
    source_account: str | None = None
    organisation: str | None = None
    event_source_token: str | None = None
    url_auth_type: str | None = None
    via_url: bool | None = None

    def document(self) -> Answer:
        """The statement that it becomes; it can only allow (PER-003, PER-004, PER-005)."""
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
        if self.principal.endswith((".amazonaws.com", ".amazon.com")):  # Alexa's are the latter
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
