"""Where requests of policy labs and questions are decided: an estate, with documents in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lambdatutor.course.policies.estate import Placed, Sessions, opened_estate, with_documents
from lambdatutor.course.policies.names import PolicyNameError, PolicyNames
from lambdatutor.course.policies.standing import PolicyAnswer, RequestVerdict, Standing
from lambdatutor.iam import Refused, evaluate

if TYPE_CHECKING:
    from lambdatutor.course.policies.parts import AskedRequest, PolicyDocument, PolicyRequest
    from lambdatutor.course.policies.reading import Draft
    from lambdatutor.iam import Document, Estate
    from lambdatutor.simulator.scenario import Scenario

_UNREADABLE = "A document has never been readable, so nothing can be decided yet."


@dataclass(frozen=True)
class Bench:
    """An estate, and the names by which requests speak of what is in it."""

    estate: Estate
    names: PolicyNames
    sessions: Sessions = field(default_factory=dict[str, "Document"])

    @classmethod
    def of(cls, scenario: Scenario) -> Bench:
        """That of a world as it opens; raises `LambdaTutorError` if it cannot be opened."""
        return cls(opened_estate(scenario), PolicyNames(scenario))

    def holding(self, placed: Iterable[Placed]) -> Bench:
        """The same with documents in place; raises `PolicyNameError`."""
        estate, sessions = with_documents(self.estate, placed, self.names)
        return replace(self, estate=estate, sessions=sessions)

    def standing(
        self,
        documents: tuple[PolicyDocument, ...],
        drafts: Mapping[str, Draft],
        requests: Iterable[PolicyRequest],
    ) -> Standing:
        """What requests are answered with these drafts in place, by the id of their document.

        Raises `PolicyNameError`.
        """
        placed = [
            Placed(each, read)
            for each in documents
            if (draft := drafts.get(each.id)) is not None and (read := draft.document) is not None
        ]
        data = {id_: draft.data for id_, draft in drafts.items() if draft.readable}
        if len(placed) < len(documents):
            undecided = (RequestVerdict(refused=_UNREADABLE, request=each) for each in requests)
            return Standing(tuple(undecided), data)
        bench = self.holding(placed)
        return Standing(tuple(bench.verdict(each) for each in requests), data)

    def verdict(self, request: PolicyRequest) -> RequestVerdict:
        answer = self.answer(request)
        return RequestVerdict(answer.asked, answer.decision, answer.refused, request=request)

    def answer(self, request: AskedRequest) -> PolicyAnswer:
        """What AWS answers; whatever is wrong with the request is in the answer."""
        names = self.names
        try:
            principal = names.principal(request.principal)
            resource = names.resource(request.resource, request.action)
            context = names.context(request)
        except PolicyNameError as error:
            return PolicyAnswer(refused=str(error))
        session = self.sessions.get(names.identity(request.principal)) if self.sessions else None
        try:
            asked, policies = self.estate.ask(
                principal, request.action, resource, context, session=session
            )
            return PolicyAnswer(asked, evaluate(asked, policies))
        except Refused as refused:
            return PolicyAnswer(refused=refused.because)
