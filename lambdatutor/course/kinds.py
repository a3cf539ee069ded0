"""What is not written field by field: steps and questions, operations and actions, controls."""

from __future__ import annotations

import math
import re
from typing import cast, get_args

import msgspec

from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.conversion import Conversion, Special
from lambdatutor.course.findings import Findings, did_you_mean
from lambdatutor.course.format import (
    CodeLab,
    CodePredict,
    CodeWatch,
    Lab,
    NetworkLab,
    PackageLab,
    PolicyLab,
    Predict,
    Step,
    Watch,
)
from lambdatutor.course.handlers.json_text import JsonText
from lambdatutor.course.handlers.parts import Change, FromRun
from lambdatutor.course.handlers.reading import change, computed_key, json_text, number_or_key
from lambdatutor.course.lab_parts import Action, Control, Do, Set
from lambdatutor.course.networks.packet_checks import resolved
from lambdatutor.course.policies.texts import policy_text
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.questions import FromSim, Question
from lambdatutor.course.scalars import BAD
from lambdatutor.course.templates import (
    PLACE,
    each_value_once,
    unknown_places,
    written_in,
)
from lambdatutor.course.yaml_nodes import Mapping, Node, Scalar
from lambdatutor.simulator.time import Micros

LABS: dict[str, type[msgspec.Struct]] = {
    "simulation": Lab,
    "policy": PolicyLab,
    "network": NetworkLab,
    "code": CodeLab,
    "package": PackageLab,
}
"""By `kind`."""

KINDS: dict[str, dict[str, type[msgspec.Struct]]] = {
    Lab.tag: LABS,
    Predict.tag: {"": Predict, "code": CodePredict},
    Watch.tag: {"": Watch, "code": CodeWatch},
}
"""The same for each key that more than one kind of step begins with; "" where it is left out."""

STEPS: dict[str, type[msgspec.Struct]] = {
    **{step.tag: step for step in get_args(Step)},
    Lab.tag: Lab,
    Predict.tag: Predict,
    Watch.tag: Watch,
}
"""By the key that stands first; which of several is meant, its `kind` says."""

QUESTIONS: dict[str, type[msgspec.Struct]] = {kind.tag: kind for kind in get_args(Question)}

