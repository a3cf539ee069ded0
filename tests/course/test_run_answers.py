"""Answers to every kind of question, and what they hear."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress

SMALL = read_lesson(Path(__file__).parent / "lessons" / "small.yaml")
QUESTIONS = [
    ("ana-or-ben", "ana-or-ben"),
    ("why-ana", "why-ana"),
    ("every-six-minutes", "every-six-minutes"),
    *(
        ("check", name)
        for name in (
            "reserved-50",
            "which-pay",
            "burst",
            "billed-cold",
            "life",
            "letters",
            "why-ana-waited",
            "the-word",
        )
    ),
]


def at(step_id: str, *, seed: int = 7, progress: Progress | None = None) -> LessonRun:
    run = LessonRun(SMALL, seed=seed, progress=progress)
    run.go(step_id)
    return run


def test_a_wrong_guess_hears_what_happened_then_the_rule_then_one_thing_to_try() -> None:
    verdict = at("ana-or-ben").answer("ana-or-ben", 1)

    assert verdict.correct is False
    assert verdict.lines() == (
        "In the run it is 800 ms; you said 200 ms.",
        "That is the handler. Both pay it.",
        "Try: Play the run again, and stop where it differs from your guess.",
    )


def test_the_right_answer_is_computed_from_the_run() -> None:
    verdict = at("ana-or-ben").answer("ana-or-ben", 2)

    assert (verdict.correct, verdict.answer) == (True, "800 ms")


def test_an_unscored_guess_is_never_wrong() -> None:
    verdict = at("every-six-minutes").answer("every-six-minutes", "20")

    assert verdict.correct is None
    assert verdict.happened.startswith("This time it is ")


def test_an_explanation_is_never_graded() -> None:
    verdict = at("why-ana").answer("why-ana", "Because of the moon.")

    assert verdict.correct is None
    assert "Her environment had to be built." in verdict.lines()


@pytest.mark.parametrize(
    ("question", "given", "correct"),
    [
        ("reserved-50", 1, True),
        ("reserved-50", 0, False),
        ("which-pay", [0, 1], True),
        ("which-pay", [0], False),
        ("which-pay", [0, 1, 2], False),
        ("which-pay", [], False),
        ("billed-cold", "1000", True),
        ("billed-cold", "1 s", True),
        ("billed-cold", "1,000 ms", True),
        ("billed-cold", 1000, True),
        ("billed-cold", "200", False),
        ("why-ana-waited", 0, True),
        ("why-ana-waited", 1, False),
        ("the-word", "  INIT ", True),
        ("the-word", "the  Init phase", True),
        ("the-word", "Shutdown", False),
    ],
)
def test_each_kind_of_question_knows_right_from_wrong(
    question: str, given: object, correct: object
) -> None:
    assert at("check").answer(question, given).correct is correct


@pytest.mark.parametrize(
    ("question", "given", "misconception"),
    [
        ("reserved-50", 0, "reserved-warms"),
        ("billed-cold", "200ms", "init-is-free"),
        ("why-ana-waited", 1, "sync-is-queued"),
    ],
)
def test_a_tempting_answer_names_the_belief_behind_it(
    question: str, given: object, misconception: str
) -> None:
    assert at("check").answer(question, given).misconception == misconception


def test_the_reason_for_a_wrong_choice_names_the_choice_that_it_is_about() -> None:
    verdict = at("check").answer("reserved-50", 2)

    assert verdict.lines()[:2] == (
        "The answer is: starts cold.",
        "You chose: is refused. Up to 50 may run; this is one.",
    )


def test_a_varied_question_has_a_key_for_whatever_is_drawn() -> None:
    asked: set[str] = set()
    for seed in range(30):
        run = at("check", seed=seed)
        posed = run.posed("burst")
        warm, burst = (int(word) for word in posed.ask.split() if word.isdigit())
        asked.add(posed.ask)

        assert run.answer("burst", str(burst - warm)).correct
        trap = run.answer("burst", "0")
        assert trap.misconception == "warm-env-multiplexes"

    assert len(asked) > 4


def test_asking_a_quiz_again_draws_new_numbers() -> None:
    run = at("check")
    asked: set[str] = set()
    for _ in range(20):
        asked.add(run.posed("burst").ask)
        run.ask_again()

    assert len(asked) > 3


def test_an_ordering_is_never_shown_in_its_right_order() -> None:
    for seed in range(30):
        posed = at("check", seed=seed).posed("life")

        assert sorted(posed.options) == ["Init", "Invoke", "Shutdown"]
        assert posed.options != ("Init", "Invoke", "Shutdown")


def test_a_partly_right_order_hears_how_much_of_it_stands() -> None:
    run = at("check")
    shown = run.posed("life").options
    right = [shown.index(item) for item in ("Init", "Invoke", "Shutdown")]
    swapped = [right[0], right[2], right[1]]

    assert run.answer("life", right).correct
    assert run.answer("life", swapped).happened == (
        "1 of 3 stand where they belong. Number 2 is: Invoke."
    )


def test_a_partly_right_match_hears_which_pair_is_wrong_and_why() -> None:
    run = at("check")
    shown = run.posed("letters").options
    event, never = shown.index("once for an event"), shown.index("never")

    verdict = run.answer("letters", [never, event])

    assert verdict.happened == "1 of 2 pairs is right.\nInit goes with: once for an environment."
    assert verdict.rule == "Later events find it done."


def test_every_wrong_pair_is_told_and_the_reason_for_each() -> None:
    run = at("check")
    shown = run.posed("letters").options
    event, once = shown.index("once for an event"), shown.index("once for an environment")

    verdict = run.answer("letters", [event, once])

    assert verdict.happened == (
        "0 of 2 pairs are right.\nInit goes with: once for an environment.\n"
        "Invoke goes with: once for an event."
    )


def test_an_instant_shows_the_run_at_that_moment() -> None:
    world = at("check").posed("why-ana-waited").moment()

    assert world is not None
    assert world.now_us == 0
    assert [each.request.name for each in world.snapshot().environments if each.request] == ["Ana"]


def test_the_score_counts_the_latest_answers() -> None:
    run = at("check")
    run.answer("reserved-50", 0)
    run.answer("reserved-50", 1)
    run.answer("the-word", "Init")

    assert run.score == (2, 8)


def test_an_answer_is_kept_the_moment_it_is_given() -> None:
    progress = Progress.in_memory()
    run = at("ana-or-ben", progress=progress)
    run.answer("ana-or-ben", 1, confidence=3)
    run.go("check")
    run.answer("reserved-50", 0)

    first, second = progress.answers("small")

    assert (first.step, first.question, first.given) == ("ana-or-ben", "", "200 ms")
    assert (first.correct, first.confidence, first.seed) == (False, 3, 7)
    assert (second.step, second.question) == ("check", "reserved-50")
    assert second.misconception == "reserved-warms"


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.binary(max_size=4),
    st.lists(st.one_of(st.integers(), st.text(max_size=3), st.none()), max_size=5),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


@pytest.mark.parametrize(("step", "question"), QUESTIONS)
@given(given_=junk)
@settings(deadline=None, max_examples=40)
def test_no_answer_breaks_a_question_and_nonsense_is_not_kept(
    step: str, question: str, given_: object
) -> None:
    progress = Progress.in_memory()
    run = at(step, progress=progress)

    verdict = run.answer(question, given_)

    assert verdict.happened
    assert len(progress.answers("small")) == verdict.understood
