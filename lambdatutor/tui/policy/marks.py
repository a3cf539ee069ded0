"""What is marked in a document: what is wrong, and the statements that the chosen request met."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.iam.json.text import JsonFault, Parsed, Path, Place, read
from lambdatutor.iam.json.tokens import tokens
from lambdatutor.tui.inks import Inked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.course.policies.parts import PolicyDocument
    from lambdatutor.course.policies.reading import DocumentFault
    from lambdatutor.course.policies.standing import RequestVerdict
    from lambdatutor.iam import Failure, Judged

Marks = dict[int, list[Inked]]
"""By line, counted from 0."""

WRONG = "ink-bad bold underline on refused-tint"
ADVISED = "ink-warn underline"
ALLOWS = "ink on phase-restore-tint"
DENIES = "ink on refused-tint"
MISSED = "ink-warn bold underline"


def fault_marks(text: str, faults: Iterable[DocumentFault], ink: str = WRONG) -> Marks:
    """Each fault under the token that stands at its place."""
    lines, marks = text.split("\n"), Marks()
    for fault in faults:
        _mark_token(marks, lines, Place(fault.line, fault.column), ink)
    return marks


class Met(NamedTuple):
    """What of a document a request met."""

    marks: Marks
    says: str = ""
    """The same in words, behind a sign."""


def statements_met(text: str, document: PolicyDocument, verdict: RequestVerdict) -> Met:
    """The statements of this document that decide, and where the nearest miss fails."""
    decision = verdict.decision
    try:
        parsed = read(text)
    except JsonFault:
        return Met({})
    if decision is None:
        return Met({})
    marks, says = Marks(), list[str]()
    lines = text.split("\n")
    for judged in decision.decisive:
        path = _path(parsed, judged, document)
        if path is not None:
            ink = ALLOWS if judged.effect == "Allow" else DENIES
            first, last = parsed.places[path], parsed.ends[path]
            _mark_lines(marks, lines, first, last, ink)
            says.append(_lines_said(first.line, last.line))
    missed = verdict.near_miss
    if missed is not None and missed.failed is not None:
        path = _path(parsed, missed, document)
        if path is not None:
            place = parsed.place(_failing(parsed, path, missed.failed))
            _mark_token(marks, lines, place, MISSED)
            return Met(marks, f"○ line {place.line} is where the chosen request fails")
    return Met(marks, f"● {' and '.join(says)}: the chosen request meets this" if says else "")


def _lines_said(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _path(parsed: Parsed, judged: Judged, document: PolicyDocument) -> Path | None:
    """Where a judged statement stands in this document; None if it stands in another."""
    layer = "resource" if document.side == "trust" else document.side
    if judged.layer not in {layer, document.side} or judged.policy != document.policy_name:
        return None
    for path in (("Statement", judged.index - 1), ("Statement",)):
        if path in parsed.places and path in parsed.ends:
            return path
    return None


def _failing(parsed: Parsed, statement: Path, failed: Failure) -> Path:
    """The element that failed, as exactly as the text says it."""
    path: Path = (*statement, failed.element)
    if failed.element != "Condition":
        return path
    wanted = (failed.operator.lower(), failed.key.lower())
    found = (
        each
        for each in parsed.keys
        if each[: len(path)] == path
        and tuple(str(name).lower() for name in each[len(path) :]) == wanted
    )
    return next(found, path)


def _mark_token(marks: Marks, lines: list[str], place: Place, ink: str) -> None:
    """Mark what begins at a place; at the end of a line, its last character."""
    row = place.line - 1
    line = lines[row] if row < len(lines) else ""
    start = min(place.column - 1, max(0, len(line) - 1))
    end = next((token.end for token in tokens(line) if token.start <= start < token.end), start + 1)
    marks.setdefault(row, []).append(Inked(start, end, ink))


def _mark_lines(marks: Marks, lines: list[str], first: Place, last: Place, ink: str) -> None:
    """A block with a straight edge at the column of its bracket."""
    for row in range(first.line - 1, last.line):
        line = lines[row]
        start = min(first.column - 1, len(line) - len(line.lstrip()))
        if row == first.line - 1:
            start = first.column - 1
        end = last.column if row == last.line - 1 else len(line)
        marks.setdefault(row, []).append(Inked(start, end, ink))
