"""A lab that cannot be opened: why, and how to go on."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.shown import shown
from lambdatutor.tui.steps.view import Callout, StepView


class ClosedLabView(StepView):
    """Stands in the place of the brief."""

    def __init__(self, error: LambdaTutorError) -> None:
        super().__init__()
        self.error = error

    def compose(self) -> ComposeResult:
        yield Callout(
            shown(str(self.error)), kind="bad", title="This lab cannot be opened.", literal=True
        )
        yield Callout("`n` goes on to the next step, and `←` back to the one before.")
