"""A template put into an account: what its resources are called, and what its values are."""

from __future__ import annotations

from lambdatutor.sam.conditions import Conditions
from lambdatutor.sam.faults import TemplateError
from lambdatutor.sam.generated import generated
from lambdatutor.sam.intrinsics import NO_VALUE, Intrinsics
from lambdatutor.sam.naming import NAMINGS, made_up_name
from lambdatutor.sam.template import Declared, Template
from lambdatutor.sam.values import Data, Value, Where


class Stack:
    """Says what everything in the template is once it is deployed."""

    def __init__(self, template: Template, account: str, region: str, name: str) -> None:
        self.template = template
        self.account = account
        self.region = region
        self.stack_name = name
        self.conditions = Conditions(template, self.value)
        self.generated = generated(template)
        self._intrinsics = Intrinsics(self)
        self._names: dict[str, str] = {}
        self._being_named: set[str] = set()

    def fault(self, where: Where, problem: str) -> TemplateError:
        return self.template.fault(where, problem)

    def standing(self) -> list[Declared]:
        """The resources whose condition, if they have one, is true."""
        return [
            each
            for each in self.template.resources.values()
            if each.condition is None
            or self.conditions.holds(each.condition, ("Resources", each.logical_id, "Condition"))
        ]

    def properties(self, declared: Declared) -> Data:
        """A resource's properties, with every function's value."""
        return {
            name: found
            for name, value in declared.properties.items()
            if (found := self.value(value, declared.where(name))) != NO_VALUE
        }

    def value(self, value: Value, where: Where) -> Value:
        """A value of the template with every function in it carried out."""
        if isinstance(value, list):
            found = [self.value(each, (*where, index)) for index, each in enumerate(value)]
            return [each for each in found if each != NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, given) = next(iter(value.items()))
            if name == "Ref" or name.startswith("Fn::"):
                return self._intrinsics.call(name, given, where)
        pairs = {key: self.value(each, (*where, key)) for key, each in value.items()}
        return {key: each for key, each in pairs.items() if each != NO_VALUE}

    def kind(self, logical_id: str) -> str:
        """The type of a resource, of the template or made by SAM; empty when there is none."""
        if logical_id in self.generated:
            return self.generated[logical_id].type
        declared = self.template.resources.get(logical_id)
        return "" if declared is None else declared.type

    def reference(self, logical_id: str) -> str:
        """What `Ref` of a resource gives; `${Subnet}` where no name is known."""
        naming = NAMINGS.get(self.kind(logical_id))
        return f"${{{logical_id}}}" if naming is None else self._filled(logical_id, naming.ref)

    def attribute(self, logical_id: str, attribute: str) -> str:
        """What `Fn::GetAtt` of a resource gives; `${Group.GroupId}` where that is not known."""
        naming = NAMINGS.get(self.kind(logical_id))
        known = {} if naming is None else {"Arn": naming.arn, **dict(naming.attributes)}
        form = known.get(attribute)
        if form is None:
            return f"${{{logical_id}.{attribute}}}"
        return self._filled(logical_id, form)

    def arn(self, logical_id: str) -> str:
        return self.attribute(logical_id, "Arn")

    def name(self, logical_id: str) -> str:
        """The name of a resource; raises `TemplateError` when names need each other."""
        if logical_id not in self._names:
            if logical_id in self._being_named:
                where: Where = ("Resources", logical_id)
                raise self.fault(where, f"the name of {logical_id} depends on itself.")
            self._being_named.add(logical_id)
            made_by_sam = logical_id in self.generated
            self._names[logical_id] = (
                self._generated_name(logical_id) if made_by_sam else self._given_name(logical_id)
            )
        return self._names[logical_id]

    def _generated_name(self, logical_id: str) -> str:
        made = self.generated[logical_id]
        name = str(self.value(made.name, ("Resources", made.of or logical_id)))
        return name.replace("{function}", self.name(made.of)) if made.of else name

    def _given_name(self, logical_id: str) -> str:
        declared = self.template.resources[logical_id]
        naming = NAMINGS.get(declared.type)
        of = naming.property if naming is not None else None
        if naming is not None and naming.of_function:
            function = self.value(
                declared.properties.get("FunctionName"), declared.where("FunctionName")
            )
            own = self.value(declared.properties.get("Name", "1"), declared.where("Name"))
            return f"{str(function).rpartition(':')[2]}:{own}"
        if of is not None and of in declared.properties:
            given = self.value(declared.properties[of], declared.where(of))
            if given != NO_VALUE:
                return str(given)
        fifo = ".fifo" if declared.properties.get("FifoQueue") is True else ""
        return made_up_name(declared.type, logical_id) + fifo

    def _filled(self, logical_id: str, form: str) -> str:
        made = self.generated.get(logical_id)
        of, path_of = (logical_id, "Path") if made is None else (made.of or "", "RolePath")
        declared = self.template.resources.get(of)
        given = None
        if "{path}" in form and declared is not None:
            given = self.value(declared.properties.get(path_of), declared.where(path_of))
        return form.format(
            region=self.region,
            account=self.account,
            path=given or "/",
            name=self.name(logical_id),
        )
