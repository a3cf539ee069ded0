"""A line for one number or word, with what is expected before and after it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static


class AnswerField(Vertical):
    """An input that sends what was typed on enter."""

    DEFAULT_CSS = """
    AnswerField { height: auto; }
    AnswerField Input { width: 100%; border: round $ink-line; height: 3;
        background: $surface; }
    AnswerField Input:focus { border: round $ink-accent; }
    AnswerField Static { color: $ink-muted; height: auto; }
    """
    BINDINGS = [Binding("escape", "leave", "stop typing", key_display="esc")]

    class Given(Message):
        """The learner has typed an answer."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, placeholder: str = "", note: str = "", empty: bool = False) -> None:
        super().__init__()
        self._empty = empty
        """Whether nothing is an answer, too."""
        self._placeholder = placeholder
        self._note = note

    def compose(self) -> ComposeResult:
        yield Input(placeholder=self._placeholder, select_on_focus=False)
        yield Static(Content(self._note), markup=False)

    @property
    def field(self) -> Input:
        return self.query_one(Input)

    def start(self) -> None:
        """Put the cursor there."""
        self.field.focus()
        self._show()

    def _show(self) -> None:
        """Below a long question it would be out of sight on a small screen."""
        self.call_after_refresh(self.scroll_visible, animate=False)

    def say(self, note: str) -> None:
        self.query_one(Static).update(Content(note))
        self._show()

    def close(self) -> None:
        """Take no more, and ask for no more."""
        self.field.disabled = True
        self.query_one(Static).display = False

    def action_leave(self) -> None:
        self.screen.set_focus(None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() or self._empty:
            self.post_message(self.Given(event.value.strip()))
