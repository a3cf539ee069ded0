"""The lesson on the handler: its words are what Lambda's own runtime client really does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lambdatutor.aws.command_line import from_cli
from lambdatutor.course.catalogue import lessons_folder
from lambdatutor.course.format import Explain, Lesson, Quiz, Recap
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.parts import ApiCall, FunctionSettings, Program, ProgramCall
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.handlers.runs import HandlerRuns
from lambdatutor.course.handlers.steps import CodeLab, CodePredict, CodeWatch
from lambdatutor.course.keeper import Forgetful
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.questions import Matching, Question
from lambdatutor.course.reader import read_lesson
from lambdatutor.course.walking import texts
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED
from lambdatutor.plain.play import play as play_plainly

LESSON = lessons_folder() / "basics" / "handler.yaml"
ORDERS = "desk/orders.py"
TAKE = "desk/orders.take"


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return read_lesson(LESSON)


@pytest.fixture(scope="module")
def runs(lesson: Lesson) -> Iterator[HandlerRuns]:
    runs = HandlerRuns(lesson, 1, Forgetful())
    yield runs
    runs.close()


@pytest.fixture(scope="module")
def lab(lesson: Lesson) -> CodeLab:
    step = lesson.step("order-desk")
    assert isinstance(step, CodeLab)
    return step


@pytest.fixture
def attempt(lesson: Lesson, lab: CodeLab) -> Iterator[HandlerAttempt]:
    attempt = HandlerAttempt(lesson, lab, lambda _: None)
    yield attempt
    attempt.close()


def ran(runs: HandlerRuns, lesson: Lesson, step_id: str) -> Record:
    step = lesson.step(step_id)
    assert isinstance(step, CodePredict | CodeWatch)
    return runs.run(step)


def came_back(record: Record) -> list[str]:
    """Of each call the error's type, or else the answer."""
    return [each.error_type or each.payload or "" for each in record.outcomes]


def says(lesson: Lesson, sentence: str) -> bool:
    return any(sentence in " ".join(each.text.split()) for each in texts(lesson))


def question(lesson: Lesson, question_id: str) -> Question:
    quiz = next(each for each in lesson.steps if isinstance(each, Quiz))
    return next(each for each in quiz.questions if each.id == question_id)


def program(code: str, handler: str = "lambda_function.lambda_handler") -> Program:
    return Program(code=code, function=FunctionSettings(handler=handler), calls=(ProgramCall(),))


# What the guesses are about


def test_what_is_printed_stands_in_the_log_and_the_caller_gets_null(
    lesson: Lesson, runs: HandlerRuns
) -> None:
    """The riddle of the first page: its code is run as it stands there."""
    hook = lesson.steps[0]
    call = ProgramCall(event='{"name": "Ben"}')  # type: ignore[arg-type]  # any text is one
    shown = Program(code=getattr(hook, "code", ""), calls=(call,))

    (outcome,) = runs.run_program(shown).outcomes

    assert outcome.payload == "null"
    assert len("null") == 4
    assert outcome.log_lines == ("Hello Ben!",)


def test_the_setting_decides_and_not_the_name(lesson: Lesson, runs: HandlerRuns) -> None:
    assert came_back(ran(runs, lesson, "two-functions")) == ['"Hello Ana"']


def test_three_of_the_seven_answers_are_nothing_that_json_knows(
    lesson: Lesson, runs: HandlerRuns
) -> None:
    record = ran(runs, lesson, "seven-answers")

    assert came_back(record) == [
        '{"order": 7, "paid": true}',
        '"ready"',
        "null",
        "[7, 8]",
        *["Runtime.MarshalError"] * 3,
    ]
    assert [each.error_message for each in record.outcomes[4:]] == [
        f"Unable to marshal response: Object of type {kind} is not JSON serializable"
        for kind in ("set", "date", "ValueError")
    ]


def test_each_of_the_seven_is_told_of_in_its_turn(lesson: Lesson, runs: HandlerRuns) -> None:
    watch = lesson.step("seven-answers-run")
    assert isinstance(watch, CodeWatch)

    told = [" ".join(each.say.split()) for each in watch.tell]

    events = [each.event.strip('"') for each in ran(runs, lesson, "seven-answers").outcomes]
    words = {
        "nothing": "`None` becomes `null`",
        "an exception": "An exception that is **returned**",
    }
    for event, say in zip(events, told, strict=True):
        assert words.get(event, event.split()[-1]) in say


def test_a_key_that_is_a_number_arrives_as_a_text(lesson: Lesson, runs: HandlerRuns) -> None:
    code = "def lambda_handler(event, context):\n    return {7: (1, 2)}\n"

    assert came_back(runs.run_program(program(code))) == ['{"7": [1, 2]}']
    assert says(lesson, "a tuple arrives as an array, and a key that is a number arrives as a text")


def test_raised_or_returned_the_status_is_200(lesson: Lesson, runs: HandlerRuns) -> None:
    raised, returned = ran(runs, lesson, "not-found").outcomes

    assert (raised.status, raised.failed, raised.error_type) == (200, True, "ValueError")
    assert (returned.status, returned.failed) == (200, False)
    assert returned.payload == '{"statuscode": 404, "body": "no such order"}'


