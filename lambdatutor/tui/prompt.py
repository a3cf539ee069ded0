"""The line behind `:`, which takes AWS commands, completes them, and says what was wrong."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

Candidates = Callable[[str], list[str]]
"""What the last word of a line may become."""


class Completion(Suggester):
    """What AWS's command line could go on with."""

    def __init__(self, candidates: Candidates | None = None) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._candidates = candidates

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self._candidates)


def completed(text: str, candidates: Candidates | None = None) -> str | None:
    """The text with its last word completed; None where nothing fits."""
    from lambdatutor.aws.completion import complete

    if not text:
        return None
    head, blank, word = text.rpartition(" ")
    for candidate in (candidates or complete)(text):
        if candidate.startswith(word) and candidate != word:
            # A folder is on the way to what lies in it.
            return f"{head}{blank}{candidate}{'' if candidate.endswith('/') else ' '}"
    return None


class Prompt(Vertical):
    """A line for commands over the last lines of the screen; esc puts it away."""

    BINDINGS = [
        Binding("escape", "close", "put away", key_display="esc"),
        Binding("tab", "complete", "complete", priority=True),
        Binding("up", "before(-1)", "earlier", show=False),
        Binding("down", "before(1)", "later", show=False),
    ]
    DEFAULT_CSS = """
    Prompt { height: auto; border-top: solid $ink-line; background: $surface; padding: 0 1; }
    Prompt Input { background: $surface; }
    Prompt #told { height: auto; max-height: 4; color: $ink-muted; }
    Prompt #told.-refused { color: $ink-bad; }
    """

    class Entered(Message):
        """The learner wants this command to be done."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Closed(Message):
        """The learner has put the prompt away."""

    def __init__(
        self,
        offers: str,
        candidates: Candidates | None = None,
        *,
        begun: str = "",
        example: str = "aws lambda …",
    ) -> None:
        super().__init__()
        self._example = example
        """What is typed here, to see while nothing is."""
        self._offers = offers
        self._begun = begun
        """What stands in the line as it opens, to go on with."""
        self._candidates = candidates
        """In place of AWS's own words alone."""
        self._said: list[str] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(Content(self._offers), id="told", markup=False)
        yield Input(
            self._begun,
            placeholder=f"{self._example}   (tab completes, enter does it, esc puts this away)",
            suggester=Completion(self._candidates),
            select_on_focus=False,
            compact=True,
        )

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def answer(self, text: str, *, refused: bool = False) -> None:
        """What came of the last command."""
        answer = self.query_one("#told", Static)
        answer.update(Content(text))
        answer.set_class(refused, "-refused")
        if not refused:
            self.query_one(Input).value = ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        if line:
            self._said = [*(said for said in self._said if said != line), line]
            self._at = len(self._said)
            self.post_message(self.Entered(line))

    def action_close(self) -> None:
        self.post_message(self.Closed())

    def action_complete(self) -> None:
        field = self.query_one(Input)
        longer = completed(field.value, self._candidates)
        if longer is not None:
            field.value = longer
            field.cursor_position = len(longer)

    def action_before(self, by: int) -> None:
        """Through the commands that were given before."""
        if not self._said:
            return
        self._at = max(0, min(len(self._said), self._at + by))
        field = self.query_one(Input)
        field.value = self._said[self._at] if self._at < len(self._said) else ""
        field.cursor_position = len(field.value)
