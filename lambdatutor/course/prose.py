"""How a lesson speaks: short enough for the screen, kind, with a reason for each wrong answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import wrap

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.format import (
    CodeLab,
    CodePredict,
    CodeWatch,
    Explain,
    Lab,
    Lesson,
    PolicyLab,
    Predict,
    Read,
    Recap,
    Step,
    Watch,
)
from lambdatutor.course.handlers.parts import Program
from lambdatutor.course.questions import Asked, Choice, Instant, Multiple, Single
from lambdatutor.course.walking import Where, parts, texts

COLUMNS, ROWS = 76, 20
"""What is left of a screen of 80 by 24 inside its frame."""
CODE_COLUMNS, CODE_ROWS = 60, 16
"""The same for code that is run, beside what it answers."""

_PROSE = {
    *("title", "idea", "text", "ask", "why", "advice", "say", "says", "brief"),
    *("after", "met", "model", "points", "label", "out_of_scope"),
}
_SCOLDING = re.compile(r"\b(just|simply|obviously)\b", re.IGNORECASE)
_VERBATIM = ("code", "cli", "boto3", "sam")


def spoken(lesson: Lesson) -> Complaints:
    """Everything about the texts of this lesson."""
    yield from _words(lesson)
    yield from _fit(lesson)
    yield from _reasons(lesson)
    yield from _give_away(lesson)


def rows(text: str) -> int:
    """How many rows of a screen a Markdown text takes."""
    count, verbatim = 0, False
    paragraph: list[str] = []
    for line in [*text.rstrip("\n").split("\n"), ""]:
        fence = line.lstrip().startswith("```")
        ends = verbatim or fence or not line.strip() or re.match(r"\s*([-*#>|]|\d+\.)", line)
        if ends and paragraph:
            count += len(wrap(" ".join(paragraph), COLUMNS))
            paragraph = []
        if fence:
            verbatim = not verbatim
        if verbatim or fence:
            count += 1
        elif line.strip():
            paragraph.append(line.strip())
        else:
            count += 1
    return count - 1


def _words(lesson: Lesson) -> Complaints:
    for text, key, where, _ in texts(lesson):
        found = _SCOLDING.search(text) if key in _PROSE else None
        if found:
            sentence = f'"{found[0]}" makes a learner who does not see it feel slow; leave it out'
            yield Complaint(where, sentence)


def _fit(lesson: Lesson) -> Complaints:
    for at, step in enumerate(lesson.steps):
        for key, *shown in _screens(step):
            yield from _too_long(("steps", at, key), *shown)
    for part, where in parts(lesson):
        if isinstance(part, Asked):
            choices = getattr(part, "choices", ())
            yield from _too_long((*where, "ask"), part.ask, part.code, *_shown(choices))
    for text, key, where, owner in texts(lesson):
        if key in _VERBATIM and isinstance(owner, Program):
            yield from _too_wide(where, text, CODE_COLUMNS, CODE_ROWS)
        elif key in _VERBATIM:
            yield from _too_wide(where, text, COLUMNS, ROWS)


def _screens(step: Step) -> tuple[tuple[str, ...], ...]:
    """A key for each screen of the step, and the texts that stand on it together."""
    match step:
        case Read():
            return (("text", step.text),)
        case Predict() | CodePredict():
            return (("ask", step.text, step.ask, *_shown(step.choices)),)
        case Watch() | CodeWatch():
            return (("after", step.after),)
        case Explain():
            return (("model", step.ask, step.model),)
        case Lab() | PolicyLab() | CodeLab():
            says = (objective.says for objective in step.objectives)
            return (("brief", step.brief, *says), ("met", step.met))
        case Recap():
            return (("points", *step.points),)
        case _:
            return ()


def _shown(choices: Iterable[Choice]) -> Iterable[str]:
    return (choice.shown for choice in choices)


def _too_long(where: Where, *shown: str) -> Complaints:
    needed = sum(rows(text) for text in shown if text)
    if needed > ROWS:
        sentence = f"this takes {needed} rows of {COLUMNS} columns, and a screen has {ROWS}"
        yield Complaint(where, sentence)


def _too_wide(where: Where, text: str, columns: int, most_rows: int) -> Complaints:
    lines = text.rstrip("\n").split("\n")
    widest = max(len(line) for line in lines)
    if widest > columns or len(lines) > most_rows:
        sentence = f"this is {widest} columns by {len(lines)} rows; {columns} by {most_rows} fit"
        yield Complaint(where, sentence)


def _reasons(lesson: Lesson) -> Complaints:
    """Each wrong choice says why; where the run decides, one choice may be the right one."""
    for part, where in parts(lesson):
        if not isinstance(part, Predict | CodePredict | Single | Multiple | Instant):
            continue
        silent = [
            number
            for number, choice in enumerate(part.choices)
            if not choice.why and not choice.right
        ]
        if getattr(part, "answer", None) is not None:
            silent = silent[1:] if len(silent) > 1 else []
        for number in silent:
            sentence = f'the wrong choice "{part.choices[number].shown}" does not say why'
            yield Complaint((*where, "choices", number), sentence)


def _give_away(lesson: Lesson) -> Complaints:
    """A right choice that is always the first or the longest can be picked without reading."""
    asked = [
        (part.choices, where)
        for part, where in parts(lesson)
        if isinstance(part, Single | Instant) and any(choice.right for choice in part.choices)
    ]
    if len(asked) < 2:
        return
    last = (*asked[-1][1], "choices")
    if all(choices[0].right for choices, _ in asked):
        yield Complaint(last, "the right choice of every question is the first")
    if all(_longest_is_right(choices) for choices, _ in asked):
        yield Complaint(last, "the right choice of every question is the longest")


def _longest_is_right(choices: tuple[Choice, ...]) -> bool:
    longest_wrong = max(len(choice.shown) for choice in choices if not choice.right)
    return any(choice.right and len(choice.shown) > longest_wrong for choice in choices)
