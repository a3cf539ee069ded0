"""Each kind of step as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.format import (
    CodeLab,
    CodePredict,
    CodeWatch,
    Explain,
    Hook,
    Lab,
    PolicyLab,
    Predict,
    Quiz,
    Read,
    Recap,
    Watch,
)
from lambdatutor.plain import code_steps, policy_lab
from lambdatutor.plain.lab import work
from lambdatutor.plain.runs import play_and_show, show_verdict
from lambdatutor.plain.typed import answer_to, how_to_answer

if TYPE_CHECKING:
    from lambdatutor.course.posed import Posed
    from lambdatutor.course.verdicts import Verdict
    from lambdatutor.plain.talk import Talk


def go_through(talk: Talk) -> None:
    """Show the step the lesson stands at, and take it to its end."""
    step = talk.run.step
    match step:
        case Hook() | Read():
            _read(talk, step)
        case Predict():
            _predict(talk, step)
        case Watch():
            play_and_show(talk)
        case CodePredict() | CodeWatch() | CodeLab():
            code_steps.go_through(talk, step, ask)
        case Explain():
            _explain(talk, step)
        case Lab():
            work(talk, step)
        case PolicyLab():
            policy_lab.work(talk)
        case Quiz():
            _quiz(talk, step)
        case Recap():
            _recap(talk, step)


def _read(talk: Talk, step: Read) -> None:
    talk.tell(step.text)
    talk.quote(step.code)
    for link in step.links:
        talk.say(f"{link.title}: {link.url}")
    talk.pause()


def _predict(talk: Talk, step: Predict) -> None:
    run = talk.run
    talk.tell(step.text)
    verdict = ask(talk, run.posed(step.id), sure=step.confidence)
    if verdict is not None:
        talk.say(f"Your guess: {verdict.given.rstrip('.')}.")
    following = run.lesson.steps[run.index + 1 : run.index + 2]
    shown_next = following and isinstance(following[0], Watch) and following[0].of == step.id
    if shown_next:
        talk.say("Now the run." if verdict is not None else "No guess. Now the run.")
    elif verdict is not None:
        play_and_show(talk)


def _explain(talk: Talk, step: Explain) -> None:
    ask(talk, talk.run.posed(step.id))
    talk.say("A model answer:")
    talk.tell(step.model)
    talk.pause()


def _quiz(talk: Talk, step: Quiz) -> None:
    run = talk.run
    while True:
        questions = run.questions
        for number, posed in enumerate(questions, start=1):
            talk.say(f"Question {number} of {len(questions)}.")
            verdict = ask(talk, posed)
            if verdict is not None:
                show_verdict(talk, verdict)
            else:
                talk.say("Left open.")
                talk.say()
        right, count = run.score
        talk.say(f"{right} of {count} right.")
        if right >= step.pass_mark * count:
            talk.pause()
            return
        prompt = "Type again for another round with new numbers, or press enter to go on."
        if talk.ask(prompt) != "again":
            return
        run.ask_again()


def _recap(talk: Talk, step: Recap) -> None:
    for point in step.points:
        talk.tell(f"- {point}")
    for name, moves in (
        ("AWS CLI", step.moves.cli),
        ("boto3", step.moves.boto3),
        ("SAM", step.moves.sam),
    ):
        if moves.strip():
            talk.say(f"Your moves with {name}:")
            talk.quote(moves)
    for link in step.links:
        talk.say(f"Read: {link.title}, {link.url}")
    if step.next:
        talk.say(f"Next: {', '.join(step.next)}.")


def ask(talk: Talk, posed: Posed, *, sure: bool = False) -> Verdict | None:
    """Ask until the answer makes sense; an empty line goes on without one."""
    talk.tell(posed.ask)
    code_steps.show_code_asked(talk, posed)
    for number, left in enumerate(posed.lefts, start=1):
        talk.speak(f"Line {number}: {left}")
    for number, option in enumerate(posed.options, start=1):
        talk.speak(f"{number}. {option}")
    if posed.options:
        talk.say()
    help_ = ("An empty line goes on without an answer.",)
    while True:
        line = talk.ask(how_to_answer(posed), help_)
        if not line:
            return None
        given = answer_to(posed, line)
        verdict = posed.judge(given)
        if not verdict.understood:
            talk.say(verdict.happened)
            continue
        confidence = _how_sure(talk) if sure else None
        return talk.run.answer(posed.id, given, confidence)


def _how_sure(talk: Talk) -> int | None:
    while True:
        line = talk.ask("How sure are you, from 1 to 3? An empty line leaves it open.")
        if not line:
            return None
        if line in ("1", "2", "3"):
            return int(line)
        talk.say("Type 1, 2 or 3.")
