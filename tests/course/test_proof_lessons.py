"""What `lambdatutor check` proves of a lesson by running it, and what it says if that fails."""

from pathlib import Path

import pytest

from lambdatutor.course.cheats import cheats
from lambdatutor.course.check import check, lesson_files
from lambdatutor.course.controls import dial
from lambdatutor.course.format import Lab
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import lesson_file

SMALL = Path(__file__).parent / "lessons" / "small.yaml"
TEXT = SMALL.read_text(encoding="utf-8")


def proved(before: str, after: str) -> list[str]:
    """Sentences about the small lesson with one thing changed in it."""
    assert before in TEXT, "the small lesson no longer says that"
    file = lesson_file(TEXT.replace(before, after, 1), "small.yaml")
    return [finding.sentence for finding in prove(file)]


def test_a_sound_lesson_is_proved_without_a_word() -> None:
    assert check(SMALL) == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("- value: 800ms\n", "- value: 850ms\n", "the run gives 800 ms, and no choice offers it"),
        ("- value: 1000ms\n", "- value: 800ms\n", "this choice is right as well"),
        (
            'from_sim: "latency(1) - latency(2)"',
            'from_sim: "latency(1) - latency(9)"',
            "this is not set in the run, so there is no right answer",
        ),
        (
            "number: {low: 0, high: 20,",
            "number: {low: 0, high: 1,",
            "which cannot be guessed",
        ),
        (
            "          - value: 0\n            misconception: warm-env-multiplexes",
            "          - value: 3\n            misconception: warm-env-multiplexes",
            "3 is the answer, and no trap (with w = 1, n = 4)",
        ),
        (
            "- value: 200ms\n            misconception",
            "- value: 1s\n            misconception",
            "1 s is the answer, and no trap",
        ),
        ("- value: Invoke", "- value: the INIT phase", "this form is accepted as right"),
        (
            "nth: 2",
            "nth: 3",
            "in this run invoke.start happens 2 times, so number 3 is never told",
        ),
        ("[{every: 6min, times: 20}]", "[{every: 6min}]", 'write "until"'),
        (
            "run: ana-or-ben\n        at: 0s",
            "run: three-seats\n        at: 2h",
            "the run ends before 2:00:00.000",
        ),
    ],
)
def test_a_key_or_a_narration_that_the_run_denies_is_found(
    before: str, after: str, sentence: str
) -> None:
    assert any(sentence in found for found in proved(before, after))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            '      - {set: pings_at_once, to: "3"}\n    equivalent',
            '      - {set: pings_at_once, to: "2"}\n    equivalent',
            'the solution misses "none-cold"',
        ),
        (
            '      - {set: pings_at_once, to: "3"}\n    equivalent',
            '      - {set: pings_at_once, to: "40"}\n    equivalent',
            "the lab does not let this in: Pings at once cannot be 40 here",
        ),
        (
            '- {set: reserved_concurrency, to: "5"}',
            '- {set: reserved_concurrency, to: "2"}',
            'this way misses "',
        ),
        (
            'to: "4"}]\n        breaks: [thrifty]',
            'to: "3"}]\n        breaks: [thrifty]',
            'this way meets "thrifty" in every run, and should break it',
        ),
        (
            'actions: [{set: kiosk.count, to: "4"}]',
            'actions: [{set: kiosk.count, to: "2"}]',
            "with the solution in place, this breaks nothing",
        ),
        (
            "check: arrivals(kind=ping) <= 50 and arrivals(kind=customer) > 0",
            "check: arrivals(kind=ping) <= 50",
            "this is true of a run in which nobody calls",
        ),
        (
            'values: ["off", 2min,',
            "values: [2min,",
            "it opens at off, which is none of its values",
        ),
    ],
)
def test_a_lab_that_does_not_hold_what_it_promises_is_found(
    before: str, after: str, sentence: str
) -> None:
    assert any(sentence in found for found in proved(before, after))


def test_a_lab_without_a_floor_is_passed_by_refusing_everybody() -> None:
    sentences = proved(
        "check: served(kind=customer) == arrivals(kind=customer) and arrivals() > 0",
        "check: arrivals(kind=customer) > 0",
    )

    assert "a learner who reserves 0 for checkout meets every objective" in sentences
    assert "a learner who deletes checkout meets every objective" in sentences


def test_a_lab_without_a_ceiling_is_passed_by_turning_everything_up() -> None:
    sentences = proved(
        "check: arrivals(kind=ping) <= 50 and arrivals(kind=customer) > 0",
        "check: arrivals(kind=ping) < 5000 and arrivals(kind=customer) > 0",
    )

    assert any("meets" in each for each in sentences)


def test_a_lab_that_is_met_from_the_start_is_found() -> None:
    sentences = proved(
        "check: cold_starts(kind=customer) == 0 and arrivals(kind=customer) > 0",
        "check: cold_starts(kind=customer) >= 0 and arrivals(kind=customer) > 0",
    )

    assert "a learner who does nothing meets every objective" in sentences


def test_the_suite_of_cheats_is_the_one_that_the_curriculum_names() -> None:
    lesson = lesson_file(TEXT, "small.yaml").lesson
    lab = next(step for step in lesson.steps if isinstance(step, Lab))
    scenario = lab.opening(lesson.world)
    dials = tuple(dial(control, scenario) for control in lab.controls)

    assert [cheat.name for cheat in cheats(scenario, dials)] == [
        "does nothing",
        "turns every control to its last value",
        "turns every control to its first value",
        "reserves 0 for checkout",
        "deletes checkout",
        "reserves 1 for checkout",
        "gives checkout a timeout of 900 s",
        "gives checkout 10,240 MB",
        "provisions 900 for checkout",
        "gives asynchronous events of checkout 0 retries",
        "gives asynchronous events of checkout 2 retries",
        "lets kiosk never try again",
        "lets kiosk try again at once",
        "lets pings never try again",
        "lets pings try again at once",
    ]


def test_findings_have_the_place_and_the_line() -> None:
    broken = TEXT.replace("- value: 800ms\n", "- value: 850ms\n", 1)
    (finding,) = prove(lesson_file(broken, "small.yaml"))

    assert finding.excerpt == broken.split("\n")[finding.line - 1]
    assert "from_sim" in finding.excerpt


def test_a_folder_is_checked_without_translations_and_the_files_of_the_course(
    tmp_path: Path,
) -> None:
    for name in ("a.yaml", "a.pt.yaml", "course.yaml", "misconceptions.yaml", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "track").mkdir()
    (tmp_path / "track" / "b.yaml").touch()

    assert [path.name for path in lesson_files(tmp_path)] == ["a.yaml", "b.yaml"]


def test_a_file_that_cannot_be_read_is_a_finding_and_no_traceback(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nid: [", encoding="utf-8")

    assert check([broken, tmp_path / "nowhere.yaml"])


def test_a_world_that_contradicts_itself_is_a_finding() -> None:
    sentences = proved(
        "traffic: [{every: 6min, times: 20}]",
        "traffic: [{every: 6min, times: 20}]\n"
        "    world:\n"
        "      setup: [{CreateAlias: {FunctionName: checkout, Name: live, FunctionVersion: '9'}}]",
    )

    assert any(sentence.startswith("this cannot be run: ") for sentence in sentences)
