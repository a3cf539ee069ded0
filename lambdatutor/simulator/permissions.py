"""Asking who may do what: of an authoriser where permissions are judged, else of what is assumed.

Assumed, everybody may do everything but what `SetRole` took away from a function's role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws.denied import error_code, error_status, refused_request, spelled
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.validation import validate
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.authoriser import Denial
from lambdatutor.simulator.outside import OUTSIDE
from lambdatutor.simulator.sources.policy import INVOKE
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.authoriser import Authoriser
    from lambdatutor.simulator.aws_call import AwsCall
    from lambdatutor.simulator.version import Version

NOT_ASSUMABLE = "The role defined for the function cannot be assumed by Lambda."
"""AWS's words (PER-001)."""


class Permissions:
    """The questions about permissions that come up in one account."""

    def __init__(self, account: Account, authoriser: Authoriser | None) -> None:
        scenario = account.scenario
        self.account = account
        self.judge = authoriser if scenario.permissions == "judged" else None
        """Stays None where permissions are assumed, so that nothing is asked there."""
        self.caller = scenario.caller
        """A user or role, by name or ARN, in whose name operations are done; empty: somebody who
        may do everything."""

    @property
    def required(self) -> bool:
        """Whether a source needs a statement in the function's policy (PUS-008)."""
        return self.judge is not None or self.account.scenario.source_permissions == "required"

    # Who calls

    def check(self, operation: Operation) -> None:
        """Raises `AwsError` where the present caller may not do this, or stores no policy with it.

        Our own operations need no permission.
        """
        judge, account = self.judge, self.account
        if judge is None or isinstance(operation, OUTSIDE):
            return
        validate(operation)
        denial = judge.call(account, self.caller, operation) if self.caller else None
        if denial is not None:
            account.cause = self.tell(denial, account.cause)
            raise AwsError(denial.code, denial.status, denial.message)
        refused = judge.malformed(operation)
        if refused is not None:
            raise refused

    def caller_denial(
        self, caller: str, action: str, resource: str, *, via_url: bool = False
    ) -> Denial | None:
        """Whether a client may send this."""
        if self.judge is None or not caller:
            return None
        return self.judge.caller_may(self.account, caller, action, resource, via_url=via_url)

    def knows(self, caller: str) -> bool:
        """Whether there is such a user or role, as far as anybody asks."""
        return self.judge is None or not caller or self.judge.known(self.account, caller)

    # What a function may do

    def role_denial(
        self, function_name: str, action: str, resource: str, *, qualifier: str | None = None
    ) -> Denial | None:
        """Whether Lambda may do something in the name of a function's role (ESM-002, ASY-020)."""
        account = self.account
        if self.judge is None:
            denied = (function_name, action) in account.denied
            return Denial(function_name, action, resource) if denied else None
        version = _version(account, function_name, qualifier)
        if version is None:
            return None
        role = version.configuration.role
        return self.judge.role_may(account, role, function_name, action, resource)

    def first_role_denial(
        self, function_name: str, actions: tuple[str, ...], resource: str
    ) -> Denial | None:
        """The first of these actions that a function's role does not allow.

        The first alone is looked at where permissions are assumed.
        """
        for action in actions if self.judge is not None else actions[:1]:
            denial = self.role_denial(function_name, action, resource)
            if denial is not None:
                return denial
        return None

    def code_denial(self, version: Version, call: AwsCall, through: str = "") -> Denial | None:
        """Whether the code of a version may make a call, through a VPC endpoint or none."""
        account, name = self.account, version.function.name
        setup = account.scenario.account
        role, resource = version.configuration.role, call.arn(setup)
        if self.judge is not None:
            code_of = arn(setup, name)
            return self.judge.role_may(
                account, role, name, call.action, resource, code_of=code_of, through=through
            )
        if (name, call.action) not in account.denied:
            return None
        session = f"arn:aws:sts::{setup.account_id}:assumed-role/{role.rpartition('/')[2]}/{name}"
        because = f"no identity-based policy allows the {spelled(call.action)} action"
        return Denial(
            session,
            call.action,
            resource,
            code=error_code(call.action),
            status=error_status(call.action),
            message=f"{refused_request(session, call.action, resource)} because {because}",
            reason="no_identity_grant",
            layer="identity",
            because=because,
        )

    def refuse_role(self, role: str) -> None:
        """Raises `AwsError` for a role that Lambda cannot assume (PER-001)."""
        if self.judge is not None and not self.judge.assumable(self.account, role):
            raise errors.invalid_parameter_value(NOT_ASSUMABLE)

    def may_delete_interfaces(self, role: str) -> bool:
        """Whether Lambda can take a network interface away in the name of this role (VPC-005)."""
        judge, account, action = self.judge, self.account, "ec2:DeleteNetworkInterface"
        if judge is None:
            return True
        there = account.identities.role(role) is not None
        return there and judge.role_may(account, role, "lambda", action, "*") is None

    def may_start(self, version: Version) -> bool:
        """Whether a new environment gets the credentials of its role.

        AWS does not publish how long those of an environment last after its role is gone; here
        they last as long as the environment.
        """
        judge = self.judge
        return judge is None or judge.assumable(self.account, version.configuration.role)

    # Who may invoke a function

    def source_denial(
        self,
        function_name: str,
        principal: str,
        source_arn: str,
        *,
        qualifier: str | None = None,
        action: str = INVOKE,
    ) -> Denial | None:
        """Whether a function's own policy lets a source in (PUS-008, PER-007, PER-010)."""
        account = self.account
        function_arn = arn(account.scenario.account, function_name, qualifier)
        if self.judge is not None:
            return self.judge.source_may(account, function_arn, principal, source_arn, action)
        if account.permits_source(
            function_name, principal, source_arn, qualifier=qualifier, action=action
        ):
            return None
        return Denial(principal, action, function_arn)

    # Telling

    def tell(
        self,
        denial: Denial,
        cause: int,
        *,
        function: str = "",
        request: int = 0,
        environment: int = 0,
        then: str = "",
    ) -> int:
        """Write a denial down, and give the id of the event that its consequences follow from.

        One without AWS's words was assumed, not judged, and leaves no trace.
        """
        log = self.account.log
        if not denial.message or log is None:
            return cause
        caller, action, resource, code, _, message, *decided = denial
        numbers = (caller, action, resource, code, message, *decided, then)
        now = self.account.clock.now_us
        return log.add(now, "permission.denied", cause, request, environment, function, numbers)


def _version(account: Account, function_name: str, qualifier: str | None) -> Version | None:
    """What a qualifier means now; None where it is not there, which has its own refusal."""
    function = account.functions.get(function_name)
    if function is None:
        return None
    alias = function.aliases.get(qualifier or LATEST)
    return function.versions.get(alias.version if alias else qualifier or LATEST)
