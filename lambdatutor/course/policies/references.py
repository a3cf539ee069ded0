"""Whether what policy labs and questions name is there: documents, requests, roles, functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.expressions import Call, Expression, Literal, Tree, Word, calls_in
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.format import Lesson, PolicyLab, Quiz
from lambdatutor.course.measures_of_policies import MEASURES
from lambdatutor.course.policies.gap import GAP, gaps, shown
from lambdatutor.course.policies.names import PolicyNameError, PolicyNames
from lambdatutor.course.policies.parts import PolicyHint, PolicyObjective, Written
from lambdatutor.course.prose import COLUMNS, ROWS, rows
from lambdatutor.course.questions import Policy
from lambdatutor.course.walking import Where, parts

if TYPE_CHECKING:
    from lambdatutor.course.policies.parts import AskedRequest, Side


LONGEST_REQUEST = 52
"""Characters that a row of the table of requests has room for, on a screen of 80 columns."""

LONGEST_TITLE = 34
"""Characters above one of two documents that stand side by side."""


def policy_references(lesson: Lesson) -> Complaints:
    """Everything that policy labs and questions of this lesson name, and that is not there."""
    for at, step in enumerate(lesson.steps):
        where: Where = ("steps", at)
        if isinstance(step, PolicyLab):
            yield from _lab(step, PolicyNames(step.opening(lesson.world)), where)
        elif isinstance(step, Quiz):
            for number, question in enumerate(step.questions):
                if isinstance(question, Policy):
                    yield from _question(lesson, question, (*where, "questions", number))


def _lab(lab: PolicyLab, names: PolicyNames, where: Where) -> Complaints:
    yield from _repeated("document", [each.id for each in lab.documents], (*where, "documents"))
    yield from _repeated("request", [each.id for each in lab.requests], (*where, "requests"))
    for number, document in enumerate(lab.documents):
        place = (*where, "documents", number)
        yield from _of(names, document.side, document.of, place)
        if len(document.title) > LONGEST_TITLE:
            sentence = f"this has {len(document.title)} characters; {LONGEST_TITLE} fit above it"
            yield Complaint((*place, "title"), sentence)
        if document.broken and (document.start is not None or document.fixed):
            yield Complaint((*place, "broken"), "a broken document has no start, and is not fixed")
    if all(document.fixed for document in lab.documents):
        yield Complaint((*where, "documents"), "every document is fixed, so there is nothing to do")
    for number, request in enumerate(lab.requests):
        place = (*where, "requests", number)
        yield from _request(names, request, place)
        if len(request.says) > LONGEST_REQUEST:
            sentence = (
                f"this has {len(request.says)} characters; {LONGEST_REQUEST} fit in the table"
            )
            yield Complaint((*place, "says"), sentence)
        if request.held_out and not request.why:
            yield Complaint(place, 'a request that is held out says "why"; it is shown if it fails')
    for kind in ("traffic", "attack"):
        if not any(each.kind == kind and not each.held_out for each in lab.requests):
            sentence = f"no {kind} can be seen among the requests, so nothing says what is wanted"
            yield Complaint((*where, "requests"), sentence)
    yield from _written(lab, where)
    yield from _checked(lab, where)
    yield from _answered(lab, where)


def _written(lab: PolicyLab, where: Where) -> Complaints:
    """Documents that a solution or another way writes, and what a way breaks."""
    known = [each.id for each in lab.documents if not each.fixed]
    for part, place in parts(lab, where):
        if isinstance(part, Written) and part.document not in known:
            sentence = f'this lab has no document "{part.document}" that can be edited'
            yield Complaint((*place, "document"), sentence, did_you_mean(part.document, known))
    broken = [*(each.id for each in lab.objectives), *(each.id for each in lab.requests)]
    for number, fail in enumerate(lab.fails):
        for at, each in enumerate(fail.breaks):
            if each not in broken:
                sentence = f'there is no objective or request "{each}" in this lab'
                advice = did_you_mean(each, broken)
                yield Complaint((*where, "fails", number, "breaks", at), sentence, advice)


def _checked(lab: PolicyLab, where: Where) -> Complaints:
    """Requests and documents that checks and hints name."""
    known: dict[str, Collection[str]] = {
        "request": [each.id for each in lab.requests],
        "document": [each.id for each in lab.documents],
    }
    for part, place in parts(lab, where):
        for key, expression in _expressions_of(part):
            for what, name in _named_in(expression.tree):
                if name not in known[what]:
                    sentence = f'there is no {what} "{name}" in this lab'
                    yield Complaint((*place, key), sentence, did_you_mean(name, known[what]))


def _answered(lab: PolicyLab, where: Where) -> Complaints:
    """A side that says nothing decides, too; so a check says how the request is answered."""
    for number, objective in enumerate(lab.objectives):
        asked = list(_named_with(objective.check.tree))
        answered = {request for measure, request in asked if measure in _ANSWERS}
        for measure, request in asked:
            if measure == "decided_by" and request not in answered:
                sentence = f'decided_by("{request}") holds as well where that side keeps silent'
                advice = f'Add: allowed("{request}"), or denied("{request}").'
                yield Complaint((*where, "objectives", number, "check"), sentence, advice)


_ANSWERS = ("allowed", "denied", "explicitly_denied")


def _expressions_of(part: object) -> Iterator[tuple[str, Expression]]:
    match part:
        case PolicyObjective(check=expression):
            yield "check", expression
        case PolicyHint(when=Expression() as expression):
            yield "when", expression
        case _:
            return


def _named_in(tree: Tree) -> Iterator[tuple[str, str]]:
    """Requests and documents, with the word for which of the two."""
    return ((MEASURES[measure].takes, name) for measure, name in _named_with(tree))


def _named_with(tree: Tree) -> Iterator[tuple[str, str]]:
    """The names that are asked about, with the measure."""
    for call in calls_in(tree):
        match call:
            case Call(measure, (Literal(str(name)) | Word(name), *_)) if measure in MEASURES:
                yield measure, name
            case _:
                continue


def _question(lesson: Lesson, question: Policy, where: Where) -> Complaints:
    world = lesson.world if question.world is None else question.world.over(lesson.world)
    names = PolicyNames(world)
    if gaps(question.given) != 1:
        sentence = f"the document has {gaps(question.given)} gaps; write {GAP} once"
        yield Complaint((*where, "given"), sentence)
    lines = shown(question.given).split("\n")
    room = ROWS - rows(question.ask)
    widest = max(map(len, lines))
    if len(lines) > room or widest > COLUMNS:
        laid = f"{len(lines)} rows of up to {widest} columns"
        sentence = f"this is laid out in {laid}; {room} rows of {COLUMNS} columns are left"
        yield Complaint((*where, "given"), sentence)
    yield from _of(names, question.side, question.of, where)
    for key, requests in (
        ("must_allow", question.must_allow),
        ("must_not_allow", question.must_not_allow),
    ):
        if not requests:
            yield Complaint(
                (*where, key), f"{key} is empty, so a document that is too wide is right"
            )
        for number, request in enumerate(requests):
            yield from _request(names, request, (*where, key, number))


def _of(names: PolicyNames, side: Side, of: str, where: Where) -> Complaints:
    try:
        names.of_document(side, of)
    except PolicyNameError as error:
        yield Complaint((*where, "of"), error.sentence, error.suggestion)


def _request(names: PolicyNames, request: AskedRequest, where: Where) -> Complaints:
    if ":" not in request.action:
        sentence = f'"{request.action}" is no action; write service:Name, as in sqs:SendMessage'
        yield Complaint((*where, "action"), sentence)
        return
    try:
        names.principal(request.principal)
    except PolicyNameError as error:
        yield Complaint((*where, "principal"), error.sentence, error.suggestion)
    try:
        names.resource(request.resource, request.action)
    except PolicyNameError as error:
        yield Complaint((*where, "resource"), error.sentence, error.suggestion)
    try:
        names.context(request)
    except PolicyNameError as error:
        yield Complaint((*where, "through"), error.sentence, error.suggestion)


def _repeated(what: str, ids: list[str], where: Where) -> Complaints:
    for number, each in enumerate(ids):
        if each in ids[:number]:
            yield Complaint((*where, number), f'there is another {what} "{each}" in this lab')
