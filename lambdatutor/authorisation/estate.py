"""An account's policies as the engine reads them, read anew only when one has changed."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from lambdatutor.errors import LambdaTutorError
from lambdatutor.iam import Estate, Identity, Organization, Refused, read_document
from lambdatutor.iam.answers import where
from lambdatutor.simulator.account import Account
from lambdatutor.simulator.identities.store import Role

if TYPE_CHECKING:
    from lambdatutor.iam import Document, Kind
    from lambdatutor.simulator.authoriser import Denial
    from lambdatutor.simulator.identities.setup import OrganizationSetup
    from lambdatutor.simulator.identities.store import Holder, Identities
    from lambdatutor.simulator.world import World

_TIMES = ("aws:currenttime", "aws:epochtime")


class PolicyError(LambdaTutorError):
    """A policy of the account that no decision can be made by."""

    def __init__(self, of: str, name: str, because: str) -> None:
        super().__init__(of, name, because)
        self.of = of
        self.name = name
        self.because = because

    def __str__(self) -> str:
        return f"policy {self.name} of {self.of} cannot be judged: {self.because}"


class Standing:
    """The policies at one revision, and what was answered by them so far."""

    def __init__(self, account: Account) -> None:
        self.revision = account.identities.revision
        self.estate = _read(account)
        self.sessions = {
            arn: _document(text, "session", "session policy", of=arn)
            for arn, text in account.identities.sessions.items()
        }
        """The policies of sessions, by ARN. A function's own session may have the same ARN, and has
        none of them, so they are no part of the estate."""
        self.answers: dict[tuple[object, ...], Denial | None] = {}
        self.timed = any(each in text for text in _texts(account) for each in _TIMES)
        """Whether a policy looks at the clock, so that no answer holds for the next moment."""


_STANDING: WeakKeyDictionary[Account, Standing] = WeakKeyDictionary()
"""Beside the accounts and not in them: a world that is packed has its policies as text."""


def standing_of(account: Account) -> Standing:
    """How an account's policies stand now; raises `PolicyError`.

    Here a change counts at once. With AWS it takes a while to be seen everywhere; how long is not
    published.
    """
    found = _STANDING.get(account)
    if found is None or found.revision != account.identities.revision:
        found = _STANDING[account] = Standing(account)
    return found


def estate_of(of: World | Account) -> Estate:
    """The policies of a world, or of its account; raises `PolicyError`."""
    return standing_of(of if isinstance(of, Account) else of.service).estate


def _read(account: Account) -> Estate:
    identities, setup = account.identities, account.scenario.account
    holders = (*identities.roles.values(), *identities.users.values())
    resources = {
        arn: _document(text, "resource", _short(arn), of=arn)
        for arn, text in identities.resource_policies.items()
    }
    for policy in account.policies.values():
        if len(policy):
            resources[policy.arn] = _document(
                policy.text(), "resource", _short(policy.arn), of=policy.arn
            )
    return Estate(
        account=setup.account_id,
        region=setup.region,
        identities={each.arn: _identity(identities, each) for each in holders},
        resource_policies=resources,
        owners=dict(identities.owners),
        endpoints={
            each.id: _document(each.policy, "endpoint", each.id, of=each.id)
            for each in account.network.endpoints.values()
            if each.policy
        },
        organization=_organization(identities.organization, setup.account_id),
    )


def _identity(identities: Identities, holder: Holder) -> Identity:
    boundary = identities.boundary_of(holder)
    trust = holder.trust if isinstance(holder, Role) else ""
    return Identity(
        arn=holder.arn,
        documents=tuple(
            _document(text, "identity", name, of=holder.arn)
            for name, text in identities.policies_of(holder)
        ),
        boundary=None
        if boundary is None
        else (_document(boundary, "boundary", "boundary", of=holder.arn),),
        tags=dict(holder.tags),
        trust=_document(trust, "trust", "trust", of=holder.arn) if trust else None,
    )


def _organization(setup: OrganizationSetup | None, account_id: str) -> Organization | None:
    if setup is None:
        return None
    return Organization(
        id=setup.id,
        management_account=setup.management_account,
        accounts=tuple(dict.fromkeys((*setup.accounts, account_id))),
        scps=_levels(setup.scps, "scp"),
        rcps=_levels(setup.rcps, "rcp"),
    )


def _levels(
    texts: tuple[tuple[str, ...], ...] | None, kind: Kind
) -> tuple[tuple[Document, ...], ...] | None:
    if texts is None:
        return None
    return tuple(
        tuple(
            _document(text, kind, f"{kind.upper()} {level}.{number}", of="the organization")
            for number, text in enumerate(policies, start=1)
        )
        for level, policies in enumerate(texts, start=1)
    )


def _document(text: str, kind: Kind, name: str, *, of: str) -> Document:
    try:
        return _once(text, kind, name)
    except ValueError as error:
        raise PolicyError(of, name, f"it is no JSON ({error})") from None
    except Refused as refused:
        place = where(refused.path)
        because = f"{refused.because} (at {place})" if place else refused.because
        raise PolicyError(of, name, because) from None


@lru_cache(maxsize=2_000)
def _once(text: str, kind: Kind, name: str) -> Document:
    """A text is read once, however many worlds hold it."""
    return read_document(json.loads(text), kind, name)


def _texts(account: Account) -> list[str]:
    """Every policy in small letters."""
    identities = account.identities
    found = [*identities.resource_policies.values()]
    found += identities.sessions.values()
    found += [policy.text() for policy in account.policies.values()]
    found += [endpoint.policy for endpoint in account.network.endpoints.values()]
    for holder in (*identities.roles.values(), *identities.users.values()):
        found += [text for _, text in identities.policies_of(holder)]
        found += [
            identities.boundary_of(holder) or "",
            holder.trust if isinstance(holder, Role) else "",
        ]
    organization = identities.organization
    if organization is not None:
        levels = (*(organization.scps or ()), *(organization.rcps or ()))
        found += [text for level in levels for text in level]
    return [each.lower() for each in found]


def _short(arn: str) -> str:
    """The end of an ARN, as people call the resource."""
    return arn.split(":", 5)[-1].removeprefix("function:")
