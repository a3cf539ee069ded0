"""Whether a code lab can be solved, and only by its idea: its solution, tempting ways, cheats."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import calls_in
from lambdatutor.course.handlers.cheats import Solved, code_cheats
from lambdatutor.course.handlers.files import as_text
from lambdatutor.course.handlers.margins import LEAST_FACTOR, near_bounds
from lambdatutor.course.handlers.parts import ApiCall, CommandLine
from lambdatutor.course.handlers.trial import LONGEST_S
from lambdatutor.course.handlers.vain_names import vain_names
from lambdatutor.course.handlers.verdicts import why_failed
from lambdatutor.course.measures_of_packages import MEASURES as OF_PACKAGES
from lambdatutor.course.quantities import value_text
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from lambdatutor.course.expressions import Expression
    from lambdatutor.course.handlers.cheats import CodeCheat
    from lambdatutor.course.handlers.desk import Desk
    from lambdatutor.course.handlers.parts import Change
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.course.handlers.trial import Trial, Tried
    from lambdatutor.course.walking import Where

_AT_ONCE = 2
"""Ways that are tried at the same moment."""

_OF_SETTINGS = (["aws"], ["set"], ["publish"])
"""First words of commands that change no file."""


class _Way(NamedTuple):
    """Changes that the lesson writes down."""

    where: Where
    name: str
    changes: tuple[Change, ...]
    breaks: tuple[str, ...] | None = None
    """What it must break; None for a way that must pass."""


def lab_complaints(trial: Trial, where: Where) -> Complaints:
    """Every fault of one lab; raises `LambdaTutorError` if it cannot be opened."""
    lab = trial.lab
    solution = _Way((*where, "solution"), "the solution", lab.solution)
    others = [
        _Way((*where, "equivalent", number), "this way", changes)
        for number, changes in enumerate(lab.equivalent)
    ]
    fails = [
        _Way((*where, "fails", number, "do"), "this way", fail.do, fail.breaks)
        for number, fail in enumerate(lab.fails)
    ]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        solved = pool.submit(_solved, trial, solution)
        told = pool.map(_faults, repeat(trial), [*others, *fails])
        desk, tried, faults = solved.result()
        yield from faults
        yield from chain.from_iterable(told)
        if desk is None or tried is None:
            return
        yield from vain_names(lab, _standing(trial, [solution, *others, *fails]), where)
        yield from _true_of_nothing(trial, desk, where)
        yield from _close_calls(trial, tried.record, where)
        if faults:
            return
        cheats = _cheats(trial, desk, tried.record)
        found = pool.map(_gets_by, repeat(trial), repeat(desk), cheats)
        for cheat, gets_by in zip(cheats, found, strict=True):
            if gets_by:
                sentence = f"a learner who {cheat.name} meets everything"
                yield Complaint((*where, "cases"), sentence, cheat.advice)


def _desk(trial: Trial, way: _Way) -> Desk | Complaint:
    """What a way leaves on the desk, or why the lab does not let it in."""
    desk = trial.opening
    for number, change in enumerate(way.changes):
        try:
            desk = trial.after((change,), desk)
        except LambdaTutorError as error:
            sentence = f"the lab does not let this in: {str(error).rstrip('.')}"
            return Complaint((*way.where, number), sentence)
    return desk


def _solved(trial: Trial, way: _Way) -> tuple[Desk | None, Tried | None, tuple[Complaint, ...]]:
    """The solution as a learner would have it judged, and once more."""
    desk = _desk(trial, way)
    if isinstance(desk, Complaint):
        return None, None, (desk,)
    first = trial.judged(desk)
    wrong = _wrong(trial, way, trial.seen(desk, first)) or _wrong(trial, way, first)
    if wrong is None:
        wrong = _wrong(trial, way, trial.judged(desk), again=True)
    return desk, first, () if wrong is None else (wrong,)


def _faults(trial: Trial, way: _Way) -> tuple[Complaint, ...]:
    """Of a way that passes as the solution does, or breaks what it must."""
    desk = _desk(trial, way)
    if isinstance(desk, Complaint):
        return (desk,)
    if way.breaks is None:
        tried = trial.judged(desk)
        wrong = _wrong(trial, way, trial.seen(desk, tried)) or _wrong(trial, way, tried)
        return () if wrong is None else (wrong,)
    tried = trial.broken(desk)
    return tuple(
        Complaint(way.where, f'this way meets "{each}", and should break it')
        for each in way.breaks
        if each not in tried.failed
    )


def _wrong(trial: Trial, way: _Way, tried: Tried, *, again: bool = False) -> Complaint | None:
    """Why a way that must pass does not."""
    if not tried.timely:
        return Complaint(way.where, f"{way.name} takes longer than {LONGEST_S:g} s")
    if not tried.failed:
        return None
    first = tried.failed[0]
    cases = {each.id: each for each in trial.lab.cases}
    why = next(
        (why_failed(cases[each], tried.record) for each in tried.failed if each in cases), ""
    )
    said = "passes once, and when it is judged again" if again else ""
    return Complaint(way.where, " ".join(f'{way.name} {said} misses "{first}"'.split()), why)


def _standing(trial: Trial, ways: list[_Way]) -> list[Record]:
    """What stands as the lab opens and after each way, with nothing called."""
    desks = [trial.opening, *(_desk(trial, way) for way in ways)]
    return [trial.unrun(each) for each in desks if not isinstance(each, Complaint)]


def _true_of_nothing(trial: Trial, desk: Desk, where: Where) -> Complaints:
    """No objective is true of a handler that nobody called, but for what stands there anyway."""
    unrun = trial.unrun(desk).measurable
    for number, objective in enumerate(trial.lab.objectives):
        names = {call.name for call in calls_in(objective.check.tree)}
        if names - OF_PACKAGES.keys() and evaluate(objective.check, unrun) is True:
            place = (*where, "objectives", number, "check")
            sentence = "this is true of a handler that was never called"
            yield Complaint(place, sentence, "Add: and passed() > 0.")


def _close_calls(trial: Trial, record: Record, where: Where) -> Complaints:
    for number, case in enumerate(trial.lab.cases):
        if case.check is not None:
            place = (*where, "cases", number, "check")
            yield from _close(case.check, record.about(case.id), place)
    for number, objective in enumerate(trial.lab.objectives):
        yield from _close(objective.check, record, (*where, "objectives", number, "check"))


def _close(check: Expression, record: Record, where: Where) -> Complaints:
    for near in near_bounds(check, record):
        measured, bound = value_text(near.measured), value_text(near.bound)
        sentence = f"the solution comes to {measured} here, and {bound} is nearer to that"
        advice = "Another computer is faster or slower: take a bound that is further away."
        yield Complaint(where, f"{sentence} than a factor of {LEAST_FACTOR}", advice)


def _cheats(trial: Trial, desk: Desk, record: Record) -> tuple[CodeCheat, ...]:
    solved = Solved(_texts(desk), desk.zipped, desk.settings, record)
    return tuple(code_cheats(trial.lab, _texts(trial.opening), solved))


def _gets_by(trial: Trial, solved: Desk, cheat: CodeCheat) -> bool:
    """Whether a cheat passes; one that comes to the solution is none, and what is refused fails."""
    before = solved if cheat.after == "solution" else trial.opening
    try:
        if cheat.after == "settings":
            before = trial.after(_settings_alone(trial.lab.solution))
        desk = trial.after(cheat.changes, before)
    except LambdaTutorError:
        return False
    if cheat.changes and desk.package().fingerprint == solved.package().fingerprint:
        return False
    return trial.passes(desk)


def _settings_alone(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """What of a way changes the function or its layers, and none of the files."""
    return tuple(
        each
        for each in changes
        if isinstance(each, ApiCall)
        or (isinstance(each, CommandLine) and each.line.split()[:1] in _OF_SETTINGS)
    )


def _texts(desk: Desk) -> dict[str, str | None]:
    return {path: as_text(file.content) for path, file in desk.tree.files.items()}
