"""Ways to pass a code lab without its idea; `lambdatutor check` tries each on every lab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.aws.operations import UpdateFunctionConfiguration
from lambdatutor.aws.quotas import MEMORY_MAX_MB, TIMEOUT_MAX_S
from lambdatutor.course.handlers import cheat_code
from lambdatutor.course.handlers.cheat_code import Said, row_key, said
from lambdatutor.course.handlers.parts import ApiCall, CommandLine, FileWrite
from lambdatutor.course.handlers.steps import PackageLab

if TYPE_CHECKING:
    from lambdatutor.course.handlers.parts import Change, FunctionSettings, HandlerCase
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.course.handlers.steps import CodeLab

_CHEAT_MODULE = "another"
"""Where a cheat writes its own handler, if the learner may not edit that of the lab."""


class CodeCheat(NamedTuple):
    """A way that must fail."""

    name: str
    """As in "a learner who …"."""
    after: Literal["start", "settings", "solution"]
    """What stands before its changes: the lab as it opens, with the settings of the solution, or
    the whole solution."""
    changes: tuple[Change, ...]
    advice: str = "Add a case that it gets wrong."


class Solved(NamedTuple):
    """A lab with its solution in place, and what its cases came to."""

    folder: Mapping[str, str | None]
    """The text of each file of the learner's folder; None for what is no text."""
    zipped: str
    """The part of the folder that is zipped; empty for all of it."""
    settings: FunctionSettings
    record: Record


def code_cheats(
    lab: CodeLab, start: Mapping[str, str | None], solved: Solved
) -> Iterator[CodeCheat]:
    """The suite for one lab; what a lab does not let in at all is left out.

    `start` are the files as the lab opens, as in `Solved.folder`.
    """
    yield CodeCheat("does nothing", "start", ())
    yield from _settings(lab)
    place = _Place.of(lab, solved)
    if place is not None:
        for name, code, advice in _handlers(lab, place, start, solved):
            changes = (FileWrite(path=place.path, text=code), *place.moves)
            yield CodeCheat(name, "solution", changes, advice)
    if isinstance(lab, PackageLab):
        yield from _packages(lab, start)


def _settings(lab: CodeLab) -> Iterator[CodeCheat]:
    name = lab.function.name
    longest, most = TIMEOUT_MAX_S.value, MEMORY_MAX_MB.value
    if "timeout" in lab.settings:
        change = UpdateFunctionConfiguration(FunctionName=name, Timeout=longest)
        yield CodeCheat(
            f"gives {name} a timeout of {longest} s", "start", (ApiCall(operation=change),)
        )
    if "memory" in lab.settings:
        change = UpdateFunctionConfiguration(FunctionName=name, MemorySize=most)
        yield CodeCheat(f"gives {name} {most:,} MB", "start", (ApiCall(operation=change),))


class _Place(NamedTuple):
    """Where a cheat writes its handler."""

    path: str
    function: str
    moves: tuple[Change, ...] = ()
    """What points the function at it."""

    @classmethod
    def of(cls, lab: CodeLab, solved: Solved) -> _Place | None:
        """The file of the solution's handler, or another where that is fixed; None for neither."""
        module, _, function = solved.settings.handler.rpartition(".")
        before = f"{solved.zipped}/" if solved.zipped else ""
        path = f"{before}{module.replace('.', '/')}.py"
        if path in solved.folder and path not in lab.fixed:
            return cls(path, function)
        if "handler" not in lab.settings:
            return None
        change = UpdateFunctionConfiguration(
            FunctionName=lab.function.name, Handler=f"{_CHEAT_MODULE}.{function}"
        )
        return cls(f"{before}{_CHEAT_MODULE}.py", function, (ApiCall(operation=change),))


def _handlers(
    lab: CodeLab, place: _Place, start: Mapping[str, str | None], solved: Solved
) -> Iterator[tuple[str, str, str]]:
    """What the learner does, the handler, and what helps against it."""
    wrong = "Add a case that it gets wrong."
    function = place.function
    yield "returns nothing", cheat_code.returning(function, "None"), wrong
    yield "returns the event", cheat_code.returning(function, "event"), wrong
    seen = [each for each in lab.cases if not each.held_out and not each.any_answer]
    failing = next((each.fails for each in seen if each.fails), "ValueError")
    yield f"always raises {failing}", cheat_code.raising(function, failing), wrong
    rows, names = _rows(seen, solved)
    first = next(iter(rows.values()), None)
    if first is not None:
        always = cheat_code.saying(function, first[0])
        yield f'always answers as in "{seen[0].id}"', always, "Add a case with another answer."
        known = cheat_code.looking_up(function, rows, names, first[0])
        yield "looks up the cases that can be seen", known, "Add a case that is held out."
    given = place.path if place.path in start else f"{lab.function.handler.rpartition('.')[0]}.py"
    source = start.get(given)
    if source and source != solved.folder.get(given):
        caught = cheat_code.swallowing(function, source)
        yield "catches every error and returns {}", caught, wrong


def _rows(seen: list[HandlerCase], solved: Solved) -> tuple[dict[str, list[Said]], set[str]]:
    """What the solution answered to each event, and the variables that make a difference."""
    names = {name for each in seen for name in each.variables or ()}
    rows: dict[str, list[Said]] = {}
    for case in seen:
        variables = solved.settings.variables if case.variables is None else case.variables
        key = row_key(case.event, {name: variables.get(name, "") for name in names})
        rows.setdefault(key, []).extend(map(said, solved.record.of_case(case.id)))
    return {key: each for key, each in rows.items() if each}, names


def _packages(lab: CodeLab, start: Mapping[str, str | None]) -> Iterator[CodeCheat]:
    advice = "Add an objective that the zip holds nothing twice, or nothing that is not needed."
    installs = tuple(CommandLine(line=f"pip install {each.name} -t .") for each in lab.libraries)
    copies = tuple(FileWrite(path=path, text=text) for path, text in _at_the_top(start).items())
    if installs:
        yield CodeCheat("installs every library at the top", "settings", installs, advice)
    if copies:
        yield CodeCheat("copies everything to the top", "settings", copies, advice)
    if copies and installs:
        name = "copies everything to the top and installs every library"
        yield CodeCheat(name, "settings", (*copies, *installs), advice)


def _at_the_top(start: Mapping[str, str | None]) -> dict[str, str]:
    """A copy of each text under every shorter path, where nothing stands yet."""
    copies: dict[str, str] = {}
    for path, text in start.items():
        while text is not None and "/" in path:
            path = path.partition("/")[2]  # noqa: PLW2901  from the outside to the inside
            if path not in start:
                copies.setdefault(path, text)
    return copies
