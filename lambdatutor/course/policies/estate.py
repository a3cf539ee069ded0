"""The policies that a policy lab works on: those of its world, with documents in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from lambdatutor.course.policies.names import PolicyNames
    from lambdatutor.course.policies.parts import PolicyDocument
    from lambdatutor.iam import Document, Estate
    from lambdatutor.simulator.scenario import Scenario

Sessions = Mapping[str, "Document"]
"""Session policies, by the ARN of the role or user whose sessions they limit."""


class Placed(NamedTuple):
    """A document that can be read, with its place in the estate."""

    document: PolicyDocument
    read: Document


def opened_estate(scenario: Scenario) -> Estate:
    """Every policy of a world as it opens; nothing runs in it.

    Raises `LambdaTutorError` for a world that cannot be opened.
    """
    from lambdatutor.authorisation import AUTHORISER
    from lambdatutor.authorisation.estate import estate_of
    from lambdatutor.simulator.world import World

    still = msgspec.structs.replace(scenario, traffic=(), permissions="judged")
    return estate_of(World(still, seed=0, authoriser=AUTHORISER))


def with_documents(
    estate: Estate, placed: Iterable[Placed], names: PolicyNames
) -> tuple[Estate, Sessions]:
    """The estate with these in place of what stood there, and the session policies among them.

    Raises `PolicyNameError`.
    """
    sessions: dict[str, Document] = {}
    for document, read in placed:
        of = names.of_document(document.side, document.of)
        if document.side == "session":
            sessions[of] = read
        else:
            estate = estate.with_document(document.side, of, read, document.policy_name)
    return estate, sessions
