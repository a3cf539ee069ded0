"""A template's sections, checked as far as everything else relies on them."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.sam.document import Document, read_document
from lambdatutor.sam.faults import TemplateError, did_you_mean
from lambdatutor.sam.values import Data, Value, Where, list_of, mapping_of

TRANSFORM = "AWS::Serverless-2016-10-31"
FUNCTION = "AWS::Serverless::Function"

_SECTIONS = (
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
)
_NOT_GLOBAL = ("Events", "FunctionName", "Policies", "Role")
"""What each function must say for itself."""
_REPLACED = frozenset({"Architectures"})
"""Lists of which a function's own takes the place of the global one; others are joined."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A resource as the template has it."""

    logical_id: str
    type: str
    properties: Data
    """With intrinsic functions, and with what `Globals` adds to a function."""
    own: Data
    """Without what `Globals` adds."""
    condition: str | None
    connectors: Data

    def where(self, *inner: str | int) -> Where:
        """The place of a property: here, or under Globals when only that says it.

        Without one, that of the resource.
        """
        if not inner:
            return ("Resources", self.logical_id)
        if inner[0] not in self.own and inner[0] in self.properties:
            return ("Globals", "Function", *inner)
        return ("Resources", self.logical_id, "Properties", *inner)


@dataclass(frozen=True, slots=True)
class Template:
    """What a template declares."""

    document: Document
    parameters: Data
    mappings: Data
    conditions: Data
    resources: dict[str, Declared]

    def fault(self, where: Where, problem: str) -> TemplateError:
        return self.document.fault(where, problem)

    def line(self, where: Where) -> int:
        return self.document.mark(where).line


def read_template(text: str, path: str) -> Template:
    """The template in a text; raises `TemplateError`."""
    document = read_document(text, path)
    if not isinstance(document.data, dict):
        raise document.fault((), "a template is a mapping with a section Resources.")
    sections = document.data
    for name in sections:
        if name not in _SECTIONS:
            near = did_you_mean(name, _SECTIONS)
            raise document.fault((name,), f'"{name}" is no section of a template.{near}')
    given = _section(document, sections, "Globals")
    _check_globals(document, given)
    declared = _section(document, sections, "Resources")
    if not declared:
        raise document.fault((), "the template has no Resources; add at least one.")
    resources = {
        logical_id: _declared(document, logical_id, written, mapping_of(given.get("Function")))
        for logical_id, written in declared.items()
    }
    _check_transform(document, sections, resources)
    return Template(
        document,
        parameters=_section(document, sections, "Parameters"),
        mappings=_section(document, sections, "Mappings"),
        conditions=_section(document, sections, "Conditions"),
        resources=resources,
    )


def _section(document: Document, sections: Data, name: str) -> Data:
    section = sections.get(name)
    if section is None:
        return {}
    if not isinstance(section, dict):
        raise document.fault((name,), f"{name} must be a mapping.")
    return section


def _check_globals(document: Document, given: Data) -> None:
    function = given.get("Function")
    if function is not None and not isinstance(function, dict):
        raise document.fault(("Globals", "Function"), "Globals.Function must be a mapping.")
    for name in mapping_of(function):
        if name in _NOT_GLOBAL:
            problem = f"{name} cannot stand under Globals; write it in each function."
            raise document.fault(("Globals", "Function", name), problem)


def _declared(document: Document, logical_id: str, written: Value, given: Data) -> Declared:
    where: Where = ("Resources", logical_id)
    if not logical_id.isalnum() or not logical_id.isascii():
        problem = f'the logical ID "{logical_id}" must be letters and digits alone.'
        raise document.fault(where, problem)
    if not isinstance(written, dict) or not isinstance(written.get("Type"), str):
        problem = f"{logical_id} needs a Type, such as {FUNCTION}."
        raise document.fault(where, problem)
    own = written.get("Properties")
    if own is not None and not isinstance(own, dict):
        problem = f"the Properties of {logical_id} must be a mapping."
        raise document.fault((*where, "Properties"), problem)
    kind, condition = str(written["Type"]), written.get("Condition")
    properties = mapping_of(own)
    return Declared(
        logical_id,
        kind,
        _merged(given, properties) if kind == FUNCTION else properties,
        properties,
        condition if isinstance(condition, str) else None,
        mapping_of(written.get("Connectors")),
    )


def _merged(given: Data, own: Data) -> Data:
    """Globals and a function's own: mappings are merged, lists joined, and else its own wins."""
    merged = dict(given)
    for name, value in own.items():
        above = given.get(name)
        if isinstance(above, dict) and isinstance(value, dict) and not _is_function(value):
            merged[name] = _merged(above, value)
        elif isinstance(above, list) and isinstance(value, list) and name not in _REPLACED:
            merged[name] = [*above, *value]
        else:
            merged[name] = value
    return merged


def _is_function(value: Data) -> bool:
    return len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def _check_transform(document: Document, sections: Data, resources: dict[str, Declared]) -> None:
    if TRANSFORM in list_of(sections.get("Transform")):
        return
    for each in resources.values():
        if each.type.startswith("AWS::Serverless::"):
            where: Where = ("Resources", each.logical_id, "Type")
            problem = f"{each.type} is SAM's own; add the line `Transform: {TRANSFORM}` at the top."
            raise document.fault(where, problem)
