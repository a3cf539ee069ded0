"""The calls of a program one under the other: what each was given, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from lambdatutor.runtime.shown import shown
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import crop, width_of

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome

_MOST_CHARACTERS = 400


class CallsView(Laid):
    """Those that have been shown so far; one of them is looked at."""

    outcomes: reactive[tuple[CallOutcome, ...]] = reactive(())
    chosen: reactive[int] = reactive(0)
    """Counted from 0."""
    total: reactive[int] = reactive(0)
    """How many there will be."""

    class Picked(Message):
        """The learner wants to look at another call."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def watch_outcomes(self) -> None:
        self.relay()

    def watch_chosen(self) -> None:
        self.relay()

    def watch_total(self) -> None:
        self.relay()

    def on_click(self, event: events.Click) -> None:
        row = event.get_content_offset_capture(self).y - 1
        if 0 <= row < len(self.outcomes):
            self.post_message(self.Picked(row))

    def lines(self, width: int) -> list[Content]:
        """None where there is a single call: all that is shown is of that one."""
        count = len(self.outcomes)
        if not count or self.total == 1:
            return []
        said = f"{count} of {self.total} so far" if count < self.total else _how_to_choose(count)
        head = Content.assemble(("Calls", "bold $ink-title"), "  ", (said, "$ink-muted"))
        return [head, *(self._row(index, width) for index in range(count))]

    def _row(self, index: int, width: int) -> Content:
        outcome = self.outcomes[index]
        here = index == self.chosen
        lead = f"{'▸' if here else ' '} {index + 1:>2}  "
        event = crop(_one_line(outcome.event), max(8, (width - len(lead)) // 2))
        room = width - len(lead) - width_of(event) - 3
        failed = outcome.answer is None or outcome.failed
        return Content.assemble(
            (lead, "bold $ink-accent" if here else "$ink-muted"),
            event,
            (" → ", "$ink-muted"),
            (crop(_came_back(outcome), max(1, room)), "$ink-bad" if failed else ""),
        ).stylize("bold" if here else "")


def _how_to_choose(count: int) -> str:
    return f"1 to {min(9, count)}: look at one again"


def _came_back(outcome: CallOutcome) -> str:
    if outcome.answer is None:
        return f"✗ {_one_line(outcome.refused)}"
    if outcome.failed and outcome.error_type:
        told = ": ".join(filter(None, (outcome.error_type, outcome.error_message)))
        return f"✗ {_one_line(told)}"
    return _one_line(outcome.answer.text)


def _one_line(text: str) -> str:
    return shown(" ".join(text[:_MOST_CHARACTERS].split()))
