"""Checking lesson files: what reading them finds, and what running them proves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lambdatutor.course.catalogue import Catalogue, NoLessonsError, is_ours
from lambdatutor.course.findings import Finding, LessonErrors
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import LessonFile, open_lesson
from lambdatutor.course.style import check_style, months_before

_NOT_LESSONS = ("course.yaml", "misconceptions.yaml")

MayRun = Callable[[LessonFile], bool]
"""Whether the code that a lesson brings may run here."""


def of_ours(file: LessonFile) -> bool:
    """Lessons that come with lambdatutor bring no stranger's code."""
    return is_ours(file.lesson.folder)


def check(
    paths: str | Path | Sequence[str | Path],
    stale_months: int | None = None,
    *,
    today: str | None = None,
    may_run: MayRun = of_ours,
) -> list[Finding]:
    """Every finding of the lesson files named, or in the folders named, sorted.

    With `stale_months`, facts not seen true for so many months before `today` (`2026-11`; this
    month if left out) are findings too. Code that may not run is a finding: nothing of it is
    proved. An empty list means that all is well.
    """
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    oldest = "" if stale_months is None else months_before(today or _this_month(), stale_months)
    findings: list[Finding] = []
    for path in dict.fromkeys(file for each in named for file in lesson_files(Path(each))):
        findings += _check_one(path, oldest, may_run)
    return sorted(findings)


def lesson_files(path: Path) -> Iterator[Path]:
    """The path itself, or the lessons of a folder; translations (`cold-start.pt.yaml`) are none."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*.yaml")):
        if file.parent.name == "scenarios":
            continue  # worlds for `simulate`
        if any(each.with_name(f"{each.name}.yaml").is_file() for each in _between(file, path)):
            continue  # it belongs to a lesson
        if file.name not in _NOT_LESSONS and "." not in file.stem:
            yield file


def _between(file: Path, folder: Path) -> Iterator[Path]:
    """The folders that a file lies in, from its own up to one below `folder`."""
    for each in file.parents:
        if each == folder:
            return
        yield each


def _check_one(path: Path, oldest: str, may_run: MayRun) -> Iterator[Finding]:
    try:
        file = open_lesson(path)
    except LessonErrors as errors:
        yield from errors.findings
        return
    try:
        yield from check_style(file, _catalogue_around(path), oldest=oldest)
    except LessonErrors as errors:  # of the course's own files
        yield from errors.findings
    yield from prove(file, runs_code=may_run(file))


def _catalogue_around(path: Path) -> Catalogue | None:
    """The course that a lesson file lies in, if it lies in one."""
    try:
        return Catalogue(path.resolve().parent.parent)
    except NoLessonsError:
        return None


def _this_month() -> str:
    return datetime.now(UTC).strftime("%Y-%m")
