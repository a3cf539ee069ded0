"""For lesson authors: the proofs of `check`, again on each save, and the schema."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lambdatutor.cli.arguments import Options
from lambdatutor.cli.commands import UsageError

if TYPE_CHECKING:
    from lambdatutor.course.check import MayRun

_LOOK_EVERY_S = 0.3
_MOST_BESIDE = 1_000
"""Files beside a lesson that are looked at for a save."""


def check(options: Options) -> int:
    """Status 1 when there is a finding; with `--watch`, until ctrl-c."""
    paths = options.paths or [_all_lessons(options)]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no {path}. Name a lesson file or a folder of them.")
    from lambdatutor.cli.strangers_code import Permission

    may_run = Permission(given=options.run_code)
    if not options.watch:
        return _check(paths, options.stale, may_run)
    seen: dict[Path, int] = {}
    while True:
        now = _saved(paths)
        if now != seen:
            seen = now
            _check(paths, options.stale, may_run)
            print("Waiting for the next save; ctrl-c ends it.", flush=True)
        time.sleep(_LOOK_EVERY_S)


def _all_lessons(options: Options) -> Path:
    from lambdatutor.course.catalogue import lessons_folder

    return lessons_folder(options.lessons)


def _check(paths: Sequence[Path], stale_months: int | None, may_run: MayRun) -> int:
    from lambdatutor.course.check import check as findings_of
    from lambdatutor.course.check import lesson_files

    findings = findings_of(paths, stale_months, may_run=may_run)
    for finding in findings:
        print(finding)
    count = sum(1 for path in paths for _ in lesson_files(path))
    lessons = f"{count} lesson{'' if count == 1 else 's'}"
    if findings:
        sentence = f"{len(findings)} finding{'' if len(findings) == 1 else 's'} in {lessons}."
        sys.stderr.write(f"lambdatutor: {sentence}\n")
        return 1
    print(f"{lessons} checked: every run was played and every answer holds.")
    return 0


def _saved(paths: Sequence[Path]) -> dict[Path, int]:
    """When each file was changed last; one that is gone for a moment is left out."""
    found: dict[Path, int] = {}
    for path in paths:
        for file in looked_at(path):
            try:
                found[file] = file.stat().st_mtime_ns
            except OSError:
                continue
    return found


def looked_at(path: Path) -> Iterator[Path]:
    """The lessons, and what lies beside them."""
    from lambdatutor.course.check import lesson_files

    for file in lesson_files(path):
        yield file
        yield from islice(file.with_suffix("").rglob("*"), _MOST_BESIDE)


def schema(_: Options) -> int:
    from lambdatutor.course.schema import lesson_schema

    print(json.dumps(lesson_schema(), indent=2))
    return 0
