"""Guesses, watches and questions about real code, played with keys on the screen."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from playing import NARROW, WIDE, screen_of, shown, text_of
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from lambdatutor.course.format import CodePredict
from lambdatutor.course.handlers.consent import fingerprint
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.runtime.packages import remove
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.code_run.pane import CodeRunPane
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.shelf import Shelf

LESSON = """\
format: 1
id: real
title: Real code
minutes: 8
steps:
  - predict: returned
    kind: code
    title: An exception, returned
    ask: Which error does the caller get?
    program:
      code: |
        def lambda_handler(event, context):
            print("[bold]not bold[/bold] \\x1b[31m")
            return ValueError("no such order")
    answer: {from_run: error_type()}
    choices:
      - {value: ValueError, why: It was returned and not raised.}
      - {value: Runtime.MarshalError}
    confidence: true
    after: The runtime could not write it as JSON.
  - watch: counted
    kind: code
    program:
      code: |
        calls = 0

        def lambda_handler(event, context):
            global calls
            calls += 1
            return calls
      calls: [{event: {}, times: 2}]
    tell:
      - {call: 1, say: A new environment runs the top first.}
      - {call: 2, say: The same environment still has its 1.}
    after: Globals live on.
  - predict: how-many
    kind: code
    ask: What comes back from the second call?
    program:
      code: |
        seen = []

        def lambda_handler(event, context):
            seen.append(event)
            return len(seen)
      calls: [{event: a}, {event: b}]
    answer: {from_run: answer()}
    choices: [{value: 1}, {value: 2}]
  - watch: how-many-run
    kind: code
    of: how-many
    tell: [{call: 2, say: The list still has the first one.}]
  - quiz: check
    questions:
      - single: which
        ask: Which error is it?
        program:
          code: |
            def lambda_handler(event, context):
                return {1, 2}
        answer: {from_run: error_type()}
        choices: [{value: TypeError, why: No.}, {value: Runtime.MarshalError}]
  - watch: broken
    kind: code
    program: {files: gone}
  - watch: many
    kind: code
    program:
      files: many
      calls: [{event: 1}, {event: 2}]
  - explain: why
    ask: Why is it so?
    model: Because.
  - explain: why-again
    ask: And again?
    model: Because.
