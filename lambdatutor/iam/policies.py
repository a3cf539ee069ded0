"""The policies that apply to a request, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.iam.document import Document


@dataclass(frozen=True, slots=True)
class Policies:
    """A layer that is None is absent; one that is empty is there and allows nothing."""

    identity: tuple[Document, ...] = ()
    resource: Document | None = None
    """The resource's own policy: for `sts:AssumeRole` the role's trust policy."""
    boundary: tuple[Document, ...] | None = None
    scps: tuple[tuple[Document, ...], ...] | None = None
    """One tuple for each level of the organisation, the root first."""
    rcps: tuple[tuple[Document, ...], ...] | None = None
    session: Document | None = None
    endpoint: Document | None = None
    """Of the VPC endpoint that the call goes through; None where there is none, or one with full
    access."""