def test_the_second_call_finds_what_the_first_one_left(lesson: Lesson, runs: HandlerRuns) -> None:
    record = ran(runs, lesson, "bread-then-cake")

    assert came_back(record) == ['["bread"]', '["bread", "cake"]']
    assert [each.cold for each in record.outcomes] == [True, False]


def test_the_messages_of_the_quiz_are_those_of_the_runtime(
    lesson: Lesson, runs: HandlerRuns
) -> None:
    asked = question(lesson, "what-it-says")
    assert isinstance(asked, Matching)
    fine = "def lambda_handler(event, context):\n    return {1}\n"
    calls = {
        "app.main": "is not there",
        "lambda_function.main": "has no such function",
        "app": "has no dot",
        "lambda_function.lambda_handler": "returns a set",
    }

    said = [
        (each.error_message or "").replace("'lambda_function'", "'app'")
        for handler in calls
        for each in runs.run_program(program(fine, handler)).outcomes
    ]
    assert said == [pair.left for pair in asked.pairs]


def test_the_errors_that_the_text_names_are_those_of_a_wrong_setting(
    lesson: Lesson, runs: HandlerRuns
) -> None:
    fine = "def lambda_handler(event, context):\n    return 1\n"
    wrong = {"other.lambda_handler": "Runtime.ImportModuleError"}
    wrong["lambda_function.other"] = "Runtime.HandlerNotFound"

    for handler, error in wrong.items():
        assert came_back(runs.run_program(program(fine, handler))) == [error]
        assert says(lesson, f"`{error}`")


# The lab


def called(attempt: HandlerAttempt) -> dict[str, str]:
    """What each case that can be seen came to."""
    running = attempt.run()
    for _ in running.outcomes():
        pass
    attempt.take(running)
    return {each.id: came_back(attempt.record)[at] for at, each in enumerate(attempt.cases)}


def judged(attempt: HandlerAttempt) -> set[str]:
    """The cases that go wrong in a judging."""
    running = attempt.judge()
    for _ in running.outcomes():
        pass
    attempt.take(running)
    return {each.id for each in attempt.cases if each.state == "fails"}


def changed(attempt: HandlerAttempt, old: str, new: str) -> None:
    text = attempt.text(ORDERS) or ""
    assert text.count(old) == 1
    attempt.edit(ORDERS, text.replace(old, new))


def test_a_learner_mends_one_fault_after_the_other_and_each_has_its_hint(
    attempt: HandlerAttempt,
) -> None:
    heard: list[str] = []

    def runs_and_asks() -> dict[str, str]:
        came = called(attempt)
        heard.append((attempt.hint() or "").split(".")[0].split(",")[0])
        return came

    assert set(runs_and_asks().values()) == {"Runtime.ImportModuleError"}
    attempt.set("handler", "take")
    assert set(runs_and_asks().values()) == {"Runtime.MalformedHandlerName"}
    attempt.set("handler", "desk/orders.order")
    assert set(runs_and_asks().values()) == {"Runtime.HandlerNotFound"}
    attempt.set("handler", TAKE)
    assert runs_and_asks() == {
        "bread": "null",
        "monday": "Runtime.MarshalError",
        "tuesday": "Runtime.MarshalError",
        "soup": "null",
        "bread-and-soup": "TypeError",
    }
    changed(attempt, "print(price(event))\n        return\n", "return price(event)\n")
    assert runs_and_asks()["bread"] == "380"
    changed(attempt, "day + timedelta(days=1)", "str(day + timedelta(days=1))")
    assert runs_and_asks()["monday"] == '{"total": 540, "ready": "2026-11-17"}'
    changed(attempt, "return ValueError", "raise ValueError")
    assert runs_and_asks()["tuesday"] == '{"total": 2940, "ready": "2026-11-18"}'
    assert runs_and_asks()["monday"] == "ValueError"  # warm: Dia's soup is in the basket
    changed(attempt, "    for item in event", "    basket.clear()\n    for item in event")
    called(attempt)

    assert attempt.ready
    assert judged(attempt) == set()
    assert attempt.met
    assert heard == [
        "The message names the file that Lambda looks for",
        "There is no dot in the setting",
        "The file was found",
        "Ana gets `null`",
        "The message names a type that JSON does not know",
        "The exception came back as a value",
        "Cho pays for things that Ben has ordered",
        "Ben's order fails because of a soup",
    ]


@pytest.mark.parametrize(
    ("way", "wrong", "hint"),
    [
        ("cleared-at-the-end", {"after-the-soup", "new-year"}, "Dia's call ends in the middle"),
        ("day-by-hand", {"new-year"}, "A day is more than a number"),
        ("looked-up", {"after-the-soup", "roll", "new-year"}, "Somebody asks for another thing"),
    ],
)
def test_what_passes_all_that_can_be_seen_is_caught_at_the_end(
    attempt: HandlerAttempt, way: str, wrong: set[str], hint: str
) -> None:
    attempt.set("handler", TAKE)
    attempt.edit(ORDERS, (LESSON.parent / "handler" / "ways" / f"{way}.py").read_text("utf-8"))
    called(attempt)
    assert attempt.ready

    assert judged(attempt) == wrong
    assert not attempt.met
    assert (attempt.hint() or "").startswith(hint)


