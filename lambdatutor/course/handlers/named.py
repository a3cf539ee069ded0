"""What lessons with code name: cases in expressions, folders and files beside the lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.expressions import Literal, Word, calls_in
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.handlers.files import FilesError, file_beside, files_beside
from lambdatutor.course.measures_of_handlers import MEASURES
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.course.expressions import Tree
    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.parts import FunctionSettings, LabLayer
    from lambdatutor.course.walking import Where

_MOST_BESIDE = 200
"""Names that are looked through for the one that was meant."""


def cases_in(tree: Tree) -> Iterator[str]:
    """Cases that are asked about, or calls of a program by their numbers."""
    for call in calls_in(tree):
        measure = MEASURES.get(call.name)
        if measure is None:
            continue
        if measure.takes in {"case", "the case"} and call.arguments:
            yield _name(call.arguments[0])
        for key, value in call.named:
            if key == "of":
                yield _name(value)


def _name(tree: Tree) -> str:
    match tree:
        case Word(name) | Literal(str(name)):
            return name
        case Literal(Quantity(number)):
            return f"{number:g}"
        case _:
            return ""


def folder_missing(lesson: Lesson, name: str, where: Where) -> Complaints:
    try:
        files_beside(lesson, name)
    except FilesError as error:
        yield Complaint(where, str(error).rstrip("."), _nearest(lesson, name))


def file_missing(lesson: Lesson, name: str, where: Where) -> Complaints:
    try:
        file_beside(lesson, name)
    except FilesError as error:
        yield Complaint(where, str(error).rstrip("."), _nearest(lesson, name))


def layers_missing(lesson: Lesson, layers: Iterable[LabLayer], where: Where) -> Complaints:
    """Layers of a lab or a program whose folders are not there."""
    for at, each in enumerate(layers):
        yield from folder_missing(lesson, each.files, (*where, "layers", at, "files"))


def layers_unknown(
    function: FunctionSettings, layers: Iterable[LabLayer], where: Where
) -> Complaints:
    """Layers of a function that nobody publishes; each is published once, so its version is 1."""
    known = [each.name for each in layers]
    for at, layer in enumerate(function.layers):
        name, _, version = layer.partition(":")
        if name not in known or version not in ("", "1"):
            sentence = f'there is no layer "{layer}" here'
            place = (*where, "function", "layers", at)
            yield Complaint(place, sentence, did_you_mean(layer, known))


def _nearest(lesson: Lesson, name: str) -> str:
    """A path beside the lesson that was probably meant."""
    before = name.rpartition("/")[0]
    folder = lesson.folder or Path()
    if ".." in name or not (folder / before).is_dir():
        before = ""
    known = [
        each.relative_to(folder).as_posix()
        for each in islice((folder / before).glob("*"), _MOST_BESIDE)
    ]
    return did_you_mean(name, [each for each in known if each != name])
