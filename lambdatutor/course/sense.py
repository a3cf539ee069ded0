"""What is well-formed and still makes no sense: numbers out of range, keys at odds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from lambdatutor.course.built_in import BUILT_IN
from lambdatutor.course.format import Lab, Lesson, Predict, Quiz, Recap, Watch
from lambdatutor.course.handlers import sense as of_handlers
from lambdatutor.course.lab_parts import Control, Judge
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.questions import (
    Choice,
    Instant,
    Matching,
    Multiple,
    Number,
    Numeric,
    Ordering,
    Single,
    Text,
)
from lambdatutor.course.rule_targets import FROM
from lambdatutor.course.worlds import Overrides
from lambdatutor.simulator.dependencies.setup import DependencySetup, Outage
from lambdatutor.simulator.scenario import (
    AccountSetup,
    Code,
    FunctionSetup,
    Ramp,
    Scenario,
    Traffic,
)

Complaints = Iterator[tuple[str, str]]
"""A key (empty for the whole) and what is wrong there."""

_SHARE = (0, 1, "a share from 0 to 1")
_REQUESTS = (0, 100_000, "from 0 to 100000")
_RATE = (0, 100_000, "from 0 to 100000 requests a second")
_MEMORY = (128, 10_240, "from 128 to 10240 MB")
_WARM = (0, 1_000, "from 0 to 1000")
_RANGES: dict[type[msgspec.Struct], dict[str, tuple[float, float, str]]] = {
    AccountSetup: {"concurrency": (0, 1_000_000, "from 0 to 1000000")},
    FunctionSetup: {"memory": _MEMORY, "warm": _WARM},
    Overrides: {
        "memory": _MEMORY,
        "warm": _WARM,
        "compute": _SHARE,
        "errors": _SHARE,
        "proactive_init": _SHARE,
        "async_duplicates": _SHARE,
    },
    Scenario: {"proactive_init": _SHARE, "async_duplicates": _SHARE},
    Code: {
        "compute": _SHARE,
        "errors": _SHARE,
        "init_errors": _SHARE,
        "max_memory_used": (1, 10_240, "from 1 to 10240 MB"),
        "extension_count": (0, 100, "from 0 to 100"),
        "tmp": (0, 10_240, "from 0 to 10240 MB"),
    },
    DependencySetup: {
        "errors": _SHARE,
        "connections": (0, 1_000_000, "from 0 to 1000000"),
        "capacity": (1, 1_000_000, "from 1 to 1000000"),
    },
    Outage: {"errors": _SHARE},
    Ramp: {"start": _RATE, "end": _RATE},
    Traffic: {
        "rate": _RATE,
        "count": _REQUESTS,
        "times": _REQUESTS,
        "rushes": _REQUESTS,
        "poison": _SHARE,
        "groups": (0, 100_000, "from 0 to 100000"),
        "size_bytes": (0, 1_048_576, "from 0 to 1048576"),
        "max_attempts": (1, 1_000, "from 1 to 1000"),
    },
    Lesson: {"minutes": (1, 60, "from 1 to 60")},
    Watch: {"speed": (0.001, 36_000, "from 0.001 to 36000")},
    Lab: {"speed": (0.001, 36_000, "from 0.001 to 36000")},
    Judge: {"runs": (1, 50, "from 1 to 50")},
}
"""What numbers may be: AWS's own limits (PRC-001), and what a run can bear."""

_PATTERNS = ("at", "every", "rate", "ramp", "rushes")


def complaints(value: msgspec.Struct) -> Complaints:
    """Everything about this one struct that makes no sense."""
    for key, (low, high, said) in _RANGES.get(type(value), {}).items():
        number = getattr(value, key)
        if number is not None and not low <= number <= high:
            yield key, f'"{key}" must be {said}, not {number:g}'
    yield from of_handlers.of_question(value)
    check = _CHECKS.get(type(value))
    if check is not None:
        yield from check(value)


def _scenario(world: Scenario) -> Complaints:
    names = [function.name for function in world.functions]
    if len(set(names)) < len(names):
        yield "functions", "two functions have one name"
    needed = [setup.name for setup in world.dependencies]
    if len(set(needed)) < len(needed):
        yield "dependencies", "two dependencies have one name"
    yield from _traffic_of(world.traffic)


def _outage(outage: Outage) -> Complaints:
    if outage.until <= outage.start:
        yield "until", '"until" must come after the start'


def _traffic_of(traffic: tuple[Traffic, ...]) -> Complaints:
    names = [client.name for client in traffic if client.name]
    if len(set(names)) < len(names):
        yield "traffic", "two clients have one name"


def _traffic(client: Traffic) -> Complaints:
    given = [name for name in _PATTERNS if getattr(client, name) is not None]
    if len(given) != 1:
        found = f", not {' and '.join(given)}" if given else ""
        yield "", f"traffic has exactly one of {', '.join(_PATTERNS)}{found}"
    if client.every == 0:
        yield "every", '"every" must be longer than 0s'
    if client.rushes is not None and client.until is None:
        yield "", 'rushes fall between start and until: the key "until" is missing'
    if client.until is not None and client.until <= client.start:
        yield "until", '"until" must come after the start'


def _choice(choice: Choice) -> Complaints:
    if choice.value is None and not choice.label and not choice.text:
        yield "", "a choice needs a value or a text"


