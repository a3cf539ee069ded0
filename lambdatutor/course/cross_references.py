"""Whether what a lesson names in itself is there: steps, events, clients, controls."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.expressions import Binary, Call, Expression, Literal, Tree, Unary, Word
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.format import (
    Explain,
    Lab,
    Lesson,
    Narration,
    PolicyLab,
    Predict,
    Quiz,
    Staged,
    Watch,
)
from lambdatutor.course.handlers.parts import HandlerHint, HandlerObjective
from lambdatutor.course.handlers.references import code_references
from lambdatutor.course.lab_parts import Control, Hint, Objective, Set
from lambdatutor.course.measures import MEASURES
from lambdatutor.course.names import NAMED, names_in
from lambdatutor.course.networks.references import network_references
from lambdatutor.course.networks.targets import OF_NETWORK, network_target
from lambdatutor.course.policies.references import policy_references
from lambdatutor.course.questions import FromSim, Instant
from lambdatutor.course.role_targets import role_target
from lambdatutor.course.targets import OF_FUNCTION, ControlError
from lambdatutor.course.walking import Where, parts
from lambdatutor.simulator import settings
from lambdatutor.simulator.dependencies import change
from lambdatutor.simulator.events import KINDS
from lambdatutor.simulator.scenario import Scenario, Traffic


def crossing(lesson: Lesson) -> Complaints:
    """Everything that is named in this lesson and is not in it."""
    yield from _ids(lesson)
    yield from _steps(lesson)
    yield from _events(lesson)
    yield from _clients(lesson)
    yield from policy_references(lesson)
    yield from network_references(lesson)
    yield from code_references(lesson)
    for position, step in enumerate(lesson.steps):
        if isinstance(step, Lab):
            yield from _controls(lesson, step, ("steps", position))


def _ids(lesson: Lesson) -> Complaints:
    questions = [
        (question.id, ("steps", at, "questions", number))
        for at, step in enumerate(lesson.steps)
        if isinstance(step, Quiz)
        for number, question in enumerate(step.questions)
    ]
    steps: list[tuple[str, Where]] = [
        (step.id, ("steps", at)) for at, step in enumerate(lesson.steps)
    ]
    yield from _repeated([*steps, *questions])
    for at, step in enumerate(lesson.steps):
        if isinstance(step, Lab | PolicyLab):
            ids: list[tuple[str, Where]] = [
                (objective.id, ("steps", at, "objectives", number))
                for number, objective in enumerate(step.objectives)
            ]
            yield from _repeated(ids)


def _repeated(ids: list[tuple[str, Where]]) -> Complaints:
    seen: set[str] = set()
    for each, where in ids:
        if each in seen:
            yield Complaint(where, f'the id "{each}" is used twice; progress is kept by id')
        seen.add(each)


def _steps(lesson: Lesson) -> Complaints:
    """Steps are named only after they have stood; a new idea is predicted before it is watched."""
    earlier: dict[str, object] = {}
    for at, step in enumerate(lesson.steps):
        where = ("steps", at)
        if isinstance(step, Watch) and step.of is not None:
            yield from _watched((*where, "of"), step.of, earlier)
        named = {
            "continues": step.continues if isinstance(step, Staged) else None,
            "of": step.of if isinstance(step, Explain) else None,
        }
        for key, name in named.items():
            if not (key == "continues" and isinstance(earlier.get(name or ""), PolicyLab)):
                yield from _needs_run((*where, key), name, earlier)
            elif isinstance(step, Predict):
                sentence = (
                    "what a learner writes in a policy lab cannot be predicted; write a watch"
                )
                yield Complaint((*where, key), sentence)
        if isinstance(step, Explain) and step.of is not None:
            yield from _explained((*where, "of"), step.of, earlier)
        if isinstance(step, Quiz):
            for number, question in enumerate(step.questions):
                if isinstance(question, Instant):
                    place = (*where, "questions", number, "run")
                    yield from _needs_run(place, question.run, earlier)
        earlier[step.id] = step


def _watched(where: Where, name: str, earlier: dict[str, object]) -> Complaints:
    if not isinstance(earlier.get(name), Predict):
        known = [each for each, step in earlier.items() if isinstance(step, Predict)]
        sentence = f'there is no predict "{name}" before this watch'
        yield Complaint(where, sentence, did_you_mean(name, known))


def _explained(where: Where, name: str, earlier: dict[str, object]) -> Complaints:
    """The run that is still on the screen is the one that carries marks."""
    last = next((each for each, step in [*earlier.items()][::-1] if isinstance(step, Staged)), name)
    if last != name and isinstance(earlier.get(name), Staged):
        sentence = f'the run on the screen here is that of "{last}", and marks stand on no other'
        yield Complaint(where, sentence, f"Write: of: {last}")


def _needs_run(where: Where, name: str | None, earlier: dict[str, object]) -> Complaints:
    if name is not None and not isinstance(earlier.get(name), Staged):
        known = [each for each, step in earlier.items() if isinstance(step, Staged)]
        sentence = f'there is no step "{name}" with a run before this one'
        yield Complaint(where, sentence, did_you_mean(name, known))


def _events(lesson: Lesson) -> Complaints:
    for part, where in parts(lesson):
        if isinstance(part, Narration) and part.event not in KINDS:
            advice = did_you_mean(part.event, KINDS)
            yield Complaint((*where, "event"), f'"{part.event}" is not a kind of event', advice)


def _clients(lesson: Lesson) -> Complaints:
    """What traffic and expressions name: functions, kinds of requests, queues and so on."""
    known = names_in(lesson)
    for part, where in parts(lesson):
        if isinstance(part, Traffic) and part.function and part.function not in known["function"]:
            yield _not_there((*where, "function"), "function", part.function, known["function"])
        for key, expression in _expressions_of(part):
            for name, what in _named_in(expression.tree):
                if what == "kind" and name not in known["kind"]:
                    sentence = f'no traffic of this lesson is of the kind "{name}"'
                    yield Complaint((*where, key), sentence, did_you_mean(name, known["kind"]))
                elif what != "kind" and name not in known[what]:
                    yield _not_there((*where, key), what, name, known[what])


def _not_there(where: Where, what: str, name: str, known: Collection[str]) -> Complaint:
    sentence = f'there is no {what} "{name}" in this lesson'
    return Complaint(where, sentence, did_you_mean(name, known))


def _expressions_of(part: object) -> Iterator[tuple[str, Expression]]:
    match part:
        case HandlerObjective() | HandlerHint():
            return  # of real code, which has none of these
        case FromSim(from_sim=expression):
            yield "from_sim", expression
        case Objective(check=expression):
            yield "check", expression
        case Hint(when=Expression() as expression):
            yield "when", expression
        case _:
            return


def _named_in(tree: Tree) -> Iterator[tuple[str, str]]:
    """Names that stand in an expression, with what they are names of."""
    match tree:
        case Call(name, arguments, named):
            measure = MEASURES.get(name)
            what = None if measure is None else measure.takes.partition(" ")[0]
            if what in NAMED:
                yield from ((_name(each), what) for each in arguments[:1])
            for key, value in named:
                if key in NAMED:
                    yield _name(value), key
            for each in arguments:
                yield from _named_in(each)
        case Unary(_, operand):
            yield from _named_in(operand)
        case Binary(_, left, right):
            yield from _named_in(left)
            yield from _named_in(right)
        case _:
            return


def _name(tree: Tree) -> str:
    match tree:
        case Word(name):
            return name
        case Literal(str(text)):
            return text
        case _:
            return ""


def _controls(lesson: Lesson, lab: Lab, where: Where) -> Complaints:
    """What controls set, and whether actions set only what is there to be set."""
    opening = lab.opening(lesson.world)
    controls = {control.control: control for control in lab.controls}
    for number, control in enumerate(lab.controls):
        if control.sets is not None:
            place = (*where, "controls", number, "sets")
            yield from _dotted(control.sets, opening, place)
    for action, place in parts(lab, where):
        if not isinstance(action, Set):
            continue
        if action.set in controls:
            yield from _offered(action, controls[action.set], place)
        elif "breaks" in place and "." in action.set:
            yield from _dotted(action.set, opening, (*place, "set"))
        else:
            sentence = f'"{action.set}" is not a control of this lab'
            yield Complaint((*place, "set"), sentence, did_you_mean(action.set, controls))


def _offered(action: Set, control: Control, where: Where) -> Complaints:
    if "breaks" not in where and control.values and action.to not in control.values:
        offered = ", ".join(control.values)
        sentence = f'the control {control.control} does not offer "{action.to}"; it has {offered}'
        yield Complaint((*where, "to"), sentence)


def _dotted(place: str, opening: Scenario, where: Where) -> Complaints:
    """`pings.every` names a client of the lab and one of its fields."""
    owner, _, field = place.partition(".")
    clients = {
        client.name or f"traffic-{number}" for number, client in enumerate(opening.traffic, 1)
    }
    needed = {each.name for each in opening.dependencies}
    functions = {each.name for each in opening.functions}
    if owner == "role":
        yield from _of_role(field, opening, where)
    elif owner.startswith(OF_NETWORK):
        yield from _of_network(owner, field, opening, where)
    elif owner == "simulator":
        if field != "idle_timeout":
            yield Complaint(where, f'the simulator has no setting "{field}"; it has idle_timeout')
    elif owner in clients:
        yield from _field(where, field, "traffic", settings.READ)
    elif owner in needed:
        yield from _field(where, field, "dependency", change.READ)
    elif owner in functions:
        yield from _field(where, field, "function", OF_FUNCTION)
    else:
        advice = did_you_mean(owner, clients | needed | functions)
        yield Complaint(where, f'the traffic of this lab has no "{owner}"', advice)


def _of_role(field: str, opening: Scenario, where: Where) -> Complaints:
    """`role.sqs:SendMessage` is an action, `role.AWSLambdaBasicExecutionRole` a policy."""
    try:
        role_target(field, opening, "")
    except ControlError as error:
        yield Complaint(where, error.sentence.rstrip("."))


def _of_network(owner: str, field: str, opening: Scenario, where: Where) -> Complaints:
    """`rtb-private.default` names a table of the network and what can be set of one."""
    try:
        found = network_target(owner, field, opening)
    except ControlError as error:
        yield Complaint(where, error.sentence.rstrip("."))
        return
    if found is None:
        sentence = f'"{field}" of {owner} cannot be set; a route table has default and default_ipv6'
        yield Complaint(where, f"{sentence}, a security group a port, and an endpoint on")


def _field(where: Where, field: str, what: str, fields: Collection[str]) -> Complaints:
    if field not in fields:
        sentence = f'"{field}" of a {what} cannot be set; it is one of {", ".join(fields)}'
        yield Complaint(where, sentence, did_you_mean(field, fields))
