"""Connectors: who uses what, and SAM writes the policy or the permission (SAM-009, SAM-010)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from lambdatutor.sam.data import read_data
from lambdatutor.sam.expansion import Origin, Resource
from lambdatutor.sam.filling import filled, pseudo_parameters
from lambdatutor.sam.generated import role_id
from lambdatutor.sam.stack import Stack
from lambdatutor.sam.template import FUNCTION
from lambdatutor.sam.values import Data, Value, Where, list_of, mapping_of

_SAME = {
    FUNCTION: "AWS::Lambda::Function",
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
    "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
}
_CATEGORIES = ("Read", "Write")


class _Connector(NamedTuple):
    """A connector with one of its destinations."""

    logical_id: str
    source: str
    destination: str
    permissions: list[str]
    where: Where
    suffix: str
    """Tells several destinations apart."""
    origin: Origin


def connections(stack: Stack, made: list[Resource]) -> list[Resource]:
    """What every connector of a template becomes; raises `TemplateError`."""
    return [each for one in _connectors(stack) for each in _connected(stack, one, made)]


@cache
def connector_pairs() -> dict[str, Data]:
    """What SAM writes for each pair, such as `AWS::SQS::Queue -> AWS::Lambda::Function`."""
    return cast("dict[str, Data]", read_data("connectors.yaml"))


def _connectors(stack: Stack) -> Iterator[_Connector]:
    """Those that stand as resources, and those that stand in their source."""
    for declared in stack.standing():
        if declared.type == "AWS::Serverless::Connector":
            source = _id(stack, declared.properties.get("Source"), declared.where("Source"))
            yield from _each(
                stack, declared.logical_id, source, declared.properties, declared.where()
            )
        for name, written in declared.connectors.items():
            where: Where = ("Resources", declared.logical_id, "Connectors", name)
            inner = mapping_of(mapping_of(written).get("Properties"))
            called = f"{declared.logical_id}{name}"
            yield from _each(stack, called, declared.logical_id, inner, where)


def _each(
    stack: Stack, logical_id: str, source: str, given: Data, where: Where
) -> Iterator[_Connector]:
    several = isinstance(given.get("Destination"), list)
    permissions = [str(each) for each in list_of(given.get("Permissions"))]
    for index, written in enumerate(list_of(given.get("Destination"))):
        destination = _id(stack, written, (*where, "Destination"))
        suffix = f"Destination{index}" if several else ""
        origin = Origin(f"Connector {logical_id}", stack.template.line(where))
        yield _Connector(logical_id, source, destination, permissions, where, suffix, origin)


def _id(stack: Stack, written: Value, where: Where) -> str:
    target = mapping_of(written).get("Id")
    if not isinstance(target, str) or not stack.kind(target):
        problem = "a connector names its source and destination by Id, a resource of the template."
        raise stack.fault(where, problem)
    return target


def _connected(stack: Stack, one: _Connector, made: list[Resource]) -> list[Resource]:
    source, destination = (_kind(stack, each) for each in (one.source, one.destination))
    pair = connector_pairs().get(f"{source} -> {destination}")
    if not pair:
        problem = f"a connector from {source} to {destination} is not read here."
        raise stack.fault(one.where, problem)
    _check_permissions(stack, one, pair)
    words = pseudo_parameters(stack)
    for end, logical_id in (("Source", one.source), ("Destination", one.destination)):
        name = stack.name(logical_id)
        arn = stack.attribute(logical_id, "Arn")
        words |= {f"{end}.Arn": arn, f"{end}.Name": name, f"{end}.ResourceId": name}
        words[f"{end}.Qualifier"] = "*"
    if "role_of" in pair:
        return [_policy(stack, one, _statements(one, pair, words), _role(stack, one, pair, made))]
    return [
        Resource(
            f"{one.logical_id}{category}LambdaPermission{one.suffix}",
            "AWS::Lambda::Permission",
            {
                **mapping_of(filled(pair[category], words)),
                "FunctionName": stack.arn(one.destination),
            },
            one.origin,
        )
        for category in _CATEGORIES
        if category in one.permissions
    ]


def _kind(stack: Stack, logical_id: str) -> str:
    kind = stack.kind(logical_id)
    return _SAME.get(kind, kind)


def _check_permissions(stack: Stack, one: _Connector, pair: Data) -> None:
    possible = [each for each in _CATEGORIES if each in pair]
    wrong = [each for each in one.permissions if each not in possible]
    if not one.permissions or wrong:
        problem = f"the Permissions of this connector are of {', '.join(possible)}."
        raise stack.fault((*one.where, "Permissions"), problem)
    if pair.get("together") and sorted(set(one.permissions)) != possible:
        problem = f"this connector needs both {' and '.join(possible)} (SAM-010)."
        raise stack.fault((*one.where, "Permissions"), problem)


def _statements(one: _Connector, pair: Data, words: dict[str, str]) -> list[Value]:
    return [
        {"Effect": "Allow", **mapping_of(filled(each, words))}
        for category in pair
        if category in one.permissions
        for each in list_of(pair[category])
    ]


def _policy(stack: Stack, one: _Connector, statements: list[Value], role: str) -> Resource:
    """A managed policy of the account's own, attached to the role of one of the two."""
    logical_id = f"{one.logical_id}Policy{one.suffix}"
    document: Data = {"Version": "2012-10-17", "Statement": statements}
    return Resource(
        logical_id,
        "AWS::IAM::ManagedPolicy",
        {"PolicyDocument": document, "Roles": [role]},
        one.origin,
        name=logical_id,
        arn=f"arn:aws:iam::{stack.account}:policy/{logical_id}",
    )


def _role(stack: Stack, one: _Connector, pair: Data, made: list[Resource]) -> str:
    of = one.source if pair["role_of"] == "source" else one.destination
    for each in made:
        if each.logical_id == role_id(of):
            return each.name
    return _role_given(stack, of, one)


def _role_given(stack: Stack, of: str, one: _Connector) -> str:
    """The name of a role that the function names itself, when the template has it."""
    declared = stack.template.resources[of]
    role = declared.properties.get("Role")
    arn = stack.value(role, declared.where("Role"))
    known = [
        each
        for each, other in stack.template.resources.items()
        if other.type == "AWS::IAM::Role" and stack.arn(each) == arn
    ]
    if not known:
        raise stack.fault(one.where, f"the role of {of} is not in the template; connect it there.")
    return stack.name(known[0])
