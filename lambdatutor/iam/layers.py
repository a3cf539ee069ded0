"""The layers of policies that apply to a request, every statement of them judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lambdatutor.iam.asked import Asked
from lambdatutor.iam.decision import Judged, Layer
from lambdatutor.iam.document import Document
from lambdatutor.iam.policies import Policies
from lambdatutor.iam.principals import How
from lambdatutor.iam.rcp_services import RCP_SERVICES


class Placed(NamedTuple):
    """A document in its layer."""

    layer: Layer
    level: int | None
    document: Document


class Layers(NamedTuple):
    """What the statements say about a request."""

    judged: tuple[Judged, ...]
    near_misses: tuple[Judged, ...]
    denies: tuple[Judged, ...]
    """The matching ones, in the order in which AWS looks at the layers (IAM-002)."""
    allows: tuple[Judged, ...]
    """The matching ones."""
    scp_levels: int
    """How many levels limit the caller; 0 where SCPs do not apply."""

    def allowing(self, layer: Layer, level: int | None = None) -> tuple[Judged, ...]:
        return tuple(each for each in self.allows if each.layer == layer and each.level == level)

    def admitting(self, *how: How) -> tuple[Judged, ...]:
        """The resource's statements that let the caller in as one of these."""
        return tuple(each for each in self.allows if each.layer == "resource" and each.how in how)


def layers(asked: Asked, policies: Policies) -> Layers:
    """Every statement of every layer that applies, judged."""
    judged: list[Judged] = []
    near: list[Judged] = []
    scps = policies.scps if _limited_by_scps(asked) else None
    for layer, level, document in _placed(asked, policies, scps):
        for statement in document.statements:
            match = statement.match(asked)
            found = Judged(
                layer,
                level,
                document.name,
                statement.sid,
                statement.index,
                statement.effect,
                match.failed is None,
                match.failed,
                match.how,
            )
            judged.append(found)
            if match.near:
                near.append(found)
    matching = [each for each in judged if each.matched]
    return Layers(
        tuple(judged),
        tuple(near),
        tuple(each for each in matching if each.effect == "Deny"),
        tuple(each for each in matching if each.effect == "Allow"),
        len(scps or ()),
    )


def _placed(
    asked: Asked, policies: Policies, scps: Sequence[Sequence[Document]] | None
) -> Iterator[Placed]:
    if _limited_by_rcps(asked):
        yield from _levels("rcp", policies.rcps)
    yield from _levels("scp", scps)
    if policies.endpoint is not None:
        yield Placed("endpoint", None, policies.endpoint)
    if policies.resource is not None:
        yield Placed("resource", None, policies.resource)
    for document in policies.identity:
        yield Placed("identity", None, document)
    for document in policies.boundary or ():
        yield Placed("boundary", None, document)
    if policies.session is not None:
        yield Placed("session", None, policies.session)


def _levels(layer: Layer, levels: Sequence[Sequence[Document]] | None) -> Iterator[Placed]:
    for level, documents in enumerate(levels or (), 1):
        for document in documents:
            yield Placed(layer, level, document)


def _service_linked(asked: Asked) -> bool:
    return asked.caller.service_linked(asked.context.get("aws:principalarn"))


def _limited_by_scps(asked: Asked) -> bool:
    """SCPs limit users and roles; no service, anonymous caller or service-linked role (IAM-005)."""
    return asked.caller.has_policies and not _service_linked(asked)


def _limited_by_rcps(asked: Asked) -> bool:
    """RCPs limit everybody but service-linked roles, at some services only (IAM-005)."""
    return asked.service in RCP_SERVICES and not _service_linked(asked)
