"""How much a policy document says and grants, in numbers; of parsed JSON that has been read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from lambdatutor.iam.actions import action
from lambdatutor.iam.lists import listed

_WILD = ("*", "?")


def statements(data: object) -> int:
    return len(statements_of(data))


def wildcards(data: object) -> int:
    """Actions, resources and principals of Allow statements that hold a `*` or a `?`."""
    return sum(
        any(sign in text for sign in _WILD)
        for each in _allowing(data)
        for element in ("Action", "NotAction", "Resource", "NotResource", "Principal")
        for text in texts_of(each.get(element))
    )


def actions_granted(data: object) -> int:
    """How many of the actions that are known the Allow statements name, whatever the resource.

    A pattern that matches none of those counts as one, so that nothing is granted for free.
    """
    granted: set[str] = set()
    for each in _allowing(data):
        granted |= {action for text in texts_of(each.get("Action")) for action in matched(text)}
        spared = {action for text in texts_of(each.get("NotAction")) for action in matched(text)}
        if "NotAction" in each:
            granted |= known_actions() - spared
    return len(granted)


def conditions(data: object) -> int:
    """Condition keys, each counted once for every operator that it stands under."""
    return sum(
        len(cast("Mapping[str, object]", keys))
        for each in statements_of(data)
        if isinstance(blocks := each.get("Condition"), Mapping)
        for keys in cast("Mapping[str, object]", blocks).values()
        if isinstance(keys, Mapping)
    )


def characters(data: object) -> int:
    """Without white space between its parts."""
    return len(json.dumps(data, separators=(",", ":"), ensure_ascii=False))


def statements_of(data: object) -> list[dict[str, object]]:
    """The statements of a document; one alone may stand without a list."""
    if not isinstance(data, dict):
        return []
    held = listed(cast("dict[str, object]", data).get("Statement"))
    return [cast("dict[str, object]", each) for each in held if isinstance(each, dict)]


def texts_of(value: object) -> Iterator[str]:
    """The texts of an element; they stand alone, in a list, or under the kinds of principal."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            yield from texts_of(each)
    elif isinstance(value, dict):
        for each in cast("dict[str, object]", value).values():
            yield from texts_of(each)


@lru_cache(maxsize=512)
def matched(pattern: str) -> frozenset[str]:
    """The known actions that a pattern of an Action matches, or the pattern itself if none."""
    wanted = action(pattern)
    found = frozenset(each for each in known_actions() if wanted.matches(*each.split(":", 1)))
    return found or frozenset({pattern.lower()})


@lru_cache(maxsize=1)
def known_actions() -> frozenset[str]:
    """Actions of AWS that this version knows, in small letters."""
    from lambdatutor.aws.operations import OPERATIONS
    from lambdatutor.iam.vocabulary import ACTIONS

    of_lambda = {
        f"lambda:{kind.aws_name or name}"
        for name, kind in OPERATIONS.items()
        if kind.service == "lambda" and name != "Invoke"  # its action is InvokeFunction (INV-050)
    }
    return frozenset(each.lower() for each in (*of_lambda, "lambda:InvokeFunction", *ACTIONS))


def _allowing(data: object) -> Iterator[dict[str, object]]:
    return (each for each in statements_of(data) if each.get("Effect") == "Allow")
