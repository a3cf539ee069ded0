"""The judging of a policy question: the engine decides about each request, whatever was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.policies.estate import Placed
from lambdatutor.course.policies.gap import filled
from lambdatutor.course.policies.parts import PolicyDocument
from lambdatutor.course.policies.reading import read_draft
from lambdatutor.course.verdicts import Verdict, not_understood, right, wrong

if TYPE_CHECKING:
    from lambdatutor.course.policies.bench import Bench
    from lambdatutor.course.policies.parts import AskedRequest
    from lambdatutor.course.policies.standing import PolicyAnswer
    from lambdatutor.course.questions import Policy


class FillError(ValueError):
    """A document that AWS would refuse: its sentence says why."""


class Wrong(NamedTuple):
    """A request that goes the wrong way."""

    request: AskedRequest
    answer: PolicyAnswer

    @property
    def sentence(self) -> str:
        """What happens, and which statement or element made it so."""
        went = "allowed, and must not be" if self.answer.allowed else "denied, and must not be"
        if self.answer.decision is None:
            went = "not decided"
        nearest = f"Nearest: {self.answer.nearest}" if self.answer.nearest else ""
        parts = (f"{self.request.says}: that is {went}.", self.answer.because, nearest)
        return " ".join(part for part in parts if part)


def judge_policy(question: Policy, bench: Bench, given: object, advice: str) -> Verdict:
    """What somebody put in the gap; what AWS would refuse is not an answer yet."""
    if not isinstance(given, str) or not given.strip():
        return not_understood("Write what belongs in place of ___.")
    fill = given.strip()
    try:
        first = next(wrong_requests(question, bench, fill), None)
    except FillError as error:
        return not_understood(f"With that, the document cannot be read. {error}")
    if first is None:
        number = len(question.must_allow) + len(question.must_not_allow)
        happened = f"Right: all {number} requests go as they must."
        return right(happened, question.why, answer=question.answer, given=fill)
    known = next((each for each in question.near if _same(each.fill, fill)), None)
    rule = " ".join(part for part in (known.why if known else "", question.why) if part.strip())
    belief = known.misconception if known else None
    return wrong(first.sentence, rule, advice, belief, question.answer, given=fill)


def wrong_requests(question: Policy, bench: Bench, fill: str) -> Iterator[Wrong]:
    """Every request that goes the wrong way with this in the gap.

    Raises `FillError` for a document that AWS would refuse, `PolicyNameError` for an unknown name.
    """
    document = PolicyDocument(
        id=question.id, title="", side=question.side, of=question.of, name=question.name
    )
    draft = read_draft(filled(question.given, fill), question.side, document.policy_name)
    if draft.document is None:
        raise FillError(draft.faults[0].sentence)
    filled_in = bench.holding([Placed(document, draft.document)])
    for request in question.must_allow:
        answer = filled_in.answer(request)
        if not answer.allowed:
            yield Wrong(request, answer)
    for request in question.must_not_allow:
        answer = filled_in.answer(request)
        if answer.allowed or answer.decision is None:
            yield Wrong(request, answer)


def _same(one: str, other: str) -> bool:
    """Whether two fills are the same but for white space, and quotes around a word."""
    return _bare(one) == _bare(other)


def _bare(fill: str) -> str:
    squeezed = "".join(fill.split())
    return squeezed[1:-1] if len(squeezed) > 1 and squeezed[0] == squeezed[-1] == '"' else squeezed
