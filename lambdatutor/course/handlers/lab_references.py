"""Whether what code labs name is there: folders, files, layers, libraries, samples, cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.expressions import HandlerExpression
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.handlers.files import FilesError, files_beside
from lambdatutor.course.handlers.named import (
    cases_in,
    file_missing,
    folder_missing,
    layers_missing,
    layers_unknown,
)
from lambdatutor.course.handlers.parts import (
    CommandLine,
    FileWrite,
    HandlerCase,
    HandlerHint,
    HandlerObjective,
)
from lambdatutor.course.handlers.steps import CodeLab, PackageLab
from lambdatutor.course.walking import Where, parts

if TYPE_CHECKING:
    from lambdatutor.course.expressions import Expression
    from lambdatutor.course.format import Lesson

LONGEST_CASE = 52
"""Characters that a row of the table of cases has room for, on a screen of 80 columns."""


def lab_references(lesson: Lesson, lab: CodeLab, where: Where) -> Complaints:
    """Everything that one lab names, and that is not there."""
    yield from _starter(lesson, lab, where)
    yield from layers_missing(lesson, lab.layers, where)
    for at, each in enumerate(lab.libraries):
        yield from folder_missing(lesson, each.files, (*where, "libraries", at, "files"))
    yield from layers_unknown(lab.function, lab.layers, where)
    yield from _samples(lab, where)
    for at, case in enumerate(lab.cases):
        if len(case.says) > LONGEST_CASE:
            sentence = f"this has {len(case.says)} characters; {LONGEST_CASE} fit in the table"
            yield Complaint((*where, "cases", at, "says"), sentence)
    yield from _changes(lesson, lab, where)
    yield from _broken(lab, where)
    yield from _checked(lab, where)


def _starter(lesson: Lesson, lab: CodeLab, where: Where) -> Complaints:
    try:
        files = files_beside(lesson, lab.starter)
    except FilesError:
        yield from folder_missing(lesson, lab.starter, (*where, "files" if lab.files else "lab"))
        return
    if lab.opens and lab.opens not in files:
        yield _no_file(lab.opens, files, (*where, "opens"))
    for at, path in enumerate(lab.fixed):
        if path not in files:
            yield _no_file(path, files, (*where, "fixed", at))
    if isinstance(lab, PackageLab) and lab.zip != ".":
        folders = {path.rpartition("/")[0] for path in files if "/" in path}
        if not any(f"{each}/".startswith(f"{lab.zip.rstrip('/')}/") for each in folders):
            sentence = f'there is no folder "{lab.zip}" in {lab.starter}'
            yield Complaint((*where, "zip"), sentence, did_you_mean(lab.zip, folders))


def _no_file(path: str, files: Collection[str], where: Where) -> Complaint:
    sentence = f'there is no file "{path}" among those that this lab opens with'
    return Complaint(where, sentence, did_you_mean(path, files))


def _samples(lab: CodeLab, where: Where) -> Complaints:
    if not lab.samples:
        return
    from lambdatutor.aws.sample_events import SAMPLES

    known = [each.id for each in SAMPLES]
    for at, sample in enumerate(lab.samples):
        if sample not in known:
            sentence = f'there is no sample event "{sample}"'
            yield Complaint((*where, "samples", at), sentence, did_you_mean(sample, known))


def _changes(lesson: Lesson, lab: CodeLab, where: Where) -> Complaints:
    """What a solution or another way writes and installs."""
    libraries = [each.name for each in lab.libraries]
    for part, place in parts(lab, where):
        match part:
            case FileWrite(path=path) if path in lab.fixed:
                sentence = f'"{path}" is fixed in this lab, so nobody can write it'
                yield Complaint((*place, "write"), sentence)
            case FileWrite(source=source) if source:
                yield from file_missing(lesson, source, (*place, "from"))
            case CommandLine(line=line):
                for name in _installed(line):
                    if name not in libraries:
                        sentence = f'this lab brings no library "{name}" to install'
                        advice = did_you_mean(name, libraries)
                        yield Complaint((*place, "do"), sentence, advice)
            case _:
                pass


def _broken(lab: CodeLab, where: Where) -> Complaints:
    """What a way that fails breaks."""
    known = [*(each.id for each in lab.objectives), *(each.id for each in lab.cases)]
    for number, fail in enumerate(lab.fails):
        for at, each in enumerate(fail.breaks):
            if each not in known:
                sentence = f'there is no objective or case "{each}" in this lab'
                place = (*where, "fails", number, "breaks", at)
                yield Complaint(place, sentence, did_you_mean(each, known))


def _installed(line: str) -> Iterator[str]:
    """What `pip install tariffs -t .` installs."""
    words = line.split()
    if words[:2] != ["pip", "install"]:
        return
    before = ""
    for word in words[2:]:
        if not word.startswith("-") and before not in {"-t", "--target"}:
            yield word
        before = word


def _checked(lab: CodeLab, where: Where) -> Complaints:
    """Cases that checks and hints name."""
    known = [each.id for each in lab.cases]
    for part, place in parts(lab, where):
        for key, expression in expressions_of(part):
            for name in cases_in(expression.tree):
                if name not in known:
                    sentence = f'there is no case "{name}" in this lab'
                    yield Complaint((*place, key), sentence, did_you_mean(name, known))


def expressions_of(part: object) -> Iterator[tuple[str, Expression]]:
    """Checks and conditions of a part of a lab, with their keys."""
    match part:
        case HandlerObjective(check=expression):
            yield "check", expression
        case HandlerCase(check=HandlerExpression() as expression):
            yield "check", expression
        case HandlerHint(when=HandlerExpression() as expression):
            yield "when", expression
        case _:
            return
