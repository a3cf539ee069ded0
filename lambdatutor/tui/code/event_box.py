"""The learner's own event: an editor for JSON, and whether it is any."""

from __future__ import annotations

import json

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from lambdatutor.iam.json.text import JsonFault, read
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.code.editor import CodeEditor
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging


def event_fault(text: str) -> str:
    """Why a text is no JSON, and where; empty if it is."""
    try:
        json.loads(text)
    except RecursionError:
        return "This is nested too deep to be an event."
    except ValueError as error:
        try:
            read(text)
        except JsonFault as fault:
            return str(fault)
        return f"{str(error).partition(':')[0]}."
    return ""


class EventStatus(Laid):
    """The sentence under the event."""

    DEFAULT_CSS = "EventStatus { max-height: 2; padding: 0 1; background: $panel; }"

    fault = ""
    size_bytes = 0

    def show_for(self, text: str) -> None:
        fault, size = event_fault(text), len(text.encode("utf-8", "replace"))
        if (fault, size) != (self.fault, self.size_bytes):
            self.fault, self.size_bytes = fault, size
            self.relay()

    def lines(self, width: int) -> list[Content]:
        if self.fault:
            start, *rest = hanging(Content(clean(self.fault)), width, "✗ ")
            return [start.stylize("bold $ink-bad", 0, 2), *rest]
        says = f"✓ JSON, {self.size_bytes:,} bytes · ctrl+r sends it"
        return Content.styled(says, "$ink-muted").wrap(width)


class EventBox(Vertical):
    """An event to write."""

    DEFAULT_CSS = """
    EventBox { border: round $ink-line; background: $surface;
        border-title-color: $ink-title; border-title-style: bold;
        border-subtitle-color: $ink-muted; }
    EventBox:focus-within { border: round $ink-accent; border-title-color: $ink-accent; }
    """

    def __init__(self, text: str, *, samples: bool) -> None:
        super().__init__(id="event-box")
        self._text = text
        self._samples = samples

    def compose(self) -> ComposeResult:
        yield CodeEditor(self._text, "json", id="event")
        yield EventStatus()

    def on_mount(self) -> None:
        self.border_title = fit_for_terminal(Content("Your own event"))
        if self._samples:
            self.border_subtitle = fit_for_terminal(Content("esc a · AWS's events"))
        self.tell()

    @property
    def editor(self) -> CodeEditor:
        return self.query_one(CodeEditor)

    def tell(self) -> None:
        """Say whether the text as it stands is JSON."""
        self.query_one(EventStatus).show_for(self.editor.text)
