"""A page of parts, one of which has the keys; a small window shows little more than that one."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widget import Widget

from lambdatutor.tui.typed_page import TypedPage


class PartsPane(TypedPage):
    """Tab leads from part to part.

    A part has an id, and while the keys are there the page has the class `-at-ID`, by which a
    small window knows what to show.
    """

    BINDINGS = [
        Binding("tab", "move(1)", "next part", tooltip="From what you work on to what came of it"),
        Binding("shift+tab", "move(-1)", "part before", show=False),
    ]

    _last = ""
    """The id of the part that had the keys last."""

    def parts(self) -> list[Widget]:
        """What tab goes through, in order; what is worked on comes first."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del action, parameters
        return self._stands

    def begin(self) -> None:
        """The keys go to what is worked on."""
        if self._stands:
            self.give_keys(self.parts()[0])

    def back(self) -> None:
        """The keys come back to where they were."""
        if self._stands:
            parts = self.parts()
            self.give_keys(next((each for each in parts if each.id == self._last), parts[0]))

    def give_keys(self, part: Widget) -> None:
        if self._stands:
            self.show_part(part)
            self.screen.set_focus(part, scroll_visible=False)

    def action_move(self, by: int) -> None:
        parts, focused = self.parts(), self.screen.focused
        now = parts.index(focused) if focused in parts else 0
        self.give_keys(parts[(now + by) % len(parts)])

    def show_part(self, part: Widget) -> None:
        """The part that the keys go to."""
        self._last = part.id or ""
        for each in self.parts():
            self.set_class(each is part, f"-at-{each.id}")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys as well."""
        if self._stands and event.widget in self.parts():
            self.show_part(event.widget)
            self.screen.refresh_bindings()
