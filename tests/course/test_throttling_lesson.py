"""The lesson on throttling: every number it says in words is what the simulator does."""

from collections import Counter

import pytest

from lambdatutor.course.cases import Case, case_of, play, timed
from lambdatutor.course.catalogue import Catalogue, lessons_folder
from lambdatutor.course.format import Lab, Lesson
from lambdatutor.course.judge import judged_on
from lambdatutor.course.lab_parts import Set
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import lesson_file
from lambdatutor.course.style import check_style
from lambdatutor.course.walking import texts
from lambdatutor.course.worlds import Overrides
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED
from lambdatutor.plain.play import play as play_plain
from lambdatutor.simulator.distributions import Fixed
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

LESSON = lessons_folder() / "concurrency" / "throttling.yaml"
OWN_LIMIT = "ReservedFunctionConcurrentInvocationLimitExceeded"
POOL = "ConcurrentInvocationLimitExceeded"
RIGHT = [
    *("", "3", "", "", ""),  # the hook; sixty a second; two pauses and the end of the run
    *("3", "", "", ""),
    *("its pool was nearly empty", ""),
    *("3", "", "", ""),
    *("3", "", ""),
    *("set checkout_reserved 100", "set report_reserved 100", "run", ""),
]
QUIZ = ["1", "1", "2", "1 2 3 4", "1", "4", ""]


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Catalogue().lesson("throttling")


@pytest.fixture(scope="module")
def lab(lesson: Lesson) -> Lab:
    step = lesson.step("month-end")
    assert isinstance(step, Lab)
    return step


def records(world: World) -> list[Record]:
    return sorted((*world.records(), *world.open_records()), key=lambda each: each.number)


def run_of(lesson: Lesson, step: str) -> list[Record]:
    return records(play(case_of(lesson, lesson.step(step), 1, {}), 1))


def turned(lesson: Lesson, lab: Lab, seed: int, **settings: str) -> Case:
    """The lab with its controls at these values."""
    case = case_of(lesson, lab, seed, {})
    do = tuple(Set(set=name, to=value) for name, value in settings.items())
    return case.doing(timed(do, lab.controls, case.scenario, 0))


def missed(lesson: Lesson, lab: Lab, seed: int, **settings: str) -> set[str]:
    """The objectives that these settings do not meet on one seed."""
    views = judged_on(lab, turned(lesson, lab, seed, **settings), seed)
    return {view.id for view in views if view.face != "met"}


def says(lesson: Lesson, sentence: str) -> bool:
    return any(sentence in " ".join(each.text.split()) for each in texts(lesson))


# What the guesses are about


def test_a_slow_bank_fills_the_hundred_places_and_yesterday_they_were_enough(
    lesson: Lesson,
) -> None:
    today = run_of(lesson, "slow-bank")
    refused = [each for each in today if each.status == "throttled"]

    assert (len(today), len(refused)) == (600, 100)  # one in six
    assert (refused[0].number, {each.reason for each in refused}) == (101, {OWN_LIMIT})
    assert {each.latency_us for each in refused} == {0}
    assert says(lesson, "one customer in six was **throttled**")

    opening = case_of(lesson, lesson.step("slow-bank"), 1, {}).scenario
    for run_us, at_once in ((Micros(2 * SECOND), 120), (SECOND, 60)):
        free = Overrides(setup=(), warm=200, run=Fixed(run_us)).over(opening)
        world = play(Case(free), 1)
        assert max(each.peak for each in world.service.functions.values()) == at_once
        assert not world.snapshot().totals.throttles


def test_the_pool_has_ten_places_left_and_the_fifty_of_login_stay_with_login(
    lesson: Lesson,
) -> None:
    came = run_of(lesson, "full-pool")
    refused = [each for each in came if each.status == "throttled"]

    assert [each.number for each in refused] == list(range(951, 971))
    assert {(each.function, each.reason) for each in refused} == {("checkout", POOL)}
    assert [(each.number, each.status) for each in came if each.function == "login"] == [
        (number, "ok") for number in range(971, 976)
    ]


