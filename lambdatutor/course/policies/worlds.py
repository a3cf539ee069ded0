"""The world that a policy lab leaves behind: that of the lesson, with the documents in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from lambdatutor.aws.managed_policies import BASIC
from lambdatutor.aws.resource_arns import account_in
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.policies.names import PolicyNames
from lambdatutor.course.policies.size import statements_of
from lambdatutor.simulator.identities.setup import (
    IdentitiesSetup,
    OrganizationSetup,
    RoleSetup,
    UserSetup,
)

if TYPE_CHECKING:
    from lambdatutor.course.format import PolicyLab
    from lambdatutor.course.policies.parts import PolicyDocument
    from lambdatutor.simulator.network.setup import NetworkSetup
    from lambdatutor.simulator.scenario import Scenario

_Holder = RoleSetup | UserSetup


def solved_world(lab: PolicyLab, world: Scenario) -> Scenario:
    """What a learner leaves behind who solves a lab by its solution."""
    opening = {each.id: each.start for each in lab.documents if each.start is not None}
    written = {each.document: each.text for each in lab.solution}
    return world_with(lab.opening(world), lab.documents, {**opening, **written})


def world_with(
    scenario: Scenario, documents: Iterable[PolicyDocument], texts: Mapping[str, str]
) -> Scenario:
    """The scenario with these texts of documents in it, by the document's id.

    A session policy belongs to no world, and a document without a statement is left out; but that
    of a VPC endpoint lets nothing through then, so it stays. Raises `PolicyNameError`.
    """
    names = PolicyNames(scenario)
    identities, network = scenario.identities, scenario.network
    for document in documents:
        text = texts.get(document.id)
        if text is not None:
            of = names.of_document(document.side, document.of)
            if document.side == "endpoint" and network is not None:
                network = _with_endpoint(network, of, PolicyText(text))
            identities = _with(identities, document, of, PolicyText(text))
    return replace(scenario, identities=identities, network=network)


def _with(
    identities: IdentitiesSetup, document: PolicyDocument, of: str, text: PolicyText
) -> IdentitiesSetup:
    match document.side:
        case "resource":
            policies = _without_empty({**identities.resource_policies, of: text})
            return replace(identities, resource_policies=policies)
        case "identity" | "trust" | "boundary":
            return _with_holder(identities, document, of, text)
        case "scp" | "rcp":
            organization = identities.organization or OrganizationSetup()
            levels = getattr(organization, f"{document.side}s")
            changed = {f"{document.side}s": _placed(levels, int(of), document, text)}
            return replace(identities, organization=replace(organization, **changed))
        case "session" | "endpoint":
            return identities


def _with_endpoint(network: NetworkSetup, of: str, text: PolicyText) -> NetworkSetup:
    endpoints = tuple(
        replace(each, policy=text) if each.id == of else each for each in network.endpoints
    )
    return replace(network, endpoints=endpoints)


def _with_holder(
    identities: IdentitiesSetup, document: PolicyDocument, of: str, text: PolicyText
) -> IdentitiesSetup:
    """A role that only a function names is there with what a function's role has (PER-012)."""
    name, kind = of.rpartition("/")[2], "users" if ":user/" in of else "roles"
    account = account_in(of)
    holders: list[_Holder] = list(getattr(identities, kind))
    found = next(
        (
            at
            for at, each in enumerate(holders)
            if each.name == name and each.account in ("", account)
        ),
        None,
    )
    if found is None:
        holders.append(RoleSetup(name=name, managed=(BASIC,)))
        found = len(holders) - 1
    holder = holders[found]
    if document.side == "identity":
        inline = _without_empty({**holder.inline, document.policy_name: text})
        holders[found] = replace(holder, inline=inline)
    else:
        holders[found] = replace(holder, **{document.side: text})
    return replace(identities, **{kind: tuple(holders)})


def _placed(
    levels: tuple[tuple[PolicyText, ...], ...] | None,
    level: int,
    document: PolicyDocument,
    text: PolicyText,
) -> tuple[tuple[PolicyText, ...], ...]:
    """In the place of the policy that is called so, as in `SCP 2.1`, or beside the others."""
    kept = [list(each) for each in levels or ()]
    kept += [[] for _ in range(level - len(kept))]
    called = [f"{document.side.upper()} {level}.{at + 1}" for at in range(len(kept[level - 1]))]
    if document.policy_name in called:
        kept[level - 1][called.index(document.policy_name)] = text
    else:
        kept[level - 1].append(text)
    return tuple(tuple(each) for each in kept)


def _without_empty(texts: Mapping[str, PolicyText]) -> dict[str, PolicyText]:
    return {name: text for name, text in texts.items() if _says_something(text)}


def _says_something(text: str) -> bool:
    return bool(statements_of(cast("object", json.loads(text))))
