"""A page over the screen: a title, lines to read, and esc to leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from lambdatutor.tui.keys import KeyLine
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.small_window import SmallWindow

Result = TypeVar("Result")


class Lines(Laid):
    """Lines that are laid out by a function of the width."""

    def __init__(self, lines: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._lines = lines

    def lines(self, width: int) -> list[Content]:
        return self._lines(width)


class Popup(ModalScreen[Result]):
    """A page over the screen; a subclass says its title and its lines."""

    BINDINGS = [
        Binding("escape,q,enter", "leave", "back", key_display="esc"),
        Binding("up,k", "scroll(-1)", "scroll", show=False),
        Binding("down,j", "scroll(1)", "scroll", key_display="↑↓"),
        Binding("pageup", "scroll(-10)", "scroll", show=False),
        Binding("pagedown,space", "scroll(10)", "scroll", show=False),
    ]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Popup { align: center middle; background: $background 60%; }
    Popup #frame { width: 88; max-width: 100%; height: auto; max-height: 90%; padding: 1 2 0 2;
        border: round $ink-line; border-title-color: $ink-accent; border-title-style: bold;
        background: $surface; }
    Popup #page { height: auto; margin-bottom: 2; scrollbar-size-vertical: 1; }
    Popup KeyLine { dock: bottom; padding: 0; background: $surface; }
    """

    called = ""

    def lines(self, width: int) -> list[Content]:
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self.called)
            with VerticalScroll(id="page", can_focus=False):
                yield Lines(self.lines)
            yield KeyLine()
        yield SmallWindow()

    def on_resize(self, event: events.Resize) -> None:
        page = self.query_one("#page")
        page.styles.max_height = max(3, event.size.height * 9 // 10 - 5)
        # A page that fits needs no key to scroll it.
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "scroll":
            pages = self.query("#page")
            return bool(pages) and pages.first().max_scroll_y > 0
        return True

    def action_scroll(self, by: int) -> None:
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        self.dismiss()
