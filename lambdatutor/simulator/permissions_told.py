"""Denials, and how they are told: which policy to open, at which statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "permission.denied": (
        ("IAM-001", "PER-001", "PER-009", "PER-010"),
        (
            *("caller", "action", "resource", "code", "message"),
            *("reason", "layer", "policy", "statement", "element", "because", "then"),
        ),
    ),
    "role.not_assumed": (("PER-001",), ("role",)),
    "caller.changed": ((), ("caller",)),
}
"""Rules and names of numbers, by kind of event."""


def _denied(event: Event) -> str:
    """What was denied comes first: a narrow list cuts the end."""
    numbers = event.numbers
    who, what = _who(str(numbers["caller"])), _what(str(numbers["resource"]))
    on = "" if what == "*" else f" on {what}"
    because = str(numbers["because"]).rstrip(".")
    told = f"{numbers['action']}{on} is denied to {who}: {because}."
    return told + _NEXT.get(str(numbers["then"]), "")


_NEXT = {
    "raises": " The code does not catch that, so the invocation fails.",
    "goes-on": " The code catches that and goes on.",
}


def _who(caller: str) -> str:
    """A person or a role as people call it."""
    if not caller.startswith("arn:"):
        return caller
    kind, _, name = caller.split(":", 5)[5].partition("/")
    if kind == "assumed-role":
        role, _, session = name.partition("/")
        return f"role {role} (as {session})"
    return f"{kind} {name.rpartition('/')[2]}" if name else caller


def _what(resource: str) -> str:
    """The last part of an ARN: a name, with what kind of thing it is."""
    parts = resource.split(":", 5)
    if len(parts) < 6:
        return resource
    return parts[5].removeprefix("function:")


def _not_assumed(event: Event) -> str:
    return (
        f"Lambda cannot assume role {str(event.numbers['role']).rpartition('/')[2]}, so a new "
        f"environment of {event.function} gets no credentials: look at its trust policy."
    )


def _changed(event: Event) -> str:
    caller = event.numbers["caller"]
    return f"From now on {caller} calls." if caller else "From now on an administrator calls."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "permission.denied": _denied,
    "role.not_assumed": _not_assumed,
    "caller.changed": _changed,
}
"""One plain sentence for each kind."""
