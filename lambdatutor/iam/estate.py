"""The policies of some accounts, and which of them a request meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lambdatutor.iam.callers import caller
from lambdatutor.iam.decision import Decision
from lambdatutor.iam.document import Document, Kind
from lambdatutor.iam.evaluation import evaluate
from lambdatutor.iam.identities import (
    Identity,
    Organization,
    identity_of,
    principal_context,
    shelved,
)
from lambdatutor.iam.policies import Policies
from lambdatutor.iam.request import Context, ContextValue, Request, assumes_role


@dataclass(frozen=True, slots=True)
class Estate:
    """Identities, resource policies and the organisation, as they stand at one moment."""

    account: str
    """Of resources whose ARN names none, and of requests without a resource."""
    region: str
    identities: Mapping[str, Identity] = field(default_factory=dict[str, Identity])
    """By ARN."""
    resource_policies: Mapping[str, Document] = field(default_factory=dict[str, Document])
    """By the resource's ARN."""
    owners: Mapping[str, str] = field(default_factory=dict[str, str])
    """The account of a resource whose ARN names none, such as a bucket."""
    organization: Organization | None = None
    sessions: Mapping[str, Document] = field(default_factory=dict[str, Document])
    """The session policy of a principal, by its ARN."""
    endpoints: Mapping[str, Document] = field(default_factory=dict[str, Document])
    """The policies of VPC endpoints, by id; one that is not here lets everything through."""

    def ask(
        self,
        principal: str,
        action: str,
        resource: str,
        context: Context | None = None,
        *,
        session: Document | None = None,
    ) -> tuple[Request, Policies]:
        """The request with its context filled in, and the policies that it meets.

        The given context wins over what is filled in; with `aws:SourceVpce` it names the VPC
        endpoint that the call goes through. Raises `Refused` for what is no principal.
        """
        who = caller(principal)
        account = who.account if who.has_policies else None
        owner = self._owner(resource, account)
        known = identity_of(who, self.identities)
        organization = self.organization
        filled: dict[str, ContextValue] = {
            **principal_context(who, known, organization),
            "aws:ResourceAccount": owner,
            "aws:RequestedRegion": _region(resource) or self.region,
        }
        request = Request(principal, account, action, resource, owner, _over(filled, context or {}))
        return request, Policies(
            identity=known.documents if known else (),
            resource=self._door(action, resource),
            boundary=known.boundary if known else None,
            scps=organization.scps if organization and organization.limits(account) else None,
            rcps=organization.rcps if organization and organization.limits(owner) else None,
            session=session or self.sessions.get(principal),
            endpoint=self._endpoint(context or {}),
        )

    def decide(
        self,
        principal: str,
        action: str,
        resource: str,
        context: Context | None = None,
        *,
        session: Document | None = None,
    ) -> Decision:
        """What AWS would answer; raises `Refused` where no certain answer can be given."""
        return evaluate(*self.ask(principal, action, resource, context, session=session))

    def with_document(self, side: Kind, of: str, document: Document, name: str = "") -> Estate:
        """This estate with one document added, or put in the place of its forerunner.

        `of` is the ARN of a user or role (identity, boundary, trust), of a resource or of a
        principal (session), the id of a VPC endpoint, or the level of an SCP or RCP from 1; left
        out, the last level. Among several documents that of the same name is replaced; `name` is
        given to the new one.
        """
        new = replace(document, name=name) if name else document
        if side == "resource":
            return replace(self, resource_policies={**self.resource_policies, of: new})
        if side == "session":
            return replace(self, sessions={**self.sessions, of: new})
        if side == "endpoint":
            return replace(self, endpoints={**self.endpoints, of: new})
        if side in ("scp", "rcp"):
            organization = self.organization or Organization("o-exampleorgid", "", (self.account,))
            return replace(self, organization=organization.with_document(side, of, new))
        known = self.identities.get(of, Identity(of))
        if side == "identity":
            known = replace(known, documents=shelved(known.documents, new))
        elif side == "boundary":
            known = replace(known, boundary=(new,))
        else:
            known = replace(known, trust=new)
        return replace(self, identities={**self.identities, of: known})

    def _owner(self, resource: str, account: str | None) -> str:
        """The account of a resource; that of the caller for an action that has none."""
        if resource == "*":
            return account or self.account
        named = resource.split(":", 5)[4:5]
        if named and named[0]:
            return named[0]
        return self.owners.get(resource) or self.owners.get(_bucket(resource)) or self.account

    def _door(self, action: str, resource: str) -> Document | None:
        """The resource's own policy: an object's is its bucket's, a role's is its trust policy."""
        if assumes_role(action):
            role = self.identities.get(resource)
            return role.trust if role else None
        return self.resource_policies.get(resource) or self.resource_policies.get(_bucket(resource))

    def _endpoint(self, context: Context) -> Document | None:
        """The policy of the VPC endpoint that the call goes through."""
        named = (each for key, each in context.items() if key.lower() == "aws:sourcevpce")
        through = next(named, None)
        return self.endpoints.get(through) if isinstance(through, str) else None


def _bucket(resource: str) -> str:
    """The bucket of an object; empty for what is no object."""
    if resource.split(":", 3)[2:3] != ["s3"]:
        return ""
    bucket, slash, _ = resource.partition("/")
    return bucket if slash else ""


def _region(resource: str) -> str:
    return "".join(resource.split(":", 5)[3:4])


def _over(filled: Mapping[str, ContextValue], given: Context) -> Context:
    """The given keys over those that are filled in, whatever their case."""
    taken = {key.lower() for key in given}
    return {key: value for key, value in filled.items() if key.lower() not in taken} | dict(given)
