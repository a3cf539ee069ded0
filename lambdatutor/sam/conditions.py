"""The Conditions of a template: which of its resources and values there are."""

from __future__ import annotations

from collections.abc import Callable

from lambdatutor.sam.faults import did_you_mean
from lambdatutor.sam.template import Template
from lambdatutor.sam.values import Value, Where


class Conditions:
    """Whether each condition is true, worked out when it is asked for."""

    def __init__(self, template: Template, value: Callable[[Value, Where], Value]) -> None:
        self._template = template
        self._value = value
        self._asked: list[str] = []

    def holds(self, name: str, asked: Where) -> bool:
        """Raises `TemplateError` for a condition that is none, or that needs itself."""
        written = self._template.conditions.get(name)
        where: Where = ("Conditions", name)
        if written is None:
            near = did_you_mean(name, self._template.conditions)
            raise self._template.fault(asked, f'there is no condition "{name}".{near}')
        if name in self._asked:
            raise self._template.fault(where, f"the condition {name} depends on itself.")
        self._asked.append(name)
        try:
            return self._true(written, where)
        finally:
            self._asked.remove(name)

    def _true(self, written: Value, where: Where) -> bool:
        match written:
            case {"Condition": str(name)} if len(written) == 1:
                return self.holds(name, (*where, "Condition"))
            case {"Fn::Equals": [left, right]}:
                inner = (*where, "Fn::Equals")
                one, other = self._value(left, (*inner, 0)), self._value(right, (*inner, 1))
                return str(one) == str(other)
            case {"Fn::Not": [one]}:
                return not self._true(one, (*where, "Fn::Not", 0))
            case {"Fn::And": [*parts]}:
                return all(self._true(one, (*where, "Fn::And", i)) for i, one in enumerate(parts))
            case {"Fn::Or": [*parts]}:
                return any(self._true(one, (*where, "Fn::Or", i)) for i, one in enumerate(parts))
            case _:
                problem = "a condition is one of Fn::Equals, Fn::Not, Fn::And, Fn::Or, Condition."
                raise self._template.fault(where, problem)
