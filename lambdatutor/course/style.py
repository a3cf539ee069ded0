"""What `lambdatutor check` finds by reading a lesson, without running it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from lambdatutor.course.course_references import facts_of, leading_out
from lambdatutor.course.cross_references import crossing
from lambdatutor.course.prose import spoken

if TYPE_CHECKING:
    from lambdatutor.course.catalogue import Catalogue
    from lambdatutor.course.findings import Finding
    from lambdatutor.course.reader import LessonFile


def check_style(
    file: LessonFile, catalogue: Catalogue | None = None, *, oldest: str = ""
) -> tuple[Finding, ...]:
    """Every finding, sorted.

    Without a `catalogue`, lessons and beliefs are not looked up. Facts that were last seen true
    before the month `oldest` (as in `2026-05`) are findings too.
    """
    findings = file.findings()
    for where, sentence, suggestion in chain(
        crossing(file.lesson),
        leading_out(file.lesson, file.path, catalogue),
        facts_of(file.lesson, oldest=oldest),
        spoken(file.lesson),
    ):
        findings.add(file.mark(*where), sentence, suggestion)
    return findings.sorted()


def months_before(today: str, months: int) -> str:
    """The month that lies `months` before `today` (`2026-11` or `2026-11-23`), as `2026-05`."""
    year, month = (int(part) for part in today.split("-")[:2])
    year, month = divmod(year * 12 + month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}"
