"""Every lesson of ours is played on the screen from its first page to its last, with keys."""

from __future__ import annotations

import pytest
from playing import NARROW, WIDE, Clock, screen_of, text_of
from textual.pilot import Pilot
from textual.widgets import Input

from lambdatutor.course.format import Explain, Lab, PolicyLab, Predict, Quiz, Watch
from lambdatutor.course.lab_parts import Set
from lambdatutor.course.policies.reading import laid_out
from lambdatutor.course.questions import Matching, Numeric, Policy
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.policy.document_box import DocumentBox
from lambdatutor.tui.shelf import Shelf
from lambdatutor.tui.steps.quiz import QuizView

PLAYED = [
    ("cold-start", WIDE),
    ("throttling", NARROW),
    ("queues", WIDE),
    ("two-sides", WIDE),
    ("vpc", NARROW),
]


@pytest.mark.parametrize(("lesson", "size"), PLAYED)
async def test_a_lesson_of_ours_is_played_to_its_end(lesson: str, size: tuple[int, int]) -> None:
    shelf = Shelf(save=False)
    run = shelf.lesson_run(lesson, seed=7)
    app = LambdaTutorApp(shelf, lambda: run, clock=Clock())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for step in run.lesson.steps:
            assert screen_of(app).lesson_run.step.id == step.id
            match step:
                case Predict():
                    await _guess(app, pilot)
                    if run.step.id != step.id:
                        continue  # its run plays in the step that tells it
                case Watch():
                    await pilot.press("n")
                    assert screen_of(app).player.over
                case Explain():
                    await pilot.press("enter")
                    assert "A model answer" in text_of(app.screen)
                case Lab():
                    await _solve(app, pilot, step)
                case PolicyLab():
                    await _write(app, pilot, step)
                case Quiz():
                    await _answer(app, pilot)
                    asked = len(step.questions)
                    assert run.score == (asked, asked)
                    await pilot.press("n")
                    assert f"{asked} of {asked} right" in text_of(app.screen)
                case _:
                    pass
            await pilot.press("n")
            await pilot.pause()

        assert run.finished
        assert app.fault is None


async def _guess(app: LambdaTutorApp, pilot: Pilot[None]) -> None:
    """The right one, by its number or typed."""
    run = screen_of(app).lesson_run
    step, posed = run.step, run.questions[0]
    assert isinstance(step, Predict)
    if step.number is not None:
        await pilot.press("5", "enter")
    else:
        right = next(at for at in range(len(posed.options)) if posed.judge(at).correct is not False)
        await pilot.press(str(right + 1))
    await pilot.pause()


async def _solve(app: LambdaTutorApp, pilot: Pilot[None], lab: Lab) -> None:
    """The author's solution, typed at the prompt and played, until the jury has agreed."""
    screen = screen_of(app)
    await pilot.press("colon")
    for action in lab.solution:
        assert isinstance(action, Set)
        screen.query_one(Input).value = f"set {action.set} {action.to}"
        await pilot.press("enter")
    await pilot.press("escape")
    screen.play_again()
    while not screen.player.over:
        frame = screen.player.finish()
        assert frame is not None
        screen.show_frame(frame)
    for _ in range(lab.judge.runs + 1):
        screen._judge_one()
    await pilot.pause()
    assert screen.lesson_run.lab.met
    assert "✔ Met" in text_of(app.screen)


async def _write(app: LambdaTutorApp, pilot: Pilot[None], lab: PolicyLab) -> None:
    """The author's documents, put into the editors, and judged with what is held out."""
    screen = screen_of(app)
    pane = screen.policies
    assert pane is not None
    await pilot.press("enter")
    for written in lab.solution:
        at = [each.id for each in lab.documents].index(written.document)
        list(pane.query(DocumentBox))[at].editor.text = laid_out(written.text)
    await pilot.pause()
    pane.take_in()
    await pilot.press("escape", "ctrl+r")
    for _ in range(sum(each.held_out for each in lab.requests) + 1):
        screen.judge_one()
    await pilot.pause()
    assert pane.attempt.met
    assert "✔ Met" in text_of(app.screen)


async def _answer(app: LambdaTutorApp, pilot: Pilot[None]) -> None:
    run = screen_of(app).lesson_run
    view = screen_of(app).view
    assert isinstance(view, QuizView)
    for at, posed in enumerate(run.questions):
        match posed.question:
            case Numeric():
                number, unit = posed.outcome
                typed = number / 1_000 if unit == "time" else number  # asked for in ms
                await pilot.press(*f"{typed:g}", "enter")
            case Matching(pairs=pairs):
                for pair in pairs:
                    place = posed.options.index(pair.right)
                    await pilot.press(*["right"] * (place + 1), "down")
                await pilot.press("enter")
            case Policy(answer=answer):
                screen_of(app).query_one(Input).value = answer
                await pilot.press("enter")
            case question if hasattr(question, "choices"):
                right = [n for n in range(len(posed.options)) if _is_right(posed, n)]
                await pilot.press(*(str(n + 1) for n in right))
                if posed.kind == "multiple":
                    await pilot.press("enter")
            case _:
                raise AssertionError(posed.kind)
        await pilot.pause()
        if at + 1 < len(run.questions):
            await pilot.press("n")
            await pilot.pause()


def _is_right(posed: object, number: int) -> bool:
    choices = posed.question.choices
    if posed.kind == "multiple":
        return bool(choices[number].right)
    return posed.judge(number).correct is True


async def test_what_is_typed_and_what_it_hears_are_in_sight_below_a_long_question() -> None:
    """A document with a gap leaves little room for them on a screen of 80 by 24."""
    shelf = Shelf(save=False)
    run = shelf.lesson_run("two-sides", seed=7, step="check-two-sides")
    for posed in run.questions:
        if isinstance(posed.question, Policy):
            break
        given = {"matching": (0, 0, 0, 0), "numeric": "0"}.get(posed.kind, 0)
        assert run.answer(posed.id, given).understood
    app = LambdaTutorApp(shelf, lambda: run, clock=Clock())
    async with app.run_test(size=NARROW) as pilot:
        for _ in range(3):  # a refresh, and what comes after it
            await pilot.pause()
        assert "then enter" in text_of(app.screen)

        screen_of(app).query_one(Input).value = "lambda.amazonaws.com"
        await pilot.press("enter")
        for _ in range(3):
            await pilot.pause()
        assert "Here the question is who" in text_of(app.screen)
