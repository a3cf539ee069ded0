"""What the requests of a policy lab are answered, with its documents as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lambdatutor.course.policies.sides import decided_by, statement_of
from lambdatutor.iam import access_denied, is_told, nearest_miss

if TYPE_CHECKING:
    from lambdatutor.course.measuring import Measurable
    from lambdatutor.course.policies.parts import PolicyRequest
    from lambdatutor.iam import Decision, Judged, Request


@dataclass(frozen=True)
class PolicyAnswer:
    """What AWS answers to one request."""

    asked: Request | None = None
    """The request in full, with ARNs; None if it names what is not there."""
    decision: Decision | None = None
    """None where none can be made; `refused` says why."""
    refused: str = ""
    """What the engine does not decide about, in a sentence."""

    @property
    def allowed(self) -> bool:
        return self.decision is not None and self.decision.allowed

    @property
    def explicit(self) -> bool:
        """A Deny denies it."""
        return self.decision is not None and self.decision.verdict == "ExplicitDeny"

    @property
    def decided_by(self) -> str:
        """`resource`, `identity`, `both`, `trust`, or one of the kinds that only limit."""
        if self.asked is None or self.decision is None:
            return ""
        return decided_by(self.asked, self.decision)

    @cached_property
    def message(self) -> str:
        """AWS's sentence about the denial; empty where the request is allowed."""
        if self.asked is None or self.decision is None or self.decision.allowed:
            return ""
        return access_denied(self.asked, self.decision)

    @property
    def told(self) -> str:
        """That sentence, where the caller is somebody who reads it; a service is nobody."""
        return self.message if self.asked is not None and is_told(self.asked) else ""

    @property
    def because(self) -> str:
        """What decided, in one sentence."""
        return self.refused if self.decision is None else self.decision.because

    @property
    def decisive(self) -> tuple[str, ...]:
        """The statements that decided, a line for each."""
        found = () if self.decision is None else self.decision.decisive
        return tuple(f"{each.effect}, {statement_of(each, self.asked)}" for each in found)

    @cached_property
    def near_miss(self) -> Judged | None:
        """Of a denied request: the Allow statement that fails in one element alone."""
        if self.asked is None or self.decision is None:
            return None
        return nearest_miss(self.asked, self.decision)

    @property
    def nearest(self) -> str:
        """The near miss in words, and how it fails; empty if there is none."""
        missed = self.near_miss
        if missed is None or missed.failed is None:
            return ""
        said = statement_of(missed, self.asked)
        return f"{missed.effect}, {said}. {missed.failed.sentence}"


@dataclass(frozen=True)
class RequestVerdict(PolicyAnswer):
    """What a request of a lab is answered, and whether it has to be so."""

    request: PolicyRequest = field(kw_only=True)

    @property
    def passes(self) -> bool:
        """Traffic is allowed, an attack is denied; a request without a decision passes never."""
        wanted = self.request.must == "allowed"
        return self.decision is not None and self.decision.allowed is wanted

    @property
    def words(self) -> str:
        """`allowed`, `denied` or `not decided`."""
        if self.decision is None:
            return "not decided"
        return "allowed" if self.allowed else "denied"


@dataclass(frozen=True)
class Standing:
    """What measures of policies are taken of."""

    verdicts: tuple[RequestVerdict, ...]
    documents: Mapping[str, object]
    """The parsed JSON of each document that can be read, by its id."""

    @cached_property
    def _by_id(self) -> dict[str, RequestVerdict]:
        return {each.request.id: each for each in self.verdicts}

    def verdict(self, request_id: str) -> RequestVerdict | None:
        """None for a request that is not judged yet."""
        return self._by_id.get(request_id)

    @property
    def measurable(self) -> Measurable:
        """As checks and hints take it; `measures_of_policies` takes it back as what it is."""
        return cast("Measurable", self)
