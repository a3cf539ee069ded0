"""Each lesson of ours holds: every run of it is played, and every answer and tempting way tried."""

from pathlib import Path

import pytest

from lambdatutor.course.catalogue import lessons_folder
from lambdatutor.course.check import check, lesson_files


@pytest.mark.parametrize("path", lesson_files(lessons_folder()), ids=lambda path: path.stem)
def test_a_lesson_of_ours_says_nothing_that_its_runs_do_not_show(path: Path) -> None:
    assert check(path) == []
