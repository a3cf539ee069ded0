"""What of a lesson would run here: for a person to read first, where it is not our own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lambdatutor.course.handlers.files import file_beside, files_beside
from lambdatutor.course.handlers.parts import FileWrite, LabLayer, Program
from lambdatutor.course.handlers.program_files import CODE_FILE
from lambdatutor.course.handlers.steps import CodeLab, PackageLab
from lambdatutor.course.walking import parts

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson, Step


class CodePiece(NamedTuple):
    """A file that would run, or be there when it does."""

    title: str
    """The step that it belongs to, and what it is there."""
    path: str
    """From the folder of the lesson; of a text in the lesson itself, the file it becomes."""
    text: str


def code_in(lesson: Lesson) -> tuple[CodePiece, ...]:
    """All of it, in the order of the lesson; empty for a lesson without code.

    Raises `FilesError` for a file that is named and cannot be used.
    """
    return tuple(dict.fromkeys(piece for step in lesson.steps for piece in _pieces(lesson, step)))


def fingerprint(lesson: Lesson) -> str:
    """One for all code of the lesson, with its settings and events, in whatever order it stands.

    Another text around the code changes nothing. Raises `FilesError`.
    """
    of_steps = sorted(_digest(lesson, step) for step in lesson.steps if carries_code(step))
    return hashlib.sha256("\n".join(of_steps).encode()).hexdigest()


def carries_code(step: Step) -> bool:
    """Whether anything of a step is run for real."""
    return any(isinstance(part, Program | CodeLab) for part, _ in parts(step))


def _pieces(lesson: Lesson, step: Step) -> Iterator[CodePiece]:
    name = step.title or step.id
    for part, _ in parts(step):
        match part:
            case Program():
                yield from _of_program(lesson, part, name)
            case CodeLab():
                yield from _of_lab(lesson, part, name)
            case FileWrite(path=path, text=text, source=source):
                written = _text(file_beside(lesson, source)) if source else text
                yield CodePiece(f"{name}: one of its ways", source or path, written)
            case _:
                pass
        drawn: Mapping[str, tuple[str, ...]] = getattr(part, "vary", {})
        if drawn and _carries_program(part):
            places = "\n".join(f"{key}: {', '.join(each)}" for key, each in drawn.items())
            yield CodePiece(f"{name}: what is drawn for its code", CODE_FILE, places)


def _carries_program(part: object) -> bool:
    return getattr(part, "program", None) is not None


def _of_program(lesson: Lesson, program: Program, name: str) -> Iterator[CodePiece]:
    if program.files:
        yield from _files(lesson, program.files, name)
    else:
        yield CodePiece(name, CODE_FILE, program.code)
    yield from _of_layers(lesson, program.layers, name)


def _of_layers(lesson: Lesson, layers: Iterable[LabLayer], name: str) -> Iterator[CodePiece]:
    for layer in layers:
        yield from _files(lesson, layer.files, f"{name}: the layer {layer.name}")


def _of_lab(lesson: Lesson, lab: CodeLab, name: str) -> Iterator[CodePiece]:
    yield from _files(lesson, lab.starter, name)
    yield from _of_layers(lesson, lab.layers, name)
    for library in lab.libraries:
        yield from _files(lesson, library.files, f"{name}: the library {library.name}")


def _files(lesson: Lesson, folder: str, title: str) -> Iterator[CodePiece]:
    for path, content in files_beside(lesson, folder).items():
        yield CodePiece(title, f"{folder}/{path}", _text(content))


def _text(content: bytes) -> str:
    """As it is, or what can be said of bytes that are no text."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        digest = hashlib.sha256(content).hexdigest()
        return f"{len(content):,} bytes that are no text (SHA-256 {digest})"


def _digest(lesson: Lesson, step: Step) -> str:
    """Of one step: a file of one may not move into another that nobody looked at so."""
    found = sorted(
        f"{type(part).__name__} {hashlib.sha256(_settings(part)).hexdigest()}"
        for part, _ in parts(step)
        if _settings(part)
    )
    found += sorted(
        f"{piece.path!r} {hashlib.sha256(piece.text.encode()).hexdigest()}"
        for piece in _pieces(lesson, step)
    )
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def _settings(part: msgspec.Struct) -> bytes:
    """What decides how the code runs; empty for what has no say in that."""
    match part:
        case Program():
            said: object = part
        case CodeLab():
            events = [(case.event, case.variables) for case in part.cases]
            ways = (part.solution, part.equivalent, [each.do for each in part.fails])
            where = (part.starter, part.zip if isinstance(part, PackageLab) else "")
            said = (part.function, part.layers, part.libraries, part.fixed, where, events, ways)
        case _:
            return b""
    return msgspec.json.encode(said)
