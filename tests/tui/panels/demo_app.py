"""All panels with made-up data, to be looked at: `python tests/tui/panels/demo_app.py`."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical

sys.path.insert(0, str(Path(__file__).parent))

from made_up import CONTROLS, MS, REPORTS, S, function, lanes, snapshot

from lambdatutor.tui.panels.charts import LineChart, Series, Spark
from lambdatutor.tui.panels.concurrency import ConcurrencyPanel
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.environments import EnvironmentsPanel
from lambdatutor.tui.panels.jury import JuryPanel, JuryView
from lambdatutor.tui.panels.log import EventLog, LogLine
from lambdatutor.tui.panels.numbers import Numbers, NumbersPanel
from lambdatutor.tui.panels.receipt import Receipt
from lambdatutor.tui.panels.strip import StripView, TileStrip
from lambdatutor.tui.panels.timeline import TimelinePanel
from lambdatutor.tui.panels.timeline_rows import Guess, TimelineView
from lambdatutor.tui.panels.transport import TransportBar, TransportView
from lambdatutor.tui.themes import DARK_VARIABLES, THEMES


class Demo(App[None]):
    """The panels as a lesson would place them."""

    CSS = """
    Screen { background: $background; layers: main; }
    .box { border: round $border-blurred; background: $surface; }
    .box:focus-within { border: round $border; }
    #left { width: 46; }
    #world { height: 1fr; }
    #controls { height: 4; }
    .wide, .tall { margin-bottom: 1; }
    #environments { height: 4; }
    #chart { height: 8; }
    #events { height: 1fr; }
    #receipt { height: 1fr; }
    Screen.-narrow #left { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  Textual reads a list

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK_VARIABLES

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Vertical(classes="box", id="events"):
                    yield EventLog()
                with Vertical(classes="box", id="receipt"):
                    yield Receipt()
                    yield TileStrip()
                    yield JuryPanel()
            with Vertical():
                with Vertical(classes="box", id="world"):
                    yield EnvironmentsPanel(id="environments", classes="wide")
                    yield TimelinePanel(classes="tall")
                    yield ConcurrencyPanel()
                    yield Spark()
                    yield NumbersPanel(classes="wide")
                    yield LineChart(id="chart")
                with Vertical(classes="box", id="controls"):
                    yield ControlsPanel()
        yield TransportBar()

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = os.environ.get("DEMO_THEME", "lambdatutor-dark")
        now = snapshot()
        self.query_one(EnvironmentsPanel).show(now)
        self.query_one(EnvironmentsPanel).choose(1)
        self.query_one(TimelinePanel).show(
            TimelineView(
                lanes=lanes(),
                start_us=0,
                end_us=8 * S,
                now_us=6_900 * MS,
                names={1: "Ana", 2: "Ben", 3: "Bob", 4: "Cho", 5: "Dia"},
                arrivals={1: 0, 2: 5 * S, 3: 5 * S, 4: 5 * S, 5: 6 * S},
                refused=((6, 5_500 * MS), (7, 6_000 * MS)),
                guesses=(Guess(5 * S, 800 * MS, 2),),
                more=7,
            )
        )
        self.query_one(TimelinePanel).pick(4)
        self.query_one(ConcurrencyPanel).show(function(), now)
        wave = tuple(max(0.0, 6 + 6 * math.sin(x / 5)) for x in range(80))
        refused = tuple(float(x % 17 == 3) for x in range(80))
        self.query_one(Spark).show(
            Series("Requests/s", wave, "phase-init-r"), Series("Refused", refused, "refused", "2")
        )
        self.query_one(LineChart).show(
            "Latency",
            Series("p50", tuple(200 + 20 * math.sin(x / 3) for x in range(60)), "phase-restore"),
            Series("p99", tuple(500 + 400 * math.sin(x / 9) for x in range(60)), "phase-invoke"),
            unit="{:,.0f} ms".format,
        )
        self.query_one(NumbersPanel).show(Numbers.of(now, [200 * MS] * 98 + [1_040 * MS] * 2))
        self.query_one(ControlsPanel).show(CONTROLS)
        happened = [
            "Cho's request arrives.",
            "No environment is free: Lambda builds e2.",
            "Init begins: extensions, then the runtime, then the code outside the handler.",
            "The handler begins.",
            "[ERROR] is text, [bold]never markup[/].",
        ]
        lines = enumerate(happened * 5)
        self.query_one(EventLog).show(
            [LogLine(at, 5 * S + at * 37 * MS, says) for at, says in lines]
        )
        self.query_one(Receipt).show(REPORTS)
        rolls = tuple(x in {0, 3, 4, 9, 11} for x in range(13))
        self.query_one(TileStrip).show(StripView(20, rolls, "4"))
        self.query_one(JuryPanel).show(JuryView(6, (True, True, False, True), "hour 3: 1 cold"))
        self.query_one(TransportBar).show(
            TransportView(
                running=True,
                speed="0.5×",
                now_us=61_240 * MS,
                end_us=70 * S,
                reached_us=66 * S,
                seed=7,
                branch="A",
                other="b compares",
                marks=(20 * S,),
            )
        )
        self.query_one(ControlsPanel).focus()


if __name__ == "__main__":
    Demo().run()
