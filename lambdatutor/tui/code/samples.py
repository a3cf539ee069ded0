"""The list of AWS's events, to begin one's own from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen

from lambdatutor.tui.choices import Choices
from lambdatutor.tui.keys import KeyLine
from lambdatutor.tui.small_window import SmallWindow

if TYPE_CHECKING:
    from lambdatutor.aws.sample_events import SampleEvent


def offered(names: tuple[str, ...] | None) -> tuple[SampleEvent, ...]:
    """Those that a lab names, in its order; all where it names none."""
    from lambdatutor.aws.sample_events import SAMPLES, sample_event

    if names is None:
        return SAMPLES
    return tuple(each for name in names if (each := sample_event(name)) is not None)


class SamplesPage(ModalScreen["SampleEvent | None"]):
    """Pick one; its text comes back."""

    BINDINGS = [Binding("escape,q", "leave", "back", key_display="esc")]
    AUTO_FOCUS = "Choices"
    DEFAULT_CSS = """
    SamplesPage { align: center middle; background: $background 60%; }
    SamplesPage #frame { width: 72; max-width: 100%; height: auto; max-height: 90%;
        padding: 1 2 0 2; border: round $ink-line; border-title-color: $ink-accent;
        border-title-style: bold; background: $surface; }
    SamplesPage #list { height: auto; max-height: 19; margin-bottom: 2;
        scrollbar-size-vertical: 1; }
    SamplesPage.-low #list { max-height: 14; }
    SamplesPage KeyLine { dock: bottom; padding: 0; background: $surface; }
    """

    def __init__(self, samples: tuple[SampleEvent, ...]) -> None:
        super().__init__()
        self._samples = samples

    def compose(self) -> ComposeResult:
        with Vertical(id="frame") as frame:
            frame.border_title = Content("AWS's events")
            with VerticalScroll(id="list", can_focus=False):
                yield Choices([each.title for each in self._samples])
            yield KeyLine()
        yield SmallWindow()

    def on_mount(self) -> None:
        self.watch(self.query_one(Choices), "at", self._bring_in_sight, init=False)

    def _bring_in_sight(self, at: int) -> None:
        self.query_one("#list").scroll_to_region(Region(0, at, 1, 1), animate=False)

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        self.dismiss(self._samples[event.picked[0]])

    def action_leave(self) -> None:
        self.dismiss(None)
