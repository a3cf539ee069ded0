"""The sandbox as it is drawn: the overview or one part of the account, time, and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from lambdatutor.simulator.time import SECOND
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.census import VersionCensus, caller_kinds
from lambdatutor.tui.event_words import LogLines
from lambdatutor.tui.keys import KeyLine
from lambdatutor.tui.panels.log import EventLog
from lambdatutor.tui.panels.metrics import MetricsPanel
from lambdatutor.tui.panels.transport import TransportBar
from lambdatutor.tui.sandbox.cards import cards
from lambdatutor.tui.sandbox.charts import charts_of
from lambdatutor.tui.sandbox.closer import Closer
from lambdatutor.tui.sandbox.keys import EXPENDABLE
from lambdatutor.tui.sandbox.overview import OverviewPanel, Trails, lines_needed
from lambdatutor.tui.sandbox.player import SandboxPlayer
from lambdatutor.tui.small_window import SmallWindow
from lambdatutor.tui.top_line import TopLine

if TYPE_CHECKING:
    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.world import World
    from lambdatutor.tui.sandbox.run import SandboxRun
    from lambdatutor.tui.ticker import Ticker

FPS = 10
CHARTS_EVERY = 3
"""Charts are drawn in every third frame."""

_HURRIES = 15
"""How often a second it plays when it is to be as fast as it can."""

_LANES_S = 6
"""How long, on the wall, a request takes through the timeline of a function."""
_LONGEST_S = 600


class SandboxView(Screen[None]):
    """Shows the account, or one part of it, as time passes."""

    CSS_PATH = "sandbox.tcss"
    AUTO_FOCUS = "OverviewPanel"

    def __init__(
        self, run: SandboxRun, ticker: Ticker, *, speed: float = 1.0, starts: bool = True
    ) -> None:
        super().__init__()
        self.run_ = run
        self.player = SandboxPlayer(run, ticker, speed)
        self.census = VersionCensus()
        self.trails = Trails()
        self._starts = starts
        self._frames = 0
        self._shown: tuple[World | None, int, bool] = (None, 0, False)
        """The world, the moment and whether it ran, as they were drawn last."""
        self._command = ""

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="account"):
            yield OverviewPanel()
            yield MetricsPanel()
        yield Closer()
        yield EventLog()
        yield TransportBar()
        yield KeyLine(expendable=EXPENDABLE)
        yield SmallWindow()

    def on_mount(self) -> None:
        top = self.query_one(TopLine)
        top.called = "Sandbox"
        top.place = self.run_.title
        box = self.query_one("#account", Vertical)
        box.border_title = fit_for_terminal(Content("The account"))
        self.draw()
        if self._starts:
            self.player.start()
        self.set_interval(1 / FPS, self.tick)
        self.set_interval(1 / _HURRIES, self.hurry)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    # Drawing

    def tick(self) -> None:
        """The wall has moved on: play what that is worth, and show what came of it."""
        if not self.display:
            return  # it is being taken away, and some of its parts are gone already
        self.player.tick()
        world, running = self.run_.world, self.player.ticker.running
        now = (world, world.now_us, running)
        if now == self._shown:
            return
        was_running = self._shown[2]
        self._frames += 1
        self.draw(charts=not running or self._frames % CHARTS_EVERY == 0)
        if was_running and not running:
            self.refresh_bindings()

    def hurry(self) -> None:
        """On the way to a moment far ahead it plays between the frames as well."""
        if self.player.hurries:
            self.player.tick()

    def draw(self, *, charts: bool = True) -> None:
        """The account, the time and the keys as they stand."""
        world = self.run_.world
        self._shown = (world, world.now_us, self.player.ticker.running)
        snapshot = world.snapshot()
        self.census.follow(world)
        if self.has_class("-closer"):
            kinds = caller_kinds(snapshot)
            closer = self.query_one(Closer)
            span_us = round(min(max(_LANES_S * self.player.asked_speed, 2), _LONGEST_S) * SECOND)
            arrived = self.census.arrived
            closer.show(self.run_, snapshot, kinds, arrived, charts=charts, span_us=span_us)
        elif self.has_class("-events"):
            self.query_one(EventLog).show(LogLines(world.log, {}))
        else:
            self._draw_overview(snapshot, charts=charts)
        self.query_one(TransportBar).show(self.player.view())

    def _draw_overview(self, snapshot: Snapshot, *, charts: bool) -> None:
        world, overview = self.run_.world, self.query_one(OverviewPanel)
        found = cards(snapshot, caller_kinds(snapshot))
        if charts:
            self.trails.follow(found, snapshot.at_us)
            if self.query_one(MetricsPanel).display:
                self.query_one("#account > MetricsPanel", MetricsPanel).show(
                    charts_of(None, world, snapshot)
                )
        grown = len(found) != len(overview.cards)
        overview.show(found, self.trails)
        if grown:
            self._fit()

    def _fit(self) -> None:
        """The overview is as high as its lines; what is left below is for the charts."""
        overview = self.query_one(OverviewPanel)
        inside = self.query_one("#account").content_size
        if not inside.height:
            return  # out of sight
        needed = lines_needed(overview.cards, max(1, inside.width))
        charts = self.query_one("#account > MetricsPanel")
        charts.display = inside.height - needed >= 7
        overview.styles.height = needed + 1 if charts.display else "1fr"