def _between(value: Number | Numeric) -> Complaints:
    quantities = [value.tolerance, *(value.between or ())]
    if isinstance(value, Number):
        quantities += [value.low, value.high]
        if value.low.number >= value.high.number:
            yield "high", '"high" must be more than "low"'
    if value.between and value.between[0].number > value.between[1].number:
        yield "between", "the lower bound comes first"
    if isinstance(value, Numeric) and isinstance(value.answer, Quantity):
        quantities.append(value.answer)
    if len({quantity.unit for quantity in quantities if quantity is not None}) > 1:
        yield "", "these numbers have different units"


def _predict(step: Predict) -> Complaints:
    if bool(step.choices) == (step.number is not None):
        yield "", 'a predict has either "choices" or a "number"'
    if len(step.choices) == 1:
        yield "choices", "one choice is no choice"
    if any(choice.right for choice in step.choices):
        yield "choices", "the run decides which choice is right; leave out right: true"


def _watch(step: Watch) -> Complaints:
    if step.of is not None and (step.traffic is not None or step.world is not None):
        yield "of", "a watch shows an earlier predict (of), or has traffic of its own"


def _single(question: Single) -> Complaints:
    right = sum(choice.right for choice in question.choices)
    if len(question.choices) < 2:
        yield "choices", "at least two choices are needed"
    if question.answer is None and right != 1:
        yield "choices", f"exactly one choice has right: true, not {right}"
    if question.answer is not None and right:
        yield "choices", "the run decides which choice is right; leave out right: true"
    if question.answer is not None and any(choice.value is None for choice in question.choices):
        yield "choices", "where the run decides, each choice has a value"


def _instant(question: Instant) -> Complaints:
    right = sum(choice.right for choice in question.choices)
    if len(question.choices) < 2 or right != 1:
        yield (
            "choices",
            f"at least two choices are needed, and exactly one right: true, not {right}",
        )


def _multiple(question: Multiple) -> Complaints:
    if len(question.choices) < 2:
        yield "choices", "at least two choices are needed"
    if not any(choice.right for choice in question.choices):
        yield "choices", "no choice has right: true"


def _ordering(question: Ordering) -> Complaints:
    if len(set(question.items)) < max(2, len(question.items)):
        yield "items", "at least two items are needed, all different"


def _matching(question: Matching) -> Complaints:
    rights = [*(pair.right for pair in question.pairs), *question.extra]
    if len(question.pairs) < 2 or len(set(rights)) < len(rights):
        yield "pairs", "at least two pairs are needed, and each right side stands once"


def _text(question: Text) -> Complaints:
    if not question.accepted and question.answer is None:
        yield "accepted", "at least one accepted form is needed"


def _control(control: Control) -> Complaints:
    if control.sets is None and control.control not in BUILT_IN:
        yield "control", f'"{control.control}" is not built in: it needs "sets" and "values"'
    if (
        control.sets is None
        and control.control in BUILT_IN
        and not (control.values or BUILT_IN[control.control].values)
    ):
        yield "", f'the control {control.control} has no values of its own: it needs "values"'
    place = (control.sets or "").partition(FROM)[0]  # the block after it has dots as well
    if control.sets is not None and place.count(".") != 1:
        yield "sets", '"sets" is written NAME.FIELD, as in pings.every or simulator.idle_timeout'
    if control.sets is not None and len(control.values) < 2:
        yield "", 'a control of the lesson\'s own needs at least two "values"'


def _lab(lab: Lab) -> Complaints:
    ids = {objective.id for objective in lab.objectives}
    if not any(not objective.bonus for objective in lab.objectives):
        yield "objectives", "a lab needs an objective that is no bonus"
    if not lab.solution:
        yield "solution", "a lab needs a solution that does something"
    for broken in (name for fail in lab.fails for name in fail.breaks if name not in ids):
        yield "fails", f'"{broken}" is not an objective of this lab'
    if any(hint.when is None for hint in lab.hints[:-1]):
        yield "hints", "only the last hint may be without when: those after it never show"
    if len({entry.key for entry in lab.breaks}) < len(lab.breaks):
        yield "breaks", "two breaks have one key"


def _quiz(quiz: Quiz) -> Complaints:
    if not 0 <= quiz.pass_mark <= 1:
        yield "pass", f'"pass" must be a share from 0 to 1, not {quiz.pass_mark:g}'
    if not quiz.questions:
        yield "questions", "a quiz needs a question"


def _recap(recap: Recap) -> Complaints:
    if len(recap.points) > 5:
        yield "points", "five points at most"


def _lesson(lesson: Lesson) -> Complaints:
    if not lesson.steps and lesson.status != "planned":
        yield "steps", "a lesson needs a step"


_CHECKS: dict[type[msgspec.Struct], Callable[..., Complaints]] = {
    Scenario: _scenario,
    Outage: _outage,
    Traffic: _traffic,
    Choice: _choice,
    Number: _between,
    Numeric: _between,
    Predict: _predict,
    Watch: _watch,
    Single: _single,
    Instant: _instant,
    Multiple: _multiple,
    Ordering: _ordering,
    Matching: _matching,
    Text: _text,
    Control: _control,
    Lab: _lab,
    Quiz: _quiz,
    Recap: _recap,
    Lesson: _lesson,
    **of_handlers.CHECKS,
}
