"""The first lesson: what it says in words agrees with what the simulator and the prices say."""

import pytest

from lambdatutor.aws import prices
from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.format import Lab, Lesson
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.simulator.history import History

HOURS_A_MONTH = 30 * 24


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Catalogue().lesson("cold-start")


def test_the_cost_of_a_months_pings_is_what_the_lab_says(lesson: Lesson) -> None:
    lab = lesson.step("three-seats")
    assert isinstance(lab, Lab)
    run = LessonRun(lesson, seed=1, fresh_seeds=False)
    run.go("three-seats")
    run.set_control("ping_every", "4min")
    run.set_control("pings_at_once", "3")
    history: History | None = run.history
    assert history is not None
    history.advance(3_600_000_000)

    pings = [each for each in history.world.records() if each.kind == "ping" and not each.cold]
    one = prices.on_demand_usd(memory_mb=pings[0].memory_mb, billed_ms=pings[0].billed_ms)
    a_month = one * 45 * HOURS_A_MONTH

    assert len(pings) == 42  # 45 an hour; the first three built the environments
    assert round(a_month * 100) == 2
    assert "about 2 cents" in " ".join(lab.met.split())


def test_the_cost_of_three_provisioned_environments_is_what_the_lab_says(lesson: Lesson) -> None:
    lab = lesson.step("three-seats")
    assert isinstance(lab, Lab)
    gb = lesson.world.functions[0].memory / 1024
    a_month = 3 * gb * HOURS_A_MONTH * 3_600 * prices.PROVISIONED_IDLE_X86_USD_PER_GB_S

    assert round(a_month) == 16
    assert "about 16 dollars" in " ".join(lab.met.split())


def test_the_quiet_evening_is_never_the_same_twice(lesson: Lesson) -> None:
    cold = set[int]()
    for seed in range(40):
        run = LessonRun(lesson, seed=seed)
        run.go("every-six-minutes-run")
        history = run.history
        assert history is not None
        history.advance(3 * 3_600_000_000)
        cold.add(history.world.snapshot().totals.cold_starts)

    assert len(cold) > 4
    assert not cold & {0, 20}
