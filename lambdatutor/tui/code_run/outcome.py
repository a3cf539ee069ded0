"""What one call came to: Lambda's answer laid out, and the log as CloudWatch shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from lambdatutor.tui.code.answer import call_lines
from lambdatutor.tui.code.log_lines import log_lines
from lambdatutor.tui.laid import Laid

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome


class OfCall(Laid):
    """A part of what came of the call that is looked at."""

    outcome: reactive[CallOutcome | None] = reactive(None)
    total: reactive[int] = reactive(1)
    """How many calls there are; of several, the heading says which this is."""

    def watch_outcome(self) -> None:
        self.relay()

    def watch_total(self) -> None:
        self.relay()


class AnswerOfCall(OfCall):
    """Status, FunctionError and payload."""

    def lines(self, width: int) -> list[Content]:
        if self.outcome is None:
            return []
        which = f"Answer to call {self.outcome.call}" if self.total > 1 else "Answer"
        return [Content.styled(which, "bold $ink-title"), *call_lines(self.outcome, width)]


class LogOfCall(OfCall):
    """What the code wrote, between the lines of Lambda."""

    def lines(self, width: int) -> list[Content]:
        if self.outcome is None or self.outcome.answer is None:
            return []
        which = f"Log of call {self.outcome.call}" if self.total > 1 else "Log"
        lines = log_lines(self.outcome.answer.log_text, width - 2)
        return [Content.styled(which, "bold $ink-title"), *(Content("  ") + each for each in lines)]