"""


def write(file: Path, text: str) -> None:
    file.write_text(text)


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    file = tmp_path / "real.yaml"
    write(file, LESSON)
    (tmp_path / "real" / "gone").mkdir(parents=True)
    (tmp_path / "real" / "gone" / "lambda_function.py").write_text("lambda_handler = print")
    (tmp_path / "real" / "many").mkdir()
    many = "def lambda_handler(event, context):\n    return event + 40\n"
    (tmp_path / "real" / "many" / "lambda_function.py").write_text(many)
    (tmp_path / "real" / "many" / "fast.so").write_bytes(b"\x7fELF\xff" * 20)
    return file


@asynccontextmanager
async def playing(
    file: Path, step: str, size: tuple[int, int] = WIDE, *, waits: bool = True
) -> AsyncIterator[Pilot[None]]:
    run = LessonRun(read_lesson(file), seed=3)
    run.go(step)
    shelf = Shelf(save=False)
    shelf.progress.trust(fingerprint(run.written))
    app = LambdaTutorApp(shelf, lambda: run)
    try:
        async with app.run_test(size=size) as pilot:
            for _ in range(10):
                await pilot.pause()
                if isinstance(app.screen, LessonScreen) and not app.screen.opening:
                    break
            if waits:
                await ran(pilot)
            yield pilot
    finally:
        run.close()


def words_in(part: Widget) -> str:
    """Everything that a part of the screen says, in one line."""
    return " ".join(" ".join(shown(each) for each in part.walk_children(Widget)).split()) or (
        " ".join(shown(part).split())
    )


def code_step(run: LessonRun, name: str) -> CodePredict:
    step = run.lesson.step(name)
    assert isinstance(step, CodePredict)
    return step


async def ran(pilot: Pilot[None]) -> None:
    """The code has run, and what came of it has been shown."""
    await pilot.app.workers.wait_for_complete()
    for _ in range(4):
        await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_guess_waits_beside_its_code_and_then_stands_beside_what_came(
    lesson: Path, size: tuple[int, int]
) -> None:
    async with playing(lesson, "returned", size) as pilot:
        app, narrow = pilot.app, size == NARROW
        page = text_of(app.screen)
        assert 'return ValueError("no such order")' in page
        assert "handler lambda_function.lambda_handler · 128 MB · timeout 3 s" in page
        assert "Call 1  {}" in page
        assert "lambda_function.py" in page
        assert page.count("MarshalError") == 1  # among the choices
        assert page.count("def lambda_handler") == 1

        await pilot.press("1", "3")
        await ran(pilot)
        said = words_in(screen_of(app).query_one("#thought"))
        assert "In the run it is Runtime.MarshalError; you said ValueError." in said
        assert "The runtime could not write it as JSON." in said
        verdict = screen_of(app).lesson_run.guess
        assert verdict is not None
        assert not verdict.correct

        await pilot.press(*(["p"] if narrow else []))
        page = text_of(app.screen)
        assert "FunctionError Unhandled" in page
        assert "[bold]not bold[/bold] \\x1b[31m" in page
        assert "\x1b" not in page
        assert "Real milliseconds of this computer" in page


async def test_a_watch_goes_call_by_call_and_says_a_sentence_beside_each(lesson: Path) -> None:
    async with playing(lesson, "counted") as pilot:
        app = pilot.app
        page = text_of(app.screen)
        assert "1 of 2 so far" in page
        assert "A new environment runs the top first." in page
        assert "cold e1" in page
        assert "warm" not in page
        assert "Globals live on." not in page

        await pilot.press("space")
        await ran(pilot)
        page = text_of(app.screen)
        assert "{} → 2" in page
        assert "warm e1" in page
        assert "The same environment still has its 1." in page
        assert "Globals live on." in page

        await pilot.press("1")
        await ran(pilot)
        assert "Answer to call 1" in text_of(app.screen)


async def test_both_sides_can_be_read_to_their_ends(lesson: Path) -> None:
    """The arrows move the text where it is too long, and the page keys what stands beside it."""
    long = LESSON.replace("after: Globals live on.", f"after: {'Globals live on. ' * 200}")
    write(lesson, long.replace("calls += 1", r"calls += 1; print('so\n' * 60)"))
    async with playing(lesson, "counted") as pilot:
        screen = screen_of(pilot.app)
        assert "scroll the right side" not in text_of(screen)  # the arrows do that as yet
        await pilot.press("n")
        await ran(pilot)
        thought, came = screen.query_one("#thought"), screen.query_one("#came")
        assert "scroll the right side" in text_of(screen)

        at = thought.scroll_y
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert (thought.scroll_y, came.scroll_y) == (at, 10)
        await pilot.press("pageup", "down")
        await pilot.pause()
        assert (thought.scroll_y, came.scroll_y) == (at + 1, 5)


async def test_nothing_passes_over_calls_that_were_not_shown(lesson: Path) -> None:
    async with playing(lesson, "counted") as pilot:
        run = screen_of(pilot.app).lesson_run
        await pilot.press("n")
        await ran(pilot)
        assert run.step.id == "counted"
        assert "Globals live on." in text_of(pilot.app.screen)

        await pilot.press("n")
        await ran(pilot)
        assert run.step.id == "how-many"


async def test_it_runs_again_for_real(lesson: Path) -> None:
    async with playing(lesson, "counted") as pilot:
        screen = screen_of(pilot.app)
        await pilot.press("n")
        await ran(pilot)
        first = [each.answer.request_id for each in screen._outcomes]

        await pilot.press("r")
        await ran(pilot)
        again = [each.answer.request_id for each in screen._outcomes]

        assert len(first) == len(again) == 2
        assert not set(first) & set(again)
        assert [each.payload for each in screen._outcomes] == ["1", "2"]
        assert "Answer to call 2" in text_of(screen)
        assert "The code runs" not in text_of(screen)
        assert screen.query_one(CodeRunPane).shown == screen._outcomes


async def test_a_guess_that_a_watch_tells_stays_on_the_screen_until_its_outcome(
    lesson: Path,
) -> None:
    async with playing(lesson, "how-many") as pilot:
        run = screen_of(pilot.app).lesson_run
        await pilot.press("2")
        await ran(pilot)
        assert run.step.id == "how-many-run"
        page = text_of(pilot.app.screen)
        assert "You said 2." in page
        assert "✔" not in page

        await pilot.press("enter")
        await ran(pilot)
        page = text_of(pilot.app.screen)
        assert "✔ Right: 2." in page
        assert "The list still has the first one." in page

        await pilot.press("left")
        await ran(pilot)
        page = text_of(pilot.app.screen)
        assert "You said 2." in page
        assert "✔" not in page
        assert "→ 2" not in page


async def test_on_a_small_screen_the_calls_come_first_and_the_outcome_last(lesson: Path) -> None:
    async with playing(lesson, "how-many", NARROW) as pilot:
        await pilot.press("2")
        await ran(pilot)
        assert '"a" → 1' in text_of(pilot.app.screen)

        await pilot.press("space")
        await ran(pilot)
        page = text_of(pilot.app.screen)
        assert "The list still has the first one." in page
        assert '"b" → 2' in page
        assert "✔" not in page

        await pilot.press("space")
        await ran(pilot)
        assert "✔ Right: 2." in text_of(pilot.app.screen)


LONG = """\
format: 1
id: long
title: Long code
minutes: 8
steps:
  - hook: begin
    text: Something is called.
  - watch: long
    kind: code
    program:
      code: |
        def lambda_handler(event, context):
            return event
