"""Whether what a lesson names outside itself is there: lessons, beliefs, facts, pages and files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lambdatutor.aws.facts import UnknownFactError, fact
from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.findings import LessonErrors, did_you_mean
from lambdatutor.course.format import Lesson, Link, Quiz, Recap
from lambdatutor.course.reader import read_lesson
from lambdatutor.course.walking import Where, parts, texts

if TYPE_CHECKING:
    from lambdatutor.course.catalogue import Catalogue

_LINKED = re.compile(r"\]\(([^)\s]+)\)")


def leading_out(lesson: Lesson, path: str, catalogue: Catalogue | None) -> Complaints:
    """Everything that is named in this lesson and is not in the course, or beside it."""
    if Path(path).suffix and Path(path).stem != lesson.id:
        sentence = f'the file must be called {lesson.id}.yaml, as the id is "{lesson.id}"'
        yield Complaint(("id",), sentence)
    if catalogue is not None:
        yield from _lessons(lesson, catalogue)
        yield from _beliefs(lesson, catalogue)
        yield from _circle(lesson, catalogue)
    yield from _links(lesson, Path(path).parent)
    yield from _review(lesson)


def _lessons(lesson: Lesson, catalogue: Catalogue) -> Complaints:
    named: list[tuple[str, Where]] = [(each, ("needs", at)) for at, each in enumerate(lesson.needs)]
    for at, step in enumerate(lesson.steps):
        if isinstance(step, Recap):
            named += [(each, ("steps", at, "next", n)) for n, each in enumerate(step.next)]
    for each, where in named:
        if each not in catalogue.entries:
            advice = did_you_mean(each, catalogue.entries)
            yield Complaint(where, f'there is no lesson "{each}"', advice)


def _beliefs(lesson: Lesson, catalogue: Catalogue) -> Complaints:
    for written in texts(lesson):
        if written.key == "misconception" and written.text not in catalogue.misconceptions:
            advice = did_you_mean(written.text, catalogue.misconceptions)
            sentence = f'"{written.text}" is not a belief of misconceptions.yaml'
            yield Complaint(written.where, sentence, advice)


def _circle(lesson: Lesson, catalogue: Catalogue) -> Complaints:
    """A lesson that needs itself, through others."""
    for at, need in enumerate(lesson.needs):
        way = _way_back(need, lesson.id, catalogue, ())
        if way:
            sentence = f"needs goes in a circle: {' needs '.join((lesson.id, *way))}"
            yield Complaint(("needs", at), sentence)


def _way_back(
    lesson_id: str, goal: str, catalogue: Catalogue, way: tuple[str, ...]
) -> tuple[str, ...]:
    if lesson_id in way:
        return ()
    way = (*way, lesson_id)
    if lesson_id == goal:
        return way
    entry = catalogue.entries.get(lesson_id)
    if entry is None or entry.path is None:
        return ()
    try:
        needs = read_lesson(entry.path).needs
    except LessonErrors:
        return ()
    found = (_way_back(need, goal, catalogue, way) for need in needs)
    return next((each for each in found if each), ())


def _links(lesson: Lesson, folder: Path) -> Complaints:
    for part, where in parts(lesson):
        if isinstance(part, Link):
            yield from _address(part.url, (*where, "url"), folder)
    for written in texts(lesson):
        for url in _LINKED.findall(written.text):
            yield from _address(url, written.where, folder)


def _address(url: str, where: Where, folder: Path) -> Complaints:
    split = urlsplit(url) if "[" not in url else urlsplit("")
    if split.scheme:
        if split.scheme != "https" or "." not in split.netloc:
            yield Complaint(where, f'"{url}" is not the address of a page; begin it with https://')
    elif not (folder / url.partition("#")[0]).is_file():
        yield Complaint(where, f'there is no file "{url}" beside the lesson')


def _review(lesson: Lesson) -> Complaints:
    questions = [
        question.id
        for step in lesson.steps
        if isinstance(step, Quiz)
        for question in step.questions
    ]
    for at, step in enumerate(lesson.steps):
        if isinstance(step, Recap):
            for number, each in enumerate(step.review):
                if each not in questions:
                    where = ("steps", at, "review", number)
                    advice = did_you_mean(each, questions)
                    yield Complaint(where, f'there is no question "{each}" in a quiz', advice)


def facts_of(lesson: Lesson, *, oldest: str) -> Complaints:
    """Facts that are unknown, or older than the month `oldest` (`2026-05`; empty: any age)."""
    for number, each in enumerate(lesson.facts):
        where = ("facts", number)
        try:
            known = fact(each)
        except UnknownFactError:
            yield Complaint(where, f'there is no fact "{each}"; ids look like CON-013')
            continue
        if oldest and _month(known.as_of) < oldest:
            sentence = f"{each} was last seen true in {known.as_of}"
            yield Complaint(where, sentence, "Look it up again.")


def _month(as_of: str) -> str:
    """`2026-05` of `2026-05-11`; a year alone counts from its first month."""
    return as_of[:7] if re.match(r"\d{4}-\d{2}", as_of) else f"{as_of[:4]}-01"
