"""The tables of the plain face: read by the eye, and by a voice."""

from pathlib import Path

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.plain.tables import reports, requests, summary, table

SMALL = read_lesson(Path(__file__).parent.parent / "course" / "lessons" / "small.yaml")
FOR_EVER = 10**12


def played_step(step: str) -> LessonRun:
    run = LessonRun(SMALL, seed=7)
    run.go(step)
    while not run.advance(FOR_EVER).over:
        pass
    return run


def test_numbers_end_under_each_other_and_words_begin_so() -> None:
    rows = (("request", "waited"), ("Ana", "1,000 ms"), ("Ben", "200 ms"))

    assert table(rows, 80, right=("waited",)) == [
        "request    waited",
        "Ana      1,000 ms",
        "Ben        200 ms",
    ]


def test_waiting_and_billing_are_in_the_same_unit() -> None:
    (_, ana, _) = requests(played_step("ana-or-ben-run").receipts(), 80)

    assert ana.count("1,000 ms") == 2


def test_each_log_line_says_whose_it_is() -> None:
    lines = reports(played_step("ana-or-ben-run").receipts(), 80)

    assert [line for line in lines if not line.startswith(" ")] == ["Log of Ana:", "Log of Ben:"]


def test_what_is_left_out_of_the_table_is_told() -> None:
    lines = requests(played_step("every-six-minutes-run").receipts(), 80)

    cold = sum("cold" in line.split()[3:] for line in lines if line.startswith("#"))
    assert f"Not shown: {20 - cold} more, all warm." in lines


def test_what_is_paid_without_a_request_is_told_apart() -> None:
    run = played_step("ana-or-ben-run")
    assert run.history is not None
    totals = run.history.world.snapshot().totals

    assert "of it" not in summary(totals, run.receipts())
    dearer = summary(totals._replace(cost_usd=1.0), run.receipts())
    assert dearer.endswith("Cost $1.00000000, of it $0.00001040 for these requests.")