LINES
      calls: [{event: a}, {event: b}]
    tell: [{call: 1, say: The first.}, {call: 2, say: The second.}]
  - lab: gone
    kind: code
    brief: Something.
    cases: [{id: a, says: A, event: {}, returns: 1}]
    solution: [{do: rm lambda_function.py}]
  - hook: end
    text: That was all.
"""
LONG = LONG.replace("LINES", "\n".join(f"        x{number} = {number}" for number in range(40)))


@pytest.fixture
def long(tmp_path: Path) -> Path:
    file = tmp_path / "long.yaml"
    write(file, LONG)
    (tmp_path / "long" / "gone").mkdir(parents=True)
    (tmp_path / "long" / "gone" / "lambda_function.py").write_text("lambda_handler = print")
    return file


async def test_on_a_small_screen_one_comes_back_to_where_one_was(long: Path) -> None:
    async with playing(long, "long", NARROW) as pilot:
        pane = screen_of(pilot.app).code_run
        assert pane is not None
        at_the_call = pane.scroll_y
        assert '"a" → "a"' in text_of(pilot.app.screen)
        assert at_the_call > 20

        await pilot.press("p")
        await ran(pilot)
        assert '"a" → "a"' not in text_of(pilot.app.screen)
        await pilot.press("p")
        await ran(pilot)
        assert pane.scroll_y == at_the_call

        await pilot.press("up", "up", "p")
        await ran(pilot)
        await pilot.press("p")
        await ran(pilot)
        assert pane.scroll_y == at_the_call - 2

        # The next call is looked at from its beginning.
        await pilot.press("space")
        await ran(pilot)
        assert pane.scroll_y == at_the_call


async def test_calls_that_came_while_the_other_page_was_in_front_are_what_p_shows(
    long: Path,
) -> None:
    async with playing(long, "long", NARROW) as pilot:
        pane = screen_of(pilot.app).code_run
        assert pane is not None
        await pilot.press(*["pageup"] * 9, "p", "n")
        await ran(pilot)
        assert pane.scroll_y == 0
        assert "Watch what the code does." in text_of(pilot.app.screen)

        await pilot.press("p")
        await ran(pilot)
        assert '"b" → "b"' in text_of(pilot.app.screen)


async def test_a_lab_that_cannot_be_opened_says_why_and_how_to_go_on(long: Path) -> None:
    async with playing(long, "begin") as pilot:
        run = screen_of(pilot.app).lesson_run
        remove(long.parent / "long" / "gone")
        run.lesson.beside.folders.clear()  # they were read as the lesson opened
        run.go("gone")
        await screen_of(pilot.app).show_step()
        await ran(pilot)
        said = words_in(screen_of(pilot.app).query_one("#thought"))
        assert "This lab cannot be opened." in said
        assert '"gone" is not a folder beside the lesson' in said

        for key in ("h", "s", "u", "r", "e", "a", "c", "l", "ctrl+r", "p", "enter", "y", "b", "x"):
            await pilot.press(key)
        await ran(pilot)
        await pilot.press("n")
        await ran(pilot)
        assert run.step.id == "end"


@pytest.mark.parametrize("waits", [True, False])
async def test_the_key_of_a_question_is_what_its_code_does(lesson: Path, waits: bool) -> None:
    async with playing(lesson, "check", waits=waits) as pilot:
        run = screen_of(pilot.app).lesson_run
        assert "return {1, 2}" in text_of(pilot.app.screen)

        await pilot.press("2")
        await ran(pilot)

        assert run.score == (1, 1)
        assert "✔ Right: Runtime.MarshalError." in text_of(pilot.app.screen)


async def test_an_answer_that_comes_before_the_code_has_run_is_judged_when_it_has(
    lesson: Path,
) -> None:
    slow = "__import__('time').sleep(0.7)\n        def lambda_handler"
    write(lesson, LESSON.replace("def lambda_handler", slow, 1))
    async with playing(lesson, "returned", waits=False) as pilot:
        await pilot.press("2", "1")
        await pilot.pause(0.1)
        assert "The code is still running." in text_of(pilot.app.screen)
        await pilot.press("1", "2")  # it is given; nothing else is taken
        await ran(pilot)
        assert "✔ Right: Runtime.MarshalError." in text_of(pilot.app.screen)
        assert screen_of(pilot.app).lesson_run.guess is not None


async def test_what_is_asked_about_long_code_is_read_before_the_choices(lesson: Path) -> None:
    long = "".join(f"        # line {number}\n" for number in range(30))
    write(lesson, LESSON.replace("        seen = []\n", f"        seen = []\n{long}"))
    async with playing(lesson, "how-many", NARROW) as pilot:
        screen = pilot.app.screen
        assert "What comes back from the second call?" in text_of(screen)
        assert "▸  1  1" not in text_of(screen)
        await pilot.press("down")
        await pilot.pause()
        assert "▸  2  2" in text_of(screen)


async def test_on_a_small_screen_too_it_is_seen_that_code_runs(lesson: Path) -> None:
    write(lesson, LESSON.replace("calls = 0", "__import__('time').sleep(0.7); calls = 0"))
    async with playing(lesson, "counted", NARROW, waits=False) as pilot:
        await pilot.pause(0.2)
        assert "The code runs, for real …" in text_of(pilot.app.screen)
        await ran(pilot)
        assert "1 of 2 so far" in text_of(pilot.app.screen)
        assert "The code runs" not in text_of(pilot.app.screen)


async def test_code_that_cannot_run_is_told_in_a_sentence_and_the_lesson_goes_on(
    lesson: Path,
) -> None:
    async with playing(lesson, "how-many-run") as pilot:
        run = screen_of(pilot.app).lesson_run
        remove(lesson.parent / "real" / "gone")
        run.lesson.beside.folders.clear()  # they were read as the lesson opened
        run.go("broken")
        await screen_of(pilot.app).show_step()
        await ran(pilot)
        screen = screen_of(pilot.app)
        assert '"gone" is not a folder beside the lesson' in words_in(screen.query_one("#running"))
        assert "The code could not be run here." in words_in(screen.query_one("#thought"))

        await pilot.press("n")
        await ran(pilot)
        assert run.step.id == "many"


async def test_an_explain_that_a_lesson_opens_at_has_its_code_and_calls_beside_it(
    lesson: Path,
) -> None:
    """Also with another one between it and its code."""
    async with playing(lesson, "why-again") as pilot:
        page = text_of(pilot.app.screen)
        assert "lambda_function.py" in page
        assert "return event + 40" in page
        assert "fast.so, 100 bytes" in page
        assert "ELF" not in page
        assert "1 → 41" in page
        assert "2 → 42" in page
        assert "Answer to call 2" in page

        await pilot.press("escape", "1")
        await ran(pilot)
        assert "Answer to call 1" in text_of(pilot.app.screen)


async def test_code_whose_step_is_left_is_stopped_and_the_next_one_waits_for_nothing(
    lesson: Path,
) -> None:
    endless = LESSON.replace('return ValueError("no such order")', "__import__('time').sleep(900)")
    write(lesson, endless.replace("program:", "program:\n      function: {timeout: 900s}", 1))
    async with playing(lesson, "returned", waits=False) as pilot:
        run = screen_of(pilot.app).lesson_run
        await pilot.press("n")
        await ran(pilot)  # all of it: nothing runs any more
        assert run.step.id == "counted"
        assert "1 of 2 so far" in text_of(pilot.app.screen)
        assert run.handlers.record(code_step(run, "returned")) is None


KEYS = [
    *("space", "n", "enter", "r", "c", "p", "backspace", "left", "right", "up", "down", "tab"),
    *("question_mark", "1", "2", "3", "9", "h", "s", "u", "pageup", "pagedown", "e", "w", "colon"),
]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_any_keys_in_any_order_leave_a_screen_that_works(
    lesson: Path, size: tuple[int, int]
) -> None:
    random = Random(size[0])
    async with playing(lesson, "returned", size) as pilot:
        for _ in range(12):
            for _ in range(5):
                key = random.choice(KEYS)
                pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.resize_terminal(*random.choice([WIDE, NARROW, (30, 8), size]))
            await pilot.pause()
        await pilot.resize_terminal(*size)
        await ran(pilot)
        assert text_of(pilot.app.screen).strip()
        assert pilot.app.fault is None


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_a_lesson_that_is_left_while_its_code_runs_takes_the_code_along(
    lesson: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no screen waits until it is gone."""
    closed_by: list[threading.Thread] = []
    real = LessonRun.close

    def close(run: LessonRun) -> None:
        closed_by.append(threading.current_thread())
        real(run)

    monkeypatch.setattr(LessonRun, "close", close)
    endless = LESSON.replace('return ValueError("no such order")', "__import__('time').sleep(900)")
    write(lesson, endless.replace("program:", "program:\n      function: {timeout: 900s}", 1))
    async with playing(lesson, "returned", waits=False) as pilot:
        run = screen_of(pilot.app).lesson_run
        await pilot.press("1", "3")
        await pilot.pause(0.3)
        assert "The code is still running." in text_of(pilot.app.screen)
        assert "The code runs, for real …" in text_of(pilot.app.screen)

        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
    assert run.handlers.record(run.step) is None
    assert closed_by[0] is not threading.current_thread()
