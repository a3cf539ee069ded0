"""An expanded template as a tree of lines: what each function may do, and who may come in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from lambdatutor.cli.statement_lines import elements
from lambdatutor.iam import faults
from lambdatutor.iam.lists import listed
from lambdatutor.sam import Expansion, FunctionOutline, Origin, Resource, left_out, outline
from lambdatutor.sam.outline import beside_functions
from lambdatutor.sam.roles import trust as trusting
from lambdatutor.sam.values import Value

if TYPE_CHECKING:
    from lambdatutor.iam import Kind

_UNBROKEN = 1_000
"""Columns in a pipe, where a line that breaks helps nobody."""


def print_expansion(expansion: Expansion, name: str) -> None:
    tree = Tree(Text(name, "bold"))
    for each in outline(expansion):
        _function(tree, each)
    for resource in beside_functions(expansion):
        called = f": {resource.name}" if resource.name not in {"", resource.logical_id} else ""
        _add(tree, f"{resource.logical_id}{called} ({resource.type})", resource.origin)
        if resource.type == "AWS::IAM::Role":
            _role(tree.children[-1], resource, ())
    omitted = left_out(expansion)
    if omitted:
        kept = tree.add(Text("not in a simulated account", "bold"))
        for left in omitted:
            kept.add(Text.assemble(left.what, (f"  ← line {left.line}: {left.because}", "dim")))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _UNBROKEN
    console.print(tree)


def _function(tree: Tree, each: FunctionOutline) -> None:
    function = _add(tree, f"{each.function.logical_id}: the function", each.function.origin)
    function.add(each.function.arn)
    if each.role is not None:
        role = _add(function, f"what it may do: role {each.role.name}", each.role.origin)
        _role(role, each.role, each.role_policies)
    else:
        function.add(f"what it may do: role {each.function.properties.get('Role')}, as it is given")
    if each.permissions:
        door = function.add("who may come in")
        for permission in each.permissions:
            _add(door, _said(permission), permission.origin)
    for mapping in each.mappings:
        source = mapping.properties.get("EventSourceArn")
        _add(function, f"what Lambda polls for it: {source}", mapping.origin)
    for resource in each.published:
        _add(function, f"{resource.logical_id} ({resource.type})", resource.origin)


def _role(tree: Tree, role: Resource, attached: tuple[Resource, ...]) -> None:
    given = role.properties
    trust = given.get("AssumeRolePolicyDocument")
    if trust == trusting(service := _trusted(trust)):
        tree.add(f"trust policy: {service} may assume it")
    else:
        _document(tree.add("trust policy"), trust, "trust")
    arns = given.get("ManagedPolicyArns")
    for arn in arns if isinstance(arns, list) else []:
        _add(tree, f"managed {arn}", role.parts.get(str(arn), role.origin))
    inline = given.get("Policies")
    for each in inline if isinstance(inline, list) else []:
        if isinstance(each, dict):
            name = str(each.get("PolicyName"))
            _document(
                _add(tree, f"inline {name}", role.parts.get(name, role.origin)),
                each.get("PolicyDocument"),
            )
    for policy in attached:
        _document(
            _add(tree, f"managed {policy.arn}", policy.origin),
            policy.properties.get("PolicyDocument"),
        )


def _trusted(document: Value) -> str:
    """The service that a trust policy of SAM names; empty for any other document."""
    match document:
        case {"Statement": [{"Principal": {"Service": [str(service)]}}]}:
            return service
        case _:
            return ""


def _said(permission: Resource) -> str:
    """A permission in one line: `s3.amazonaws.com may lambda:InvokeFunction, if …`."""
    given = permission.properties
    conditions = [
        f"{name} is {given[name]}"
        for name in (
            "SourceArn",
            "SourceAccount",
            "EventSourceToken",
            "FunctionUrlAuthType",
            "InvokedViaFunctionUrl",
        )
        if name in given
    ]
    principal = "everybody" if given.get("Principal") == "*" else given.get("Principal")
    alias = str(given.get("FunctionName")).partition(":function:")[2]
    on = f" on {alias}" if alias else ""
    when = f", if {' and '.join(conditions)}" if conditions else ""
    return f"{principal} may {given.get('Action')}{on}{when}"


def _document(tree: Tree, document: object, kind: Kind = "identity") -> None:
    """A policy by its statements; one that IAM would not take stands there as it is."""
    if faults(document, kind):
        tree.add(Text(json.dumps(document, indent=2, ensure_ascii=False)))
        return
    statements = listed(cast("dict[str, object]", document)["Statement"])
    for statement in cast("list[dict[str, object]]", statements):
        says = f"{statement['Effect']} {statement.get('Sid', '')}".rstrip()
        branch = tree.add(Text(says, "green" if statement["Effect"] == "Allow" else "red"))
        for line in elements(statement):
            branch.add(Text(line))


def _add(tree: Tree, text: str, origin: Origin) -> Tree:
    return tree.add(Text.assemble(text, (f"  ← line {origin.line}: {origin.what}", "dim")))
