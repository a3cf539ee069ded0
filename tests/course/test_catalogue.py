"""The course as it is delivered, and folders of lessons of one's own."""

from pathlib import Path

import pytest

from lambdatutor.course.catalogue import (
    Catalogue,
    NoLessonsError,
    PlannedLessonError,
    UnknownLessonError,
    lessons_folder,
)
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.template import new_lesson


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return Catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of one track with one written and one planned lesson."""
    (tmp_path / "course.yaml").write_text(
        "title: Mine\n"
        "tracks:\n"
        "  - id: first\n"
        "    title: First\n"
        "    lessons:\n"
        "      - one\n"
        "      - {planned: two, title: Two, idea: The second one.}\n"
    )
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "one.yaml").write_text(new_lesson("one"))
    return tmp_path


def test_the_course_has_its_twelve_tracks(ours: Catalogue) -> None:
    assert len(ours.course.tracks) == 12
    assert len(ours.entries) == sum(len(track.lessons) for track in ours.course.tracks)
    assert "cold-start" in ours.entries


def test_a_trail_leads_over_lessons_of_the_course(ours: Catalogue) -> None:
    for trail in ours.course.trails:
        assert set(trail.lessons) <= set(ours.entries)


def test_every_planned_lesson_says_its_idea_in_a_sentence(ours: Catalogue) -> None:
    for entry in ours.entries.values():
        if entry.planned is not None:
            assert entry.planned.idea.endswith(".")
            assert len(entry.planned.idea) <= 100
            assert len(entry.planned.title) <= 40


def test_every_belief_is_settled_by_a_lesson_of_the_course(ours: Catalogue) -> None:
    assert len(ours.misconceptions) >= 50
    for each in ours.misconceptions.values():
        assert each.lesson in ours.entries
        assert each.belief.endswith(".")
        assert each.truth.endswith(".")
        assert "http" not in each.belief + each.truth


def test_a_misspelt_lesson_gets_the_nearest_id(ours: Catalogue) -> None:
    with pytest.raises(UnknownLessonError, match='Did you mean "cold-start"'):
        ours.lesson("cold-strat")


def test_a_lesson_that_is_like_no_other_gets_a_way_to_the_list(ours: Catalogue) -> None:
    with pytest.raises(UnknownLessonError, match="`lambdatutor lessons` lists them all"):
        ours.lesson("\x1b[2Jqqqqqqqqqq")


def test_lessons_come_from_any_folder(folder: Path) -> None:
    mine = Catalogue(folder)

    assert mine.lesson("one").id == "one"
    assert [entry.id for entry in mine.written()] == ["one"]


def test_a_folder_without_beliefs_of_its_own_meets_ours(folder: Path, ours: Catalogue) -> None:
    assert Catalogue(folder).misconceptions == ours.misconceptions


def test_a_planned_lesson_says_so(folder: Path) -> None:
    with pytest.raises(PlannedLessonError, match=r"not written yet\. Its idea: The second one\."):
        Catalogue(folder).lesson("two")


def test_a_planned_lesson_is_read_once_its_file_stands_there(folder: Path) -> None:
    (folder / "first" / "two.yaml").write_text(new_lesson("two"))

    assert Catalogue(folder).lesson("two").id == "two"


def test_a_folder_without_a_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoLessonsError, match="--lessons DIR"):
        lessons_folder(tmp_path)


def test_a_fault_in_the_course_has_a_place(folder: Path) -> None:
    (folder / "course.yaml").write_text("title: Mine\ntracks:\n  - id: first\n    titel: First\n")

    with pytest.raises(LessonErrors, match=r"course\.yaml:4:5: \"titel\" is not a key of a track"):
        _ = Catalogue(folder).course


@pytest.mark.parametrize(
    ("word", "meant"),
    [("reserved", "reserved-concurrency"), ("cold", "cold-start"), ("cold-strat", "cold-start")],
)
def test_the_beginning_of_an_id_is_enough_to_be_asked_whether_it_was_meant(
    word: str, meant: str
) -> None:
    with pytest.raises(UnknownLessonError) as unknown:
        Catalogue(lessons_folder()).entry(word)

    assert f'Did you mean "{meant}"?' in str(unknown.value)
