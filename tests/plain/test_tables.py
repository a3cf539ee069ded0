"""The tables of the plain face: read by the eye, and by a voice."""

from pathlib import Path

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.plain.denied import denied_calls
from lambdatutor.plain.tables import reports, requests, summary, table

HOME = Path(__file__).parent.parent.parent
TWO_SIDES = read_lesson(HOME / "lessons" / "permissions" / "two-sides.yaml")
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


def test_a_call_that_was_denied_at_the_door_has_its_line_and_counts_as_refused() -> None:
    run = LessonRun(TWO_SIDES, seed=7)
    run.go("monday-run")
    while not run.advance(FOR_EVER).over:
        pass
    assert run.history is not None
    world = run.history.world
    denied = denied_calls(world.log)

    _, *rows = requests(run.receipts(), 80, denied)

    assert [row.split()[0] for row in rows] == ["cat.jpg", "dog.jpg", "sea.jpg", "sun.jpg"]
    assert [row.split()[4] for row in rows] == ["cold", "refused", "refused", "refused"]
    assert summary(world.snapshot().totals, run.receipts(), len(denied)).startswith(
        "4 requests: 1 served, 1 cold, 3 refused, 0 failed."
    )


def test_what_the_role_was_denied_is_no_call_at_the_door() -> None:
    run = LessonRun(TWO_SIDES, seed=7)
    run.go("tuesday-run")
    while not run.advance(FOR_EVER).over:
        pass
    assert run.history is not None

    assert denied_calls(run.history.world.log) == ()
