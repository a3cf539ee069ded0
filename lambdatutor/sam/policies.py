"""The Policies of a function: names, documents and policy templates, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lambdatutor.sam.expansion import Origin
from lambdatutor.sam.faults import did_you_mean
from lambdatutor.sam.filling import filled, pseudo_parameters
from lambdatutor.sam.function import Function
from lambdatutor.sam.managed_policies import managed_policy_arn, managed_policy_paths
from lambdatutor.sam.policy_templates import PolicyTemplate, policy_templates
from lambdatutor.sam.values import Data, Value, mapping_of


class Managed(NamedTuple):
    """A managed policy that is attached to the role."""

    arn: str
    origin: Origin


class Inline(NamedTuple):
    """A policy that is written into the role."""

    name: str
    document: Data
    origin: Origin


def policies(function: Function, role: str) -> Iterator[Managed | Inline]:
    """What each entry of Policies becomes (SAM-001); raises `TemplateError`.

    An inline policy is called after its role and its place in the list.
    """
    given = function.properties.get("Policies")
    entries = given if isinstance(given, list) else [] if given is None else [given]
    for index, entry in enumerate(entries):
        place: tuple[str | int, ...] = (
            ("Policies", index) if isinstance(given, list) else ("Policies",)
        )
        name = f"{role}Policy{index}"
        match entry:
            case str(policy):
                origin = function.origin(*place, what=f"Policies → {_short(policy)}")
                yield Managed(_arn(function, policy, place), origin)
            case {"Statement": _}:
                yield Inline(name, entry, function.origin(*place, what="Policies → a document"))
            case dict() if len(entry) == 1:
                template, parameters = next(iter(entry.items()))
                origin = function.origin(*place, what=f"Policies → {template}")
                yield Inline(name, _filled(function, template, parameters, place), origin)
            case _:
                problem = (
                    "a policy is the name or ARN of a managed policy, a document with a Statement, "
                    "or a policy template such as SQSPollerPolicy."
                )
                raise function.fault(problem, *place)


def _arn(function: Function, policy: str, place: tuple[str | int, ...]) -> str:
    if policy.startswith(("arn:", "${")):
        return policy
    arn = managed_policy_arn(policy)
    if arn is None:
        near = did_you_mean(policy, managed_policy_paths())
        advice = near or " Give the ARN of a policy of your own or of a new one."
        raise function.fault(f'AWS has no managed policy called "{policy}".{advice}', *place)
    return arn


def _filled(function: Function, name: str, given: Value, place: tuple[str | int, ...]) -> Data:
    template = policy_templates().get(name)
    if template is None:
        near = did_you_mean(name, policy_templates())
        raise function.fault(f'SAM has no policy template "{name}".{near}', *place)
    parameters = _parameters(function, name, template, given, place)
    return mapping_of(filled(template.document(), pseudo_parameters(function.stack) | parameters))


def _parameters(
    function: Function,
    name: str,
    template: PolicyTemplate,
    given: Value,
    place: tuple[str | int, ...],
) -> dict[str, str]:
    found = given if isinstance(given, dict) else {}
    for parameter in template.parameters:
        if parameter not in found:
            needed = ", ".join(template.parameters)
            raise function.fault(f"{name} needs its parameters: {needed}.", *place)
    for parameter in found:
        if parameter not in template.parameters:
            near = did_you_mean(parameter, template.parameters)
            raise function.fault(f'{name} has no parameter "{parameter}".{near}', *place)
    return {parameter: str(value) for parameter, value in found.items()}


def _short(policy: str) -> str:
    return policy.rpartition("/")[2] if policy.startswith("arn:") else policy
