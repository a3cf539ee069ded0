"""Who may do what: the question that a simulated account asks, and never answers by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from lambdatutor.aws.errors import AwsError
    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.account import Account


class Denial(NamedTuple):
    """A request that is not allowed, and what decided so."""

    caller: str
    """An ARN, a service such as `s3.amazonaws.com`, or `anonymous`."""
    action: str
    resource: str
    code: str = "AccessDeniedException"
    """As the service that was asked calls it."""
    status: int = 403
    message: str = ""
    """AWS's own words, as the caller reads them."""
    reason: str = ""
    """In a word, such as `no_identity_grant`."""
    layer: str = ""
    """The kind of policy to open: `identity`, `resource`, `boundary`, `scp`, `rcp`, `session`,
    `trust`, or `endpoint`."""
    policy: str = ""
    statement: str = ""
    """The one that decided, or the one that came nearest to allowing it."""
    element: str = ""
    """The part of that statement that does not match; empty where a Deny matched."""
    because: str = ""
    """What decided, in one plain sentence."""


class Authoriser(Protocol):
    """Judges requests by an account's policies; it keeps nothing, so all worlds may share one."""

    def call(self, account: Account, caller: str, operation: Operation) -> Denial | None:
        """Whether a user or a role may make this call, and all that it needs beside itself."""
        ...

    def malformed(self, operation: Operation) -> AwsError | None:
        """The refusal of a policy that this call would store, and that cannot be judged."""
        ...

    def caller_may(
        self, account: Account, caller: str, action: str, resource: str, *, via_url: bool = False
    ) -> Denial | None:
        """The same for what clients send; `via_url` to a function URL that has them sign."""
        ...

    def role_may(
        self,
        account: Account,
        role: str,
        session: str,
        action: str,
        resource: str,
        *,
        code_of: str = "",
        through: str = "",
    ) -> Denial | None:
        """Whether a function's role, by ARN, allows something.

        `code_of` is the ARN of the function whose code asks; empty where the Lambda service does
        so in the role's name (IAM-020). `through` is the id of the VPC endpoint that the call
        takes; empty where it takes none.
        """
        ...

    def source_may(
        self, account: Account, function_arn: str, principal: str, source_arn: str, action: str
    ) -> Denial | None:
        """Whether a function's own policy lets a source in (PER-010)."""
        ...

    def assumable(self, account: Account, role: str) -> bool:
        """Whether Lambda may assume a role: its trust policy decides (PER-001)."""
        ...

    def known(self, account: Account, caller: str) -> bool:
        """Whether there is such a user or role, or it is one of another account."""
        ...