MOST_DRAWS = 60
"""Combinations of the values of `vary`; `lambdatutor check` runs each."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _step(conversion: Conversion, node: Node) -> object:
    return _tagged(conversion, node, "step", STEPS)


def _question(conversion: Conversion, node: Node) -> object:
    return _tagged(conversion, node, "question", QUESTIONS)


def _tagged(
    conversion: Conversion, node: Node, what: str, kinds: dict[str, type[msgspec.Struct]]
) -> object:
    """A mapping whose first key names its kind and its id: `- predict: ana-or-ben`."""
    example = next(iter(kinds))
    if not isinstance(node, Mapping) or not node.entries:
        sentence = f'a {what} begins with its kind and its id, as in "{example}: the-first"'
        return conversion.note(node, sentence)
    first, id_node = node.entries[0]
    kind = kinds.get(first.text)
    if kind is None:
        return _unknown_kind(conversion, node, what, kinds)
    kind_node = node.get("kind")
    if kinds is STEPS and first.text in KINDS and isinstance(kind_node, Scalar):
        known = {name: each for name, each in KINDS[first.text].items() if name}
        if kind_node.text not in known:
            sentence = f'"kind" must be one of {", ".join(known)}, not "{kind_node.text}"'
            return conversion.note(kind_node, sentence, did_you_mean(kind_node.text, known))
        kind = known[kind_node.text]
    if not isinstance(id_node, Scalar) or not ID.fullmatch(id_node.text):
        sentence = f"after {first.text} stands its id: small letters, digits and hyphens"
        conversion.note(id_node, sentence)
        id_node = Scalar("", id_node.mark)
    made = _drawn(conversion, node, kind, id_node.text)
    if isinstance(made, NetworkLab):
        made = resolved(made)
    return made if id_node.text else BAD


def _unknown_kind(
    conversion: Conversion, node: Mapping, what: str, kinds: dict[str, type[msgspec.Struct]]
) -> object:
    first = node.entries[0][0]
    for key, _ in node.entries[1:]:
        if key.text in kinds:
            return conversion.note(key, f'"{key.text}" must be the first key of its {what}')
    sentence = f'"{first.text}" is not a kind of {what}; it is one of {", ".join(kinds)}'
    return conversion.note(first, sentence, did_you_mean(first.text, kinds))


def _drawn(conversion: Conversion, node: Mapping, kind: type[msgspec.Struct], id_: str) -> object:
    """The struct; with `vary`, it is read once for each value, and kept with the first ones."""
    rest = Mapping(node.entries[1:], node.mark)
    vary_node = node.get("vary")
    if vary_node is None or "vary" not in kind.__struct_fields__:
        return conversion.struct(rest, kind, id=id_)
    vary = _vary(conversion, vary_node)
    if vary is None:
        return BAD
    unknown = tuple(unknown_places(rest, vary))
    for scalar, name in unknown:
        sentence = f"{{{name}}} has no values: vary names {', '.join(vary)}"
        conversion.note(scalar, sentence, did_you_mean(name, vary))
    first: object = None
    instead = {name: "1" for _, name in unknown}
    for values in each_value_once(vary):
        made = conversion.struct(written_in_mapping(rest, instead | values), kind, id=id_)
        if made is BAD:
            return BAD
        first = first or made
    return msgspec.structs.replace(cast("msgspec.Struct", first), template=node)


def _vary(conversion: Conversion, node: Node) -> dict[str, tuple[str, ...]] | None:
    read = conversion.read(node, dict[str, tuple[str, ...]], "vary")
    if read is BAD:
        return None
    vary = cast("dict[str, tuple[str, ...]]", read)
    wrong = [name for name in vary if not PLACE.fullmatch(f"{{{name}}}")]
    if wrong:
        conversion.note(node, f'"{wrong[0]}" cannot be a name in vary: use small letters')
    elif not vary or not all(vary.values()):
        conversion.note(node, "each name of vary has a list of values")
    elif math.prod(len(values) for values in vary.values()) > MOST_DRAWS:
        conversion.note(node, f"vary makes more than {MOST_DRAWS} combinations")
    else:
        return vary
    return None


def written_in_mapping(node: Mapping, values: dict[str, str]) -> Mapping:
    """The same as `templates.written_in`, for a node that is known to be a mapping."""
    return cast("Mapping", written_in(node, values))


def _operation(conversion: Conversion, node: Node) -> object:
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        sentence = "an operation is its name with its parameters, as in"
        return conversion.note(node, f"{sentence} {{PublishVersion: {{FunctionName: checkout}}}}")
    name, parameters = node.entries[0]
    kind = OPERATIONS.get(name.text)
    if kind is None:
        sentence = f"{name.text} is not an operation that this version knows"
        return conversion.note(name, sentence, did_you_mean(name.text, OPERATIONS))
    if isinstance(parameters, Scalar) and parameters.value is None:
        parameters = Mapping((), name.mark)
    if not isinstance(parameters, Mapping):
        return conversion.note(parameters, f"the parameters of {name.text} are a mapping")
    return conversion.struct(parameters, kind)


def _action(conversion: Conversion, node: Node) -> object:
    if isinstance(node, Mapping) and node.get("set") is not None:
        return conversion.struct(node, Set)
    entries = node.entries if isinstance(node, Mapping) else ()
    rest = tuple(entry for entry in entries if entry[0].text != "at")
    if len(rest) != 1:
        sentence = "an action is an operation of AWS, or {set: CONTROL, to: VALUE}"
        return conversion.note(node, sentence)
    at_node = node.get("at") if isinstance(node, Mapping) else None
    at = None if at_node is None else conversion.read(at_node, Micros, "at")
    operation = _operation(conversion, Mapping(rest, node.mark))
    if operation is BAD or at is BAD:
        return BAD
    return Do(operation=cast("Operation", operation), at=cast("Micros | None", at))


def _control(conversion: Conversion, node: Node) -> object:
    """A built-in control may be written as its name alone."""
    if isinstance(node, Scalar):
        node = Mapping(((Scalar("control", node.mark), node),), node.mark)
    if not isinstance(node, Mapping):
        return conversion.note(node, "a control is a name, or a mapping that begins with control:")
    return conversion.struct(node, Control)


def read_with_values(
    findings: Findings, node: Node, kind: type[msgspec.Struct], values: dict[str, str]
) -> object:
    """A step or question from the node it was first read from, with other values."""
    if not isinstance(node, Mapping):
        raise TypeError(node)
    id_ = node.entries[0][1]
    rest = written_in_mapping(Mapping(node.entries[1:], node.mark), values)
    known = {"id": id_.text if isinstance(id_, Scalar) else "", "template": node}
    return Conversion(findings, SPECIAL).struct(rest, kind, **known)


SPECIAL: dict[frozenset[object], Special] = {
    frozenset(get_args(Step)): _step,
    frozenset(QUESTIONS.values()): _question,
    frozenset(get_args(Action)): _action,
    frozenset({Operation}): _operation,
    frozenset({PolicyText}): policy_text,
    frozenset({JsonText}): json_text,
    frozenset(get_args(Change)): change(_operation),
    frozenset({FromSim, FromRun}): computed_key,
    frozenset({Quantity, FromSim, FromRun}): number_or_key,
    frozenset({Control}): _control,
}
