"""The roles, users and policies that a scenario says are there when the run opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.managed_policies import BASIC, aws_managed_policies, aws_managed_policy
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.identities.documents import read_document
from lambdatutor.simulator.identities.setup import RoleSetup
from lambdatutor.simulator.identities.store import ManagedPolicy, Role, User
from lambdatutor.simulator.sources.policy import FunctionPolicy

if TYPE_CHECKING:
    from lambdatutor.aws.shapes.policies import PolicyText
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.identities.setup import OrganizationSetup, UserSetup
    from lambdatutor.simulator.identities.store import Identities
    from lambdatutor.simulator.scenario import FunctionSetup


class IdentitiesError(LambdaTutorError):
    """A scenario's identities contradict themselves."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem


def open_identities(account: Account) -> None:
    """Make the policies, roles and users. Raises `IdentitiesError`."""
    setup, identities = account.scenario.identities, account.identities
    for name, text in setup.policies.items():
        made = ManagedPolicy(_arn(identities, "", "policy", "/", name), {"v1": _policy(name, text)})
        identities.policies[made.arn] = made
    for role in setup.roles:
        made_role = Role(_arn(identities, role.account, "role", role.path, role.name))
        made_role.trust = _policy(f"the trust policy of {role.name}", role.trust)
        _fill(identities, made_role, role)
        if made_role.arn in identities.roles:
            raise IdentitiesError(f"there are two roles called {role.name}; rename one")
        identities.roles[made_role.arn] = made_role
    for user in setup.users:
        made_user = User(_arn(identities, user.account, "user", user.path, user.name))
        _fill(identities, made_user, user)
        if made_user.arn in identities.users:
            raise IdentitiesError(f"there are two users called {user.name}; rename one")
        identities.users[made_user.arn] = made_user
    for bucket, owner in setup.owners.items():
        identities.owners[arn_of(f"s3:{bucket}", account.scenario.account)] = owner
    _check_organization(setup.organization)
    identities.organization = setup.organization
    identities.changed()


def open_resource_policies(account: Account) -> None:
    """Attach the policies of resources, once the functions are there.

    Raises `IdentitiesError` and `AddressError`.
    """
    setup, place = account.scenario.identities, account.scenario.account
    ours = {arn(place, name): name for name in account.functions}
    for address, text in setup.resource_policies.items():
        resource = arn_of(address, place)
        checked = _policy(f"the policy of {address}", text)
        if resource in ours:
            policy = FunctionPolicy(resource, read_document(checked))
            account.policies[ours[resource], None] = policy
        else:
            account.identities.resource_policies[resource] = checked
    account.identities.changed()


def role_of_function(account: Account, setup: FunctionSetup) -> str:
    """The ARN of a function's role; empty where it does not matter which it has.

    Where permissions are judged, a function that is given none gets one of its own, as the
    console makes it.
    """
    identities, name = account.identities, setup.role
    if name.startswith("arn:"):
        return name
    if not name:
        if account.scenario.permissions == "assumed":
            return ""
        name = f"{setup.name}-role"
        basic = aws_managed_policy(BASIC)
        if identities.role(name) is None and basic is not None:
            made = Role(_arn(identities, "", "role", "/", name), attached={basic.arn: None})
            identities.roles[made.arn] = made
            identities.changed()
    found = identities.role(name)
    if found is None:
        raise IdentitiesError(
            f"{setup.name} has the role {name}, but identities: has no role {name}; add it"
        )
    return found.arn


def _fill(identities: Identities, holder: Role | User, setup: RoleSetup | UserSetup) -> None:
    """What roles and users have alike."""
    for policy in setup.managed:
        found = identities.managed_arn(policy)
        if found is None:
            known = ", ".join(each.name for each in aws_managed_policies().values())
            raise IdentitiesError(
                f"{setup.name} has the managed policy {policy}, which is not known here: write it "
                f"under policies:, or take one of {known}"
            )
        holder.attached[found] = None
    holder.inline = {
        name: _policy(f"the policy {name} of {setup.name}", text)
        for name, text in setup.inline.items()
    }
    holder.boundary = _boundary(identities, setup)
    holder.tags = dict(setup.tags)


def _boundary(identities: Identities, setup: RoleSetup | UserSetup) -> str | None:
    """The ARN of a boundary: it is a managed policy on AWS, also one whose text stands here."""
    name, text = setup.name, setup.boundary
    if text is None:
        return None
    if text.startswith("arn:"):
        if identities.policy_text(text) is None:
            raise IdentitiesError(f"the boundary of {name} is {text}, which is not known here")
        return text
    path = "/roles/" if isinstance(setup, RoleSetup) else "/users/"
    arn = _arn(identities, setup.account, "policy", path, f"{name}-boundary")
    checked = _policy(f"the boundary of {name}", text)
    identities.policies[arn] = ManagedPolicy(arn, {"v1": checked})
    return arn


def _check_organization(setup: OrganizationSetup | None) -> None:
    if setup is None:
        return
    for kind, levels in (("scps", setup.scps), ("rcps", setup.rcps)):
        for level, texts in enumerate(levels or (), start=1):
            for text in texts:
                _policy(f"a policy on level {level} of {kind}", text)


def _policy(what: str, text: PolicyText) -> PolicyText:
    if read_document(text) is None:
        raise IdentitiesError(f"{what} is no policy: it must be a mapping with Statement, or JSON")
    return text


def _arn(identities: Identities, account: str, kind: str, path: str, name: str) -> str:
    if not (path.startswith("/") and path.endswith("/")):
        raise IdentitiesError(f"the path of {name} is {path}; it must begin and end with /")
    return f"arn:aws:iam::{account or identities.account_id}:{kind}{path}{name}"
