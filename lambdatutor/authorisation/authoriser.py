"""The authoriser: every question of the simulated account, answered by its policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.authorisation.denials import denial_of, handed_on
from lambdatutor.authorisation.documents import malformed
from lambdatutor.authorisation.estate import standing_of
from lambdatutor.authorisation.need import Context, Need
from lambdatutor.authorisation.principals import principal_of
from lambdatutor.authorisation.requests import requests_of
from lambdatutor.aws.denied import error_code, error_status
from lambdatutor.aws.resource_arns import account_in, session_arn
from lambdatutor.iam import evaluate
from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from lambdatutor.aws.errors import AwsError
    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.authoriser import Denial

LAMBDA = "lambda.amazonaws.com"

_ANSWERS_KEPT = 20_000
"""More different requests than a lesson makes; beyond that all are worked out anew."""


class PolicyAuthoriser:
    """Answers by the policies of the account that is asked about; it holds nothing itself."""

    def call(self, account: Account, caller: str, operation: Operation) -> Denial | None:
        principal = principal_of(account, caller)
        for need in requests_of(operation, account):
            denial = _judge(account, principal, need, caller)
            if denial is not None:  # whoever is asked says no in its own words
                action = operation.iam_action
                return denial._replace(
                    code=error_code(action),
                    status=error_status(action),
                    message=handed_on(denial, operation),
                )
        return None

    def malformed(self, operation: Operation) -> AwsError | None:
        return malformed(operation)

    def caller_may(
        self, account: Account, caller: str, action: str, resource: str, *, via_url: bool = False
    ) -> Denial | None:
        context = _url("AWS_IAM") if via_url else ()
        need = Need(action, resource, context)
        return _judge(account, principal_of(account, caller), need, caller)

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
        context: Context = (("lambda:SourceFunctionArn", code_of),) if code_of else ()
        if through:
            context = (*context, *_endpoint(account, through))
        return _judge(account, session_arn(role, session), Need(action, resource, context))

    def source_may(
        self, account: Account, function_arn: str, principal: str, source_arn: str, action: str
    ) -> Denial | None:
        if principal == "*":  # whoever has the address of a function URL (URL-002)
            return _judge(account, "anonymous", Need(action, function_arn, _url("NONE")))
        owner = account_in(source_arn) or account.identities.owners.get(source_arn)
        context: Context = (
            ("aws:SourceArn", source_arn),
            ("aws:SourceAccount", owner or account.scenario.account.account_id),
            ("aws:PrincipalIsAWSService", "true"),
        )
        return _judge(account, principal, Need(action, function_arn, context))

    def assumable(self, account: Account, role: str) -> bool:
        return _judge(account, LAMBDA, Need("sts:AssumeRole", role)) is None

    def known(self, account: Account, caller: str) -> bool:
        own = account.scenario.account.account_id
        if caller.startswith("arn:") and account_in(caller) not in {"", own}:
            return True
        identities = account.identities
        if caller.startswith("arn:") and ":assumed-role/" in caller:
            return identities.role(caller.split("/")[1]) is not None
        return identities.user(caller) is not None or identities.role(caller) is not None


def _url(auth_type: str) -> Context:
    """What Lambda says of a call that comes by a function URL (URL-002, URL-003)."""
    return (("lambda:FunctionUrlAuthType", auth_type), ("lambda:InvokedViaFunctionUrl", "true"))


def _endpoint(account: Account, endpoint_id: str) -> Context:
    """What AWS says of a call that comes through a VPC endpoint."""
    vpc = account.network.endpoints[endpoint_id].vpc
    return (("aws:SourceVpc", vpc), ("aws:SourceVpce", endpoint_id))


def _judge(account: Account, principal: str, need: Need, begun: str = "") -> Denial | None:
    """The engine's answer; one that was given at this revision is not worked out again.

    *begun* is the ARN of a session that a caller got by AssumeRole; its policy limits it.
    """
    standing = standing_of(account)
    session = standing.sessions.get(begun)
    key = (principal, need, session is not None)
    answers = standing.answers
    if key in answers:
        return answers[key]
    context = dict(need.context)
    context.setdefault("aws:SecureTransport", "true")
    if standing.timed:
        context["aws:CurrentTime"] = date(account.clock.now_us)
    estate = standing.estate
    request, policies = estate.ask(principal, need.action, need.resource, context, session=session)
    decision = evaluate(request, policies)
    found = None if decision.allowed else denial_of(request, decision)
    if not standing.timed:
        if len(answers) >= _ANSWERS_KEPT:
            answers.clear()
        answers[key] = found
    return found