def test_before_anything_has_run_the_hint_is_to_run_it(attempt: HandlerAttempt) -> None:
    assert (attempt.hint() or "").startswith("Nothing has run yet.")


def test_a_dot_that_is_taken_before_a_plus_is_hinted_at(attempt: HandlerAttempt) -> None:
    attempt.set("handler", TAKE)
    changed(attempt, "timedelta(days=1)", "timedelta(days=1).isoformat()")
    assert called(attempt)["monday"] == "AttributeError"
    heard = [(attempt.hint() or "") for _ in range(3)]

    assert any(each.startswith("Python takes the dot before the plus.") for each in heard)


def test_json_written_twice_is_hinted_at(attempt: HandlerAttempt) -> None:
    way = LESSON.parent / "handler" / "ways" / "json-text.py"
    attempt.set("handler", TAKE)
    attempt.edit(ORDERS, way.read_text("utf-8"))
    called(attempt)

    assert (attempt.hint() or "").startswith("Ben gets a text that looks like JSON.")


def test_the_files_of_the_lab_leave_no_fault_but_those_it_teaches(lab: CodeLab) -> None:
    """The start and its solution differ in the lines that are taught, and in no others."""
    folder = LESSON.parent / "handler"
    start = (folder / lab.starter / ORDERS).read_text("utf-8").splitlines()
    solved = (folder / "solved" / ORDERS).read_text("utf-8").splitlines()

    gone = [each.strip() for each in start if each.strip() and each not in solved]
    assert gone == [
        "basket = []",
        'return ValueError(f"we do not bake {item}")',
        "print(price(event))",
        "return",
        '"ready": day + timedelta(days=1),',
    ]


# What to take along


def test_the_command_of_the_recap_is_the_change_of_the_solution(
    lesson: Lesson, lab: CodeLab
) -> None:
    recap = lesson.steps[-1]
    assert isinstance(recap, Recap)
    command = recap.moves.cli.partition("aws lambda invoke")[0].replace("\\\n", " ")

    (change,) = (each for each in lab.solution if isinstance(each, ApiCall))
    assert from_cli(command) == change.operation
    assert f"Handler: {TAKE}" in recap.moves.sam
    assert f'Handler="{TAKE}"' in recap.moves.boto3


def test_every_step_with_an_idea_is_guessed_before_it_is_watched(lesson: Lesson) -> None:
    kinds = [type(each) for each in lesson.steps]

    assert kinds.count(CodePredict) == kinds.count(CodeWatch) == 4
    assert kinds.count(Explain) == 1
    for at, step in enumerate(lesson.steps):
        if isinstance(step, CodeWatch):
            assert step.of == lesson.steps[at - 1].id


# From the first page to the last

SOLVED = (LESSON.parent / "handler" / "solved" / ORDERS).read_text("utf-8").splitlines()
RIGHT = [
    *("", "3", ""),  # the story; which function; one call
    *("3", *[""] * 7, "JSON has no such things", ""),  # seven answers, call by call
    *("3", "", ""),
    *("2", "", ""),
    *("run", "set handler desk/orders.take", f"edit {ORDERS}", *SOLVED, ".", "run", ""),
]
QUIZ = ["null", "2", "5 4 2 3", "4", ""]


def friends(lesson: Lesson, seed: int) -> str:
    """The number that is drawn: how many of the calls bring a set back."""
    run = LessonRun(lesson, seed=seed)
    run.go("check-handler")
    gifts = run.posed("gifts")
    assert gifts.outcome == Quantity(int(gifts.ask.split(" friends")[0].split()[-1]))
    run.close()
    return gifts.ask.split(" friends")[0].split()[-1]


def test_the_whole_lesson_is_played_from_a_pipe(lesson: Lesson) -> None:
    progress = Progress.in_memory()
    written: list[str] = []
    run = LessonRun(lesson, seed=1, progress=progress)

    typed = [f"{line}\n" for line in (*RIGHT, friends(lesson, 1), *QUIZ)]
    status = play_plainly(run, typed, written.append, 80, keeps=lambda: True)
    run.close()
    text = "".join(written)

    assert status == FINISHED
    for right in ('"Hello Ana", with quotes', "3: set, date and exception", '["bread", "cake"]'):
        assert f"Right: {right}" in text
    assert "The lab is met." in text
    assert "5 of 5 right." in text
    assert progress.summary()["handler"].state == "finished"


def test_wrong_guesses_and_empty_lines_reach_the_end_too(lesson: Lesson) -> None:
    written: list[str] = []

    run = LessonRun(lesson, seed=2)
    status = play_plainly(run, ["1\n", "\n"] * 60, written.append, 80, keeps=lambda: False)
    run.close()

    assert status == FINISHED
    assert "End of the lesson." in "".join(written)
