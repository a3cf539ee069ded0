"""What a file asks to be played: a scenario, and what is done in it and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from lambdatutor.course.cases import Case, Timed, case_of, has_run, operation_of
from lambdatutor.course.catalogue import NoLessonsError, lessons_folder
from lambdatutor.course.conversion import Conversion
from lambdatutor.course.findings import Findings, did_you_mean
from lambdatutor.course.kinds import SPECIAL
from lambdatutor.course.lab_parts import Action
from lambdatutor.course.reader import file_text, lesson_file, place
from lambdatutor.course.scalars import BAD
from lambdatutor.course.sense import complaints
from lambdatutor.course.yaml_nodes import Mapping, Node, compose
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulate.wanted import FlagError
from lambdatutor.simulator.scenario import Scenario

if TYPE_CHECKING:
    from lambdatutor.course.reader import LessonFile


class ScenarioFile(Scenario, frozen=True, kw_only=True):
    """The world of a lesson in a file of its own."""

    actions: tuple[Action, ...] = ()
    """Operations of AWS, and settings (`set: pings.every`), each at its moment."""


class Script:
    """A case, with the places of its parts, so that whatever is found later has one."""

    def __init__(self, case: Case, path: str, text: str, root: Node, step: int | None) -> None:
        self.case = case
        self.path = path
        self.text = text
        self.root = root
        self.step = step
        """The index of the lesson's step whose run it is."""

    def refuse(self, error: LambdaTutorError, key: str, index: int | None) -> NoReturn:
        """Raise `LessonErrors` at `setup`, `traffic`, … of the file, or at one entry of it."""
        where = (key,) if index is None else (key, index)
        above: list[tuple[str | int, ...]] = [()]
        if isinstance(self.root, Mapping) and self.root.get("steps") is not None:
            above = [("world",)]
            if self.step is not None:
                above = [("steps", self.step), ("steps", self.step, "world"), *above]
        base = next(
            (each for each in above if place(self.root, *each, key) is not place(self.root, *each)),
            above[-1],
        )
        findings = Findings(self.path, self.text)
        findings.add(place(self.root, *base, *where).mark, str(error))
        findings.raise_any()
        raise error


def packed(name: str) -> str | None:
    """The file of one of our own scenarios, such as `busy-day`; None where there is none such."""
    try:
        path = lessons_folder() / "scenarios" / f"{name.removesuffix('.yaml')}.yaml"
    except NoLessonsError:
        return None
    return str(path) if name and Path(name).name == name and path.is_file() else None


def read_script(path: str, step: str | None, seed: int) -> Script:
    """The script in a scenario file or of our own, or that of a lesson's world or step.

    Raises `LessonErrors` with every finding, and `FlagError` for a step that has no run.
    """
    if not Path(path).is_file():
        ours = packed(path)
        if ours is None:
            raise FlagError("", path, "there is no such file; name a scenario or a lesson")
        path = ours
    text = file_text(path)
    root = compose(text, path)
    if isinstance(root, Mapping) and root.get("steps") is not None:
        return _of_lesson(lesson_file(text, path), step, seed)
    if step is not None:
        raise FlagError("--step", step, f"{path} is no lesson; leave --step out")
    return _of_scenario(path, text, root)


def _of_lesson(file: LessonFile, step_id: str | None, seed: int) -> Script:
    lesson = file.lesson
    if step_id is None:
        return Script(Case(lesson.world), file.path, file.text, file.root, None)
    with_run = [step.id for step in lesson.steps if has_run(step)]
    if step_id not in with_run:
        near = did_you_mean(step_id, with_run) or f"Choose one of {', '.join(with_run)}."
        problem = f"no step of {lesson.id} with that id has a run. {near}"
        raise FlagError("--step", step_id, problem)
    index = next(at for at, step in enumerate(lesson.steps) if step.id == step_id)
    case = case_of(lesson, lesson.steps[index], seed, {})
    return Script(case, file.path, file.text, file.root, index)


def _of_scenario(path: str, text: str, root: Node) -> Script:
    findings = Findings(path, text)
    conversion = Conversion(findings, SPECIAL)
    read = conversion.read(root, ScenarioFile)
    if read is BAD or not isinstance(read, ScenarioFile):
        findings.raise_any()
        raise AssertionError("a fault was not noted")
    scenario = Scenario(**{name: getattr(read, name) for name in Scenario.__struct_fields__})
    for key, sentence in complaints(scenario):
        conversion.note(place(root, key), sentence)
    actions: list[Timed] = []
    for index, action in enumerate(read.actions):
        try:
            actions.append(Timed(action.at or 0, operation_of(action, (), scenario)))
        except LambdaTutorError as error:
            conversion.note(place(root, "actions", index), str(error))
    findings.raise_any()
    return Script(Case(scenario).doing(tuple(actions)), path, text, root, None)
