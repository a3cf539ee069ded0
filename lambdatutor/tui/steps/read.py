"""A page to read: the hook of a lesson, or a few paragraphs between two runs."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.course.format import Hook, Read
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.view import StepView


class ReadView(StepView):
    """The text, and where to read on."""

    def __init__(self, step: Hook | Read) -> None:
        super().__init__()
        self.step = step

    def compose(self) -> ComposeResult:
        yield Prose(self.step.text)
        if self.step.code:
            yield Prose(f"```python\n{self.step.code.strip()}\n```", classes="-code")
        if self.step.links:
            links = "\n".join(f"- [{link.title}]({link.url})" for link in self.step.links)
            yield Prose(f"Read on:\n\n{links}", classes="-links")
