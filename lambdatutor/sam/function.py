"""A function of the template while it is expanded: what its events and policies hang on."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.sam.expansion import Origin, Resource
from lambdatutor.sam.faults import TemplateError
from lambdatutor.sam.generated import alias_id, alias_name
from lambdatutor.sam.stack import Stack
from lambdatutor.sam.template import Declared
from lambdatutor.sam.values import Data, Value, Where


@dataclass(frozen=True, slots=True)
class Function:
    """One AWS::Serverless::Function."""

    stack: Stack
    declared: Declared
    properties: Data
    """With every intrinsic function worked out."""
    alias: str | None
    """The alias that events and permissions use in place of the function (SAM-012)."""

    @classmethod
    def of(cls, stack: Stack, declared: Declared) -> Function:
        return cls(
            stack, declared, stack.properties(declared), alias_name(stack.template, declared)
        )

    @property
    def logical_id(self) -> str:
        return self.declared.logical_id

    @property
    def name(self) -> str:
        return self.stack.name(self.logical_id)

    @property
    def called(self) -> str:
        """How permissions and mappings name it: by its name, or by its alias's ARN."""
        return self.name if self.alias is None else self.arn

    @property
    def arn(self) -> str:
        """The ARN of the function, or of its alias."""
        alias = self.alias
        return self.stack.arn(
            self.logical_id if alias is None else alias_id(self.logical_id, alias)
        )

    @property
    def traced(self) -> bool:
        """Whether X-Ray is on; SAM's `Disabled` is the same as nothing."""
        tracing = self.properties.get("Tracing")
        return isinstance(tracing, str) and tracing != "Disabled"

    def where(self, *inner: str | int) -> Where:
        return self.declared.where(*inner)

    def fault(self, problem: str, *inner: str | int) -> TemplateError:
        return self.stack.fault(self.where(*inner), problem)

    def origin(self, *inner: str | int, what: str = "") -> Origin:
        """The line of a property; the words for it are its names unless given."""
        names = [each for each in inner if isinstance(each, str)]
        where = self.where(*inner)
        before = ["Globals"] if where[0] == "Globals" else []
        said = " → ".join([*before, *names]) or self.declared.type
        return Origin(what or said, self.stack.template.line(where))


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a function's Events."""

    function: Function
    name: str
    type: str
    properties: Data
    """With every intrinsic function worked out."""
    written: Data
    """As they stand in the template."""

    @property
    def logical_id(self) -> str:
        return f"{self.function.logical_id}{self.name}"

    @property
    def origin(self) -> Origin:
        return self.function.origin("Events", self.name, what=f"Events → {self.name} ({self.type})")

    def needed(self, name: str) -> Value:
        """A property that SAM cannot do without; raises `TemplateError`."""
        if name not in self.properties:
            raise self.fault(f"the event {self.name} ({self.type}) needs {name}.")
        return self.properties[name]

    def picked(self, *names: str) -> Data:
        """Those of the properties that are given."""
        return {name: self.properties[name] for name in names if name in self.properties}

    def fault(self, problem: str, *inner: str | int) -> TemplateError:
        return self.function.fault(problem, "Events", self.name, *inner)

    def resource(self, kind: str, properties: Data, suffix: str = "") -> Resource:
        """One of the resources that the event becomes."""
        logical_id = self.logical_id + suffix
        stack = self.function.stack
        known = stack.kind(logical_id) == kind
        return Resource(
            logical_id,
            kind,
            properties,
            self.origin,
            name=stack.name(logical_id) if known else "",
            arn=stack.arn(logical_id) if known else "",
        )

    def permission(self, principal: str, *, suffix: str = "", **source: Value) -> Resource:
        """The statement of the function's policy that lets the source in (SAM-007)."""
        properties: Data = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": self.function.called,
            "Principal": principal,
        }
        properties |= {name: value for name, value in source.items() if value is not None}
        return self.resource("AWS::Lambda::Permission", properties, f"Permission{suffix}")
