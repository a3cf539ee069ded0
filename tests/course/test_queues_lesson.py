"""The lesson about queues: its words agree with its runs, its lab asks for its idea alone."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from lambdatutor.aws import quotas
from lambdatutor.aws.operations import CreateEventSourceMapping
from lambdatutor.aws.shapes import ScalingConfig
from lambdatutor.course.cases import Case, case_of, play, timed
from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.format import Lab, Lesson
from lambdatutor.course.hints import Hints
from lambdatutor.course.judge import judged_on, jury_seeds
from lambdatutor.course.lab_parts import Set
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.quantities import Quantity
from lambdatutor.plain.play import FINISHED
from lambdatutor.plain.play import play as play_plainly
from lambdatutor.simulator.world import World

SOLUTION = {
    "reserved_concurrency": "none",
    "maximum_concurrency": "5",
    "batching_window": "5s",
    "visibility_timeout": "70s",
    "report_failures": "on",
}
HOLDS_TOO = {
    ("reserved_concurrency", "5"),
    ("reserved_concurrency", "10"),
    ("batching_window", "20s"),
    ("max_receive_count", "5"),
}
"""Single changes of the solution that leave everything met: no less is read, and no more runs."""


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Catalogue().lesson("queues")


@pytest.fixture(scope="module")
def lab(lesson: Lesson) -> Lab:
    found = lesson.step("print-them-all")
    assert isinstance(found, Lab)
    return found


def run_of(lesson: Lesson, step: str, seed: int = 0) -> World:
    return play(case_of(lesson, lesson.step(step), seed, {}), seed)


def number(world: World, measure: str) -> float:
    value = evaluate(parse_expression(measure), world)
    assert isinstance(value, Quantity)
    return value.number


def case_with(lesson: Lesson, lab: Lab, settings: dict[str, str]) -> Case:
    opened = case_of(lesson, lab, 0, {})
    actions = tuple(Set(set=control, to=value) for control, value in settings.items())
    return opened.doing(timed(actions, lab.controls, opened.scenario, 0))


def missed(lesson: Lesson, lab: Lab, settings: dict[str, str], seeds: Sequence[int]) -> set[str]:
    case = case_with(lesson, lab, settings)
    views = [view for seed in seeds for view in judged_on(lab, case, seed)]
    return {view.id for view in views if view.face != "met"}


# What is said of the runs


def test_the_bad_order_takes_nine_good_ones_with_it_and_four_are_printed_three_times(
    lesson: Lesson,
) -> None:
    world = run_of(lesson, "one-bad")
    handled_ms = [record.duration_us / 1_000 for record in world.records()]

    # 500 ms for the start and 700 ms for each of four good orders and the broken one, three times.
    assert handled_ms == [500 + 5 * 700] * 3
    assert number(world, 'dead_lettered("orders")') == 10
    assert number(world, 'messages_deleted("orders")') == 0


def test_an_order_from_a_queue_never_reaches_the_dead_letter_queue_of_the_function(
    lesson: Lesson,
) -> None:
    world = run_of(lesson, "two-ways")

    assert number(world, 'messages("labels-dlq")') == 1  # A, which came through the topic
    assert number(world, "max(event_tries)") == 3
    assert number(world, 'messages("orders")') == 1


def test_pollers_grow_as_the_lesson_reckons(lesson: Lesson) -> None:
    world = run_of(lesson, "growing")
    a_second = quotas.QUEUE_POLLERS_PER_MINUTE.value / 60

    assert (quotas.QUEUE_POLLERS_INITIAL.value, a_second) == (5, 5)
    assert number(world, 'peak_pollers("orders")') == 5 + 5 * 30
    assert quotas.QUEUE_POLLERS_MAX.value == 5 + 5 * 249  # "after about four minutes"


def test_no_code_ever_failed_where_reserved_concurrency_made_dead_letters(lesson: Lesson) -> None:
    for seed in range(3):
        world = run_of(lesson, "one-at-a-time", seed)

        assert number(world, 'dead_lettered("orders")') == 50
        assert number(world, "errors()") == 0
        assert number(world, 'batches_throttled("orders")') > 0
        assert number(world, "peak_concurrency()") == 1


def test_what_reserved_concurrency_spoils_maximum_concurrency_leaves_whole(lesson: Lesson) -> None:
    step = case_of(lesson, lesson.step("one-at-a-time"), 0, {})
    *others, mapping, _reserved = step.scenario.setup
    assert isinstance(mapping, CreateEventSourceMapping)
    least = replace(mapping, ScalingConfig=ScalingConfig(MaximumConcurrency=2))
    scenario = replace(step.scenario, setup=(*others, least), until=None)
    world = play(Case(scenario), 0)

    assert number(world, 'messages_deleted("orders")') == 300
    assert number(world, 'messages_received("orders")') == 300


def test_the_visibility_timeout_of_the_solution_is_what_aws_advises(lesson: Lesson) -> None:
    function = lesson.world.functions[0]
    advised_s = quotas.VISIBILITY_FACTOR.value * int(function.timeout) // 1_000_000 + 5

    assert advised_s == 65
    assert int(SOLUTION["visibility_timeout"].removesuffix("s")) >= advised_s


# The lab


def test_the_solution_holds_whatever_the_bursts_do(lesson: Lesson, lab: Lab) -> None:
    assert missed(lesson, lab, SOLUTION, range(100, 115)) == set()


def test_each_other_value_of_each_control_breaks_the_solution_or_is_known_to_hold(
    lesson: Lesson, lab: Lab
) -> None:
    seeds = (7, *jury_seeds(lab, 7))
    run = LessonRun(lesson, seed=7)
    run.go(lab.id)
    holding = set[tuple[str, str]]()
    for control in lab.controls:
        view = next(each for each in run.controls if each.name == control.control)
        values = control.values or view.values
        stands = SOLUTION.get(control.control, view.value)
        for value in values:
            others = {**SOLUTION, control.control: value}
            if value != stands and not missed(lesson, lab, others, seeds):
                holding.add((control.control, value))

    assert holding == HOLDS_TOO


@pytest.mark.parametrize(
    ("settings", "belief"),
    [
        ({}, "reserved-one-queues"),
        ({**SOLUTION, "reserved_concurrency": "5", "maximum_concurrency": "none"}, "reserved-one"),
        ({**SOLUTION, "report_failures": "off"}, "only-bad-message-retries"),
        ({**SOLUTION, "visibility_timeout": "10s"}, "visibility-equals-timeout"),
    ],
)
def test_a_hint_names_the_belief_that_is_in_the_way(
    lesson: Lesson, lab: Lab, settings: dict[str, str], belief: str
) -> None:
    world = play(case_with(lesson, lab, settings), 1)

    hint = Hints(lab.hints).give(world)

    assert hint is not None
    assert (hint.misconception or "").startswith(belief)


# From start to end

TO_THE_LAB = [
    "",
    *("3", "", "", ""),
    *("3", "", "", ""),
    *("3", "", "", ""),
    *("2", ""),
    *("2", ""),
    *("3", "", ""),
    *("2", "", "", "", ""),
    *("they were read three times and found no place", ""),
]
"""The hook; each guess, the pauses of its run and its end; a sentence."""


def played(lesson: Lesson, lines: list[str], seed: int) -> tuple[int, str]:
    written: list[str] = []
    run = LessonRun(lesson, seed=seed)
    typed = [f"{line}\n" for line in lines]
    status = play_plainly(run, typed, written.append, 80)
    return status, "".join(written)


def test_the_lesson_is_played_from_a_pipe_and_everything_is_right(lesson: Lesson) -> None:
    seed = 3
    run = LessonRun(lesson, seed=seed)
    run.go("check-queues")
    pollers = next(
        t for t in (10, 20, 40) if f"after {t} seconds" in run.posed("pollers-after").ask
    )
    solving = [*(f"set {name} {value}" for name, value in SOLUTION.items()), "run", ""]
    quiz = [str(5 + 5 * pollers), "2", "2", "2 3 5", "3", ""]

    status, text = played(lesson, [*TO_THE_LAB, *solving, *quiz], seed)

    assert status == FINISHED
    assert text.count("Right: ") >= 7
    assert "The lab is met." in text
    assert "5 of 5 right." in text
    assert "End of the lesson." in text


def test_empty_lines_alone_reach_its_end(lesson: Lesson) -> None:
    status, text = played(lesson, [""] * 60, 1)

    assert status == FINISHED
    assert "0 of 5 right." in text
