"""The line of keys at the foot of a screen: those that work now, as many as fit, none cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from textual.content import Content
from textual.signal import Signal
from textual.widget import Widget

from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

SHOWN = {
    "space": "space",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "minus": "-",
    "plus": "+",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "backspace": "⌫",
    "ctrl+@": "ctrl+space",
}
"""Keys whose name is not what stands on them."""


_CHARACTERS = {
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "slash": "/",
    "minus": "-",
    "plus": "+",
}
"""Keys that Textual calls by a name from which it cannot tell their character."""


class Key(NamedTuple):
    """A key that works now, and what it does here."""

    shown: str
    says: str
    action: str
    key: str
    tooltip: str


def keys_now(screen: Screen[object], *, everything: bool = False) -> list[Key]:
    """The keys that work on this screen now and are worth showing, nearest to the focus first.

    With `everything` also those that only help mentions.
    """
    found: dict[tuple[str, str], Key] = {}
    active = screen.active_bindings
    taken = {SHOWN.get(key, key): bound.binding.action for key, bound in active.items()}
    for _node, binding, enabled, tooltip in active.values():
        worth = binding.show or (everything and not binding.system)
        if not (worth and enabled and binding.description):
            continue
        if _is_typed(screen.focused, binding.key):
            continue
        shown = binding.key_display or ""
        if not shown or taken.get(shown, binding.action) != binding.action:
            # The key that is named otherwise does something else where the focus is.
            shown = SHOWN.get(binding.key, binding.key)
        says = binding.description[:1].lower() + binding.description[1:]
        found.setdefault(
            (says, binding.action), Key(shown, says, binding.action, binding.key, tooltip)
        )
    return list(found.values())


def _is_typed(focused: Widget | None, key: str) -> bool:
    """Whether the key would be a letter in the field that has the focus.

    Textual knows this of most keys, but not of those whose name it cannot look up.
    """
    char = _CHARACTERS.get(key)
    return char is not None and focused is not None and focused.check_consume_key(key, char)


class KeyLine(Widget):
    """One line: `space run · . step · h hint …`."""

    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; color: $ink-muted; background: $background; }"

    def __init__(self, *, expendable: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._expendable = expendable
        """Descriptions that are left out first where the line is short, in that order."""
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        changed = self.screen.bindings_updated_signal  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  Textual leaves open what it carries
        cast("Signal[object]", changed).subscribe(self, lambda _: self.refresh())

    def fitting(self, width: int) -> list[Key]:
        """The keys that fit; which go first is `expendable`, then from the right."""
        keys = keys_now(self.screen)
        last = list(self._expendable)

        def room() -> int:
            return sum(len(key.shown) + 1 + len(key.says) for key in keys) + 3 * (len(keys) - 1)

        while keys and room() > width:
            going = next((key for word in last for key in keys if key.says == word), keys[-1])
            keys.remove(going)
        return keys

    def render(self) -> Content:
        if not self.screen.is_attached:
            return Content("")
        parts: list[str | tuple[str, str]] = []
        self._places.clear()
        at = 0
        for key in self.fitting(self.content_size.width):
            if parts:
                parts.append((" · ", "$ink-line"))
                at += 3
            parts += [(key.shown, "bold $ink-accent"), f" {key.says}"]
            end = at + len(key.shown) + 1 + len(key.says)
            self._places.append((at, end, key.key))
            at = end
        return fit_for_terminal(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        """A click on a key is that key."""
        x = event.get_content_offset_capture(self).x
        for start, end, key in self._places:
            if start <= x < end:
                app_of(self).simulate_key(key)
