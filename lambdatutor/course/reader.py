"""Reading lesson and scenario files; whatever is wrong in one comes back as located findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

import msgspec

from lambdatutor.course.conversion import Conversion
from lambdatutor.course.findings import Finding, Findings
from lambdatutor.course.format import FORMAT, Lesson
from lambdatutor.course.kinds import ID, SPECIAL
from lambdatutor.course.scalars import BAD
from lambdatutor.course.yaml_nodes import (
    Mapping,
    Mark,
    Node,
    Scalar,
    Sequence,
    compose,
    decode,
)
from lambdatutor.simulator.scenario import Scenario

if TYPE_CHECKING:
    import os

Read = TypeVar("Read")


class LessonFile(NamedTuple):
    """A lesson with the file it was read from, so that whatever is found later has a place."""

    path: str
    text: str
    root: Node
    lesson: Lesson

    def mark(self, *where: str | int) -> Mark:
        """The place of `("steps", 2, "ask")`, or of the nearest that is written above it."""
        return place(self.root, *where).mark

    def findings(self) -> Findings:
        """An empty collection for findings in this file."""
        return Findings(self.path, self.text)


def read_lesson(path: str | os.PathLike[str]) -> Lesson:
    """The lesson in a file; raises `LessonErrors` with every finding."""
    return open_lesson(path).lesson


def open_lesson(path: str | os.PathLike[str]) -> LessonFile:
    """The lesson in a file, with the places of everything in it."""
    return lesson_file(file_text(path), str(path))


def lesson_file(text: str, path: str) -> LessonFile:
    """The same for the text of a file."""
    root = compose(text, path)
    _refuse_newer_format(root, text, path)
    _refuse_bad_id(root, text, path)
    lesson = convert(root, Lesson, text, path)
    folder = Path(path).parent / lesson.id
    return LessonFile(path, text, root, msgspec.structs.replace(lesson, folder=folder))


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """The scenario in a file, or the world of a lesson file."""
    text = file_text(path)
    root = compose(text, str(path))
    if isinstance(root, Mapping) and root.get("steps") is not None:
        return lesson_file(text, str(path)).lesson.world
    return convert(root, Scenario, text, str(path))


def read_text(text: str, kind: type[Read], path: str) -> Read:
    """The value of that type in a YAML text; raises `LessonErrors`."""
    return convert(compose(text, path), kind, text, path)


def convert(node: Node, kind: type[Read], text: str, path: str) -> Read:
    """The value of that type in a node of a text; raises `LessonErrors`."""
    findings = Findings(path, text)
    value = Conversion(findings, SPECIAL).read(node, kind)
    findings.raise_any()
    if value is BAD:
        raise AssertionError("a fault was not noted")
    return cast("Read", value)


def file_text(path: str | os.PathLike[str]) -> str:
    """The text of a file; raises `LessonErrors` if there is none."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        findings = Findings(str(path), "")
        findings.add(Mark(1, 1), f"the file cannot be read: {error.strerror}")
        findings.raise_any()
        raise
    return decode(content, str(path))


def _refuse_newer_format(root: Node, text: str, path: str) -> None:
    written = root.get("format") if isinstance(root, Mapping) else None
    if not isinstance(written, Scalar) or written.value == FORMAT:
        return
    findings = Findings(path, text)
    if isinstance(written.value, int) and written.value > FORMAT:
        sentence = (
            f"this lesson is written in format {written.text}, "
            f"and this version of lambdatutor reads format {FORMAT}"
        )
        findings.add(written.mark, sentence, "Install a newer lambdatutor to open it.")
    else:
        findings.add(written.mark, f'"format" must be {FORMAT}')
    findings.raise_any()


def _refuse_bad_id(root: Node, text: str, path: str) -> None:
    """An id names folders: that of the lesson's files, and that of the learner's work."""
    written = root.get("id") if isinstance(root, Mapping) else None
    if not isinstance(written, Scalar) or ID.fullmatch(written.text):
        return
    findings = Findings(path, text)
    findings.add(written.mark, '"id" is small letters, digits and hyphens, as in cold-start')
    findings.raise_any()


def place(node: Node, *where: str | int) -> Node:
    """What stands at `("setup", 2)` in a node, or the nearest that is written above it."""
    for step in where:
        below = _below(node, step)
        if below is None:
            break
        node = below
    return node


def _below(node: Node, step: str | int) -> Node | None:
    match node, step:
        case Sequence(items), int(position) if 0 <= position < len(items):
            return items[position]
        case Mapping(), str(key):
            return node.get(key)
        case _:
            return None


__all__ = [
    "Finding",
    "LessonFile",
    "convert",
    "file_text",
    "lesson_file",
    "open_lesson",
    "place",
    "read_lesson",
    "read_scenario",
    "read_text",
]
