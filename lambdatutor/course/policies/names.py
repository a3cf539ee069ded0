"""Names of a policy lab as ARNs: functions, roles, users, and what an action is done to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.aws.arn import function_arn
from lambdatutor.aws.resource_arns import session_arn
from lambdatutor.course.findings import did_you_mean
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.address import AddressError, arn_of
from lambdatutor.simulator.network.endpoints import endpoint_service
from lambdatutor.simulator.network.setup import NetworkSetup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.course.policies.parts import AskedRequest, Side
    from lambdatutor.simulator.identities.setup import RoleSetup, UserSetup
    from lambdatutor.simulator.network.setup import EndpointSetup
    from lambdatutor.simulator.scenario import Scenario

ANONYMOUS = "anonymous"
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
_SESSION = "session"
"""What a role's session is called where nothing says more."""
_ADDRESSED = ("s3", "sqs", "sns", "kinesis", "dynamodb")
"""Services whose resources an address such as `sqs:orders` names."""


class PolicyNameError(LambdaTutorError):
    """A lab names somebody or something that is not in its world."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence, suggestion)
        self.sentence = sentence
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"{self.sentence}. {self.suggestion}".strip() if self.suggestion else self.sentence


class PolicyNames:
    """The functions, roles and users of a scenario, by the names that a lab calls them by."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._account = scenario.account.account_id
        self._region = scenario.account.region
        self._roles: dict[str, str] = {}
        for role in scenario.identities.roles:
            self._roles[role.name] = self._identity_arn("role", role)
        self._users = {
            user.name: self._identity_arn("user", user) for user in scenario.identities.users
        }
        self._network = scenario.network or NetworkSetup()
        self._endpoints = {each.id: each for each in self._network.endpoints}
        self._functions: dict[str, str] = {}
        for function in scenario.functions:
            role = function.role or f"{function.name}-role"
            bare = role.rpartition("/")[2]
            self._functions[function.name] = bare
            arn = role if role.startswith("arn:") else f"arn:aws:iam::{self._account}:role/{bare}"
            self._roles.setdefault(bare, arn)

    def principal(self, text: str) -> str:
        """Who calls, as AWS sees them; a role calls by a session of it.

        Raises `PolicyNameError`.
        """
        if text == ANONYMOUS or text.startswith("arn:") or _SERVICE.fullmatch(text):
            return text
        if text in self._functions:
            return session_arn(self._roles[self._functions[text]], text)
        if text in self._users:
            return self._users[text]
        if text in self._roles:
            return session_arn(self._roles[text], _SESSION)
        if "/" not in text and "." in text:  # an identity provider, such as accounts.google.com
            return text
        known = (*self._functions, *self._users, *self._roles)
        raise _unknown(text, "function, role or user", known)

    def resource(self, text: str, action: str) -> str:
        """What an action is done to: its service says what a bare name is the name of.

        Raises `PolicyNameError`.
        """
        if text == "*" or text.startswith("arn:"):
            return text
        service = action.partition(":")[0].lower()
        if service == "lambda":
            return self._function(text)
        if service in {"iam", "sts"}:
            return self._known(text, {**self._users, **self._roles}, "role or user")
        if ":" not in text and service in _ADDRESSED:
            text = f"{service}:{text}"
        return self._address(text)

    def identity(self, text: str) -> str:
        """The ARN of the user or role that a principal is, or is a session of; empty for others."""
        role = self._functions.get(text, text)
        if text in self._functions or text not in self._users:
            return self._roles.get(role, "")
        return self._users[text]

    def context(self, request: AskedRequest) -> dict[str, str | tuple[str, ...]]:
        """What a request carries: what AWS adds to it, and what it says itself.

        AWS adds the function to each call of its code (IAM-020), and the VPC endpoint that a call
        comes through. Raises `PolicyNameError`.
        """
        filled: dict[str, str | tuple[str, ...]] = {}
        if request.principal in self._functions:
            filled["lambda:SourceFunctionArn"] = self._function(request.principal)
        if request.through:
            endpoint = self._through(request.through, request.action)
            filled["aws:SourceVpce"] = endpoint.id
            filled["aws:SourceVpc"] = endpoint.vpc or self._network.vpcs[0].id
        return filled | request.context

    def of_document(self, side: Side, of: str) -> str:
        """Whose a document is, as an ARN; of an SCP or RCP its level, of a VPC endpoint its id.

        Raises `PolicyNameError`.
        """
        match side:
            case "scp" | "rcp":
                if of.isdecimal() and int(of) > 0:
                    return of
                raise PolicyNameError(f'"{of}" is not a level of the organization: the root is 1')
            case "endpoint":
                if of in self._endpoints:
                    return of
                raise _unknown(of, "VPC endpoint", self._endpoints)
            case "trust":
                return self._known(of, self._roles, "role")
            case "resource":
                if of.startswith("arn:") or of.partition(":")[0] in (*_ADDRESSED, "lambda"):
                    return self._address(of)
                return self._function(of)
            case "identity" | "boundary" | "session":
                role = self._functions.get(of, of)
                return self._known(role, {**self._users, **self._roles}, "role or user")

    def _through(self, text: str, action: str) -> EndpointSetup:
        found = self._endpoints.get(text)
        if found is None:
            raise _unknown(text, "VPC endpoint", self._endpoints)
        if endpoint_service(action.partition(":")[0].lower()) != found.service:
            raise PolicyNameError(f"{text} is an endpoint of {found.service}, not for {action}")
        return found

    def _function(self, text: str) -> str:
        name, _, qualifier = text.partition(":")
        if name not in self._functions:
            raise _unknown(name, "function", self._functions)
        return function_arn(name, qualifier or None, account=self._account, region=self._region)

    def _known(self, text: str, known: dict[str, str], what: str) -> str:
        if text.startswith("arn:"):
            return text
        if text not in known:
            raise _unknown(text, what, known)
        return known[text]

    def _address(self, text: str) -> str:
        if text.startswith("s3:") and "/" in text:
            return f"arn:aws:s3:::{text.removeprefix('s3:')}"
        try:
            return arn_of(text, self._scenario.account)
        except AddressError as error:
            raise PolicyNameError(str(error)) from None

    def _identity_arn(self, kind: str, setup: RoleSetup | UserSetup) -> str:
        account = setup.account or self._account
        return f"arn:aws:iam::{account}:{kind}{setup.path}{setup.name}"


def _unknown(text: str, what: str, known: Iterable[str]) -> PolicyNameError:
    return PolicyNameError(f'there is no {what} "{text}" in this lab', did_you_mean(text, known))