def test_a_thousand_environments_at_once_and_three_hundred_three_seconds_later(
    lesson: Lesson,
) -> None:
    came = run_of(lesson, "doors-open")
    what = Counter((each.arrived_us // SECOND, each.status, each.cold) for each in came)

    assert what == {
        (0, "ok", True): 1_000,
        (0, "throttled", False): 2_000,
        (3, "ok", False): 1_000,
        (3, "ok", True): 300,
        (3, "throttled", False): 700,
    }
    assert says(lesson, "1,000 of them find a warm environment, 300 get a new one, and 700 are")


def test_a_hundred_a_second_get_in_while_places_are_free(lesson: Lesson) -> None:
    case = case_of(lesson, lesson.step("short-and-fast"), 1, {})
    world = play(case, 1)
    what = Counter(each.status for each in records(world))

    assert what == {"ok": 100, "throttled": 200}
    assert max(each.peak for each in world.service.functions.values()) == 6  # of ten


# The lab


def test_every_way_that_passes_holds_on_seeds_that_no_jury_drew(lesson: Lesson, lab: Lab) -> None:
    for way in (lab.solution, *lab.equivalent):
        for seed in range(1_000, 1_006):
            case = case_of(lesson, lab, seed, {})
            played = case.doing(timed(way, lab.controls, case.scenario, 0))
            assert {view.face for view in judged_on(lab, played, seed)} == {"met"}


@pytest.mark.parametrize(
    ("settings", "objectives"),
    [
        ({}, {"customers-in", "searches-in", "thrifty"}),
        ({"checkout_reserved": "100"}, {"searches-in"}),
        ({"search_reserved": "100"}, {"customers-in"}),
        ({"report_reserved": "0"}, {"pages"}),
        ({"report_reserved": "80"}, {"pages"}),
        ({"report_memory": "3008MB"}, {"customers-in", "searches-in", "thrifty"}),
    ],
)
def test_ways_that_leave_something_out_miss_it_whatever_the_luck(
    lesson: Lesson, lab: Lab, settings: dict[str, str], objectives: set[str]
) -> None:
    for seed in range(3):
        assert missed(lesson, lab, seed, **settings) >= objectives


def test_a_page_takes_what_the_brief_says_and_a_place_makes_three(lesson: Lesson, lab: Lab) -> None:
    case = turned(lesson, lab, 1, checkout_reserved="100", report_reserved="100")
    pages = [each for each in records(play(case, 1)) if each.kind == "page"]
    took = {each.duration_us for each in pages if each.status == "ok"}

    assert {round(us / SECOND) for us in took} == {16}
    assert sum(each.status == "ok" for each in pages) == 3 * 100
    assert {each.reason for each in pages if each.status == "throttled"} == {OWN_LIMIT}
    assert says(lesson, "One place makes a page in 16 s, so it makes three in this minute.")


def test_reserving_more_than_the_account_may_is_refused_in_aws_words(lesson: Lesson) -> None:
    run = LessonRun(lesson, seed=1)
    run.go("month-end")

    run.set_control("checkout_reserved", "120")
    outcome = run.set_control("report_reserved", "120")

    assert "below its minimum value of [100]" in str(outcome.error)


def test_a_control_sets_what_a_function_has_and_nothing_else() -> None:
    good = LESSON.read_text(encoding="utf-8")
    spoilt = good.replace("sets: report.memory", "sets: report.momory", 1)

    (finding,) = check_style(lesson_file(spoilt, "throttling.yaml"))

    assert '"momory" of a function cannot be set; it is one of reserved' in finding.sentence


# What is certain and what is not


def test_no_text_gives_a_reason_of_rates_as_awss_own(lesson: Lesson) -> None:
    named = [each for each in texts(lesson) if "RateLimitExceeded" in each.text]

    assert len(named) == 2
    for each in named:
        assert "The simulator" in each.text
        assert "is not published" in each.text or "AWS does not say" in each.text


def test_what_was_true_until_november_2023_says_so(lesson: Lesson) -> None:
    dated = [each for each in texts(lesson) if "until November 2023" in " ".join(each.text.split())]

    assert len(dated) == 3
    assert all(each.key == "why" for each in dated)


# From the first page to the last


def test_the_whole_lesson_is_played_from_a_pipe(lesson: Lesson) -> None:
    progress = Progress.in_memory()
    written: list[str] = []
    run = LessonRun(lesson, seed=1, progress=progress)

    typed = [f"{line}\n" for line in (*RIGHT, *QUIZ)]
    status = play_plain(run, typed, written.append, 80, keeps=lambda: True)
    text = "".join(written)

    assert status == FINISHED
    for right in ("Right: 100.", "Right: 20.", "Right: 2,000.", "Right: 200."):
        assert right in text
    assert "The lab is met." in text
    assert progress.summary()["throttling"].state == "finished"


def test_wrong_guesses_and_empty_lines_reach_the_end_too(lesson: Lesson) -> None:
    written: list[str] = []
    run = LessonRun(lesson, seed=2)

    status = play_plain(run, ["1\n", "\n"] * 40, written.append, 80, keeps=lambda: False)

    assert status == FINISHED
    assert "End of the lesson." in "".join(written)
