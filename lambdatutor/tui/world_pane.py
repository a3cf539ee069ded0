"""The right side: the simulated account in panels, what is said of it, and the controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from lambdatutor.course.frame import Frame
from lambdatutor.course.objectives import ObjectiveView
from lambdatutor.course.quantities import parse_quantity
from lambdatutor.course.report_lines import Receipt as Bill
from lambdatutor.course.verdicts import Verdict
from lambdatutor.tui.account_panels import AccountPanels
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.event_words import LogLines
from lambdatutor.tui.horizon import NOWHERE, Horizon
from lambdatutor.tui.panels.cells import clean, crop
from lambdatutor.tui.panels.charts import Spark
from lambdatutor.tui.panels.concurrency import ConcurrencyPanel
from lambdatutor.tui.panels.controls import ControlsPanel, Dial
from lambdatutor.tui.panels.environments import EnvironmentsPanel
from lambdatutor.tui.panels.jury import JuryPanel, JuryView
from lambdatutor.tui.panels.log import EventLog
from lambdatutor.tui.panels.numbers import NumbersPanel, dollars
from lambdatutor.tui.panels.receipt import Receipt
from lambdatutor.tui.panels.strip import TileStrip
from lambdatutor.tui.panels.timeline import TimelinePanel
from lambdatutor.tui.panels.timeline_rows import Guess
from lambdatutor.tui.picture import Picture
from lambdatutor.tui.steps.objectives import FACES
from lambdatutor.tui.steps.view import Callout

if TYPE_CHECKING:
    from lambdatutor.simulator.events import EventLog as EventList
    from lambdatutor.simulator.world import World
    from lambdatutor.tui.stage import Stage


BILLED = 5
"""As many requests as the paper has room for."""


CROWD = 40
"""From here on timeline and log are drawn as seldom as charts: nobody follows one of so many."""


class WorldPane(Vertical):
    """Panels over one run. It draws what it is given, and asks by the panels' own messages."""

    def __init__(self) -> None:
        super().__init__(id="world")
        self.picture = Picture()
        self.guesses: tuple[Guess, ...] = ()
        self.marks: tuple[int, ...] = ()
        self.guess_text = ""
        self._stage: Stage | None = None
        self._at_us = 0
        self._events: EventList | None = None
        """What has happened in the run that was drawn last."""
        self._log_alone = False
        """The learner asked for the log in place of the timeline."""
        self._window: tuple[int, int] | None = None
        """What the learner zoomed or scrolled to; None: what the stage says."""

    def compose(self) -> ComposeResult:
        yield Callout("", kind="say")
        yield EnvironmentsPanel()
        yield TimelinePanel()
        yield EventLog()
        yield TileStrip()
        yield Receipt()
        yield JuryPanel()
        yield AccountPanels()
        yield ConcurrencyPanel()
        yield Spark()
        yield NumbersPanel()
        yield ControlsPanel()

    @property
    def staged(self) -> bool:
        """Whether there is a run to be seen."""
        return self._stage is not None

    @property
    def whole(self) -> Horizon:
        """The stretch of time that the run takes."""
        return self._stage.horizon if self._stage else NOWHERE

    def stage(self, stage: Stage) -> None:
        """Another step: show its panels, empty."""
        self._stage = stage
        self._at_us = 0
        self._events = None
        self._window = None
        self.picture = Picture()
        self.guesses = ()
        self.marks = ()
        self.guess_text = ""
        self.say("")
        self.border_title = fit_for_terminal(Content(clean(stage.title)))
        shown: dict[type[object], bool] = {
            EnvironmentsPanel: "environments" in stage.panels,
            TileStrip: stage.strip > 0,
            Receipt: False,
            JuryPanel: False,
            ConcurrencyPanel: "concurrency" in stage.panels,
            Spark: "requests" in stage.panels,
            NumbersPanel: "latency" in stage.panels or "bill" in stage.panels,
            ControlsPanel: "controls" in stage.panels,
        }
        for child in self.children:
            if type(child) in shown:
                child.display = shown[type(child)]
        self.query_one(AccountPanels).stage(stage.panels, stage.packets, stage.dependencies)
        self._log_alone = False
        self.query_one(EventLog).show(())
        self._fit_log()

    def say(self, text: str, *, goes_on: bool = False) -> None:
        """A sentence above the panels, about what happens now; empty takes it away."""
        callout = self.query_one(Callout)
        callout.display = bool(text)
        callout.say(text, foot="space goes on" if goes_on else "")

    def lay_beside(self, guess: Verdict | None) -> None:
        """The learner's guess: a time as a hollow bar, any other beside the strip."""
        if guess is None or self._stage is None:
            return
        self.guess_text = guess.given
        quantity = parse_quantity(guess.given)
        # A bar of no length says nothing.
        if quantity is not None and quantity.unit == "time" and quantity.number > 0:
            start_us = self._stage.horizon.first_us
            self.guesses = (Guess(start_us, round(quantity.number)),)

    def show_dials(self, dials: Sequence[Dial]) -> None:
        controls = self.query_one(ControlsPanel)
        controls.show(dials)
        self._fit_dials()

    def on_resize(self) -> None:
        self._fit_dials()
        self._fit_log()

    def _fit_log(self) -> None:
        """The events alone, below the timeline where there is room for both, or not at all."""
        if self._stage is None:
            return
        log, panels = self.query_one(EventLog), self._stage.panels
        below = self._stage.log_below and self.screen.has_class("-high")
        shown = self._log_alone or below or "log" in panels
        opens, log.display = shown and not log.display, shown
        if opens and self._events is not None:
            self.keep_log(self._events)
        self.query_one(TimelinePanel).display = "timeline" in panels and not self._log_alone

    def _fit_dials(self) -> None:
        self.query_one(ControlsPanel).fit(self.size.width - 2)

    def show_faces(self, views: Sequence[ObjectiveView]) -> None:
        """The objectives in short, for a window that shows only this page."""
        faces = "  ".join(f"{FACES[view.face][0]} {crop(clean(view.says), 22)}" for view in views)
        self.border_subtitle = fit_for_terminal(Content(faces))

    def mark(self, moments: tuple[int, ...]) -> None:
        """Moments of the run before that stay lit."""
        self.marks = moments
        self._draw_timeline()

    def show(self, world: World, frame: Frame, *, charts: bool = True) -> None:
        """Draw the run as it stands; numbers and charts, and what a crowd does, with `charts`."""
        if self._stage is None:
            return
        snapshot = frame.snapshot
        self._at_us, self._events = frame.at_us, world.log
        self.picture.follow(world, snapshot)
        self.query_one(EnvironmentsPanel).show(snapshot)
        if charts or len(snapshot.environments) <= CROWD:
            self._draw_timeline()
            self.keep_log(world.log)
        self.query_one(AccountPanels).show(world, snapshot, charts=charts)
        if self._stage.strip:
            strip = self.picture.strip(self._stage.strip, self.guess_text)
            self.query_one(TileStrip).show(strip)
        if snapshot.functions:
            self.query_one(ConcurrencyPanel).show(snapshot.functions[0], snapshot)
        if charts:
            self.query_one(NumbersPanel).show(self.picture.numbers(snapshot))
            self.query_one(Spark).show(*self.picture.rates(self.window(frame.at_us)))

    def _draw_timeline(self) -> None:
        start_us, end_us = self.window(self._at_us)
        view = self.picture.timeline(
            start_us,
            end_us,
            self._at_us,
            guesses=self.guesses,
            marks=self.marks,
            expected=self._stage.expected if self._stage else (),
        )
        self.query_one(TimelinePanel).show(view)

    def show_jury(self, view: JuryView) -> None:
        jury = self.query_one(JuryPanel)
        jury.display = True
        jury.show(view)

    def show_bill(self, receipts: Sequence[Bill]) -> None:
        """The last lines of the log and what each request cost, for a step that asks for it."""
        if self._stage is None or "bill" not in self._stage.panels:
            return
        paper = self.query_one(Receipt)
        texts = [_billed(each) for each in receipts[:BILLED]]
        paper.display = bool(texts)
        paper.show(texts)
        paper.styles.height = min(12, 2 + 2 * len(texts))

    def toggle_log(self, events: EventList) -> bool:
        """Show the log of events in place of the timeline, or the timeline again."""
        self._log_alone = not self._log_alone
        self._fit_log()
        self.keep_log(events)
        if self._log_alone:
            self.query_one(EventLog).focus()
        return self._log_alone

    def show_timeline(self) -> None:
        """The timeline again, where the learner had the log in its place."""
        self._log_alone = False
        self._fit_log()

    def keep_log(self, events: EventList) -> None:
        """What has happened up to now, if the log is open."""
        log = self.query_one(EventLog)
        if log.display:
            log.show(LogLines(events, self.picture.names))

    def window(self, now_us: int) -> tuple[int, int]:
        """The stretch of time that the timeline shows."""
        if self._stage is None:
            return (0, 1)
        start_us, end_us, _, known = self._stage.horizon
        if self._window is not None:
            start_us, end_us = self._window
            known = False
        if known and now_us <= end_us:
            return (start_us, end_us)
        span = end_us - start_us
        if start_us <= now_us <= start_us + span * 9 // 10 or now_us < start_us:
            return (start_us, end_us)
        return (now_us - span * 3 // 4, now_us + span // 4)

    def look_at(self, start_us: int, end_us: int) -> None:
        """The learner zoomed or scrolled."""
        self._window = (max(0, start_us), max(end_us, start_us + 1_000))
        self._draw_timeline()


def _billed(bill: Bill) -> str:
    """`Ana  REPORT  Duration: 200.00 ms  Billed Duration: 1000 ms  …  $0.0000085`."""
    times = [field for field in bill.report.split("\t") if "Duration:" in field]
    name = bill.record.name or f"#{bill.record.number}"
    return "  ".join((name, "REPORT", *times, dollars(bill.usd)))
