"""Files, modules and variables that checks name, and that never stand on any way through a lab.

`not in_zip("vnev")` is true for ever, and nobody would see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import Call, Expression, Literal, Word, calls_in
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.handlers.lab_references import expressions_of
from lambdatutor.course.walking import Where, parts

if TYPE_CHECKING:
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.course.handlers.steps import CodeLab

_NEVER = {
    "in_zip": 'there is never a file or a folder "{}" in the zip',
    "found": 'no import ever finds "{}"',
    "variable": 'the function never has a variable "{}"',
}
"""By measure; on no way that the lesson writes down, and not as the lab opens."""


def vain_names(lab: CodeLab, standing: Sequence[Record], where: Where) -> Complaints:
    """`standing` is what stands as the lab opens and after each way, called or not."""
    for part, place in parts(lab, where):
        for key, expression in expressions_of(part):
            for call, name in _named(expression):
                if not any(evaluate(Expression("", call), at.measurable) for at in standing):
                    sentence = _NEVER[call.name].format(name)
                    yield Complaint((*place, key), sentence, did_you_mean(name, _known(standing)))


def _named(expression: Expression) -> Iterator[tuple[Call, str]]:
    for call in calls_in(expression.tree):
        match call:
            case Call(name, (Literal(str(named)) | Word(named), *_)) if name in _NEVER:
                yield call, named
            case _:
                continue


def _known(standing: Sequence[Record]) -> Iterator[str]:
    for record in standing:
        yield from record.settings.variables
        archive = None if record.report is None else record.report.archive
        for path in () if archive is None else archive.files:
            yield path
            yield path.partition("/")[0]
            yield path.rpartition("/")[0]
