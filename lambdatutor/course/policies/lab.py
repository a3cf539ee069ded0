"""A policy lab at work: the documents as they are typed, what requests are answered, the judging.

The whole behaviour with no screen; faces only call it. Every text that is typed is kept at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lambdatutor.course.hints import Hints
from lambdatutor.course.policies import saved
from lambdatutor.course.policies.bench import Bench
from lambdatutor.course.policies.commands import stored_by
from lambdatutor.course.policies.objectives import all_hold, objective_views
from lambdatutor.course.policies.reading import laid_out, opening_text, read_draft
from lambdatutor.course.policies.saved import SavedPolicies
from lambdatutor.course.policies.worlds import world_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.course.format import PolicyLab
    from lambdatutor.course.objectives import ObjectiveView
    from lambdatutor.course.policies.parts import PolicyDocument, PolicyRequest
    from lambdatutor.course.policies.reading import DocumentFault, Draft
    from lambdatutor.course.policies.standing import RequestVerdict, Standing
    from lambdatutor.simulator.scenario import Scenario

MOST_UNDONE = 200
"""How many earlier states can be gone back to."""

Texts = dict[str, str]
"""By the id of the document."""


class PolicyAttempt:
    """One person's work on one policy lab; `keep` is told the state whenever it changes."""

    def __init__(self, lab: PolicyLab, scenario: Scenario, keep: Callable[[str], None]) -> None:
        """`scenario` is that of the lesson, as the lab opens it.

        Raises `LambdaTutorError` for a world that cannot be opened, or a document of nobody.
        """
        self.lab = lab
        self.hints = Hints(lab.hints)
        self.counts = True
        """False once the solution was shown, until everything is put back to its start."""
        self.met = False
        """Everything was as it must be in a judging, the held-out requests included."""
        self.passed = False
        """The documents as they are now have passed a judging."""
        self._bench = Bench.of(scenario)
        self._scenario = scenario
        self._keep = keep
        self._texts: Texts = {each.id: opening_text(each) for each in lab.documents}
        self._read: dict[str, Draft] = {}
        self._last: dict[str, Draft] = {}
        """The last readable draft of each document that has had one."""
        self._undo: list[Texts] = []
        self._redo: list[Texts] = []
        self._own: Texts | None = None
        self._shown: list[str] = []
        self._standing: Standing | None = None
        self._read_all()
        for each in lab.documents:
            self._bench.names.of_document(each.side, each.of)

    def resume(self, state: str) -> bool:
        """Go on with what was kept; whether it could be read."""
        kept = saved.unpack(state)
        if kept is None:
            return False
        self.counts, self.met, self._own = kept.counts, kept.met, kept.own
        if kept.own is not None:
            self._undo = [self._known(kept.own)]
        self._texts = self._known(kept.drafts)
        self._read_all()
        self._shown = [each.id for each in self.lab.requests if each.id in kept.shown]
        self.passed = kept.passed and self.ready
        return True

    @property
    def world(self) -> Scenario:
        """The scenario with the last readable text of each document, for a run that goes on."""
        texts = {id_: draft.text for id_, draft in self._last.items()}
        return world_with(self._scenario, self.lab.documents, texts)

    # The documents

    @property
    def texts(self) -> Texts:
        """Every document as it was typed, by its id; another dictionary after each change."""
        return self._texts

    @property
    def documents(self) -> tuple[PolicyDocument, ...]:
        return self.lab.documents

    def document(self, document_id: str) -> PolicyDocument:
        """Raises `KeyError` for an id that is not there."""
        for each in self.lab.documents:
            if each.id == document_id:
                return each
        raise KeyError(document_id)

    def text(self, document_id: str) -> str:
        """A document exactly as it was typed; raises `KeyError`."""
        return self._texts[document_id]

    def edit(self, document_id: str, text: str) -> None:
        """Put a text in place of a document, and keep it, JSON or not.

        A fixed document stays as it is. Raises `KeyError` for an id that is not there.
        """
        if self.document(document_id).fixed or self._texts[document_id] == text:
            return
        self._remember()
        self._texts = {**self._texts, document_id: text}
        self._changed()

    def faults(self, document_id: str) -> tuple[DocumentFault, ...]:
        """Why a document cannot be read: where it is no JSON, or each element that is refused."""
        return self._read[document_id].faults

    def warnings(self, document_id: str) -> tuple[DocumentFault, ...]:
        """What is evaluated in a document, and advised against."""
        return self._read[document_id].warnings

    @property
    def stale(self) -> tuple[str, ...]:
        """Documents that cannot be read as they are now: their last readable text counts so far."""
        return tuple(id_ for id_, draft in self._read.items() if not draft.readable)

    def command(self, document_id: str) -> str:
        """The AWS CLI's command that stores a document as it is now; raises `KeyError`."""
        return stored_by(self.document(document_id), self._texts[document_id], self._bench.names)

    def undo(self) -> bool:
        """Go back to how the documents were before the last change; False if there is none."""
        return self._go(self._undo, self._redo)

    def redo(self) -> bool:
        """Take back an `undo`; False if there is none."""
        return self._go(self._redo, self._undo)

    def reset(self) -> None:
        """Every document as the lab opened; from here on it counts. `undo` brings them back."""
        self._remember()
        self.counts, self._own = True, None
        self._texts = {each.id: opening_text(each) for each in self.lab.documents}
        self._changed()

    # The requests

    @property
    def standing(self) -> Standing:
        """What the visible requests are answered now."""
        if self._standing is None:
            self._standing = self._judged(self._visible())
        return self._standing

    def verdicts(self) -> tuple[RequestVerdict, ...]:
        """One for each request that can be seen, in the order of the lesson.

        While a document cannot be read its last readable text counts (`stale` says which); where
        there is none yet, no request is decided.
        """
        return self.standing.verdicts

    @property
    def held_out(self) -> int:
        """How many requests are judged only at the end, and not seen yet."""
        return len(self.lab.requests) - len(self._visible())

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """Each objective: `not yet`, `holding`, or `met` once these documents passed a judging."""
        return objective_views(self.lab.objectives, self.standing, passed=self.passed)

    @property
    def ready(self) -> bool:
        """Whether all that can be seen is as it must be, so that `judge` has something to do."""
        return not self.stale and self._as_it_must_be(self.standing)

    def judge(self) -> Iterator[RequestVerdict]:
        """The held-out requests, one verdict at a time; none while it is not `ready`.

        When all pass, the lab is met (unless the solution was shown), and that is kept. Those that
        go wrong can be seen from then on, with why that matters. An edit meanwhile ends it.
        """
        if not self.ready:
            return
        judged, whole = self._texts, self._judged(self.lab.requests)
        seen = self._visible()
        held_out = [each for each in whole.verdicts if each.request not in seen]
        for verdict in held_out:
            yield verdict
            if self._texts is not judged:
                return
        self._shown += [each.request.id for each in held_out if not each.passes]
        self._standing = None
        self.passed = self._as_it_must_be(whole)
        self.met = self.met or (self.passed and self.counts)
        self.hints.begin_again()
        self.keep()

    # Help

    def hint(self) -> str | None:
        """The next hint that fits; None when there is no more, and then the solution is offered."""
        given = self.hints.give(self.standing.measurable)
        return given.say if given else None

    @property
    def solution_offered(self) -> bool:
        return self.hints.used_up

    def show_solution(self) -> None:
        """Put the author's documents in place; it does not count. `undo` brings back one's own."""
        self._remember()
        if self._own is None:
            self._own = self._texts
        self.counts = False
        solution = {each.document: laid_out(each.text) for each in self.lab.solution}
        self._texts = {**self._texts, **solution}
        self._changed()

    def keep(self) -> None:
        """Hand over the state as it is now."""
        self._keep(
            saved.pack(
                SavedPolicies(
                    drafts=self._texts,
                    own=self._own,
                    shown=tuple(self._shown),
                    counts=self.counts,
                    met=self.met,
                    passed=self.passed,
                )
            )
        )

    def _visible(self) -> tuple[PolicyRequest, ...]:
        return tuple(
            each for each in self.lab.requests if not each.held_out or each.id in self._shown
        )

    def _judged(self, requests: tuple[PolicyRequest, ...]) -> Standing:
        """What requests are answered with the last readable text of each document in place."""
        return self._bench.standing(self.lab.documents, self._last, requests)

    def _as_it_must_be(self, standing: Standing) -> bool:
        every_one = all(each.passes for each in standing.verdicts)
        return every_one and all_hold(self.lab.objectives, standing)

    def _remember(self) -> None:
        """The documents as they are can be gone back to."""
        self._undo = [*self._undo[-MOST_UNDONE + 1 :], self._texts]
        self._redo.clear()

    def _go(self, there: list[Texts], back: list[Texts]) -> bool:
        if not there:
            return False
        back.append(self._texts)
        self._texts = there.pop()
        self._changed()
        return True

    def _changed(self) -> None:
        self._read_all()
        self.passed = False
        self.hints.begin_again()
        self.keep()

    def _read_all(self) -> None:
        """Read each document whose text has changed."""
        for each in self.lab.documents:
            before, text = self._read.get(each.id), self._texts[each.id]
            if before is None or before.text != text:
                draft = read_draft(text, each.side, each.policy_name)
                self._read[each.id] = draft
                if draft.readable:
                    self._last[each.id] = draft
        self._standing = None

    def _known(self, texts: Texts) -> Texts:
        """Texts of documents that the lab has and that can be edited; its own for the rest."""
        return {
            each.id: self._texts[each.id]
            if each.fixed
            else texts.get(each.id, self._texts[each.id])
            for each in self.lab.documents
        }
