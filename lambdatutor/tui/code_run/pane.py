"""The right side of a guess or a watch about real code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from lambdatutor.course.handlers.telling import OWN_SPEED
from lambdatutor.runtime.function import RUNTIME
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.code.times import TimeStrip, TimesView
from lambdatutor.tui.code_run.calls import CallsView
from lambdatutor.tui.code_run.outcome import AnswerOfCall, LogOfCall, OfCall
from lambdatutor.tui.code_run.program import ProgramView
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.steps.view import Callout

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import Program

_TICKS_S = 0.1


class CodeRunPane(VerticalScroll, can_focus=False):
    """Shows a program, and of its calls those that it is told to show."""

    def __init__(self, lesson: Lesson, program: Program) -> None:
        super().__init__()
        self.lesson = lesson
        self.program = program
        self.border_title = fit_for_terminal(Content(clean(f"{program.function.name} · {RUNTIME}")))
        self.shown: tuple[CallOutcome, ...] = ()
        """The calls so far."""
        self._total = 0
        self._chosen = 0
        self._said = ""
        self._note = ""
        """What there is to say before there are calls."""
        self._ticks = 0
        self._ticking: Timer | None = None
        self._unseen = False
        """The call that is looked at has not been brought into view: the other page is in front."""
        self._stands = False
        """Whether its parts are there; until then it is only told."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="code", can_focus=False):
            yield ProgramView(self.lesson, self.program)
            yield Static(id="running", markup=False)
        with VerticalScroll(id="came", can_focus=False):
            yield Callout("", kind="say")
            yield CallsView()
            yield AnswerOfCall()
            yield TimeStrip()
            yield Prose(OWN_SPEED, id="own-speed")
            yield LogOfCall()

    def on_mount(self) -> None:
        self._stands = True
        self._draw()

    def say(self, text: str) -> None:
        """A sentence about the call that is looked at."""
        self._said = text
        self._draw()

    def wait(self) -> None:
        """Somebody waits for the code by now: tell for how long it has run."""
        if self._ticking is None:
            self._ticks = -1
            self._ticking = self.set_interval(_TICKS_S, self._tick)
            self._tick()

    def _tick(self) -> None:
        self._ticks += 1
        self._note = f"The code runs, for real … {self._ticks * _TICKS_S:.1f} s"
        self._draw()

    def fail(self, why: str) -> None:
        """Nothing could be run."""
        self._rest()
        self._note = why
        self._draw()

    def _rest(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
        self._ticking = None
        self._note = ""

    def show(self, outcomes: Sequence[CallOutcome], total: int) -> None:
        """The calls so far, of `total`; the last of them is looked at."""
        self._rest()
        self.shown, self._total = tuple(outcomes), total
        self.pick(len(outcomes) - 1)

    def pick(self, index: int) -> None:
        """Look at one of the calls that are shown."""
        if index < len(self.shown):
            self._chosen = max(0, index)
            self._unseen = True
            self._draw()
            self.call_after_refresh(self._bring_into_view)

    def _draw(self) -> None:
        """Everything as it is."""
        if not self._stands:
            return
        self.set_class(bool(self.shown), "-came")
        self.query_one(ProgramView).called_shown = bool(self.shown)
        note = self.query_one("#running", Static)
        note.update(fit_for_terminal(Content(clean(self._note))))
        note.display = bool(self._note)
        callout = self.query_one(Callout)
        callout.say(self._said)
        callout.display = bool(self._said)
        self.query_one("#own-speed").display = bool(self.shown)
        self.query_one(TimeStrip).show(TimesView(self.shown, self.program.function.memory))
        self._draw_calls()

    def _draw_calls(self) -> None:
        calls = self.query_one(CallsView)
        calls.display = self._total > 1
        calls.total = self._total
        calls.outcomes, calls.chosen = self.shown, self._chosen
        for part in self.query(OfCall):
            part.total = self._total
            part.outcome = self.shown[self._chosen] if self.shown else None

    def come_to_front(self) -> None:
        """To where one was; to the call, if that became another one meanwhile."""
        self.call_after_refresh(self._bring_into_view)

    def _bring_into_view(self) -> None:
        """What came of it from its beginning, where it does not all fit."""
        if not self._unseen or not self.display:
            return
        self._unseen = False
        for came in self.query("#came"):
            came.scroll_home(animate=False)
            if self.shown:
                self.scroll_to(y=came.virtual_region.y, animate=False)

    @property
    def scrolled(self) -> VerticalScroll:
        """What the arrows move: all of it in a narrow window, else what does not fit of it."""
        parts = (self, *self.query("#came, #code").results(VerticalScroll))
        return next((each for each in reversed(parts) if each.max_scroll_y), self)

    def on_calls_view_picked(self, event: CallsView.Picked) -> None:
        event.stop()
        self.pick(event.index)
