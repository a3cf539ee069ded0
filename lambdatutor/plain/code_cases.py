"""The cases of a code lab as lines: run, told one by one, and judged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lambdatutor.aws.sample_events import sample_event
from lambdatutor.course.handlers.json_text import canonical
from lambdatutor.course.handlers.telling import times_words
from lambdatutor.plain import tables
from lambdatutor.plain.code_runs import one_line, own_speed, show_call, show_log
from lambdatutor.plain.interruptible import outcomes_of
from lambdatutor.plain.judged import MISSED_HELD_OUT, tell_judged
from lambdatutor.plain.prose import wrapped
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import CaseView, HandlerAttempt, Running
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.plain.talk import Talk

_LONGEST = 200
"""Characters of an event, or of an answer, among others."""
_HINT_NEXT = "Not met yet. Change something and run again, or type hint."


def show_cases(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """Each with its number, how it stands, what it is called with and what must come of it."""
    del rest
    talk.say("Cases:")
    for number, case in enumerate(attempt.cases, start=1):
        said = [
            f"{case.says}: {_state(attempt, case)}.",
            f"Event: {one_line(canonical(case.event_text), _LONGEST)}",
        ]
        if case.variables is not None:
            said.append(f"With {', '.join(f'{name}={v}' for name, v in case.variables.items())}")
        if case.wanted:
            said.append(f"Wanted: {one_line(case.wanted, _LONGEST)}")
        if case.state == "fails" and case.why_failed:
            said.append(shown(case.why_failed))
        lead = f"{number}. "
        for at, each in enumerate(said):
            first = "   " if at else lead
            talk.show(wrapped(each, talk.width, first=first, then=" " * len(lead)))
    if attempt.held_out:
        talk.say(f"Held out until all of these pass: {attempt.held_out} more.")
    talk.say()


def _state(attempt: HandlerAttempt, case: CaseView) -> str:
    if not case.wanted:
        return "to try"
    old = attempt.stale and case.state != "not run"
    return f"{case.state} (before the change)" if old else case.state


def run_all(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """Every visible case; when all is as it must be, those that are held out too."""
    del rest
    _follow(talk, attempt, attempt.run())
    show_cases(talk, attempt)
    if attempt.objectives:
        talk.say("Objectives:")
        talk.show(tables.objectives(attempt.objectives, talk.width))
        talk.say()
    if not attempt.ready:
        talk.say(_HINT_NEXT)
        return
    seen, hidden = {case.id for case in attempt.cases}, attempt.held_out
    _follow(talk, attempt, attempt.judge(), quietly=True)
    talk.run.handlers.judged(attempt.lab)
    if hidden and attempt.passed:
        talk.say(f"What was held out passes too: {hidden} more.")
    _tell_judging(talk, attempt, seen)


def _tell_judging(talk: Talk, attempt: HandlerAttempt, seen: set[str]) -> None:
    new = [case for case in attempt.cases if case.id not in seen]
    for case in new:
        talk.say(f"Held out: {case.says}. It {case.state}.")
        if case.state == "fails":
            talk.say(shown(case.why_failed))
            talk.speak(case.why)
    missed = "" if attempt.passed else MISSED_HELD_OUT
    tell_judged(talk, counts=attempt.counts, met=attempt.lab.met, missed=missed)


def again(talk: Talk, attempt: HandlerAttempt, named: str) -> None:
    """One case once more, in the environment that is there: a warm one, if any is."""
    case = _case(attempt, named)
    if case is None:
        known = ", ".join(f"again {each.id}" for each in attempt.cases)
        talk.say(f"You can type: {known}.")
        return
    _follow(talk, attempt, attempt.again(case.id), whole=True)


def try_event(talk: Talk, attempt: HandlerAttempt, text: str) -> None:
    """An event of the learner's own, a sample by its name, or the last one again."""
    sample = sample_event(text)
    if sample is not None:
        text = sample.text
    elif not text:
        text = attempt.event_text
    attempt.set_event(text)
    _follow(talk, attempt, attempt.try_event(text), whole=True)


def show_last_log(talk: Talk, attempt: HandlerAttempt, named: str = "") -> None:
    """The log of a case's last call, or of the very last."""
    case = _case(attempt, named) if named else None
    outcomes = attempt.record.outcomes
    if case is not None:
        outcomes = tuple(each for each in outcomes if each.case_id == case.id)
    if not outcomes or (named and case is None):
        talk.say("That has not run so far. Type run first, then log and a case, as in log 1.")
        return
    show_log(talk, outcomes[-1])


def _follow(
    talk: Talk,
    attempt: HandlerAttempt,
    running: Running,
    *,
    whole: bool = False,
    quietly: bool = False,
) -> None:
    """Wait for every call of a going, and take it in."""
    tell = show_call if whole else partial(_one_line, attempt)
    for outcome in outcomes_of(running):
        if not quietly:
            tell(talk, outcome)
    attempt.take(running)
    if running.so_far and not quietly:
        own_speed(talk)


def _one_line(attempt: HandlerAttempt, talk: Talk, outcome: CallOutcome) -> None:
    ids = [case.id for case in attempt.cases]
    number = ids.index(outcome.case_id) + 1 if outcome.case_id in ids else 0
    which = f"Case {number}" if number else "The call"
    answer = outcome.answer
    if answer is None:
        talk.say(f"{which}: {shown(outcome.refused)}")
        return
    text = answer.text
    if outcome.failed and outcome.error_type:
        text = ": ".join(filter(None, (outcome.error_type, outcome.error_message)))
    talk.say(f"{which} ({times_words(outcome)}): {one_line(text, _LONGEST)}")


def _case(attempt: HandlerAttempt, named: str) -> CaseView | None:
    """By its id, or by its number in the table."""
    cases = attempt.cases
    found = next((each for each in cases if each.id == named), None)
    if found is None and named.isascii() and named.isdecimal():
        found = dict(enumerate(cases, start=1)).get(int(named[:4]))
    return found
