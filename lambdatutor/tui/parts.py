"""The parts of a screen that have keys of their own, for the page that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from textual.binding import Binding
from textual.widget import Widget

from lambdatutor.tui.keys import SHOWN, Key
from lambdatutor.tui.lesson_keys import LESSON_KEYS
from lambdatutor.tui.policy.screen import POLICY_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

_DOCUMENTS = {
    "JsonEditor": "While you type in a document",
    "RequestTable": "In the table of requests",
}
"""Of a policy lab, where the other page has them."""
_OF_CODE = {
    "CodeEditor": "While you type code or an event",
    "CasesTable": "In the table of cases",
    "FileTabs": "Among the files",
}
"""Of a code lab, in the same way."""

_CALLED = {
    **_DOCUMENTS,
    **_OF_CODE,
    "FolderPanel": "In your folder",
    "TreePanel": "In the zip and on Lambda",
    "LayersLine": "Among the layers",
    "NetworkPanel": "In the network",
    "EnvironmentsPanel": "Among the environments",
    "TimelinePanel": "On the timeline",
    "EventLog": "Among the events",
    "ControlsPanel": "On the controls",
}
"""By class name, so that nothing is loaded to be named."""

_ON_CODE = frozenset({"stop_calls", "own_editor", "put_back"})
"""What the page with the code has that the one with the brief has not."""


class Part(NamedTuple):
    """A part that does not have the keys now, and what they would do there."""

    title: str
    keys: tuple[Key, ...]


def other_parts(screen: Screen[object]) -> tuple[Part, ...]:
    """Those that `tab` leads to, in the order in which they stand; each kind once."""
    found = {type(screen.focused).__name__: Part("", ())}
    if screen.has_class("-policy") and not screen.has_class("-page-world"):
        found["-policy"] = Part("On the page with the documents", _of_screen(POLICY_KEYS))
    if screen.has_class("-handlers") and not screen.has_class("-page-world"):
        found["-handlers"] = Part("On the page with the code", _of_screen(_ON_CODE))
    for widget in screen.query(Widget):
        name = type(widget).__name__
        if name in _CALLED and name not in found and _is_there(widget, name):
            found[name] = Part(_CALLED[name], tuple(_keys_of(widget)))
    return tuple(part for part in found.values() if part.keys)


def _is_there(widget: Widget, name: str) -> bool:
    """Whether it can be seen, here or on the page with the documents."""
    return (
        name in _DOCUMENTS
        or name in _OF_CODE
        or all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
    )


def _keys_of(widget: Widget) -> Iterator[Key]:
    """The keys that its own class says, not those of every text field or list."""
    own = cast("list[Binding]", vars(type(widget)).get("BINDINGS", []))
    return map(_key, own)


def _of_screen(actions: frozenset[str]) -> tuple[Key, ...]:
    """What the screen itself does there, but for the key that leads there."""
    there = actions - {"open_documents"}
    return tuple(_key(binding) for binding in LESSON_KEYS if binding.action in there)


def _key(binding: Binding) -> Key:
    key = binding.key.partition(",")[0]
    shown = binding.key_display or SHOWN.get(key, key)
    says = binding.description[:1].lower() + binding.description[1:]
    return Key(shown, says, binding.action, key, binding.tooltip)
