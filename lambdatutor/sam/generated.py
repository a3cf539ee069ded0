"""What SAM makes beside what the template names, under logical IDs that a template may refer to."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.sam.template import FUNCTION, Declared, Template
from lambdatutor.sam.values import Value, mapping_of

REST_API = "ServerlessRestApi"
"""The API of all `Api` events that name none."""
HTTP_API = "ServerlessHttpApi"
"""The API of all `HttpApi` events that name none."""


class Generated(NamedTuple):
    """A resource that SAM makes."""

    type: str
    name: Value
    """`{function}` stands for the name of its function; it may be an intrinsic function."""
    of: str | None = None
    """The logical ID of its function."""


def role_id(function: str) -> str:
    """The logical ID of a function's role (SAM-002)."""
    return f"{function}Role"


def alias_id(function: str, alias: str) -> str:
    """The logical ID of a function's alias; it may hold letters and digits alone."""
    return f"{function}Alias{alias.replace('-', 'D').replace('_', 'U')}"


def version_id(function: str) -> str:
    """The logical ID of a function's version; SAM adds letters that stand for the code."""
    return f"{function}Version"


def alias_name(template: Template, declared: Declared) -> str | None:
    """The alias that SAM publishes (SAM-012); SAM takes a text, or a parameter's default."""
    alias = declared.properties.get("AutoPublishAlias")
    if isinstance(alias, dict):
        alias = mapping_of(template.parameters.get(str(alias.get("Ref")))).get("Default")
    return alias if isinstance(alias, str) else None


def generated(template: Template) -> dict[str, Generated]:
    """By logical ID; what the template itself declares under the same one goes before."""
    found: dict[str, Generated] = {
        REST_API: Generated("AWS::ApiGateway::RestApi", REST_API),
        HTTP_API: Generated("AWS::ApiGatewayV2::Api", HTTP_API),
    }
    for each in template.resources.values():
        if each.type == FUNCTION:
            found |= _of_function(template, each)
    return {name: made for name, made in found.items() if name not in template.resources}


def _of_function(template: Template, declared: Declared) -> dict[str, Generated]:
    function = declared.logical_id
    found: dict[str, Generated] = {}
    if "Role" not in declared.properties:
        found[role_id(function)] = Generated("AWS::IAM::Role", role_id(function), function)
    alias = alias_name(template, declared)
    if alias is not None:
        found[alias_id(function, alias)] = Generated(
            "AWS::Lambda::Alias", f"{{function}}:{alias}", function
        )
        found[version_id(function)] = Generated("AWS::Lambda::Version", "{function}:1", function)
    for name, event in mapping_of(declared.properties.get("Events")).items():
        kind = _RULES.get(str(mapping_of(event).get("Type")))
        if kind is not None:
            found[f"{function}{name}"] = Generated(kind, _rule_name(function, name, event))
    return found


_RULES = {
    "Schedule": "AWS::Events::Rule",
    "EventBridgeRule": "AWS::Events::Rule",
    "CloudWatchEvent": "AWS::Events::Rule",
    "ScheduleV2": "AWS::Scheduler::Schedule",
    "IoTRule": "AWS::IoT::TopicRule",
}


def _rule_name(function: str, event: str, written: Value) -> Value:
    """A rule's name, or its logical ID."""
    properties = mapping_of(mapping_of(written).get("Properties"))
    return properties.get("Name") or properties.get("RuleName") or f"{function}{event}"
