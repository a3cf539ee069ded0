"""Whether policy labs and questions can be solved, and only by their idea, whatever is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.policies.bench import Bench
from lambdatutor.course.policies.cheats import policy_cheats
from lambdatutor.course.policies.objectives import missed
from lambdatutor.course.policies.question import FillError, wrong_requests
from lambdatutor.course.policies.reading import Draft, opening_text, read_draft

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson, PolicyLab
    from lambdatutor.course.policies.parts import PolicyRequest, Written
    from lambdatutor.course.policies.standing import Standing
    from lambdatutor.course.questions import Policy
    from lambdatutor.course.walking import Where

Texts = Mapping[str, str]


@dataclass(frozen=True)
class _Trial:
    """A lab with the bench that its documents are tried on."""

    lab: PolicyLab
    bench: Bench

    def drafts(self, texts: Texts) -> dict[str, Draft]:
        """Every document, those of `texts` in place of how they open."""
        return {
            each.id: read_draft(texts.get(each.id, opening_text(each)), each.side, each.policy_name)
            for each in self.lab.documents
        }

    def standing(self, drafts: Mapping[str, Draft], requests: Iterable[PolicyRequest]) -> Standing:
        return self.bench.standing(self.lab.documents, drafts, requests)

    def failures(self, texts: Texts) -> tuple[str, ...]:
        """Ids of the objectives and requests that go wrong in a judging, first those to be seen.

        An id is that of a document where it cannot be read.
        """
        drafts = self.drafts(texts)
        unreadable = tuple(id_ for id_, draft in drafts.items() if not draft.readable)
        if unreadable:
            return unreadable
        visible = tuple(each for each in self.lab.requests if not each.held_out)
        found: dict[str, None] = {}
        for requests in (visible, self.lab.requests):
            standing = self.standing(drafts, requests)
            found |= dict.fromkeys(missed(self.lab.objectives, standing))
            found |= {each.request.id: None for each in standing.verdicts if not each.passes}
        return tuple(found)


def policy_lab_complaints(lesson: Lesson, lab: PolicyLab, where: Where) -> Complaints:
    """Every fault of one policy lab; raises `LambdaTutorError` if its world cannot be opened."""
    trial = _Trial(lab, Bench.of(lab.opening(lesson.world)))
    sound = True
    for complaint in _openings(trial, where):
        sound = False
        yield complaint
    if sound:
        yield from _undecided(trial, where)
        yield from _solutions(trial, where)
        yield from _ways_that_fail(trial, where)
        yield from _cheated(trial, where)


def _openings(trial: _Trial, where: Where) -> Complaints:
    """A document opens readable, unless it is there to be put right."""
    for number, document in enumerate(trial.lab.documents):
        place = (*where, "documents", number)
        draft = trial.drafts({})[document.id]
        if document.broken and draft.readable:
            yield Complaint((*place, "broken"), "this can be read; write it as start")
        if not document.broken and not draft.readable:
            fault = draft.faults[0]
            yield Complaint((*place, "start"), f"AWS refuses this document: {fault.sentence}")


def _undecided(trial: _Trial, where: Where) -> Complaints:
    """Every request can be decided about, whatever is decided."""
    drafts = trial.drafts(_texts(trial.lab.solution))
    if not all(draft.readable for draft in drafts.values()):
        return
    standing = trial.standing(drafts, trial.lab.requests)
    for number, verdict in enumerate(standing.verdicts):
        if verdict.decision is None:
            place = (*where, "requests", number)
            yield Complaint(place, f"this request cannot be decided: {verdict.refused.rstrip('.')}")


def _solutions(trial: _Trial, where: Where) -> Complaints:
    lab = trial.lab
    ways: list[tuple[Where, str, tuple[Written, ...]]] = [
        ((*where, "solution"), "the solution", lab.solution)
    ]
    ways += [
        ((*where, "equivalent", number), "this way", way)
        for number, way in enumerate(lab.equivalent)
    ]
    for place, name, written in ways:
        drafts = trial.drafts(_texts(written))
        for number, each in enumerate(written):
            draft = drafts.get(each.document)
            if draft is not None and draft.faults:
                sentence = f"AWS refuses this document: {draft.faults[0].sentence}"
                yield Complaint((*place, number, "is"), sentence)
        if all(draft.readable for draft in drafts.values()):
            failed = trial.failures(_texts(written))
            if failed:
                yield Complaint(place, f'{name} misses "{failed[0]}"')
        elif not any(drafts[each.document].faults for each in written if each.document in drafts):
            yield Complaint(place, f"{name} leaves a document that cannot be read")


def _ways_that_fail(trial: _Trial, where: Where) -> Complaints:
    for number, fail in enumerate(trial.lab.fails):
        failed = trial.failures(_texts(fail.do))
        for each in sorted(set(fail.breaks) - set(failed)):
            sentence = f'this way meets "{each}", and should break it'
            yield Complaint((*where, "fails", number), sentence)


def _cheated(trial: _Trial, where: Where) -> Complaints:
    lab = trial.lab
    for cheat in policy_cheats(lab.documents, _texts(lab.solution)):
        if not trial.failures(cheat.texts):
            yield Complaint(
                (*where, "objectives"),
                f"a learner who {cheat.name} meets every objective",
                "Add an attack that it lets through.",
            )


def policy_question_complaints(question: Policy, bench: Bench, where: Where) -> Complaints:
    """Every fault of one policy question."""
    for fill, place, name in (
        (question.answer, (*where, "answer"), "the answer"),
        *((each, (*where, "accepted", at), "this") for at, each in enumerate(question.accepted)),
    ):
        said = _said_of(question, bench, fill)
        if said:
            yield Complaint(place, f"{name} is wrong: {said.rstrip('.')}")
    for at, near in enumerate(question.near):
        place = (*where, "near", at, "fill")
        try:
            is_right = next(wrong_requests(question, bench, near.fill), None) is None
        except FillError as error:
            yield Complaint(place, f"this cannot be read: {str(error).rstrip('.')}")
            continue
        if is_right:
            yield Complaint(place, "this is right, and no trap")
    if not _said_of(question, bench, "*"):
        yield Complaint((*where, "must_not_allow"), "a learner who writes * is right")


def _said_of(question: Policy, bench: Bench, fill: str) -> str:
    """What is wrong with a fill; empty if nothing is."""
    try:
        first = next(wrong_requests(question, bench, fill), None)
    except FillError as error:
        return str(error)
    return "" if first is None else first.sentence


def _texts(written: tuple[Written, ...]) -> dict[str, str]:
    return {each.document: each.text for each in written}
