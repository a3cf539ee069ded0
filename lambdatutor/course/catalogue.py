"""The course: its tracks and lessons in order, and the beliefs that its questions meet."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lambdatutor.course.findings import did_you_mean, readable
from lambdatutor.course.reader import file_text, read_lesson, read_text
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson

_PACKAGE = Path(__file__).parent.parent


class Planned(msgspec.Struct, frozen=True, kw_only=True, rename={"id": "planned"}):
    """A lesson that is still to be written; once its file stands in the folder, it is read."""

    id: str
    title: str
    idea: str


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """Lessons that belong together, in order."""

    id: str
    """Also the name of the folder that its lessons stand in."""
    title: str
    lessons: tuple[str | Planned, ...]


class Trail(msgspec.Struct, frozen=True, kw_only=True):
    """A way through the course for somebody in a hurry."""

    id: str
    title: str
    lessons: tuple[str, ...]


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """What `course.yaml` says."""

    title: str
    trails: tuple[Trail, ...] = ()
    tracks: tuple[Track, ...]


class Misconception(msgspec.Struct, frozen=True, kw_only=True):
    """A belief that many hold, and what is true instead."""

    id: str
    belief: str
    truth: str
    lesson: str
    """The lesson that settles it."""


class Entry(NamedTuple):
    """A lesson's place in the course."""

    id: str
    track: Track
    path: Path | None
    """None while it is planned."""
    planned: Planned | None


class UnknownLessonError(LambdaTutorError):
    """No lesson has this id."""

    def __init__(self, lesson_id: str, suggestion: str) -> None:
        super().__init__(lesson_id, suggestion)
        self.lesson_id = lesson_id
        self.suggestion = suggestion

    def __str__(self) -> str:
        advice = self.suggestion or "`lambdatutor lessons` lists them all."
        return f'There is no lesson "{readable(self.lesson_id)}". {advice}'


class PlannedLessonError(LambdaTutorError):
    """The lesson has a place in the course and is not written yet."""

    def __init__(self, lesson_id: str, idea: str) -> None:
        super().__init__(lesson_id, idea)
        self.lesson_id = lesson_id
        self.idea = idea

    def __str__(self) -> str:
        return f'The lesson "{self.lesson_id}" is not written yet. Its idea: {self.idea}'


class NoLessonsError(LambdaTutorError):
    """A folder holds no course."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        place = readable(self.folder)
        return f"There is no course.yaml in {place}. Name a folder of lessons with --lessons DIR."


def lessons_folder(given: str | Path | None = None) -> Path:
    """The folder of lessons: the given one, that of the checkout, or the one in the wheel.

    Raises `NoLessonsError` where there is no course.
    """
    beside, inside = _PACKAGE.parent / "lessons", _PACKAGE / "lessons"
    folder = Path(given) if given is not None else beside if _holds(beside) else inside
    if not _holds(folder):
        raise NoLessonsError(str(folder))
    return folder


def is_ours(path: Path | None) -> bool:
    """Whether a lesson, or the folder beside it, lies among those that come with lambdatutor.

    The place where it lies counts, and not where it leads: a stranger's folder may be a link to
    one of ours.
    """
    if path is None:
        return False
    try:
        return path.parent.resolve().is_relative_to(lessons_folder().resolve())
    except NoLessonsError:
        return False


def work_mark(lesson: Lesson) -> str:
    """What stands after the names that work in its labs is kept under: nothing, if it is ours.

    Else where it lies, so that the id of another lesson opens to it nothing that was written there.
    """
    folder = lesson.folder
    if is_ours(folder):
        return ""
    lies_at = b"" if folder is None else os.fsencode(folder.parent.resolve() / folder.name)
    return f".{hashlib.sha256(lies_at).hexdigest()[:12]}"


def _holds(folder: Path) -> bool:
    return (folder / "course.yaml").is_file()


class Catalogue:
    """A folder of lessons; files are read when they are asked for."""

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = lessons_folder(folder)

    @cached_property
    def course(self) -> Course:
        """Raises `LessonErrors`."""
        path = self.folder / "course.yaml"
        return read_text(file_text(path), Course, str(path))

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every lesson by its id, in the order of the course."""
        found: dict[str, Entry] = {}
        for track in self.course.tracks:
            for each in track.lessons:
                lesson_id = each if isinstance(each, str) else each.id
                path = self.folder / track.id / f"{lesson_id}.yaml"
                planned = None if isinstance(each, str) or path.is_file() else each
                found[lesson_id] = Entry(lesson_id, track, None if planned else path, planned)
        return found

    @cached_property
    def misconceptions(self) -> dict[str, Misconception]:
        """Every belief by its id; raises `LessonErrors`.

        A folder without a list of its own uses the one that comes with lambdatutor.
        """
        path = self.folder / "misconceptions.yaml"
        if not path.is_file():
            path = lessons_folder() / "misconceptions.yaml"
        every = read_text(file_text(path), tuple[Misconception, ...], str(path))
        return {each.id: each for each in every}

    def entry(self, lesson_id: str) -> Entry:
        """The place of a lesson; raises `UnknownLessonError` with the nearest id."""
        found = self.entries.get(lesson_id)
        if found is None:
            raise UnknownLessonError(lesson_id, did_you_mean(lesson_id, self.entries))
        return found

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson itself.

        Raises `UnknownLessonError`, `PlannedLessonError`, or `LessonErrors` for a file at fault.
        """
        entry = self.entry(lesson_id)
        if entry.planned is not None:
            raise PlannedLessonError(lesson_id, entry.planned.idea)
        return read_lesson(self.folder / entry.track.id / f"{lesson_id}.yaml")

    def written(self) -> tuple[Entry, ...]:
        """The lessons that have a file."""
        return tuple(entry for entry in self.entries.values() if entry.planned is None)
