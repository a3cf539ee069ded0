"""CloudFormation's intrinsic functions, carried out with what the template says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.sam.faults import did_you_mean
from lambdatutor.sam.template import FUNCTION
from lambdatutor.sam.values import Data, Value, Where, list_of, mapping_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.sam.stack import Stack

NO_VALUE = "AWS::NoValue"
"""What `!Ref AWS::NoValue` gives, until the property that has it is left out."""

_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")
_LITERAL = re.compile(r"\$\{!([^}]*)\}")


class Intrinsics:
    """The functions of one stack."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        region, account, name = stack.region, stack.account, stack.stack_name
        self._pseudo: dict[str, Value] = {
            "AWS::AccountId": account,
            "AWS::Region": region,
            "AWS::Partition": "aws",
            "AWS::StackName": name,
            "AWS::StackId": f"arn:aws:cloudformation:{region}:{account}:stack/{name}",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NotificationARNs": [],
            NO_VALUE: NO_VALUE,
        }
        self._functions: dict[str, Callable[[Value, Where], Value | None]] = {
            "Ref": self._ref,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::If": self._if,
            "Fn::Join": self._join,
            "Fn::Split": self._split,
            "Fn::Select": self._select,
            "Fn::FindInMap": self._find_in_map,
        }

    def call(self, name: str, given: Value, where: Where) -> Value:
        """The value of a function; raises `TemplateError` for one that cannot be known here."""
        function = self._functions.get(name)
        found = None if function is None else function(given, (*where, name))
        if found is None:
            problem = f"this {name} cannot be worked out here; write the value itself."
            raise self._stack.fault(where, problem)
        return found

    def _ref(self, given: Value, where: Where) -> Value:
        if not isinstance(given, str):
            return None
        if given in self._pseudo:
            return self._pseudo[given]
        if given in self._stack.template.parameters:
            return self._parameter(given)
        return self._stack.reference(self._resource(given, where))

    def _parameter(self, name: str) -> Value:
        declared = mapping_of(self._stack.template.parameters[name])
        default, kind = declared.get("Default"), str(declared.get("Type", "String"))
        if default is None or isinstance(default, dict | list):
            problem = f'the parameter "{name}" needs a Default that is a text or a number.'
            raise self._stack.fault(("Parameters", name), problem)
        if kind == "CommaDelimitedList" or kind.startswith("List<"):
            return [part.strip() for part in str(default).split(",")]
        return default

    def _get_att(self, given: Value, where: Where) -> Value:
        parts = given.split(".") if isinstance(given, str) else _texts(given)
        if parts[1:2] in (["Alias"], ["Version"]) and len(parts) > 2:
            parts = [".".join(parts[:2]), *parts[2:]]
        if len(parts) < 2:
            problem = "Fn::GetAtt takes a resource and its attribute, as in Jobs.Arn."
            raise self._stack.fault(where, problem)
        target = self._resource(parts[0], where)
        return self._stack.attribute(target, ".".join(parts[1:]))

    def _sub(self, given: Value, where: Where) -> Value:
        match given:
            case str(text):
                return self._substituted(text, {}, where)
            case [str(text), dict(variables)]:
                return self._substituted(text, variables, where)
            case _:
                return None

    def _substituted(self, text: str, variables: Data, where: Where) -> str:
        def replaced(found: re.Match[str]) -> str:
            name = found[1].strip()
            if name in variables:
                return _text(self._stack.value(variables[name], (*where, 1, name)))
            is_name = name in self._pseudo or name in self._stack.template.parameters
            if is_name or "." not in name or self._of_function(name) is not None:
                return _text(self._ref(name, where))
            return _text(self._get_att(name, where))

        return _LITERAL.sub(r"${\1}", _VARIABLE.sub(replaced, text))

    def _if(self, given: Value, where: Where) -> Value:
        match given:
            case [str(condition), yes, no]:
                holds = self._stack.conditions.holds(condition, where)
                return self._stack.value(yes if holds else no, (*where, 1 if holds else 2))
            case _:
                return None

    def _join(self, given: Value, where: Where) -> Value:
        match given:
            case [str(between), parts]:
                return between.join(_texts(self._stack.value(parts, (*where, 1))))
            case _:
                return None

    def _split(self, given: Value, where: Where) -> Value:
        match given:
            case [str(between), text] if between:
                return list(str(self._stack.value(text, (*where, 1))).split(between))
            case _:
                return None

    def _select(self, given: Value, where: Where) -> Value:
        match given:
            case [index, parts]:
                number = str(self._stack.value(index, (*where, 0)))
                found = list_of(self._stack.value(parts, (*where, 1)))
            case _:
                return None
        if not number.isdecimal() or int(number) >= len(found):
            problem = f"Fn::Select finds no entry {number} in a list of {len(found)}."
            raise self._stack.fault(where, problem)
        return found[int(number)]

    def _find_in_map(self, given: Value, where: Where) -> Value:
        found: Value = self._stack.template.mappings
        for key in _texts(self._stack.value(given, where)):
            found = mapping_of(found).get(key)
            if found is None:
                raise self._stack.fault(where, f'Fn::FindInMap finds no "{key}" under Mappings.')
        return found

    def _resource(self, name: str, where: Where) -> str:
        """The logical ID of what is meant; `Function.Alias` is SAM's own way to its alias."""
        target = self._of_function(name) or name
        if not self._stack.kind(target):
            known = [*self._stack.template.resources, *self._stack.template.parameters]
            near = did_you_mean(name, known)
            raise self._stack.fault(where, f'the template has nothing called "{name}".{near}')
        return target

    def _of_function(self, name: str) -> str | None:
        """The alias or the version that SAM makes for a function."""
        function, _, part = name.partition(".")
        if self._stack.kind(function) != FUNCTION or part not in {"Alias", "Version"}:
            return None
        for logical_id, made in self._stack.generated.items():
            if made.of == function and made.type == f"AWS::Lambda::{part}":
                return logical_id
        return None


def _texts(value: Value) -> list[str]:
    return [_text(each) for each in list_of(value)]


def _text(value: Value) -> str:
    """A value inside a text: a list's entries have commas between them, as a parameter's."""
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(_texts(value)) if isinstance(value, list) else str(value)
