"""An expansion function by function: its role, who may call it, and what it polls."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.aws.arn import function_reference
from lambdatutor.sam.expansion import Expansion, Resource


@dataclass(frozen=True, slots=True)
class FunctionOutline:
    """One function with all that hangs on it."""

    function: Resource
    role: Resource | None
    """Its execution role, when the template makes or has it."""
    role_policies: tuple[Resource, ...]
    """Managed policies of the account's own that are attached to it: connectors make such."""
    permissions: tuple[Resource, ...]
    mappings: tuple[Resource, ...]
    published: tuple[Resource, ...]
    """Its version, its alias, its URL and its settings of asynchronous events."""


_PUBLISHED = (
    "AWS::Lambda::Version",
    "AWS::Lambda::Alias",
    "AWS::Lambda::Url",
    "AWS::Lambda::EventInvokeConfig",
)


def outline(expansion: Expansion) -> tuple[FunctionOutline, ...]:
    """Every function of the template, in its order."""
    return tuple(
        _outline(expansion, function) for function in expansion.of("AWS::Lambda::Function")
    )


def beside_functions(expansion: Expansion) -> tuple[Resource, ...]:
    """What hangs on no function: queues, buckets, rules and the like."""
    hanging = {
        part.logical_id
        for each in outline(expansion)
        for part in (
            each.function,
            *((each.role,) if each.role is not None else ()),
            *each.role_policies,
            *each.permissions,
            *each.mappings,
            *each.published,
        )
    }
    return tuple(each for each in expansion.resources if each.logical_id not in hanging)


def _outline(expansion: Expansion, function: Resource) -> FunctionOutline:
    arn = function.properties.get("Role")
    role = next((each for each in expansion.of("AWS::IAM::Role") if each.arn == arn), None)
    return FunctionOutline(
        function,
        role,
        tuple(
            each
            for each in expansion.of("AWS::IAM::ManagedPolicy")
            if role is not None and role.name in _listed(each)
        ),
        _of(expansion, function, "AWS::Lambda::Permission"),
        _of(expansion, function, "AWS::Lambda::EventSourceMapping"),
        _of(expansion, function, *_PUBLISHED),
    )


def _listed(policy: Resource) -> list[object]:
    roles = policy.properties.get("Roles")
    return [*roles] if isinstance(roles, list) else []


def _of(expansion: Expansion, function: Resource, *types: str) -> tuple[Resource, ...]:
    """Those that name the function, or its alias by ARN."""
    return tuple(each for each in expansion.of(*types) if _named(each) == function.name)


def _named(resource: Resource) -> str | None:
    given = resource.properties
    found = function_reference(str(given.get("FunctionName") or given.get("TargetFunctionArn")))
    return None if found is None else found.name
